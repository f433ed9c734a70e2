"""The day and after: the register on a phone and on paper, certificates, the ledger."""

from __future__ import annotations

from typing import Any

from django.contrib import messages as notices
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from sightline.foundation.addresses import address
from sightline.foundation.errors import RuleBroken
from sightline.foundation.govuk.asking import ask
from sightline.foundation.govuk.documents import pdf
from sightline.foundation.govuk.documents.parts import Document, Paragraph, TableOf
from sightline.foundation.govuk.tables import Column, Table
from sightline.foundation.govuk.words import clock, day, short_day
from sightline.foundation.requests import PageRequest, page, public_page, render
from sightline.registers.partnership.queries import agencies, partnership_in_view
from sightline.work.training import forms, operations, permissions, queries
from sightline.work.training.models import Certificate
from sightline.work.training.operations import Named
from sightline.work.training.rules.cancelling import is_first
from sightline.work.training.views.courses import mine, way

LEDGER = Table(
    "Charges",
    (
        Column("agency", "Agency", sort=("agency__name",), value=lambda row: row["agency__name"]),
        Column("entered_at", "Entered", sort=("pk",),
               value=lambda row: short_day(row["entered_at"])),
        Column("whom", "Person", sort=("whom",)),
        Column("course", "Course", sort=("course",)),
        Column("event", "Event"),
        Column("why", "Why", wide=True),
        Column("pounds", "£", numeric=True, sort=("pence",),
               value=lambda row: f"{row['pence'] / 100:.2f}",
               link=lambda row: address("training:correct_charge", row["pk"])
               if is_first(row["pence"], row["booking_id"]) else None),
    ),
    one="line",
    order="-entered_at",
    filters=forms.LedgerFilters,
    nothing="Nothing is charged. Lines appear here when somebody cancels late or does not come, "
    "as the charging rules say.",
)  # fmt: skip


@page(permissions.manage_programme)
def register(request: PageRequest, reference: str) -> HttpResponse:
    """Enter who came, session by session; made for a phone in the hand."""
    event = queries.event(mine(request), reference)
    rows = queries.to_register(event)
    form = forms.RegisterForm(
        request.POST if request.method == "POST" else None,
        rows=rows,
        sessions=queries.sessions_of(event),
        entered=queries.entries_of(event),
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.enter_attendance(
                event=event, entries=form.entries(), by=request.actor, now=request.now
            )
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            notices.success(request, f"{made} entries are saved.")
            return redirect("training:register", reference)
    context = {
        "form": form,
        "event": event,
        "course": event.course,
        "rows": rows,
        "is_the_day": timezone.localdate(event.starts_at) <= request.today,
        "is_over": event.ends_at <= request.now,
        "here": request.path,
        "breadcrumbs": way((event.reference, reverse("training:manage_event", args=[reference]))),
    }
    return render(request, "training/register.html", context)


@page(permissions.manage_programme)
def close_register(request: PageRequest, reference: str) -> HttpResponse:
    """Record the event as held: certificates, charges and duties follow."""
    event = queries.event(mine(request), reference)
    if request.method == "POST":
        try:
            operations.close_register(event=event, by=request.actor, now=request.now)
            notices.success(request, "The event is recorded as held. Certificates are issued.")
        except RuleBroken as broken:
            notices.error(request, broken.sentence)
            return redirect("training:register", reference)
    return redirect("training:manage_event", reference)


@page(permissions.manage_programme)
def add_walk_in(request: PageRequest, reference: str) -> HttpResponse:
    """Add somebody who came without a booking."""
    event = queries.event(mine(request), reference)
    offered = list(agencies(mine(request)))
    form = forms.WalkInForm(request.POST or None, agencies=offered)

    def act(given: dict[str, Any]) -> str:
        agency = next(one for one in offered if str(one.pk) == given["agency"])
        operations.add_walk_in(
            event=event,
            agency=agency,
            named=Named(given["name"], given["email"]),
            by=request.actor,
            now=request.now,
        )
        return address("training:register", reference)

    back = reverse("training:register", args=[reference])
    return ask(
        request,
        form,
        act,
        said="They are in the register.",
        heading="Add somebody who came",
        button="Add them",
        back=back,
        caption=event.course.title,
    )


@page(permissions.manage_programme)
def printed_register(request: PageRequest, reference: str) -> HttpResponse:
    """The register on paper, with the number of each person, for a room without a network."""
    event = queries.event(mine(request), reference)
    sessions = queries.sessions_of(event)
    choices = queries.choices_at(event)
    rows = [
        (
            row.pk, row.name, row.agency, *([choices.get(row.pk, "")] if choices else []),
            *([""] * len(sessions)),
        )
        for row in queries.to_register(event)
    ]  # fmt: skip
    headings = ["Number", "Name", "Agency", *(["Workshops"] if choices else [])]
    headings += [f"{day(one.starts_at)}, {clock(one.starts_at)}: sign here" for one in sessions]
    partnership = partnership_in_view(request)
    paper = Document(
        title="Register of attendance",
        subtitle=f"{event.course.title}, {day(event.starts_at)} ({event.reference})",
        partnership=partnership.name if partnership else "",
        marking="OFFICIAL",
        on=request.today,
        parts=[
            TableOf("Who is booked", headings, rows),
            Paragraph("Enter it under Programme by the number of each person."),
        ],
    )
    return as_pdf(pdf.write(paper), f"register-{event.reference}")


@page(permissions.book)
def certificate(request: PageRequest, number: int) -> HttpResponse:
    """A certificate as PDF, for the person, for who books for them, and for the office."""
    found = queries.certificate(request.actor, number)
    return _paper(request, found, "attendance", "attended")


def completion_paper(request: PageRequest, found: Certificate) -> HttpResponse:
    """The certificate of e-learning that was completed here."""
    return _paper(request, found, "completion", "completed")


def _paper(request: PageRequest, found: Certificate, what: str, did: str) -> HttpResponse:
    partnership = partnership_in_view(request)
    facts = [("Course", found.course), (f"{did.capitalize()} on", day(found.attended_on))]
    if found.expires_on:
        facts.append(("Refresher due by", day(found.expires_on)))
    address = request.build_absolute_uri(reverse("training:check_certificate"))
    paper = Document(
        title=f"Certificate of {what}",
        subtitle=found.name,
        partnership=partnership.name if partnership else "",
        on=found.attended_on,
        facts=[*facts, ("Code", found.code)],
        parts=[
            Paragraph(f"This certifies that {found.name} {did} {found.course}."),
            Paragraph(f"Anybody may check this certificate by its code at {address}"),
        ],
    )
    return as_pdf(pdf.write(paper), f"certificate-{found.code}")


def as_pdf(content: bytes, name: str) -> HttpResponse:
    """A PDF file as a download."""
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@public_page
def check_certificate(request: PageRequest) -> HttpResponse:
    """Check a certificate by its code: name, course and date, and nothing more."""
    form = forms.CodeForm(request.POST or None)
    checked = None
    is_asked = request.method == "POST" and form.is_valid()
    if is_asked:
        checked = queries.check_code(form.cleaned_data["code"])
    context = {"form": form, "checked": checked, "is_asked": is_asked, "here": request.path}
    return render(request, "training/check_certificate.html", context)


@page(permissions.book)
def ledger(request: PageRequest) -> HttpResponseBase:
    """What agencies owe, line by line; narrowed to an agency and a month it is their invoice."""
    offered = list(agencies(mine(request)))
    if not queries.is_office(request.actor):
        offered = queries.agencies_booked_for(request.actor)
    listing = LEDGER.of(
        queries.ledger(request.actor),
        request,
        marking="OFFICIAL",
        choices={"agency": [(agency.pk, agency.name) for agency in offered]},
    )
    context = {
        "list": listing,
        "breadcrumbs": [("Training", reverse("training:catalogue"))],
        "wide": True,
    }
    return listing.export() or render(request, "training/ledger.html", context)


@page(permissions.manage_programme)
def correct_charge(request: PageRequest, number: int) -> HttpResponse:
    """Take a charge back, for a reason."""
    found = queries.charge(request.actor, number)
    form = forms.ReasonForm(request.POST or None)

    def act(given: dict[str, Any]) -> str:
        operations.correct_charge(
            charge=found, reason=given["reason"], by=request.actor, now=request.now
        )
        return address("training:ledger")

    caption = f"{found.agency.name}: £{abs(found.pence) / 100:.2f}"
    what = "charge" if found.booking_id else "credit"
    return ask(
        request,
        form,
        act,
        said="It is taken back by a line of its own.",
        heading=f"Take a {what} back",
        button="Take it back",
        back=reverse("training:ledger"),
        caption=caption,
    )

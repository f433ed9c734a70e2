"""Pages of meetings: what is planned, who came, what was put before them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages as notices
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from sightline.foundation.addresses import address
from sightline.foundation.errors import RuleBroken
from sightline.foundation.govuk.asking import ask
from sightline.foundation.govuk.words import day
from sightline.foundation.requests import PageRequest, page, render
from sightline.registers.actions.permissions import make_actions
from sightline.registers.actions.queries import panel_of
from sightline.registers.evidence import operations as evidence
from sightline.registers.partnership.models import Seat
from sightline.registers.partnership.queries import bodies, body_by_key
from sightline.registers.records.models import Marking
from sightline.registers.records.permissions import grant_sight
from sightline.registers.records.queries import history_of, linked
from sightline.work.governance import operations, permissions, queries
from sightline.work.governance.forms import meetings as forms
from sightline.work.governance.models import Attendance, Meeting
from sightline.work.governance.queries.agenda import agenda_and_papers
from sightline.work.governance.rules import meetings as rules

SHOWN = 50


@page(permissions.see_meetings)
def meetings(request: PageRequest) -> HttpResponse:
    """Meetings the reader may see: what is coming, what nobody recorded yet, what was held."""
    actor = request.actor
    body = None
    if request.GET.get("body"):
        body = body_by_key(actor.partnership_id, request.GET["body"])
    before = request.GET.get("before", "")
    after = int(before) if before.isdigit() else None
    number = body.pk if body else None
    shown = queries.newest(actor, request.now, most=SHOWN + 1, body=number, after=after)
    context = {
        "body": body,
        "bodies": bodies(actor.partnership_id or 0),
        "meetings": shown[:SHOWN],
        "more": shown[SHOWN - 1].record_id if len(shown) > SHOWN else None,
        "today": request.today,
        "may_plan": actor.may(permissions.plan_meetings),
        "wide": True,
    }
    return render(request, "governance/meetings.html", context)


@page(permissions.plan_meetings)
def plan_meeting(request: PageRequest) -> HttpResponse:
    """Plan a meeting of a body."""
    choices = bodies(request.actor.partnership_id or 0)
    initial = {"body": request.GET.get("body", "")}
    form = forms.PlanForm(request.POST or None, bodies=choices, initial=initial)

    def act(given: dict[str, Any]) -> str:
        planned = operations.plan_meeting(
            body=next(body for body in choices if body.key == given["body"]),
            on=given["on"],
            starts_at=given["starts_at"],
            ends_at=given["ends_at"],
            venue=given["venue"],
            by=request.actor,
            now=request.now,
        )
        return address("governance:meeting", planned.record.reference)

    return ask(
        request,
        form,
        act,
        said="The meeting is planned.",
        heading="Plan a meeting",
        button="Plan the meeting",
        back=address("governance:meetings"),
    )


@page(permissions.see_meetings, in_emergency=True)
def meeting(request: PageRequest, reference: str) -> HttpResponse:
    """One meeting: who came, reports, papers, and what was done to its record."""
    found = queries.meeting(request.actor, reference, request.now)
    written = queries.written_of(found, request.actor, request.now)
    register = queries.register_of(found, queries.moment_of(found), written.entered)
    came = [
        rules.Came(row.place.key, row.place.name, row.place.is_lead_partner, row.entered.how)
        for row in register
        if row.entered
    ]
    entries, documents = agenda_and_papers(found, request.actor, request.now)
    context = {
        "meeting": found,
        "register": register,
        "quorum": queries.quorum_of(found, came) if came else None,
        "partners": rules.partners_words(came),
        "reports": written.reports,
        "requests": written.requests,
        "entries": entries,
        "documents": documents,
        "linked": linked(found.record, request.actor, request.now),
        "actions_panel": panel_of(
            found.record,
            request.actor,
            request.now,
            request.today,
            may_make=request.actor.may(make_actions),
        ),
        "trail": history_of(found.record),
        "marking": Marking(found.record.marking).label,
        "has_passed": found.on <= request.today,
        "may_record": request.actor.may(permissions.record_meetings),
        "may_plan": request.actor.may(permissions.plan_meetings),
        "may_grant": request.actor.may(grant_sight),
        "breadcrumbs": [
            ("Meetings", reverse("governance:meetings")),
            (found.body.name, f"{reverse('governance:meetings')}?body={found.body.key}"),
        ],
        "wide": True,
    }
    return render(request, "governance/meeting.html", context)


@page(permissions.plan_meetings)
def move_meeting(request: PageRequest, reference: str) -> HttpResponse:
    """Move a planned meeting."""
    found = queries.meeting(request.actor, reference, request.now)
    initial = {name: getattr(found, name) for name in ("on", "starts_at", "ends_at", "venue")}
    form = forms.MoveForm(request.POST or None, initial=initial)

    def act(given: dict[str, Any]) -> str:
        operations.move_meeting(meeting=found, **given, by=request.actor, now=request.now)
        return address("governance:meeting", reference)

    return ask(
        request,
        form,
        act,
        said="The meeting is moved.",
        heading="Move the meeting",
        button="Move the meeting",
        **_of(found),
    )


@page(permissions.plan_meetings)
def cancel_meeting(request: PageRequest, reference: str) -> HttpResponse:
    """Cancel a planned meeting, with the reason."""
    found = queries.meeting(request.actor, reference, request.now)
    form = forms.ReasonForm(request.POST or None)

    def act(given: dict[str, Any]) -> str:
        operations.cancel_meeting(
            meeting=found,
            reason=given["reason"],
            by=request.actor,
            now=request.now,
        )
        return address("governance:meeting", reference)

    return ask(
        request,
        form,
        act,
        said="The meeting is cancelled.",
        heading="Cancel the meeting",
        button="Cancel the meeting",
        kind="warning",
        **_of(found),
    )


@page(permissions.record_meetings)
def record_attendance(request: PageRequest, reference: str) -> HttpResponse:
    """Record who came, place by place."""
    found = queries.meeting(request.actor, reference, request.now)
    rows = queries.register_of(found, queries.moment_of(found))
    form = forms.AttendanceForm(request.POST or None, rows=rows)
    if form.is_valid():
        given = form.cleaned_data
        filled = [
            operations.PlaceFilled(
                place=row.place,
                seat=row.seat,
                how=Attendance.How(given[f"how-{number}"]),
                name=row.name,
                deputy_name=given[f"deputy-{number}"] if given[f"how-{number}"] == "deputy" else "",
            )
            for number, row in enumerate(rows)
        ]
        try:
            operations.record_attendance(
                meeting=found, filled=filled, by=request.actor, now=request.now
            )
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            notices.success(request, "Who came is recorded.")
            return redirect("governance:meeting", reference)
    context = {
        "form": form,
        "meeting": found,
        "rows": rows,
        "back": reverse("governance:meeting", args=[reference]),
        "wide": True,
    }
    return render(request, "governance/record_attendance.html", context)


@page(permissions.record_meetings)
def receive_report(request: PageRequest, reference: str) -> HttpResponse:
    """Record that a report was received, with its document if there is one."""
    found = queries.meeting(request.actor, reference, request.now)
    sources = queries.reporters_to(found)
    form = forms.ReportForm(request.POST or None, request.FILES or None, sources=sources)

    def act(given: dict[str, Any]) -> str:
        name = dict(sources)[given["source"]]
        operations.receive_report(
            meeting=found,
            source_key=given["source"],
            source_name=name,
            upload=given["upload"] or None,
            by=request.actor,
            now=request.now,
        )
        notices.success(request, f"The report of {name} is recorded as received.")
        return address("governance:meeting", reference)

    return ask(
        request,
        form,
        act,
        heading="Record a report received",
        button="Record the report",
        **_of(found),
    )


@page(permissions.record_meetings)
def file_paper(request: PageRequest, reference: str) -> HttpResponse:
    """File an agenda, a paper or minutes."""
    found = queries.meeting(request.actor, reference, request.now)
    form = forms.PaperForm(request.POST or None, request.FILES or None)

    def act(given: dict[str, Any]) -> str:
        evidence.file_document(record=found.record, **given, by=request.actor, now=request.now)
        return address("governance:meeting", reference)

    return ask(
        request,
        form,
        act,
        said="The document is filed.",
        heading="File a document",
        button="File the document",
        **_of(found),
    )


@page(permissions.record_meetings)
def hold_meeting(request: PageRequest, reference: str) -> HttpResponse:
    """Record that the meeting took place; the register of duties is told."""
    found = queries.meeting(request.actor, reference, request.now)
    register = queries.register_of(found, queries.moment_of(found))
    present = [row for row in register if row.entered and row.entered.how in ("attended", "deputy")]
    chairs = [
        (str(row.seat.pk), f"{row.entered.deputy_name or row.name} ({row.place.name})")
        for row in present
        if row.seat and row.entered
    ]
    form = forms.HeldForm(request.POST or None, chairs=chairs)

    def act(given: dict[str, Any]) -> str:
        seat = None if given["chair"] == "other" else Seat.objects.get(pk=int(given["chair"]))
        name = given["other_chair"] or dict(chairs).get(given["chair"], "").split(" (")[0]
        operations.hold_meeting(
            meeting=found,
            chaired_by=seat,
            chair_name=name,
            late_reason=given["late_reason"],
            by=request.actor,
            now=request.now,
            today=request.today,
        )
        return address("governance:meeting", reference)

    return ask(
        request,
        form,
        act,
        said="The meeting is recorded as held. The duties it keeps are met.",
        heading="Record that the meeting was held",
        button="Record the meeting as held",
        **_of(found),
    )


@page(permissions.record_meetings)
def reopen_meeting(request: PageRequest, reference: str) -> HttpResponse:
    """Reopen the record of a meeting to mend it."""
    found = queries.meeting(request.actor, reference, request.now)
    form = forms.ReasonForm(request.POST or None)

    def act(given: dict[str, Any]) -> str:
        operations.reopen_meeting(
            meeting=found,
            reason=given["reason"],
            by=request.actor,
            now=request.now,
        )
        return address("governance:meeting", reference)

    return ask(
        request,
        form,
        act,
        said="The record is open again. Record it as held when it is right.",
        heading="Reopen the record",
        button="Reopen the record",
        **_of(found),
    )


def _of(held: Meeting) -> dict[str, str]:
    """Above a question about a meeting, and where it leads back."""
    return {
        "caption": f"{held.body.name}, {day(held.on)}",
        "back": address("governance:meeting", held.record.reference),
    }

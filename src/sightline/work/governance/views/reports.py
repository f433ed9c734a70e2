"""Pages of group reports: one form, facts from the records beside it, Word and PDF."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from sightline.foundation.calendar import in_words
from sightline.foundation.errors import NotSeen
from sightline.foundation.govuk.asking import ask
from sightline.foundation.govuk.documents import pdf, word
from sightline.foundation.govuk.forms import GovukForm
from sightline.foundation.requests import PageRequest, page, render
from sightline.registers.partnership.queries import bodies
from sightline.registers.records.queries import history_of
from sightline.work.governance import operations, permissions
from sightline.work.governance.forms import reports as forms
from sightline.work.governance.models import GroupReport
from sightline.work.governance.queries import reports as queries
from sightline.work.governance.queries.requests import meetings_to_come

State = GroupReport.State
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@page(permissions.see_reports)
def reports(request: PageRequest) -> HttpResponse:
    """Reports of groups, newest first."""
    context = {
        "rows": list(queries.reports(request.actor, request.now)[: queries.SHOWN]),
        "may_begin": request.actor.may(permissions.write_reports),
        "wide": True,
    }
    return render(request, "governance/reports.html", context)


@page(permissions.see_reports)
def report(request: PageRequest, reference: str) -> HttpResponse:
    """One report: the chair's words, what it asks, and the facts beside them."""
    found = queries.report_by(request.actor, reference, request.now)
    facts = _facts(found, request)
    passes_on = request.actor.may(permissions.pass_on_reports)
    context = {
        "report": found,
        "tables": [
            (caption, heads, facts.get(name, [])) for name, caption, heads in queries.TABLES
        ],
        "may_write": found.state == State.DRAFT and _writes(request, found),
        "may_pass_on": found.state == State.SUBMITTED and passes_on,
        "trail": history_of(found.record),
        "breadcrumbs": [("Group reports", reverse("governance:reports"))],
        "wide": True,
    }
    return render(request, "governance/report.html", context)


@page(permissions.write_reports)
def begin_report(request: PageRequest) -> HttpResponse:
    """Begin the report of a body one chairs."""
    actor = request.actor
    office = not actor.capacities.isdisjoint({"business-manager", "business-unit"})
    offered = [
        one
        for one in bodies(actor.partnership_id or 0)
        if one.kind != "executive" and one.ends_on is None
        and (office or actor.holds("chair", one.pk))
    ]  # fmt: skip
    form = forms.BeginForm(
        request.POST or None,
        bodies=[(one.key, one.name) for one in offered],
        initial={"body": offered[0].key if offered else ""},
    )

    def act(given: dict[str, Any]) -> str:
        chosen = next(one for one in offered if one.key == given["body"])
        return _address(operations.begin_report(body=chosen, by=actor, now=request.now))

    return ask(
        request,
        form,
        act,
        said="The report is begun. The facts are drawn from the records; the words are yours.",
        heading="Begin a report",
        button="Begin the report",
        back=reverse("governance:reports"),
    )


@page(permissions.write_reports)
def write_report(request: PageRequest, reference: str) -> HttpResponse:
    """Write the chair's part of a report."""
    found = queries.report_by(request.actor, reference, request.now)

    def act(given: dict[str, Any]) -> str:
        operations.write_report(report=found, **given, by=request.actor, now=request.now)
        return _address(found)

    return ask(
        request,
        forms.WriteForm(
            request.POST if request.method == "POST" else None,
            initial={"words": found.words, "asks": found.asks},
        ),
        act,
        said="What you wrote is saved. Submit the report when it is ready.",
        heading="Write the report",
        button="Save",
        back=_address(found),
        caption=reference,
    )


@page(permissions.write_reports)
def submit_report(request: PageRequest, reference: str) -> HttpResponse:
    """Submit a report to the business manager."""
    found = queries.report_by(request.actor, reference, request.now)

    def act(_: dict[str, Any]) -> str:
        operations.submit_report(report=found, by=request.actor, now=request.now)
        return _address(found)

    return ask(
        request,
        GovukForm(request.POST if request.method == "POST" else None),
        act,
        said="The report is with the business manager, who passes it on.",
        heading="Submit the report",
        button="Submit the report",
        back=_address(found),
        caption=reference,
        intro="The facts are kept as they stand now. You can have it back until it is passed on.",
    )


@page(permissions.pass_on_reports)
def pass_report_on(request: PageRequest, reference: str) -> HttpResponse:
    """Put a report before a meeting of the body above."""
    found = queries.report_by(request.actor, reference, request.now)
    meetings = meetings_to_come(request.actor, found.to_body, request.now, request.today)
    form = forms.PassOnForm(
        request.POST or None,
        meetings=[(one.pk, in_words(one.on)) for one in meetings],
        initial={"meeting": meetings[0].pk if meetings else ""},
    )

    def act(given: dict[str, Any]) -> str:
        chosen = next(one for one in meetings if str(one.pk) == given["meeting"])
        operations.pass_report_on(report=found, meeting=chosen, by=request.actor, now=request.now)
        return _address(found)

    return ask(
        request,
        form,
        act,
        said="The report is filed as a paper of the meeting. Once it is held, the duty is kept.",
        heading="Put the report before a meeting",
        button="Put it before the meeting",
        back=_address(found),
        caption=reference,
    )


@page(permissions.pass_on_reports)
def give_report_back(request: PageRequest, reference: str) -> HttpResponse:
    """Give a report back to its chair."""
    found = queries.report_by(request.actor, reference, request.now)

    def act(_: dict[str, Any]) -> str:
        operations.give_report_back(report=found, by=request.actor, now=request.now)
        return _address(found)

    return ask(
        request,
        GovukForm(request.POST if request.method == "POST" else None),
        act,
        said="The report is with its chair again.",
        heading="Give the report back",
        button="Give it back",
        back=_address(found),
        caption=reference,
    )


@page(permissions.see_reports)
def report_file(request: PageRequest, reference: str, kind: str) -> HttpResponse:
    """A report as Word or PDF."""
    if kind not in ("pdf", "docx"):
        raise NotSeen
    found = queries.report_by(request.actor, reference, request.now)
    paper = queries.paper_of(found, _facts(found, request), found.partnership.name)
    content = pdf.write(paper) if kind == "pdf" else word.write(paper)
    answer = HttpResponse(content, content_type="application/pdf" if kind == "pdf" else WORD)
    answer["Content-Disposition"] = f'attachment; filename="{reference}.{kind}"'
    return answer


def _facts(found: GroupReport, request: PageRequest) -> dict[str, Any]:
    if found.state != State.DRAFT:
        kept: dict[str, Any] = found.facts
        return kept
    return queries.facts_of(found.body, found.since_on, request.today)


def _writes(request: PageRequest, found: GroupReport) -> bool:
    office = {"business-manager", "business-unit"}
    return request.actor.holds("chair", found.body_id) or bool(request.actor.capacities & office)


def _address(found: GroupReport) -> str:
    return reverse("governance:report", args=[found.record.reference])

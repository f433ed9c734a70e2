"""A group's report: begun, written, submitted by its chair, passed on by the business manager."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from sightline.foundation.calendar import in_words
from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.foundation.govuk.documents import pdf
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.events import Event
from sightline.foundation.trail.operations import record as trail
from sightline.registers.partnership.models import Body
from sightline.registers.records import operations as records
from sightline.registers.records.models import Marking
from sightline.work.governance import events, permissions
from sightline.work.governance.models import GroupReport, Meeting
from sightline.work.governance.operations.holding import receive_report
from sightline.work.governance.queries.reports import facts_of, last_until, paper_of, reports_to
from sightline.work.governance.rules import reports as rules

State = GroupReport.State


@transaction.atomic
def begin_report(*, body: Body, by: Actor, now: datetime) -> GroupReport:
    """Begin the report of a body to the one above it, about the time since its last (R3.3)."""
    _check_chairs(body, by)
    today, number = timezone.localdate(now), body.partnership_id
    above = reports_to(body, today)
    if above is None:
        raise RuleBroken("The arrangements name no body that this one reports to.", field="body")
    if GroupReport.objects.filter(body=body, state=State.DRAFT).exists():
        raise RuleBroken("A report of this body is being written already.", field="body")
    office = [f"capacity:{number}:{name}" for name in ("business-manager", "business-unit")]
    record = records.open_record(
        partnership_id=number,
        prefix="GRP",
        kind="governance:report",
        title=f"Report of {body.name}",
        marking=Marking.INTERNAL,
        audience=[f"chair:{body.pk}", *office],
        on=today,
        now=now,
        body=body,
    )
    made = GroupReport.objects.create(
        record=record,
        partnership_id=number,
        body=body,
        to_body=above,
        since_on=rules.begins_on(last_until(body), today),
        until_on=today,
        begun_at=now,
        begun_by=by.name,
    )
    _write(made, events.report_begun, by, now)
    return made


@transaction.atomic
def write_report(
    *, report: GroupReport, words: str, asks: str, by: Actor, now: datetime
) -> GroupReport:
    """Save what the chair has written so far."""
    held = _locked(report)
    _check_chairs(held.body, by)
    if held.state != State.DRAFT:
        raise RuleBroken("This report is submitted. Have it given back to change it.")
    held.words, held.asks = words.strip(), asks.strip()
    held.save(update_fields=["words", "asks"])
    _write(held, events.report_written, by, now)
    return held


@transaction.atomic
def submit_report(*, report: GroupReport, by: Actor, now: datetime) -> GroupReport:
    """Submit a report to the business manager, with the facts as they stand now."""
    held = _locked(report)
    _check_chairs(held.body, by)
    rules.check_step(held.state, State.SUBMITTED)
    rules.check_words(held.words)
    held.state, held.until_on = State.SUBMITTED, timezone.localdate(now)
    held.facts = facts_of(held.body, held.since_on, held.until_on)
    held.submitted_at, held.submitted_by = now, by.name
    held.save(update_fields=["state", "until_on", "facts", "submitted_at", "submitted_by"])
    _write(held, events.report_submitted, by, now)
    return held


@transaction.atomic
def give_report_back(*, report: GroupReport, by: Actor, now: datetime) -> GroupReport:
    """Give a submitted report back to its chair, who writes on."""
    permissions.pass_on_reports.check(by)
    held = _locked(report)
    rules.check_step(held.state, State.DRAFT)
    held.state, held.submitted_at, held.submitted_by = State.DRAFT, None, ""
    held.save(update_fields=["state", "submitted_at", "submitted_by"])
    _write(held, events.report_given_back, by, now)
    return held


@transaction.atomic
def pass_report_on(
    *, report: GroupReport, meeting: Meeting, by: Actor, now: datetime
) -> GroupReport:
    """Put a report before a meeting of the body above: it is filed there as a paper, and once that
    meeting is held, the duty to report is told (R3.3)."""
    permissions.pass_on_reports.check(by)
    held = _locked(report)
    rules.check_step(held.state, State.PASSED_ON)
    if meeting.body_id != held.to_body_id or meeting.state == Meeting.State.CANCELLED:
        raise RuleBroken(f"Choose a meeting of {held.to_body.name}.", field="meeting")
    paper = pdf.write(paper_of(held, held.facts, held.partnership.name))
    name = f"{held.record.reference}.pdf"
    receive_report(
        meeting=meeting,
        source_key=held.body.key,
        source_name=held.body.name,
        upload=SimpleUploadedFile(name, paper, "application/pdf"),
        by=by,
        now=now,
    )
    held.state, held.meeting = State.PASSED_ON, meeting
    held.passed_on_at, held.passed_on_by = now, by.name
    held.save(update_fields=["state", "meeting", "passed_on_at", "passed_on_by"])
    held.record.audience = sorted({*held.record.audience, *meeting.record.audience})
    held.record.save(update_fields=["audience"])
    records.link(source=held.record, target=meeting.record, how="put before", now=now)
    _write(held, events.report_passed_on, by, now, on=in_words(meeting.on))
    return held


def _check_chairs(body: Body, by: Actor) -> None:
    """The chair of the body writes its report; the office may type it for them."""
    permissions.write_reports.check(by)
    office = {"business-manager", "business-unit"}
    if not (by.is_system or by.holds("chair", body.pk) or by.capacities & office):
        raise NotAllowed(permissions.write_reports.code)


def _locked(report: GroupReport) -> GroupReport:
    rows = GroupReport.objects.select_for_update(of=("self",))
    return rows.select_related("record", "body", "to_body", "partnership").get(pk=report.pk)


def _write(report: GroupReport, event: Event, by: Actor, now: datetime, **facts: Any) -> None:
    trail(
        event,
        by=by,
        now=now,
        about=report.record.reference,
        partnership_id=report.partnership_id,
        **facts,
    )

"""Setting up task and finish groups, putting off their end, and their report back (R3.6)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from sightline.foundation.accounts.models import Person
from sightline.foundation.calendar import in_words
from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.events import Event
from sightline.foundation.trail.operations import record as trail
from sightline.registers.partnership.models import Body
from sightline.registers.records import operations as records
from sightline.registers.records.models import Marking
from sightline.work.governance import events, permissions
from sightline.work.governance.models import TaskGroup
from sightline.work.governance.operations.planning import _audience_of
from sightline.work.governance.rules import task_groups as rules


@transaction.atomic
def set_up_task_group(
    *,
    body: Body,
    name: str,
    purpose: str,
    lead: Person,
    members: str,
    ends_on: date,
    by: Actor,
    now: datetime,
) -> TaskGroup:
    """Set up a task and finish group of a body, with a purpose, members and an end. Whoever leads
    it sees it, as do those who see the body's meetings."""
    permissions.set_up_task_groups.check(by)
    today = timezone.localdate(now)
    if not _looks_after(body, by):
        raise NotAllowed(permissions.set_up_task_groups.code)
    rules.check_set_up(name=name, purpose=purpose, members=members, ends_on=ends_on, today=today)
    record = records.open_record(
        partnership_id=body.partnership_id,
        prefix="TFG",
        kind="governance:task_group",
        title=f"Task and finish group: {name.strip()}",
        marking=Marking.INTERNAL,
        audience=[*_audience_of(body), f"person:{lead.pk}"],
        on=today,
        now=now,
        body=body,
        summary=purpose.strip(),
    )
    group = TaskGroup.objects.create(
        record=record,
        partnership_id=body.partnership_id,
        body=body,
        name=name.strip(),
        purpose=purpose.strip(),
        lead=lead,
        members=members.strip(),
        set_up_at=now,
        set_up_by=by.name,
        ends_on=ends_on,
        first_ends_on=ends_on,
    )
    _write(group, events.task_group_set_up, by, now, ends=in_words(ends_on))
    return group


@transaction.atomic
def extend_task_group(
    *, group: TaskGroup, ends_on: date, reason: str, by: Actor, now: datetime
) -> TaskGroup:
    """Put off the end of a group, with the reason. How often that was done stays visible."""
    permissions.set_up_task_groups.check(by)
    held = _locked(group)
    if not _looks_after(held.body, by):
        raise NotAllowed(permissions.set_up_task_groups.code)
    _check_running(held)
    rules.check_end(ends_on=ends_on, today=timezone.localdate(now))
    if ends_on <= held.ends_on:
        raise RuleBroken("The new end must be later than the old one.", field="ends_on")
    if len(reason.strip()) < 10:
        raise RuleBroken("Say why more time is needed.", field="reason")
    before, held.ends_on = held.ends_on, ends_on
    held.times_extended += 1
    held.save(update_fields=["ends_on", "times_extended"])
    _write(
        held,
        events.task_group_extended,
        by,
        now,
        before=in_words(before),
        ends=in_words(ends_on),
        reason=reason.strip(),
    )
    return held


@transaction.atomic
def report_back(*, group: TaskGroup, report: str, by: Actor, now: datetime) -> TaskGroup:
    """Report back to the body that set the group up: what it did and asks. The group has ended.
    Its lead may, the chair of the body, and the office."""
    permissions.report_back.check(by)
    held = _locked(group)
    if by.person_id != held.lead_id and not _looks_after(held.body, by):
        raise NotAllowed(permissions.report_back.code)
    _check_running(held)
    if len(report.strip()) < 20:
        raise RuleBroken("Say what the group did and what it asks for.", field="report")
    held.report, held.reported_at, held.reported_by = report.strip(), now, by.name
    held.save(update_fields=["report", "reported_at", "reported_by"])
    _write(held, events.task_group_reported, by, now)
    return held


def _looks_after(body: Body, by: Actor) -> bool:
    """The chair of the body, a lead partner, or the office."""
    office = {"business-manager", "business-unit", "lead-partner"}
    return by.is_system or by.holds("chair", body.pk) or not by.capacities.isdisjoint(office)


def _check_running(group: TaskGroup) -> None:
    if group.reported_at is not None:
        raise RuleBroken("This group has reported back and ended.")


def _locked(group: TaskGroup) -> TaskGroup:
    rows = TaskGroup.objects.select_for_update(of=("self",)).select_related("record", "body")
    return rows.get(pk=group.pk)


def _write(group: TaskGroup, event: Event, by: Actor, now: datetime, **facts: Any) -> None:
    trail(
        event,
        by=by,
        now=now,
        about=group.record.reference,
        partnership_id=group.partnership_id,
        **facts,
    )

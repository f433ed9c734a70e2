"""Decisions that set a duty aside, and the clocks of deadlines."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from sightline.foundation.clocks import due
from sightline.foundation.errors import RuleBroken
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.operations import record as trail
from sightline.registers.duties import events, permissions
from sightline.registers.duties.deadlines import clock_of
from sightline.registers.duties.models import Dispensation, Duty, RunningClock
from sightline.registers.duties.queries import Register


@transaction.atomic
def dispense(
    *,
    duty: Duty,
    starts_on: date,
    ends_on: date,
    reason: str,
    decided_by: str,
    decided_on: date,
    by: Actor,
    now: datetime,
) -> Dispensation:
    """Record a decision that a duty need not be kept between two days, and why."""
    permissions.dispense.check(by)
    if ends_on < starts_on:
        raise RuleBroken("The last day must not be before the first.", field="ends_on")
    if len(reason.strip()) < 10:
        raise RuleBroken("Give the reason for the decision.", field="reason")
    if decided_on > timezone.localdate(now):
        raise RuleBroken("The day of the decision cannot be in the future.", field="decided_on")
    made = Dispensation.objects.create(
        partnership_id=duty.partnership_id,
        duty=duty,
        starts_on=starts_on,
        ends_on=ends_on,
        reason=reason.strip(),
        decided_by=decided_by,
        decided_on=decided_on,
        entered_at=now,
        entered_by=by.name,
    )
    trail(
        events.dispensed,
        by=by,
        now=now,
        about=f"duty:{duty.key}",
        partnership_id=duty.partnership_id,
        duty=duty.key,
        starts=starts_on.isoformat(),
        ends=ends_on.isoformat(),
        reason=reason,
    )
    return made


@transaction.atomic
def withdraw_dispensation(*, made: Dispensation, by: Actor, now: datetime) -> None:
    """Take back a decision that set a duty aside; it stays readable as withdrawn."""
    permissions.dispense.check(by)
    row = (
        Dispensation.objects.select_for_update(of=("self",)).select_related("duty").get(pk=made.pk)
    )
    if row.withdrawn_at is not None:
        raise RuleBroken("This decision has been withdrawn already.")
    row.withdrawn_at = now
    row.save(update_fields=["withdrawn_at"])
    trail(
        events.dispensation_withdrawn,
        by=by,
        now=now,
        about=f"duty:{row.duty.key}",
        partnership_id=row.partnership_id,
        duty=row.duty.key,
    )


@transaction.atomic
def start_clock(
    *, register: Register, key: str, started_on: date, by: Actor, now: datetime
) -> RunningClock:
    """Start the clock of a deadline on the day of the event that sets it off. The due date is kept
    with the version of the rule that gave it and is never reckoned again."""
    permissions.run_clock.check(by)
    row = Duty.objects.get(partnership_id=by.partnership_id or 0, key=key)
    clock = clock_of(register.state(key).duty, register.arrangement)
    if clock is None:
        raise RuleBroken("This duty has no deadline to start.")
    if started_on > timezone.localdate(now) and not clock.backwards:
        raise RuleBroken("The day must not be in the future.", field="started_on")
    when = due(clock, started_on, register.books.calendar)
    running = RunningClock.objects.create(
        partnership_id=row.partnership_id,
        duty=row,
        started_on=started_on,
        due_on=when.day,
        due_at=when.moment,
        is_provisional=when.is_provisional,
        rule_version=when.version[:60],
        workings=when.workings,
        entered_at=now,
        entered_by=by.name,
    )
    trail(
        events.clock_started,
        by=by,
        now=now,
        about=f"duty:{key}",
        partnership_id=row.partnership_id,
        duty=key,
        due=when.day.isoformat(),
    )
    return running


@transaction.atomic
def stop_clock(
    *, clock: RunningClock, on: date, late_reason: str, by: Actor, now: datetime
) -> None:
    """Stop a running deadline on the day it was done; a late one says why, and is never blocked."""
    permissions.run_clock.check(by)
    row = (
        RunningClock.objects.select_for_update(of=("self",)).select_related("duty").get(pk=clock.pk)
    )
    if row.stopped_on is not None:
        raise RuleBroken("This clock has been stopped already.")
    if on < row.started_on <= row.due_on:  # one that runs backwards is done before its day
        raise RuleBroken("It cannot be done before the clock started.", field="on")
    if on > timezone.localdate(now):
        raise RuleBroken("The day must not be in the future.", field="on")
    if on > row.due_on and len(late_reason.strip()) < 5:
        raise RuleBroken("It was done late: say why.", field="late_reason")
    row.stopped_on, row.late_reason = on, late_reason
    row.save(update_fields=["stopped_on", "late_reason"])
    trail(
        events.clock_stopped,
        by=by,
        now=now,
        about=f"duty:{row.duty.key}",
        partnership_id=row.partnership_id,
        duty=row.duty.key,
        on=on.isoformat(),
    )

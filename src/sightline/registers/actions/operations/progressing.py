"""Reporting on an action, and moving its day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from sightline.foundation.calendar import in_words
from sightline.foundation.permissions import Actor
from sightline.registers.actions import events, permissions
from sightline.registers.actions.models import Action, DateChange, Note, Step
from sightline.registers.actions.operations.telling import say
from sightline.registers.actions.queries.standing import check_works_on, locked
from sightline.registers.actions.rules import life


@transaction.atomic
def record_progress(
    *,
    action: Action,
    words: str,
    by: Actor,
    now: datetime,
    steps_done: Collection[int] = (),
    blocked_by: str = "",
) -> Action:
    """Report on an action: what was said stays as it was said. `steps_done` are the numbers of
    steps that are done now; `blocked_by` says what stands in the way, and is empty once nothing
    does."""
    permissions.see_actions.check(by)
    held = locked(action)
    check_works_on(held, by)
    life.check_step(held.state, Action.State.UNDER_WAY, held.get_state_display())
    life.check_words(words, "words", "Say what was done since", least=5)
    today = timezone.localdate(now)
    Note.objects.create(
        action=held, record=held.record, words=words.strip(), said_at=now, said_by=by.name
    )
    Step.objects.filter(action=held, number__in=steps_done, done_on__isnull=True).update(
        done_on=today, done_by=by.name
    )
    blocked = blocked_by.strip()
    if blocked != held.blocked_by:
        held.blocked_by, held.blocked_on = blocked, today if blocked else None
    held.state, held.moving_on = Action.State.UNDER_WAY, today
    held.save(update_fields=["state", "moving_on", "blocked_by", "blocked_on"])
    say(action=held, event=events.action_progressed, by=by, now=now)
    return held


@transaction.atomic
def re_date(*, action: Action, due_on: date, reason: str, by: Actor, now: datetime) -> Action:
    """Move the day an action is due, with a reason. Every day it ever had stays in view."""
    permissions.see_actions.check(by)
    held = locked(action)
    check_works_on(held, by)
    life.check_step(held.state, Action.State.UNDER_WAY, held.get_state_display())
    life.check_new_date(held.due_on, due_on)
    life.check_words(reason, "reason", "Say why it is moved", least=5)
    old = held.due_on
    DateChange.objects.create(
        action=held,
        record=held.record,
        old_on=old,
        new_on=due_on,
        reason=reason.strip(),
        moved_at=now,
        moved_by=by.name,
    )
    held.due_on, held.times_moved = due_on, held.times_moved + 1
    held.save(update_fields=["due_on", "times_moved"])
    say(
        action=held,
        event=events.action_moved,
        by=by,
        now=now,
        old_on=in_words(old),
        new_on=in_words(due_on),
        reason=reason.strip(),
    )
    return held

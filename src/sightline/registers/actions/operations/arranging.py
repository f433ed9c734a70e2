"""What the office does with many actions: move their days, merge what was entered twice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from sightline.foundation.errors import RuleBroken
from sightline.foundation.permissions import Actor
from sightline.registers.actions import events, permissions
from sightline.registers.actions.models import Action
from sightline.registers.actions.operations.progressing import re_date
from sightline.registers.actions.operations.telling import say
from sightline.registers.actions.queries.standing import locked
from sightline.registers.actions.rules import life
from sightline.registers.records import operations as records


@transaction.atomic
def move_dates(
    *, actions: Sequence[Action], due_on: date, reason: str, by: Actor, now: datetime
) -> int:
    """Move several actions to one day for one reason: all of them or none."""
    permissions.arrange_actions.check(by)
    if not actions:
        raise RuleBroken("Select the actions to move.", field="chosen")
    for action in sorted(actions, key=lambda one: one.pk):
        try:
            re_date(action=action, due_on=due_on, reason=reason, by=by, now=now)
        except RuleBroken as broken:
            raise RuleBroken(
                f"{action.record.reference}: {broken.sentence} Nothing was moved.",
                field=broken.field,
            ) from broken
    return len(actions)


@transaction.atomic
def merge_actions(*, kept: Action, merged: Action, by: Actor, now: datetime) -> Action:
    """Merge an action that was entered twice into another. Both histories stay: the merged one
    keeps its page, and the kept one shows its notes and dates beside its own."""
    permissions.arrange_actions.check(by)
    if kept.pk == merged.pk:
        raise RuleBroken("An action cannot be merged into itself.", field="reference")
    first, second = sorted((kept, merged), key=lambda one: one.pk)
    held = {one.pk: locked(one) for one in (first, second)}
    into, gone = held[kept.pk], held[merged.pk]
    if into.state == Action.State.MERGED:
        raise RuleBroken("That action was itself merged. Choose the one it went into.")
    if into.partnership_id != gone.partnership_id:
        raise RuleBroken("The two belong to different partnerships.", field="reference")
    life.check_step(gone.state, Action.State.MERGED, gone.get_state_display())
    gone.state, gone.merged_into, gone.moving_on = (
        Action.State.MERGED,
        into,
        timezone.localdate(now),
    )
    gone.blocked_by, gone.blocked_on = "", None
    gone.save(update_fields=["state", "merged_into", "moving_on", "blocked_by", "blocked_on"])
    records.link(source=gone.record, target=into.record, how="merged into", now=now)
    names = {"merged": gone.record.reference, "kept": into.record.reference}
    for one in (into, gone):
        say(action=one, event=events.action_merged, by=by, now=now, **names)
    return into

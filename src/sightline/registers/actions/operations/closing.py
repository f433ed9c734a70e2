"""Completing an action, what shows that it made a difference, and the group's word on it. Complete
and made a difference are two states (R0.4, R3.7)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from sightline.foundation.errors import RuleBroken
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.operations import record as trail
from sightline.registers.actions import events, permissions
from sightline.registers.actions.models import Action, Proof
from sightline.registers.actions.operations.telling import say
from sightline.registers.actions.queries.standing import check_works_on, locked, worker_of
from sightline.registers.actions.rules import life
from sightline.registers.records.models import Record


@transaction.atomic
def complete_action(
    *, action: Action, completed_on: date, what_changed: str, by: Actor, now: datetime
) -> Action:
    """Record an action as complete, as of a day, with what changed. Whether it made a difference is
    for the group that owns it to say, later and by other evidence."""
    permissions.see_actions.check(by)
    held = locked(action)
    check_works_on(held, by)
    life.check_step(held.state, Action.State.COMPLETE, held.get_state_display())
    today = timezone.localdate(now)
    life.check_past(completed_on, today, "completed_on")
    life.check_words(what_changed, "what_changed", "Say what changed")
    held.state, held.what_changed = Action.State.COMPLETE, what_changed.strip()
    held.completed_on, held.completed_by = completed_on, by.name
    held.blocked_by, held.blocked_on, held.moving_on = "", None, today
    held.save(
        update_fields=["state", "what_changed", "completed_on", "completed_by", "blocked_by",
                       "blocked_on", "moving_on"]
    )  # fmt: skip
    say(action=held, event=events.action_completed, by=by, now=now)
    return held


@transaction.atomic
def add_proof(
    *,
    record: Record,
    kind: str,
    shows: str,
    words: str,
    seen_on: date,
    by: Actor,
    now: datetime,
    evidence: Record | None = None,
) -> Proof:
    """Add what was seen of practice to an action or a recommendation, named by its cover sheet.
    `evidence` is the record of the audit, visit or return, of any room; it is neither the action
    itself nor what the action comes from."""
    permissions.see_actions.check(by)
    today = timezone.localdate(now)
    life.check_past(seen_on, today, "seen_on")
    life.check_words(words, "words", "Say what was seen")
    action = Action.objects.filter(record=record).first()
    if action is not None:
        life.check_proof(action.kind, kind)
    if evidence is not None and evidence.pk in {record.pk, record.arises_from_id}:
        raise RuleBroken("Where it comes from cannot show what changed since.", field="reference")
    made = Proof.objects.create(
        record=record,
        kind=kind,
        shows=shows,
        words=words.strip(),
        seen_on=seen_on,
        evidence=evidence,
        entered_at=now,
        entered_by=by.name,
    )
    trail(
        events.proof_added,
        by=by,
        now=now,
        about=record.reference,
        partnership_id=record.partnership_id,
        shown_by=Proof.Kind(kind).label.lower(),
    )
    return made


@transaction.atomic
def verify_difference(
    *, action: Action, is_different: bool, verified_on: date, verdict: str, by: Actor, now: datetime
) -> Action:
    """Record what the group that owns a complete action found: it made a difference, or none is
    seen. Never the owner's own word, and never without evidence of another kind."""
    permissions.verify_difference.check(by)
    held = locked(action)
    after = Action.State.DIFFERENCE if is_different else Action.State.NO_DIFFERENCE
    life.check_step(held.state, after, held.get_state_display())
    life.check_verifier(worker_of(by), owner=held.owner_id, body=held.body_id)
    today = timezone.localdate(now)
    life.check_past(verified_on, today, "verified_on")
    life.check_words(verdict, "verdict", "Say what the group found")
    proofs = Proof.objects.filter(record=held.record)
    seen = [life.Seen(one.kind, one.shows, one.seen_on) for one in proofs]
    if is_different and held.completed_on is not None:
        life.check_difference(held.kind, held.completed_on, seen)
    held.state, held.verdict = after, verdict.strip()
    held.verified_on, held.verified_by, held.moving_on = verified_on, by.name, today
    held.save(update_fields=["state", "verdict", "verified_on", "verified_by", "moving_on"])
    say(action=held, event=events.action_verified, by=by, now=now, state=after.label.lower())
    return held


@transaction.atomic
def reopen_action(*, action: Action, reason: str, by: Actor, now: datetime) -> Action:
    """Reopen an action that was complete or no longer needed; what was said of it then stays in the
    trail."""
    permissions.verify_difference.check(by)
    held = locked(action)
    was_cancelled = held.state == Action.State.CANCELLED
    after = Action.State.OPEN if was_cancelled else Action.State.UNDER_WAY
    if held.state in life.LIVE:
        raise RuleBroken("This action is open already.")
    life.check_step(held.state, after, held.get_state_display())
    life.check_verifier(worker_of(by), owner=held.owner_id, body=held.body_id)
    life.check_words(reason, "reason", "Say why it is reopened", least=5)
    held.state, held.moving_on, held.closing_reason = after, timezone.localdate(now), ""
    held.completed_on, held.completed_by = None, ""
    held.verified_on, held.verified_by = None, ""
    held.save(
        update_fields=["state", "moving_on", "closing_reason", "completed_on", "completed_by",
                       "verified_on", "verified_by"]
    )  # fmt: skip
    say(action=held, event=events.action_reopened, by=by, now=now, reason=reason.strip())
    return held


@transaction.atomic
def cancel_action(*, action: Action, reason: str, by: Actor, now: datetime) -> Action:
    """Record that an action is no longer needed, and why: for its group to say, not its owner."""
    permissions.verify_difference.check(by)
    held = locked(action)
    life.check_step(held.state, Action.State.CANCELLED, held.get_state_display())
    life.check_verifier(worker_of(by), owner=held.owner_id, body=held.body_id)
    life.check_words(reason, "reason", "Say why it is no longer needed", least=5)
    held.state, held.closing_reason = Action.State.CANCELLED, reason.strip()
    held.blocked_by, held.blocked_on, held.moving_on = "", None, timezone.localdate(now)
    held.save(update_fields=["state", "closing_reason", "blocked_by", "blocked_on", "moving_on"])
    say(action=held, event=events.action_cancelled, by=by, now=now, reason=reason.strip())
    return held

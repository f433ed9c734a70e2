"""Lead partners are asked to approve a delay of a local review, and what they answer by their own
hand is recorded as the approval of the Executive (R6.4)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from sightline.foundation.errors import RuleBroken
from sightline.foundation.permissions import Actor
from sightline.registers.partnership.models import Seat
from sightline.work.reviews import events, permissions, queries
from sightline.work.reviews.models import (
    Decider,
    DecisionWindow,
    DelayApproval,
    DelayAsked,
    Incident,
    OwnPosition,
    ReviewDelay,
)
from sightline.work.reviews.operations.deciding_window import open_window
from sightline.work.reviews.operations.recording import write
from sightline.work.reviews.queries import deciding_window as windows
from sightline.work.reviews.queries import publishing
from sightline.work.reviews.rules import deciding as rules
from sightline.work.reviews.rules.deciding_window import check_all_approve
from sightline.work.reviews.rules.rapid_review import check_caseworker


@transaction.atomic
def ask_for_delay(
    *,
    incident: Incident,
    proposed: rules.Proposed,
    deciders: Iterable[Seat],
    closes_at: datetime,
    by: Actor,
    now: datetime,
) -> DecisionWindow:
    """Ask lead partners to approve a delay, until a moment. They see what is asked and why, and
    nothing else of the case."""
    permissions.record_decisions.check(by)
    held = queries.case_to_change(incident)
    check_caseworker(queries.caseworkers_of(held.pk), by.keys)
    before = queries.deciding_of(held)
    decision, until = before.initiated, before.stands_until
    if decision is None or until is None:
        raise RuleBroken("There is no local review to delay.")
    rules.check_still_running(publishing.published_on(held, now))
    rules.check_proposed(proposed, stands_until=until)
    seats = windows.seats_to_ask(deciders, closes_at, now)
    if by.person_id in {one.person_id for one in seats.values()}:
        raise RuleBroken("Somebody else must approve it.", field="deciders")
    parts = windows.pack_of_delay(proposed, until)
    made = open_window(incident=held, seats=seats, parts=parts, closes_at=closes_at, by=by, now=now)
    DelayAsked.objects.create(
        window=made,
        record=made.record,
        decision=decision,
        ground=proposed.ground,
        reason=proposed.reason.strip(),
        evidence=proposed.evidence.strip(),
        stood_until_on=until,
        until_on=proposed.until_on,
    )
    write(record=held.record, event=events.delay_asked, by=by, now=now)
    return made


@transaction.atomic
def record_approved_delay(*, window: DecisionWindow, by: Actor, now: datetime) -> ReviewDelay:
    """Record a delay that every lead partner who was asked approved by their own hand, with what
    each wrote: nobody else vouches for it. It is refused once another day stands."""
    permissions.record_decisions.check(by)
    held = queries.case_to_change(window.incident)
    check_caseworker(queries.caseworkers_of(held.pk), by.keys)
    asked = windows.delay_asked_in(window)
    if asked is None:
        raise RuleBroken("No delay is asked for here.")
    if queries.deciding_of(held).stands_until != asked.stood_until_on:
        raise RuleBroken("Another day stands since they were asked.")
    rules.check_still_running(publishing.published_on(held, now))
    sat = windows.sitting(window)
    check_all_approve(
        {one.decider.partner: one.position.outcome if one.position else "" for one in sat}
    )
    given = [(one.decider, one.position) for one in sat if one.position is not None]
    made = ReviewDelay.objects.create(
        record=held.record,
        decision=asked.decision,
        ground=asked.ground,
        reason=asked.reason,
        evidence=asked.evidence,
        approver=given[0][0].seat,
        approved_by=", ".join(position.name for _, position in given)[:200],
        approved_on=timezone.localdate(max(position.given_at for _, position in given)),
        stood_until_on=asked.stood_until_on,
        until_on=asked.until_on,
        entered_at=now,
        entered_by=by.name,
    )
    _keep_approvals(made, given)
    write(record=held.record, event=events.review_delayed, by=by, now=now)
    return made


def _keep_approvals(made: ReviewDelay, given: list[tuple[Decider, OwnPosition]]) -> None:
    DelayApproval.objects.bulk_create(
        DelayApproval(
            record=made.record,
            delay=made,
            place_id=position.place_id,
            partner=decider.partner,
            name=position.name,
            reasons=position.reasons,
            given_at=position.given_at,
        )
        for decider, position in given
    )

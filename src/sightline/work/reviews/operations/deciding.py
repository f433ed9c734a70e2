"""The group's recommendation, the Executive's decision on a local review, and its delays, each
recorded by the caseworker and never changed (R6.2 to R6.4)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from sightline.foundation.calendar import calendar_for
from sightline.foundation.clocks import due
from sightline.foundation.errors import RuleBroken
from sightline.foundation.permissions import Actor
from sightline.registers.partnership.models import Place, Seat
from sightline.work.reviews import deadlines, events, permissions, queries
from sightline.work.reviews.models import (
    CriterionJudged,
    DecisionTold,
    DelayTold,
    Incident,
    PartnerPosition,
    RapidReview,
    Recommendation,
    ReviewDecision,
    ReviewDelay,
)
from sightline.work.reviews.operations.deciding_window import note_by_hand
from sightline.work.reviews.operations.recording import write
from sightline.work.reviews.queries import deciding_window as windows
from sightline.work.reviews.queries import publishing
from sightline.work.reviews.rules import deciding as rules
from sightline.work.reviews.rules.deciding_window import check_as_entered, check_not_refused
from sightline.work.reviews.rules.rapid_review import check_caseworker


@transaction.atomic
def recommend_review(
    *, review: RapidReview, given: rules.Recommended, by: Actor, now: datetime
) -> Recommendation:
    """Record what the group recommends at the end of a rapid review, with each criterion of a local
    review judged (R6.2, R6.3). A later recommendation replaces an earlier one, which stays."""
    permissions.run_rapid_reviews.check(by)
    check_caseworker(queries.caseworkers_of(review.incident_id), by.keys)
    rules.check_recommendation(
        given,
        answered=queries.answers(review),
        began_on=review.notified_on,
        today=timezone.localdate(now),
    )
    made = Recommendation.objects.create(
        record=review.record,
        review=review,
        outcome=given.outcome,
        reasons=given.reasons.strip(),
        agreed_on=given.agreed_on,
        entered_at=now,
        entered_by=by.name,
    )
    _judge(given.criteria, record=review.record, recommendation=made)
    write(record=review.record, event=events.review_recommended, by=by, now=now)
    return made


def _judge(criteria: Mapping[str, rules.Judged], **of: Any) -> None:
    CriterionJudged.objects.bulk_create(
        CriterionJudged(criterion=key, answer=one.answer, reasons=one.reasons.strip(), **of)
        for key, one in criteria.items()
    )


@transaction.atomic
def record_review_decision(
    *, incident: Incident, given: rules.Decided, by: Actor, now: datetime
) -> ReviewDecision:
    """Record what the Executive decided on a local review (R6.3): each criterion, each lead
    partner's position, reasons, dissent and what the Panel said. It is changed by another decision
    alone, which says why. One that initiates a review starts its six months (R6.4)."""
    permissions.record_decisions.check(by)
    held = queries.case_to_change(incident)
    check_caseworker(queries.caseworkers_of(held.pk), by.keys)
    review = RapidReview.objects.filter(incident=held, recommendations__isnull=False).first()
    if review is None:
        raise RuleBroken("Record first what the group recommends, in the rapid review.")
    before = queries.deciding_of(held)
    places = queries.partners(held.partnership_id)
    entered = windows.entered_since(held, before.decision.entered_at if before.decision else None)
    check_as_entered(given.positions, windows.as_held(entered))
    rules.check_decision(
        given,
        partners=places,
        began_on=review.notified_on,
        today=timezone.localdate(now),
        is_first=before.decision is None,
    )
    made = ReviewDecision.objects.create(
        record=held.record,
        incident=held,
        number=len(before.decisions) + 1,
        outcome=given.outcome,
        reasons=given.reasons.strip(),
        dissent=given.dissent.strip(),
        panel_view=given.panel_view.strip(),
        decided_on=given.decided_on,
        changed_because=given.changed_because.strip() if before.decision else "",
        **_clock(given, before.initiated, now),
        entered_at=now,
        entered_by=by.name,
    )
    _judge(given.criteria, record=held.record, decision=made)
    _place(given.positions, places, made)
    note_by_hand(decision=made, entered=entered, by=by, now=now)
    write(record=held.record, event=events.review_decided, by=by, now=now)
    return made


def _clock(given: rules.Decided, stands: ReviewDecision | None, now: datetime) -> dict[str, Any]:
    if given.outcome != rules.LOCAL_REVIEW:
        return {}
    first = rules.initiated_on(given.decided_on, stands.initiated_on if stands else None)
    clock = deadlines.local_review(settings.LOCAL_REVIEW_MONTHS)
    ends = due(clock, first, calendar_for(timezone.localdate(now)))
    return {
        "initiated_on": first,
        "due_on": ends.day,
        "workings": ends.workings,
        "rule_version": ends.version,
    }


def _place(
    positions: Mapping[int, rules.Held], places: Mapping[int, Place], made: ReviewDecision
) -> None:
    PartnerPosition.objects.bulk_create(
        PartnerPosition(
            record=made.record,
            decision=made,
            place=places[number],
            partner=places[number].name,
            outcome=held.outcome,
            reasons=held.reasons.strip(),
        )
        for number, held in positions.items()
    )


@transaction.atomic
def record_delay(
    *, incident: Incident, given: rules.Delayed, approver: Seat, by: Actor, now: datetime
) -> ReviewDelay:
    """Record a delay of a local review that somebody of the Executive approved, with its reason,
    its evidence and the new day (R6.4). The days before stay on record; it may be delayed again."""
    permissions.record_decisions.check(by)
    held = queries.case_to_change(incident)
    check_caseworker(queries.caseworkers_of(held.pk), by.keys)
    before = queries.deciding_of(held)
    decision, until = before.initiated, before.stands_until
    if decision is None or until is None or decision.initiated_on is None:
        raise RuleBroken("There is no local review to delay.")
    rules.check_still_running(publishing.published_on(held, now))
    rules.check_delay(
        given,
        initiated_on=decision.initiated_on,
        stands_until=until,
        today=timezone.localdate(now),
    )
    _check_approver(approver, held, given.approved_on, by)
    check_not_refused(windows.answered_on_delay(held, until).get(approver.place_id, ""))
    made = ReviewDelay.objects.create(
        record=held.record,
        decision=decision,
        ground=given.ground,
        reason=given.reason.strip(),
        evidence=given.evidence.strip(),
        approver=approver,
        approved_by=approver.person.name,
        approved_on=given.approved_on,
        stood_until_on=until,
        until_on=given.until_on,
        entered_at=now,
        entered_by=by.name,
    )
    write(record=held.record, event=events.review_delayed, by=by, now=now)
    for recipient, told_on in given.told.items():
        _tell(made, recipient, told_on, by, now)
    return made


def _check_approver(approver: Seat, incident: Incident, approved_on: date, by: Actor) -> None:
    if approver.pk not in queries.approvers(incident.partnership_id):
        raise RuleBroken("Choose somebody who sits for a safeguarding partner.", field="approver")
    if approver.person_id == by.person_id:
        raise RuleBroken("Somebody else must approve it.", field="approver")
    ended = approver.ended_at
    rules.check_approver(
        held_from=timezone.localdate(approver.starts_at),
        held_until=timezone.localdate(ended) if ended else None,
        approved_on=approved_on,
    )


@transaction.atomic
def record_telling(
    *, delay: ReviewDelay, recipient: str, told_on: date, by: Actor, now: datetime
) -> DelayTold:
    """Record that the Panel or the Secretary of State was told of a delay, and when (R6.4)."""
    permissions.record_decisions.check(by)
    held = queries.case_to_change(delay.decision.incident)
    check_caseworker(queries.caseworkers_of(held.pk), by.keys)
    rules.check_telling(
        recipient, told_on, approved_on=delay.approved_on, today=timezone.localdate(now)
    )
    return _tell(delay, recipient, told_on, by, now)


def _tell(delay: ReviewDelay, recipient: str, told_on: date, by: Actor, now: datetime) -> DelayTold:
    made = DelayTold.objects.create(
        record=delay.record,
        delay=delay,
        recipient=recipient,
        told_on=told_on,
        entered_at=now,
        entered_by=by.name,
    )
    write(record=delay.record, event=events.delay_told, by=by, now=now)
    return made


@transaction.atomic
def record_telling_of_decision(
    *, decision: ReviewDecision, recipient: str, told_on: date, by: Actor, now: datetime
) -> DecisionTold:
    """Record that the Panel was told of a decision; of one that initiates a local review, the
    Secretary of State and Ofsted, too (R6.3)."""
    permissions.record_decisions.check(by)
    held = queries.case_to_change(decision.incident)
    check_caseworker(queries.caseworkers_of(held.pk), by.keys)
    rules.check_telling_of_decision(
        recipient,
        told_on,
        outcome=decision.outcome,
        decided_on=decision.decided_on,
        today=timezone.localdate(now),
    )
    made = DecisionTold.objects.create(
        record=decision.record,
        decision=decision,
        recipient=recipient,
        told_on=told_on,
        entered_at=now,
        entered_by=by.name,
    )
    write(record=decision.record, event=events.decision_told, by=by, now=now)
    return made

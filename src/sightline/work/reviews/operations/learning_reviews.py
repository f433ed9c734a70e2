"""Learning reviews: begun by a group or under the former Board, worked on, ended (R6.7, R0.5)."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from sightline.foundation.calendar import calendar_for
from sightline.foundation.clocks import due
from sightline.foundation.errors import RuleBroken
from sightline.foundation.permissions import Actor
from sightline.registers.actions import operations as actions
from sightline.registers.actions.models import Recommendation
from sightline.registers.partnership.models import Agency, Body, Seat
from sightline.registers.records import operations as records
from sightline.registers.records.models import Marking, Record
from sightline.work.reviews import deadlines, events, permissions
from sightline.work.reviews.models import (
    Incident,
    LearningFinding,
    LearningFindingRecommendation,
    LearningReview,
    LearningReviewEnd,
    LearningReviewNamed,
    LearningReviewStep,
)
from sightline.work.reviews.operations.recording import write
from sightline.work.reviews.queries import learning_reviews as queries
from sightline.work.reviews.rules import learning_reviews as rules
from sightline.work.reviews.rules.rapid_review import check_caseworker

BEGAN = "They began the review."
READERS = ("business-manager", "business-unit", "caseworker", "lead-partner")


@transaction.atomic
def begin_learning_review(
    *, body: Body, given: rules.Begun, incident: Incident | None, by: Actor, now: datetime
) -> LearningReview:
    """Begin a learning review as a group asks for it. One about a child is known to the seat of
    whoever begins it and to those they name; any other to the group, the office and the lead
    partners. Of a case it follows, an interest there hides it as well."""
    permissions.run_learning_reviews.check(by)
    rules.check_begun(given, today=timezone.localdate(now))
    if incident is not None and not given.is_about_child:
        raise RuleBroken("A review that follows a case is about a child.", field="is_about_child")
    told = asdict(given)
    told["began_on"] = told["asked_on"]
    return _begin(body, told, incident, by, now)


@transaction.atomic
def begin_former_review(*, given: rules.BegunBefore, by: Actor, now: datetime) -> LearningReview:
    """Enter a review that was begun under the former Board, under the name and the rules of then.
    The Board has twelve months after the new arrangements took effect, and no longer (R0.5)."""
    permissions.run_learning_reviews.check(by)
    number = by.partnership_id or 0
    board, changed = queries.former_board(number), queries.changed_over_on(number)
    rules.check_begun_before(given, changed_over_on=changed, has_board=board is not None)
    assert board is not None
    assert changed is not None
    ends = due(deadlines.FORMER_BOARD_REVIEWS, changed, calendar_for(timezone.localdate(now)))
    clock = {
        "changed_over_on": changed,
        "due_on": ends.day,
        "workings": ends.workings,
        "rule_version": ends.version,
    }
    return _begin(board, {**asdict(given), **clock, "is_about_child": True}, None, by, now)


def _begin(
    body: Body,
    told: dict[str, Any],
    incident: Incident | None,
    by: Actor,
    now: datetime,
) -> LearningReview:
    number, is_about_child = by.partnership_id or 0, told["is_about_child"]
    if body.partnership_id != number:
        raise RuleBroken("Choose a group of this partnership.", field="body")
    seats = queries.casework_seats(number, by.person_id or 0)
    if is_about_child and not seats:
        raise RuleBroken("Only a caseworker begins a review about a child.")
    record = records.open_record(
        partnership_id=number,
        prefix="LRN",
        kind="reviews:learning_review",
        title="Learning review",
        marking=Marking.IDENTIFIED if is_about_child else Marking.INTERNAL,
        audience=[f"seat:{one.pk}" for one in seats] if is_about_child else _readers(body),
        on=timezone.localdate(now),
        now=now,
        arises_from=incident.record if incident else None,
        owner_id=by.person_id,
    )
    words = {name: one.strip() if isinstance(one, str) else one for name, one in told.items()}
    made = LearningReview.objects.create(
        record=record,
        partnership_id=number,
        incident=incident,
        body=body,
        **{**words, "agencies": list(told["agencies"])},
        begun_at=now,
        begun_by=by.name,
    )
    if is_about_child:
        for seat in seats:
            _name(made, seat, BEGAN, by, now)
    write(record=record, event=events.learning_review_begun, by=by, now=now)
    return made


def _readers(body: Body) -> list[str]:
    number = body.partnership_id
    keys = [f"body:{body.pk}", f"chair:{body.pk}"]
    return [*keys, *(f"capacity:{number}:{name}" for name in READERS)]


def _name(review: LearningReview, seat: Seat, reason: str, by: Actor, now: datetime) -> None:
    LearningReviewNamed.objects.create(
        seat=seat, name=seat.person.name, reason=reason, **_entered(review, by, now)
    )


def _entered(review: LearningReview, by: Actor, now: datetime) -> dict[str, Any]:
    return {"record": review.record, "review": review, "entered_at": now, "entered_by": by.name}


def _held(review: LearningReview, by: Actor) -> LearningReview:
    """The review, held for whoever runs it; who was given sight for a time reads it alone."""
    permissions.run_learning_reviews.check(by)
    held = queries.learning_review_to_change(review)
    check_caseworker(held.record.audience, by.keys)
    rules.check_under_way(is_complete=held.is_complete)
    return held


@transaction.atomic
def name_to_learning_review(
    *, review: LearningReview, seat: Seat, reason: str, by: Actor, now: datetime
) -> Record:
    """Name another caseworker to a learning review about a child: they run it from now on."""
    held = _held(review, by)
    rules.check_naming(
        is_named=f"seat:{seat.pk}" in held.record.audience or not held.is_about_child,
        reason=reason,
    )
    if seat.pk not in {one.pk for one in queries.casework_seats(held.partnership_id)}:
        raise RuleBroken("This seat does not do that work.", field="seat")
    _name(held, seat, reason.strip(), by, now)
    keys = [*held.record.audience, f"seat:{seat.pk}"]
    records.mark(record=held.record, marking=Marking.IDENTIFIED, audience=keys)
    name = seat.person.name
    write(record=held.record, event=events.learning_review_named, by=by, now=now, name=name)
    return held.record


@transaction.atomic
def record_learning_step(
    *, review: LearningReview, words: str, happened_on: date, by: Actor, now: datetime
) -> LearningReviewStep:
    """Record what was done in a learning review."""
    held = _held(review, by)
    today = timezone.localdate(now)
    rules.check_step(words, happened_on, began_on=held.began_on, today=today)
    made = LearningReviewStep.objects.create(
        words=words.strip(), happened_on=happened_on, **_entered(held, by, now)
    )
    write(record=held.record, event=events.learning_step_recorded, by=by, now=now)
    return made


@transaction.atomic
def record_learning_finding(
    *, review: LearningReview, given: rules.FoundHere, by: Actor, now: datetime
) -> LearningFinding:
    """Record what a learning review found, good or to be bettered, with what shows it."""
    held = _held(review, by)
    rules.check_found(given)
    made = LearningFinding.objects.create(
        number=LearningFinding.objects.filter(review=held).count() + 1,
        shows=given.shows,
        words=given.words.strip(),
        evidence=given.evidence.strip(),
        theme=given.theme,
        **_entered(held, by, now),
    )
    write(record=held.record, event=events.learning_found, by=by, now=now)
    return made


@transaction.atomic
def recommend_from_learning(
    *,
    finding: LearningFinding,
    body: Body,
    wording: str,
    hoped_for: str,
    to_whom: str,
    to_agency: Agency | None,
    by: Actor,
    now: datetime,
) -> Recommendation:
    """Make a recommendation from a finding, in the register of recommendations. Its words are read
    by those who do not see the review."""
    held = _held(finding.review, by)
    made = actions.make_recommendation(
        body=body,
        wording=wording,
        hoped_for=hoped_for,
        origin=Recommendation.Origin.REVIEW,
        to_whom=to_whom,
        to_agency=to_agency,
        source=held.record,
        by=by,
        now=now,
    )
    LearningFindingRecommendation.objects.create(
        finding=finding, recommendation=made, **_entered(held, by, now)
    )
    write(record=held.record, event=events.learning_recommended, by=by, now=now)
    return made


@transaction.atomic
def end_learning_review(
    *, review: LearningReview, given: rules.Ended, by: Actor, now: datetime
) -> LearningReviewEnd:
    """Record that a learning review is complete, and what was learnt. Nothing is added to it
    afterwards; one of the former Board that ends late says why, and who approved it."""
    held = _held(review, by)
    rules.check_ended(
        given,
        findings=LearningFinding.objects.filter(review=held).count(),
        began_on=held.began_on,
        due_on=held.due_on,
        today=timezone.localdate(now),
    )
    late = given if rules.is_late(given, held.due_on) else None
    made = LearningReviewEnd.objects.create(
        completed_on=given.completed_on,
        learnt=given.learnt.strip(),
        published_on=given.published_on,
        late_reason=late.late_reason.strip() if late else "",
        late_approved_by=late.late_approved_by.strip() if late else "",
        late_approved_on=late.late_approved_on if late else None,
        **_entered(held, by, now),
    )
    write(record=held.record, event=events.learning_review_ended, by=by, now=now)
    return made

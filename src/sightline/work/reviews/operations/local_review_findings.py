"""What a local review finds and recommends, has learnt on the way, and its end (R6.4)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from sightline.foundation.errors import RuleBroken
from sightline.foundation.permissions import Actor
from sightline.registers.actions import operations as actions
from sightline.registers.actions.models import Recommendation
from sightline.registers.partnership.models import Agency, Body
from sightline.work.reviews import events
from sightline.work.reviews.models import (
    Finding,
    FindingRecommendation,
    InterimLearning,
    LocalReview,
    ReviewCompletion,
    ReviewDraft,
)
from sightline.work.reviews.operations.local_review import entered, held_to_run
from sightline.work.reviews.operations.recording import write
from sightline.work.reviews.rules import local_review_findings as rules


@transaction.atomic
def record_finding(*, review: LocalReview, given: rules.Found, by: Actor, now: datetime) -> Finding:
    """Record a finding, with what shows it and its theme."""
    held = held_to_run(review=review, by=by, now=now)
    rules.check_finding(given)
    made = Finding.objects.create(
        number=Finding.objects.filter(review=held).count() + 1,
        words=given.words.strip(),
        evidence=given.evidence.strip(),
        theme=given.theme,
        **entered(held=held, by=by, now=now),
    )
    write(record=held.record, event=events.finding_recorded, by=by, now=now)
    return made


@transaction.atomic
def recommend_from_finding(
    *,
    finding: Finding,
    body: Body,
    wording: str,
    hoped_for: str,
    to_whom: str,
    to_agency: Agency | None,
    by: Actor,
    now: datetime,
) -> Recommendation:
    """Make a recommendation from a finding, in the register of recommendations, where the group
    follows it. Its words are read by those who do not see the review."""
    held = held_to_run(review=finding.review, by=by, now=now)
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
    FindingRecommendation.objects.create(
        finding=finding, recommendation=made, **entered(held=held, by=by, now=now)
    )
    write(record=held.record, event=events.finding_led_to_recommendation, by=by, now=now)
    return made


@transaction.atomic
def record_interim_learning(
    *, review: LocalReview, given: rules.Learnt, by: Actor, now: datetime
) -> InterimLearning:
    """Record what was learnt before the end and acted on at once."""
    held = held_to_run(review=review, by=by, now=now)
    rules.check_learnt(given, today=timezone.localdate(now))
    made = InterimLearning.objects.create(
        words=given.words.strip(),
        done=given.done.strip(),
        acted_on=given.acted_on,
        told=given.told.strip(),
        **entered(held=held, by=by, now=now),
    )
    write(record=held.record, event=events.interim_learning_recorded, by=by, now=now)
    return made


@transaction.atomic
def complete_local_review(
    *, review: LocalReview, draft: ReviewDraft, completed_on: date, by: Actor, now: datetime
) -> ReviewCompletion:
    """Record that a review is complete, on the last version of its report. This publishes nothing
    and ends no clock; nothing is added to the review afterwards."""
    held = held_to_run(review=review, by=by, now=now)
    last = ReviewDraft.objects.filter(review=held).order_by("-number").first()
    if draft.review_id != held.pk:
        raise RuleBroken("Choose a version of this review.", field="draft")
    rules.check_completion(
        findings=Finding.objects.filter(review=held).count(),
        is_current=draft == last,
        drafted_on=draft.drafted_on,
        completed_on=completed_on,
        today=timezone.localdate(now),
    )
    stands = entered(held=held, by=by, now=now)
    made = ReviewCompletion.objects.create(draft=draft, completed_on=completed_on, **stands)
    write(record=held.record, event=events.local_review_completed, by=by, now=now)
    return made

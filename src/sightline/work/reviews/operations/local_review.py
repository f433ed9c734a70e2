"""A local review begins after the Executive’s decision: its terms of reference, its reviewer, and
the proceedings beside it, each entered by the caseworker and kept (R6.4)."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from sightline.foundation.permissions import Actor
from sightline.registers.records import operations as records
from sightline.registers.records.models import Marking
from sightline.work.reviews import events, permissions, queries
from sightline.work.reviews.models import (
    Incident,
    LocalReview,
    Proceeding,
    ProceedingStanding,
    Reviewer,
    ReviewerEnd,
    ReviewTerms,
)
from sightline.work.reviews.operations.recording import write
from sightline.work.reviews.rules import local_review as rules
from sightline.work.reviews.rules.rapid_review import check_caseworker


@transaction.atomic
def begin_local_review(*, incident: Incident, by: Actor, now: datetime) -> LocalReview:
    """Begin the local review that the Executive decided to initiate. It has a record of its own,
    which the seats named to the case see; its clock runs already, from the decision."""
    permissions.run_local_reviews.check(by)
    held = queries.case_to_change(incident)
    check_caseworker(queries.caseworkers_of(held.pk), by.keys)
    decision = queries.clock_of(held.pk).initiated
    rules.check_begin(
        is_initiated=decision is not None, is_begun=queries.local_review_of(held) is not None
    )
    assert decision is not None
    assert decision.initiated_on is not None
    record = records.open_record(
        partnership_id=held.partnership_id,
        prefix="LOC",
        kind="reviews:local_review_room",
        title="Local review",
        marking=Marking.IDENTIFIED,
        audience=list(held.record.audience),
        on=timezone.localdate(now),
        now=now,
        arises_from=held.record,
        owner_id=by.person_id,
    )
    made = LocalReview.objects.create(
        record=record,
        incident=held,
        partnership_id=held.partnership_id,
        initiated_on=decision.initiated_on,
        begun_at=now,
        begun_by=by.name,
    )
    write(record=record, event=events.local_review_begun, by=by, now=now)
    return made


def held_to_run(*, review: LocalReview, by: Actor, now: datetime) -> LocalReview:
    """Hold a local review for its caseworker to change, while the decision to initiate stands
    and it is not complete."""
    permissions.run_local_reviews.check(by)
    held = queries.local_review_to_change(review)
    check_caseworker(queries.caseworkers_of(held.incident_id), by.keys)
    rules.check_under_way(
        is_initiated=queries.clock_of(held.incident_id).initiated is not None,
        is_complete=queries.completion_of(held) is not None,
    )
    return held


def entered(*, held: LocalReview, by: Actor, now: datetime) -> dict[str, Any]:
    """What every entry of a local review says of itself."""
    return {"record": held.record, "review": held, "entered_at": now, "entered_by": by.name}


@transaction.atomic
def set_terms(*, review: LocalReview, given: rules.Terms, by: Actor, now: datetime) -> ReviewTerms:
    """Record a version of the terms of reference; the versions before it stay."""
    held = held_to_run(review=review, by=by, now=now)
    number = len(queries.terms_of(held)) + 1
    rules.check_terms(given, is_first=number == 1, today=timezone.localdate(now))
    made = ReviewTerms.objects.create(
        number=number,
        **{
            **asdict(given),
            "questions": given.questions.strip(),
            "agencies": list(given.agencies),
            "agreed_by": given.agreed_by.strip(),
            "changed_because": given.changed_because.strip() if number > 1 else "",
        },
        **entered(held=held, by=by, now=now),
    )
    write(record=held.record, event=events.review_terms_set, by=by, now=now)
    return made


@transaction.atomic
def appoint_reviewer(
    *, review: LocalReview, given: rules.Appointed, by: Actor, now: datetime
) -> Reviewer:
    """Record whom the partners appointed to lead the review, and what they weighed. More than one
    may lead it together."""
    held = held_to_run(review=review, by=by, now=now)
    rules.check_reviewer(given, initiated_on=held.initiated_on, today=timezone.localdate(now))
    words = {
        key: one.strip() if isinstance(one, str) else one for key, one in asdict(given).items()
    }
    made = Reviewer.objects.create(**words, **entered(held=held, by=by, now=now))
    write(record=held.record, event=events.reviewer_appointed, by=by, now=now)
    return made


@transaction.atomic
def end_reviewer(
    *, reviewer: Reviewer, ended_on: date, reason: str, by: Actor, now: datetime
) -> ReviewerEnd:
    """Record that the partners ended an appointment, or that the reviewer gave it up, and why."""
    held = held_to_run(review=reviewer.review, by=by, now=now)
    rules.check_end(
        is_ended=ReviewerEnd.objects.filter(reviewer=reviewer).exists(),
        appointed_on=reviewer.appointed_on,
        ended_on=ended_on,
        reason=reason,
        today=timezone.localdate(now),
    )
    made = ReviewerEnd.objects.create(
        reviewer=reviewer,
        ended_on=ended_on,
        reason=reason.strip(),
        **entered(held=held, by=by, now=now),
    )
    write(record=held.record, event=events.reviewer_ended, by=by, now=now)
    return made


@transaction.atomic
def record_proceeding(
    *,
    review: LocalReview,
    kind: str,
    what: str,
    status: str,
    effect: str,
    reviewed_on: date,
    by: Actor,
    now: datetime,
) -> Proceeding:
    """Record proceedings that run beside the review, and what they mean for its timing."""
    held = held_to_run(review=review, by=by, now=now)
    rules.check_proceeding(kind, what)
    made = Proceeding.objects.create(
        kind=kind, what=what.strip(), **entered(held=held, by=by, now=now)
    )
    _stand(held, made, status, effect, reviewed_on, by, now)
    return made


@transaction.atomic
def review_proceeding(
    *,
    proceeding: Proceeding,
    status: str,
    effect: str,
    reviewed_on: date,
    by: Actor,
    now: datetime,
) -> ProceedingStanding:
    """Record where proceedings stand now; what was said before stays."""
    held = held_to_run(review=proceeding.review, by=by, now=now)
    return _stand(held, proceeding, status, effect, reviewed_on, by, now)


def _stand(
    held: LocalReview,
    proceeding: Proceeding,
    status: str,
    effect: str,
    reviewed_on: date,
    by: Actor,
    now: datetime,
) -> ProceedingStanding:
    last = proceeding.standings.order_by("-reviewed_on").first()
    rules.check_standing(
        status=status,
        effect=effect,
        reviewed_on=reviewed_on,
        last=last.reviewed_on if last else None,
        today=timezone.localdate(now),
    )
    made = ProceedingStanding.objects.create(
        proceeding=proceeding,
        status=status,
        effect=effect.strip(),
        reviewed_on=reviewed_on,
        **entered(held=held, by=by, now=now),
    )
    write(record=held.record, event=events.proceeding_reviewed, by=by, now=now)
    return made

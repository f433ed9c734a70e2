"""Agencies are asked for information for a local review, chased, given more time, and answer, each
in a space of its own (R6.4)."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.foundation.permissions import Actor
from sightline.registers.partnership.models import Seat
from sightline.registers.records import operations as records
from sightline.registers.records.models import Marking
from sightline.work.reviews import events, permissions, queries
from sightline.work.reviews.models import (
    InformationAnswer,
    InformationChaser,
    InformationExtension,
    InformationRequest,
    LocalReview,
)
from sightline.work.reviews.operations.local_review import held_to_run
from sightline.work.reviews.operations.recording import write
from sightline.work.reviews.rules import local_review_agencies as rules
from sightline.work.reviews.rules.rapid_review import check_caseworker, check_extension


@transaction.atomic
def ask_for_information(
    *, review: LocalReview, author: Seat, given: rules.Asking, by: Actor, now: datetime
) -> InformationRequest:
    """Ask an agency for information or a report, through one person who sits for it, in a space
    that they and the caseworkers see. The agency is not told who else is asked."""
    held = held_to_run(review=review, by=by, now=now)
    rules.check_asking(given, initiated_on=held.initiated_on, today=timezone.localdate(now))
    agency = author.place.agency
    if agency is None or author.ended_at is not None:
        raise RuleBroken("Choose somebody who sits for an agency.", field="author")
    if author.person_id == by.person_id:
        raise RuleBroken("A caseworker does not answer for an agency.", field="author")
    record = records.open_record(
        partnership_id=held.partnership_id,
        prefix="INF",
        kind="reviews:information_request",
        title="Request to an agency",
        marking=Marking.IDENTIFIED,
        audience=[*queries.caseworkers_of(held.incident_id), f"seat:{author.pk}"],
        on=given.asked_on,
        now=now,
        arises_from=held.record,
        owner_id=by.person_id,
    )
    made = InformationRequest.objects.create(
        record=record,
        review=held,
        partnership_id=held.partnership_id,
        agency=agency,
        seat=author,
        person=author.person,
        name=author.person.name,
        **asdict(given),
        entered_at=now,
        entered_by=by.name,
    )
    write(record=record, event=events.information_asked, by=by, now=now)
    return made


def _held(request: InformationRequest, by: Actor) -> InformationRequest:
    """A request, held for its caseworker to go on with, while it is not answered."""
    permissions.run_local_reviews.check(by)
    held = queries.information_request_to_change(request)
    check_caseworker(queries.caseworkers_of(held.review.incident_id), by.keys)
    rules.check_open(is_answered=hasattr(held, "answer"))
    return held


def _entered(held: InformationRequest, by: Actor, now: datetime) -> dict[str, Any]:
    return {"record": held.record, "request": held, "entered_at": now, "entered_by": by.name}


@transaction.atomic
def chase_information(
    *,
    request: InformationRequest,
    how: str,
    chased_on: date,
    words: str,
    by: Actor,
    now: datetime,
) -> InformationChaser:
    """Record that an agency was chased, on which day and how. Nothing is sent by this."""
    held = _held(request, by)
    rules.check_chaser(how, chased_on, asked_on=held.asked_on, today=timezone.localdate(now))
    made = InformationChaser.objects.create(
        how=how, chased_on=chased_on, words=words.strip(), **_entered(held, by, now)
    )
    write(record=held.record, event=events.information_chased, by=by, now=now)
    return made


@transaction.atomic
def extend_information(
    *, request: InformationRequest, until_on: date, reason: str, by: Actor, now: datetime
) -> InformationExtension:
    """Give an agency more time, for a reason; the days before stay on record."""
    held = _held(request, by)
    stands = queries.standing_of(held, timezone.localdate(now)).due_on
    check_extension(until_on=until_on, stands_until_on=stands, reason=reason)
    made = InformationExtension.objects.create(
        until_on=until_on, reason=reason.strip(), **_entered(held, by, now)
    )
    write(record=held.record, event=events.information_given_time, by=by, now=now)
    return made


@transaction.atomic
def answer_information(
    *, request: InformationRequest, given: rules.Answer, by: Actor, now: datetime
) -> InformationAnswer:
    """Answer for one's agency, or, as the caseworker, record what came in another way. It is given
    once and never changed; the trail says who entered it."""
    if by.person_id == request.person_id:
        permissions.answer_for_agency.check(by)
        held = queries.information_request_to_change(request)
        rules.check_open(is_answered=hasattr(held, "answer"))
    elif by.may(permissions.run_local_reviews):
        held = _held(request, by)
    else:
        raise NotAllowed(permissions.answer_for_agency.code)
    rules.check_answer(given, asked_on=held.asked_on, today=timezone.localdate(now))
    made = InformationAnswer.objects.create(
        outcome=given.outcome,
        words=given.words.strip(),
        answered_on=given.answered_on,
        **_entered(held, by, now),
    )
    write(record=held.record, event=events.information_answered, by=by, now=now)
    return made

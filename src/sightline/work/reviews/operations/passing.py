"""Learning from a review is passed to a group, which says what it does with it (R6.7)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from sightline.foundation.errors import RuleBroken
from sightline.foundation.permissions import Actor
from sightline.registers.partnership.models import Body
from sightline.registers.records import operations as records
from sightline.registers.records.models import Marking, Record
from sightline.work.reviews import events, permissions
from sightline.work.reviews.models import LearningTakenUp, PassedLearning
from sightline.work.reviews.operations.recording import write
from sightline.work.reviews.queries import learning_reviews as queries
from sightline.work.reviews.rules import learning_reviews as rules
from sightline.work.reviews.rules.rapid_review import check_caseworker

READERS = ("business-manager", "business-unit", "lead-partner")


@transaction.atomic
def pass_learning(
    *, source: Record, body: Body, title: str, words: str, by: Actor, now: datetime
) -> PassedLearning:
    """Pass what a review taught to a group, in words that are read without the review. It stands
    on the group's agendas until the group has answered; the group learns neither whose review it
    was nor its reference. An interest in the review hides it as well."""
    permissions.run_learning_reviews.check(by)
    check_caseworker(source.audience, by.keys)
    rules.check_passed(title, words)
    if body.partnership_id != source.partnership_id:
        raise RuleBroken("Choose a group of this partnership.", field="body")
    number = body.partnership_id
    keys = [f"body:{body.pk}", f"chair:{body.pk}"]
    record = records.open_record(
        partnership_id=number,
        prefix="LEA",
        kind="reviews:passed_learning",
        title=title.strip(),
        marking=Marking.INTERNAL,
        audience=[*keys, *(f"capacity:{number}:{name}" for name in READERS),
                  *([f"person:{by.person_id}"] if by.person_id else [])],
        on=timezone.localdate(now),
        now=now,
        body=body,
        summary=words.strip(),
        arises_from=source,
        owner_id=by.person_id,
    )  # fmt: skip
    made = PassedLearning.objects.create(
        record=record,
        partnership_id=number,
        source=source,
        body=body,
        title=title.strip(),
        words=words.strip(),
        passed_at=now,
        passed_by=by.name,
    )
    records.raise_with(record=record, body=body, now=now)
    write(record=source, event=events.learning_passed, by=by, now=now)
    write(record=record, event=events.learning_passed, by=by, now=now)
    return made


@transaction.atomic
def take_up_learning(
    *, passed: PassedLearning, words: str, decided_on: date, by: Actor, now: datetime
) -> LearningTakenUp:
    """Record what the group does with learning that was passed to it; it waits for no agenda any
    more."""
    permissions.take_up_learning.check(by)
    held = queries.passed_to_change(passed)
    rules.check_taken_up(
        words,
        decided_on,
        is_taken_up=held.answer is not None,
        passed_on=timezone.localdate(held.passed_at),
        today=timezone.localdate(now),
    )
    made = LearningTakenUp.objects.create(
        passed=held,
        record=held.record,
        words=words.strip(),
        decided_on=decided_on,
        entered_at=now,
        entered_by=by.name,
    )
    records.settle(record=held.record, now=now)
    write(record=held.record, event=events.learning_taken_up, by=by, now=now)
    return made

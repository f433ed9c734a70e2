"""What a course did for the recommendations that it answers: its events, and its e-learning."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime

from django.db import transaction
from django.db.models.functions import Coalesce
from django.utils import timezone

from sightline.foundation.calendar import period_of
from sightline.foundation.permissions import Actor
from sightline.registers.actions import operations as actions
from sightline.registers.actions.models import Dissemination, Recommendation
from sightline.registers.records.queries import tied_to
from sightline.work.training import permissions
from sightline.work.training.models import Certificate, Completion, Course, Event
from sightline.work.training.operations.courses import _locked_course
from sightline.work.training.operations.events import _locked_event
from sightline.work.training.rules import programme as rules


@transaction.atomic
def tell_what_it_serves(*, event_id: int, by: Actor, now: datetime) -> int:
    """Tell each recommendation that the course of a held event answers how many attended, so that
    its page shows it (R0.4, R8.5), but none that was made after the event. The worker does this,
    who sees them all: whoever closes the register may not. Done twice, each is told once. The
    answer is how many were told."""
    permissions.manage_programme.check(by)
    held = _locked_event(Event.objects.get(pk=event_id))
    if held.state != Event.State.HELD:
        return 0
    attended = Certificate.objects.filter(booking__event=held).count()
    told = set(
        Dissemination.objects.filter(told_in=held.record_id).values_list("record_id", flat=True)
    )
    how = "conference" if held.course.kind == Course.Kind.CONFERENCE else "training"
    day = timezone.localdate(held.starts_at)
    served = [
        one
        for one in _answered(held.course, by, now)
        if one.record_id not in told and one.said_on <= day
    ]
    for one in served:
        actions.disseminate(
            recommendation=one,
            how=how,
            happened_on=day,
            to_whom="People who attended the course",
            reached=attended,
            told_in=held.record,
            by=by,
            now=now,
        )
    return len(served)


@transaction.atomic
def tell_what_learning_serves(*, course_id: int, by: Actor, now: datetime) -> int:
    """Tell each recommendation that a course of e-learning answers how many completed it, month by
    month as it became known here, so that what a file brings in late is counted once (R8.3, R8.5).
    The month under way waits, and nothing counts that was completed before it was recommended.
    Done twice, each month is told once. The answer is how many lines were told."""
    permissions.manage_programme.check(by)
    held = _locked_course(Course.objects.get(pk=course_id))
    told = set(
        Dissemination.objects.filter(told_in=held.record_id).values_list("record_id", "happened_on")
    )
    lines = 0
    known = _completed(held)
    for one in _answered(held, by, now):
        for end, reached in sorted(_by_month(known, one.said_on).items()):
            if end >= timezone.localdate(now) or (one.record_id, end) in told:
                continue
            actions.disseminate(
                recommendation=one,
                how="training",
                happened_on=end,
                to_whom="People who completed the e-learning in this month",
                reached=reached,
                told_in=held.record,
                by=by,
                now=now,
            )
            lines += 1
    return lines


def _answered(course: Course, by: Actor, now: datetime) -> list[Recommendation]:
    tied = tied_to(course.record, by, now)
    answered = [one.record.pk for one in tied if one.how == rules.ANSWERS]
    rows = Recommendation.objects.filter(record__in=answered).select_related("record")
    return list(rows.order_by("pk"))


def _completed(course: Course) -> list[tuple[int, date, datetime]]:
    """Who completed it, on which day, and when that was known here."""
    rows = Completion.objects.filter(course=course, taken_back_at__isnull=True)
    known_at = Coalesce("earned_in__finished_at", "told_in__taken_at")
    return list(rows.values_list("learner_id", "completed_on", known_at))


def _by_month(known: list[tuple[int, date, datetime]], since: date) -> dict[date, int]:
    """How many people completed it since a day, by the last day of the month it was known in."""
    people: dict[date, set[int]] = defaultdict(set)
    for learner, completed_on, known_at in known:
        if completed_on >= since:
            people[period_of(timezone.localdate(known_at), "month").end].add(learner)
    return {end: len(found) for end, found in people.items()}

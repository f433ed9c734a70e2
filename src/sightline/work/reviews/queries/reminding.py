"""Days of reviews that are near or have passed, and who is told (worker only). How long before is
ours: no source prints when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from sightline.registers.partnership.models import Partnership
from sightline.work.reviews.models import (
    DecisionWindow,
    Deposit,
    DisclosureRequest,
    Incident,
    LearningReview,
    LearningReviewNamed,
    Named,
    RapidReview,
)
from sightline.work.reviews.queries.deciding import deciding_of
from sightline.work.reviews.rules.deciding import LOCAL_REVIEW

SOON = timedelta(weeks=4)


@dataclass(frozen=True)
class DayToTell:
    """A day, of what by its kind and number, behind which record, and who runs it."""

    what: str
    number: int
    day: date
    reference: str
    people: frozenset[int]


def days_of_reviews(partnership: Partnership, today: date, now: datetime) -> Iterator[DayToTell]:
    """Days by which a local review is to be published, or one of the former Board is finished, that
    are at most four weeks ahead or have passed, while the review is not over."""
    cases = Incident.objects.filter(partnership=partnership, review_decisions__outcome=LOCAL_REVIEW)
    for case in cases.select_related("record").distinct().order_by("pk"):
        found = deciding_of(case)
        until = found.stands_until
        if until is None or until > today + SOON or found.ended(now) is not None:
            continue
        yield DayToTell("local", case.pk, until, case.record.reference, _caseworkers(case.pk))
    former = LearningReview.objects.filter(
        partnership=partnership, due_on__lte=today + SOON, end__isnull=True
    )
    for one in former.select_related("record").order_by("pk"):
        assert one.due_on is not None
        named = LearningReviewNamed.objects.filter(review=one, seat__ended_at__isnull=True)
        people = frozenset(named.values_list("seat__person_id", flat=True))
        yield DayToTell("former", one.pk, one.due_on, one.record.reference, people)


def deposits_that_end(partnership: Partnership, today: date) -> Iterator[DayToTell]:
    """Deposits with the repository whose five years end within four weeks, or have ended."""
    rows = Deposit.objects.filter(
        release__decision__incident__partnership=partnership, until_on__lte=today + SOON
    )
    for one in rows.select_related("record", "release__decision").order_by("pk"):
        people = _caseworkers(one.release.decision.incident_id)
        yield DayToTell("deposit", one.pk, one.until_on, one.record.reference, people)


def days_of_rapid_reviews(partnership: Partnership, today: date) -> Iterator[DayToTell]:
    """Days of rapid reviews that are near or have passed, while their notification stands and the
    group has not recommended anything, which is how one ends (R6.2)."""
    near = today + timedelta(days=settings.RAPID_REVIEW_REMINDED_DAYS)
    rows = RapidReview.objects.filter(
        partnership=partnership, due_on__lte=near, recommendations__isnull=True,
        incident__withdrawal__isnull=True, incident__review_decisions__isnull=True,
    )  # fmt: skip
    for one in rows.select_related("record").order_by("pk"):
        people = _caseworkers(one.incident_id)
        yield DayToTell("rapid", one.pk, one.due_on, one.record.reference, people)


def requests_to_answer(partnership: Partnership, today: date) -> Iterator[DayToTell]:
    """Requests for what is held of a case that are not answered, and due soon or overdue. All who
    are named to the case are told: one prepares the answer, and another checks it."""
    near = today + timedelta(days=settings.DISCLOSURE_REMINDED_DAYS)
    rows = DisclosureRequest.objects.filter(
        partnership=partnership, due_on__lte=near, sent__isnull=True
    )
    for one in rows.select_related("record").order_by("pk"):
        people = frozenset(_named(one.incident_id).values_list("seat__person_id", flat=True))
        yield DayToTell("disclosure", one.pk, one.due_on, one.record.reference, people)


def windows_that_close(partnership: Partnership, today: date, now: datetime) -> Iterator[DayToTell]:
    """Open windows that close soon, each with the deciders who still hold their seat and have
    entered nothing there (R6.3)."""
    near = today + timedelta(days=settings.DECIDERS_REMINDED_DAYS)
    rows = DecisionWindow.objects.filter(partnership=partnership, closes_at__gt=now)
    for one in rows.select_related("record").order_by("pk"):
        day = timezone.localdate(one.closes_at)
        if day > near:
            continue
        entered = one.positions.values("place")
        waits = one.deciders.filter(seat__ended_at__isnull=True).exclude(place__in=entered)
        people = frozenset(waits.values_list("person_id", flat=True))
        yield DayToTell("window", one.pk, day, one.record.reference, people)


def _named(incident: int) -> QuerySet[Named]:
    return Named.objects.filter(
        incident=incident, ended_at__isnull=True, seat__ended_at__isnull=True
    )


def _caseworkers(incident: int) -> frozenset[int]:
    named = _named(incident).filter(part=Named.Part.CASEWORKER)
    return frozenset(named.values_list("seat__person_id", flat=True))

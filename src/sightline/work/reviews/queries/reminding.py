"""Days of reviews that are near or have passed, and who is told (worker only)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sightline.registers.partnership.models import Partnership
from sightline.work.reviews.models import (
    Deposit,
    Incident,
    LearningReview,
    LearningReviewNamed,
    Named,
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


def _caseworkers(incident: int) -> frozenset[int]:
    named = Named.objects.filter(
        incident=incident,
        part=Named.Part.CASEWORKER,
        ended_at__isnull=True,
        seat__ended_at__isnull=True,
    )
    return frozenset(named.values_list("seat__person_id", flat=True))

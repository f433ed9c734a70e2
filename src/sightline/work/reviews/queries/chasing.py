"""Answers of agencies that have not come, and whom to remind (the worker alone sees them all)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sightline.registers.partnership.models import Partnership
from sightline.registers.records.models import Record
from sightline.work.reviews.models import AgencyRequest, InformationRequest
from sightline.work.reviews.queries.local_review_agencies import standing_of
from sightline.work.reviews.queries.rapid_review import stands_until


@dataclass(frozen=True)
class Awaited:
    """An answer that has not come: behind which record, until when, and who is to give it."""

    record: Record
    due_on: date
    people: list[int]


def awaited(partnership: Partnership, today: date) -> Iterator[Awaited]:
    """Answers that agencies still owe, for a rapid review whose notification stands and for a
    local review that is not complete."""
    requests = AgencyRequest.objects.filter(
        partnership=partnership,
        summary__submitted_at__isnull=True,
        review__incident__withdrawal__isnull=True,
    )
    rows = requests.select_related("record").defer("record__words")
    for one in rows.prefetch_related("extensions", "authors").order_by("pk"):
        people = sorted(author.person_id for author in one.authors.all())
        yield Awaited(one.record, stands_until(one), people)
    asked = InformationRequest.objects.filter(
        partnership=partnership, answer__isnull=True, review__completion__isnull=True
    )
    told = asked.select_related("record", "answer").defer("record__words")
    for each in told.prefetch_related("extensions", "chasers").order_by("pk"):
        yield Awaited(each.record, standing_of(each, today).due_on, [each.person_id])

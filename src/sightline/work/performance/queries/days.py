"""The days of rare events, for charts of the days between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sightline.foundation.statements import Statement, given
from sightline.work.performance.models import EventDay

Days = Mapping[int, Sequence[date]]


class _Day(NamedTuple):
    period: int
    submission_id: int
    day: date


DAYS = Statement(
    _Day,
    lambda: (
        EventDay.objects.filter(
            indicator=given("indicator", int),
            submission__submitted_at__lte=given("until", datetime),
        )
        .order_by("submission_id", "happened_on", "pk")
        .values_list("period", "submission_id", "happened_on")
    ),
)


def event_days(indicator: int, until: datetime) -> Days:
    """The days of each period as they were last sealed before a moment, as far as they are seen."""
    found: dict[int, list[date]] = {}
    newest: dict[int, int] = {}
    for row in DAYS.rows(indicator=indicator, until=until):
        if newest.get(row.period) != row.submission_id:
            newest[row.period], found[row.period] = row.submission_id, []
        found[row.period].append(row.day)
    return found

"""The days of rare events: sealed with the return that brings them, each for itself (R9.1)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from sightline.work.performance.models import AgencyReturn, EventDay, Submission


def _keep_days(held: AgencyReturn, sealed: Submission, days: Mapping[int, Iterable[date]]) -> None:
    """Keep the days of a return with its seal, by indicator; part of submitting it."""
    EventDay.objects.bulk_create(
        EventDay(
            submission=sealed,
            partnership_id=held.partnership_id,
            agency_id=held.agency_id,
            indicator_id=number,
            period=held.period,
            happened_on=day,
        )
        for number, of in days.items()
        for day in of
    )


def _days_of(sealed: Submission, indicators: list[int]) -> dict[int, list[date]]:
    """The days that were sealed, by indicator, in their order; none of what is not seen."""
    found: dict[int, list[date]] = defaultdict(list)
    rows = EventDay.objects.filter(submission=sealed, indicator__in=indicators)
    rows = rows.order_by("happened_on", "pk")
    for number, day in rows.values_list("indicator_id", "happened_on"):
        found[number].append(day)
    return {number: found[number] for number in indicators}

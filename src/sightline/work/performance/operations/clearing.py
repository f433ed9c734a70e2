"""Settling what may leave of each figure, when it arrives: every export, report, public page and
program is given this and nothing else, so what was ever let out is known to the next (R10.2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from sightline.foundation.permissions import Actor
from sightline.work.performance.models import Clearance, Figure, Indicator, Series
from sightline.work.performance.rules import clearing
from sightline.work.performance.rules.clearing import Cleared, Counted, Seen
from sightline.work.performance.rules.returns import scale_of

HELD = """
SELECT s.partnership_id, s.area_id, a.kind IN ('ward', 'locality'), array_agg(s.indicator_id)
FROM performance_series s JOIN performance_indicator i ON i.id = s.indicator_id
JOIN performance_area a ON a.id = s.area_id
WHERE ({condition}) AND i.disclosure <> 'open' GROUP BY s.partnership_id, s.area_id, a.kind
"""
SETTLED = ("value", "numerator", "denominator", "why", "release_id")


@dataclass(frozen=True)
class _Newest:
    """A figure on record."""

    release: int
    value: float | None
    numerator: float | None
    denominator: float | None


@transaction.atomic
def clear_figures(*, partnership_id: int, by: Actor, now: datetime) -> int:
    """Settle what may leave of every figure that is held closely; the answer is how many are
    settled otherwise than before. Done again it changes nothing."""
    return _clear_where("s.partnership_id = %s", [partnership_id], now)


def _clear_where(
    condition: str, parameters: Sequence[Any], now: datetime, period: int | None = None
) -> int:
    """Settle the figures of the series that a condition chooses, with all that bear on them."""
    with connection.cursor() as cursor:
        cursor.execute(HELD.format(condition=condition), parameters)
        held = cursor.fetchall()
    return sum(
        _clear_place(partnership, area, family, now, period, is_part=is_part)
        for partnership, area, is_part, numbers in held
        for family in _families(partnership, set(numbers))
    )


def _families(partnership_id: int, numbers: set[int]) -> list[list[Indicator]]:
    """The indicators with all they are parts of, and all that are parts of them."""
    known = {row.pk: row for row in Indicator.objects.filter(partnership=partnership_id)}
    heads: dict[int, list[Indicator]] = defaultdict(list)
    for row in known.values():
        head, passed = row, {row.pk}
        while head.part_of_id and head.part_of_id not in passed:
            passed.add(head.part_of_id)
            head = known[head.part_of_id]
        heads[min(passed) if head.part_of_id else head.pk].append(row)
    return [rows for rows in heads.values() if any(row.pk in numbers for row in rows)]


def _clear_place(
    partnership_id: int,
    area_id: int,
    family: list[Indicator],
    now: datetime,
    period: int | None,
    *,
    is_part: bool,
) -> int:
    """Settle a family of indicators at a place. Of a part of a district nothing leaves: what is
    hidden of it could be worked out from the district and its other parts."""
    rows = Series.objects.filter(area=area_id, indicator__in=[each.pk for each in family])
    series = {row.pk: row for row in rows}
    meaning = {row.pk: each for row in series.values() for each in family
               if row.indicator_id == each.pk}  # fmt: skip
    figures, newest = _figures(series, period)
    before = _settled(series, period)
    made = []
    for each in sorted({key[1] for key in newest}):
        now_on_record = {n: newest[n, each] for n in series if (n, each) in newest}
        states = _states(before.get(each, []), figures, meaning, each)
        for number, found in _clear_period(meaning, now_on_record, states).items():
            last = next((row for row in reversed(before.get(each, []))
                         if row.series_id == number), None)  # fmt: skip
            if is_part and meaning[number].disclosure != "open":
                found = (None, None, None, Clearance.Why.PART)
            given = (*found, now_on_record[number].release)
            if last is None or tuple(getattr(last, name) for name in SETTLED) != given:
                made.append(
                    Clearance(partnership_id=partnership_id, series_id=number, period=each,
                              settled_at=now, **dict(zip(SETTLED, given, strict=True)))
                )  # fmt: skip
    Clearance.objects.bulk_create(made)
    _keep_with_series(series, meaning)
    return len(made)


def _figures(
    series: Iterable[int], period: int | None
) -> tuple[dict[tuple[int, int, int], _Newest], dict[tuple[int, int], _Newest]]:
    """Every figure by series, period and release, and the newest by series and period."""
    rows = Figure.objects.filter(series__in=list(series)).order_by("release_id")
    if period is not None:
        rows = rows.filter(period=period)
    names = ("series_id", "period", "release_id", "value", "numerator", "denominator")
    every, newest = {}, {}
    for number, of_period, release, *figures in rows.values_list(*names):
        found = _Newest(release, *figures)
        every[number, of_period, release] = newest[number, of_period] = found
    return every, newest


def _settled(series: Iterable[int], period: int | None) -> dict[int, list[Clearance]]:
    rows = Clearance.objects.filter(series__in=list(series)).order_by("pk")
    if period is not None:
        rows = rows.filter(period=period)
    found: dict[int, list[Clearance]] = defaultdict(list)
    for row in rows:
        found[row.period].append(row)
    return found


def _states(
    rows: list[Clearance],
    figures: Mapping[tuple[int, int, int], _Newest],
    meaning: Mapping[int, Indicator],
    period: int,
) -> list[dict[int, Seen]]:
    """The states in which the figures of a period were let out, the oldest first."""
    states: list[dict[int, Seen]] = []
    standing: dict[int, Seen] = {}
    for place, row in enumerate(rows):
        held = figures[row.series_id, period, row.release_id]
        counted = _counted(meaning[row.series_id], held)
        if counted is not None:
            is_share = held.numerator is not None
            seen = Seen(
                counted,
                count_shown=(row.numerator if is_share else row.value) is not None,
                out_of_shown=row.denominator is not None,
                protects=row.why == Clearance.Why.PROTECTS,
            )
            standing = {**standing, counted.number: seen}
        if place + 1 == len(rows) or rows[place + 1].settled_at != row.settled_at:
            states.append(standing)
    return states


def _clear_period(
    meaning: Mapping[int, Indicator],
    newest: Mapping[int, _Newest],
    states: list[dict[int, Seen]],
) -> dict[int, tuple[float | None, float | None, float | None, str]]:
    """Value, numerator and denominator as they may leave, and why, by series."""
    of = clearing.strictest(meaning[number].disclosure for number in newest)
    counted = {n: _counted(meaning[n], held) for n, held in newest.items()}
    whole = [each for each in counted.values() if each is not None]
    cleared = clearing.clear(whole, states, of)
    found: dict[int, tuple[float | None, float | None, float | None, str]] = {}
    for number, held in newest.items():
        row, each = meaning[number], counted[number]
        if each is None:
            found[number] = _uncounted(row, held)
            continue
        result = cleared[each.number]
        value = held.value
        if value is not None:
            value = clearing.figure_of(result, value, scale_of(row.unit), row.decimals, of)
        found[number] = (value, *_sizes(held, result), result.why)
    return found


def _sizes(held: _Newest, result: Cleared) -> tuple[float | None, float | None]:
    if held.numerator is None:
        return None, None
    return _float(result.count), _float(result.out_of)


def _float(count: int | None) -> float | None:
    return None if count is None else float(count)


def _uncounted(
    row: Indicator, held: _Newest
) -> tuple[float | None, float | None, float | None, str]:
    """A figure that is no count: shown, unless it is a share of a number that nobody knows."""
    if held.value is None or (row.unit.strip() != "%" and held.numerator is None):
        return held.value, None, None, Clearance.Why.SHOWN
    return None, None, None, Clearance.Why.UNKNOWN


def _counted(row: Indicator, held: _Newest) -> Counted | None:
    """A figure as a count; None where it is none, or where nobody knows of how many it is."""
    is_share = held.numerator is not None
    count = held.numerator if is_share else held.value
    sizes = [each for each in (count, held.denominator) if each is not None]
    if count is None or any(each < 0 or not float(each).is_integer() for each in sizes):
        return None
    if not is_share and scale_of(row.unit) != 1:
        return None
    return Counted(
        number=row.pk,
        count=int(count),
        out_of=None if held.denominator is None else int(held.denominator),
        is_part_of_whole=row.unit.strip() == "%",
        part_of=row.part_of_id,
        is_open=row.disclosure == "open",
    )


def _keep_with_series(series: Mapping[int, Series], meaning: Mapping[int, Indicator]) -> None:
    """The figures as they may leave, beside those on record, for the page of many charts."""
    newest: dict[tuple[int, int], float | None] = {}
    rows = Clearance.objects.filter(series__in=list(series)).order_by("pk")
    for number, period, value in rows.values_list("series_id", "period", "value"):
        newest[number, period] = value
    for number, row in series.items():
        leaving = [newest.get((number, period)) for period in row.periods]
        if meaning[number].disclosure == "open":
            leaving = []
        if row.leaving != leaving:
            row.leaving = leaving
            row.save(update_fields=["leaving"])

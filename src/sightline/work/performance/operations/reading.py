"""Reading charts: the newest picture of each series, worked out by the worker and kept with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection, transaction

from sightline.foundation.permissions import Actor
from sightline.work.performance.operations.clearing import _clear_where
from sightline.work.performance.queries.days import event_days
from sightline.work.performance.queries.picture import ALWAYS
from sightline.work.performance.rules import batch, charts, kinds, watching
from sightline.work.performance.rules.returns import scale_of
from sightline.work.performance.rules.signals import FEWEST, Flags, Lines, assurance, verdict
from sightline.work.performance.rules.targets import in_force

GATHERED_ASIDE = """
DROP TABLE IF EXISTS pg_temp.gathered, pg_temp.readings;
CREATE TEMP TABLE readings (series_id bigint, has_limits boolean, centre float8, lower float8,
    upper float8, chance float8, verdict text, assurance text) ON COMMIT DROP;
CREATE TEMP TABLE gathered (series_id bigint, indicator_id bigint, periods int[],
    figures float8[], symbols text, counted float8[], sized int[], numerators float8[],
    denominators float8[]) ON COMMIT DROP
"""
# The newest figure of each period, whichever release brought it.
GATHER = """
INSERT INTO gathered
SELECT series_id, indicator_id, array_agg(period ORDER BY period),
       array_agg(value ORDER BY period),
       string_agg(CASE symbol WHEN '' THEN '.' ELSE symbol END, '' ORDER BY period),
       CASE WHEN count(denominator) = 0 THEN '{{}}' ELSE array_agg(
           CASE WHEN denominator IS NOT NULL THEN numerator END ORDER BY period) END,
       array_agg(period ORDER BY period) FILTER (WHERE denominator IS NOT NULL),
       array_agg(numerator ORDER BY period) FILTER (WHERE denominator IS NOT NULL),
       array_agg(denominator ORDER BY period) FILTER (WHERE denominator IS NOT NULL)
FROM (
    SELECT DISTINCT ON (f.series_id, f.period) f.series_id, s.indicator_id, f.period, f.value,
           f.symbol, f.numerator, f.denominator
    FROM performance_figure f JOIN performance_series s ON s.id = f.series_id
    WHERE {condition} ORDER BY f.series_id, f.period, f.release_id DESC
) l GROUP BY series_id, indicator_id
"""
GATHERED = """
SELECT g.series_id, g.indicator_id, i.has_days, i.polarity, i.target, NULLIF(i.targets, '[]'),
       g.periods, g.figures, i.unit, g.sized, g.numerators, g.denominators
FROM gathered g JOIN performance_indicator i ON i.id = g.indicator_id
"""
DECIDED = """
SELECT series_id, what, period, kind FROM performance_chartdecision
WHERE series_id = ANY(%s) AND withdrawn_at IS NULL
"""
FOUND = ("periods", "figures", "symbols", "counted")
READ = ("has_limits", "centre", "lower", "upper", "chance", "verdict", "assurance")
KEEP = (
    "UPDATE performance_series s SET read_at = %s, "
    + ", ".join(f"{name} = g.{name}" for name in FOUND)
    + ", "
    + ", ".join(f"{name} = r.{name}" for name in READ)
    + " FROM gathered g JOIN readings r USING (series_id) WHERE g.series_id = s.id"
)


def _of_series() -> str:
    """What was gathered (g) and read (r) of a series, as columns in the order of both."""
    return ", ".join((*(f"g.{name}" for name in FOUND), *(f"r.{name}" for name in READ)))


@dataclass
class _Row:
    """One series being read."""

    number: int
    indicator: int
    has_days: bool
    polarity: Any
    target: float | None
    targets: list[list[float]] | None
    periods: list[int]
    figures: list[float | None]
    unit: str
    sized: list[int] | None  # periods with numerator and denominator
    numerators: list[float] | None
    denominators: list[float] | None
    known: list[float] = field(default_factory=list)
    line: Lines | None = None
    chance: float = 1.0
    verdict: str = ""

    def __post_init__(self) -> None:
        self.known = [each for each in self.figures if each is not None]
        if self.targets and self.known:
            at = [p for p, v in zip(self.periods, self.figures, strict=True) if v is not None]
            self.target = in_force(self.targets, self.target, at[-1])

    @property
    def pairs(self) -> dict[int, tuple[float, float]]:
        """Numerator and denominator by period."""
        made_of = zip(self.numerators or (), self.denominators or (), strict=True)
        return dict(zip(self.sized or (), made_of, strict=True))

    def data(self) -> kinds.Known:
        """The known figures, with what they were worked out from where all of it is known."""
        known = zip(self.periods, self.figures, strict=True)
        pairs = [self.pairs.get(period) for period, value in known if value is not None]
        whole = [each for each in pairs if each is not None]
        return kinds.Known(
            values=self.known,
            pairs=whole if whole and len(whole) == len(pairs) else None,
            unit=self.unit,
            scale=scale_of(self.unit),
        )

    def copied(self) -> str:
        """The row as a line that PostgreSQL copies, in the order of `READ` after its number:
        nothing in it needs escaping."""
        line = self.line
        if line is None:
            return f"{self.number}\tf\t\\N\t\\N\t\\N\t{self.chance!r}\t{self.verdict}\t\n"
        lower = "\\N" if line.lower is None else repr(line.lower)
        upper = "\\N" if line.upper is None else repr(line.upper)
        told = assurance(self.target, line, self.polarity)
        return (
            f"{self.number}\tt\t{line.centre!r}\t{lower}\t{upper}\t{self.chance!r}"
            f"\t{self.verdict}\t{told}\n"
        )


@transaction.atomic
def read_anew(*, partnership_id: int, indicator_id: int | None, by: Actor, now: datetime) -> int:
    """Read all charts of a partnership, or of one indicator, and keep what they say; the answer is
    how many. What may leave of them is settled anew. Done again it gives the same."""
    where, value = ("s.indicator_id = %s", indicator_id)
    if indicator_id is None:
        where, value = "s.partnership_id = %s", partnership_id
    done = _read_where(where, [value], now)
    _clear_where(where, [value], now)
    return done


def _read_where(condition: str, parameters: Sequence[Any], now: datetime) -> int:
    """Read the series that a condition chooses, ten thousand at a time."""
    with connection.cursor() as cursor:
        cursor.execute(GATHERED_ASIDE)
        cursor.execute(GATHER.format(condition=condition), parameters)
        done = _read_gathered(cursor)
        if done:
            cursor.execute(KEEP, [now])
    return done


def _read_gathered(cursor) -> int:  # type: ignore[no-untyped-def]
    """Read the series whose figures were gathered; the answer is how many."""
    done = 0
    for rows in _chunks():
        _read(rows)
        with cursor.copy(f"COPY readings (series_id, {', '.join(READ)}) FROM STDIN") as copy:
            copy.write("".join([row.copied() for row in rows]))
        done += len(rows)
    return done


def _chunks() -> Iterator[list[_Row]]:
    with connection.connection.cursor(name="series_to_read", binary=True) as cursor:
        cursor.execute(GATHERED)
        while rows := cursor.fetchmany(batch.CHUNK):
            yield [_Row(*row) for row in rows]


def _read(rows: list[_Row]) -> None:
    decided = _decisions([row.number for row in rows])
    by_length: dict[int, list[_Row]] = defaultdict(list)
    for row in rows:
        choices = decided.get(row.number, [])
        kind = next((each.kind for each in choices if each.what == "kind"), "")
        if watching.is_small(row.known) and not kind and not row.sized:
            counts = [int(each) for each in row.known]
            row.chance = watching.unusual_count(counts[:-1], counts[-1])
            if row.chance < 0.01:
                row.verdict = "high" if row.polarity == "none" else (
                    "concern" if row.polarity == "low" else "improvement"
                )  # fmt: skip
        elif choices or row.sized:
            _read_one(row, choices, kind)
        elif len(row.known) >= FEWEST:
            by_length[len(row.known)].append(row)
    for alike in by_length.values():
        _read_alike(alike)


def _read_one(row: _Row, decisions: list[_Decision], decided: str) -> None:
    periods = [p for p, v in zip(row.periods, row.figures, strict=True) if v is not None]
    setting = charts.setting_of(periods, [(each.what, each.period) for each in decisions])
    data = row.data()
    kind, _ = kinds.chosen(data, decided)
    if kind in kinds.BETWEEN:
        gaps = None
        if kind == "t" and row.has_days:
            days = event_days(row.indicator, ALWAYS)
            gaps = kinds.gaps_by_day(data, [days.get(each, ()) for each in periods])
        reading = kinds.read_gaps(
            kind,
            kinds.gaps_of(kind, data) if gaps is None else gaps,
            polarity=row.polarity,
            periods=periods,
            decisions=[(each.what, each.period) for each in decisions],
        )
        if reading.latest is not None:
            row.verdict = reading.latest.verdict
        counts = [int(each) for each in data.counts]
        row.chance = watching.unusual_count(counts[:-1], counts[-1])
        return  # its limits are of another unit than the line of the figures
    reading = kinds.read_as(kind, data, polarity=row.polarity, target=row.target, setting=setting)
    if reading.latest is not None:
        row.line, row.verdict = reading.latest.lines, reading.latest.verdict
    since = setting.rebases[-1] if setting.rebases else 0
    row.chance = watching.chance_of_newest(row.known[since:])


def _read_alike(rows: list[_Row]) -> None:
    import numpy as np

    values = np.array([row.known for row in rows], dtype=float)
    read = batch.read_many(values)
    chances = batch.chances_of_newest(values)
    flagged = read.flagged[:, -1]
    for place, row in enumerate(rows):
        mean, lower, upper = (float(each[place]) for each in read[:3])
        row.line = Lines(mean, lower, upper, None, None)
        row.chance = float(chances[place])
        flags = Flags(outside=bool(flagged[place]))
        row.verdict = verdict(row.known[-1], row.line, flags, row.polarity)


class _Decision(NamedTuple):
    what: str
    period: int
    kind: str


def _decisions(numbers: list[int]) -> dict[int, list[_Decision]]:
    found: dict[int, list[_Decision]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(DECIDED, [numbers])
        for number, *decision in cursor.fetchall():
            found[number].append(_Decision(*decision))
    return found

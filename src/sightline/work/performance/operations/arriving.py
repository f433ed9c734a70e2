"""Figures of a file into the database: copied aside, compared with what is there, and added."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError, connection, transaction

from sightline.foundation.permissions import Actor
from sightline.work.performance.models import Release
from sightline.work.performance.operations.clearing import _clear_where
from sightline.work.performance.operations.naming import _indicators_of, _places_of
from sightline.work.performance.operations.reading import (
    FOUND,
    GATHERED_ASIDE,
    READ,
    _of_series,
    _read_gathered,
    _read_where,
)
from sightline.work.performance.rules.layouts import Fault, FigureReader
from sightline.work.performance.rules.shares import LOOKED_AT, MadeOf, made_of, scale_of_column

TELL_EVERY = 20_000  # lines
LINES_AT_ONCE = 100
ASIDE = """
SET LOCAL work_mem = '128MB';
DROP TABLE IF EXISTS pg_temp.arriving, pg_temp.runs, pg_temp.differing, pg_temp.made_of;
CREATE TEMP TABLE arriving
    (line int, measure int, place int, period int, value float8, symbol varchar(1)) ON COMMIT DROP;
CREATE TEMP TABLE runs (series_id bigint, is_old boolean, indicator_id bigint, area_id bigint,
    periods int[], figures float8[], symbols text, numerators float8[], denominators float8[])
    ON COMMIT DROP;
CREATE TEMP TABLE differing (series_id bigint, period int, value float8, symbol varchar(1),
    numerator float8, denominator float8, is_revised boolean) ON COMMIT DROP;
CREATE TEMP TABLE made_of (measure int, numerator int, denominator int, scale float8,
    tolerance float8) ON COMMIT DROP;
"""
TWICE = """
SELECT measure, min(line), max(line) FROM arriving
GROUP BY measure, (%s::bigint[])[place + 1], period
HAVING count(*) > 1 ORDER BY 2 LIMIT 20
"""
# Each series of the file is one row from here on: a million figures are sorted once, and what
# follows is asked of their series. A place that stands under two names is one place.
RUNS = """
INSERT INTO runs
SELECT coalesce(s.id, nextval('performance_series_id_seq')), s.id IS NOT NULL, r.*
FROM (
    SELECT (%(indicators)s::bigint[])[o.measure + 1] AS indicator_id, o.area_id,
           array_agg(o.period), array_agg(o.value),
           string_agg(CASE o.symbol WHEN '' THEN '.' ELSE o.symbol END, ''){gathered}
    FROM (
        SELECT a.measure, (%(areas)s::bigint[])[a.place + 1] AS area_id, a.period, a.value,
               a.symbol{those}
        FROM arriving a {beside} ORDER BY 1, 2, 3
    ) o GROUP BY o.measure, o.area_id
) r LEFT JOIN performance_series s ON (s.indicator_id, s.area_id) = (r.indicator_id, r.area_id)
"""
EACH = """
SELECT series_id, period, value, CASE symbol WHEN '.' THEN '' ELSE symbol END AS symbol,
       numerator, denominator
FROM (SELECT series_id, unnest(periods) AS period, unnest(figures) AS value,
             unnest(string_to_array(symbols, NULL)) AS symbol, unnest(numerators) AS numerator,
             unnest(denominators) AS denominator FROM runs WHERE {condition}) e
"""
# What is the same as the newest figure on record is no figure of this release.
DIFFERING = f"""
INSERT INTO differing SELECT a.*, l.series_id IS NOT NULL FROM ({EACH.format(condition="is_old")}) a
LEFT JOIN (
    SELECT DISTINCT ON (f.series_id, f.period) f.series_id, f.period, f.value, f.symbol
    FROM performance_figure f JOIN runs r ON r.series_id = f.series_id AND r.is_old
    ORDER BY f.series_id, f.period, f.release_id DESC
) l ON l.series_id = a.series_id AND l.period = a.period
WHERE l.series_id IS NULL OR (l.value, l.symbol) IS DISTINCT FROM (a.value, a.symbol)
"""
ADD = """
INSERT INTO performance_figure
    (release_id, series_id, period, value, symbol, numerator, denominator) SELECT %s, e.* FROM
"""
ADD_DIFFERING = f"""{ADD} (
    SELECT series_id, period, value, symbol, numerator, denominator FROM differing
    ORDER BY series_id, period) e"""
# In the order of their key, because they were gathered and numbered in it.
ADD_NEW = f"{ADD} ({EACH.format(condition='NOT is_old')}) e"
NEW_SERIES = f"""
INSERT INTO performance_series (id, partnership_id, indicator_id, area_id, audience, read_at,
                                leaving, {", ".join((*FOUND, *READ))})
SELECT series_id, %s, n.indicator_id, n.area_id, %s, %s, '{{}}', {_of_series()}
FROM runs n JOIN gathered g USING (series_id) JOIN readings r USING (series_id)
WHERE NOT n.is_old ORDER BY series_id
"""
NEW_TO_READ = """
INSERT INTO gathered
SELECT n.series_id, n.indicator_id, n.periods, n.figures, n.symbols, {sizes}
FROM runs n {sized} WHERE NOT n.is_old
"""
CHANGED = """s.id IN (SELECT series_id FROM differing
    UNION ALL SELECT series_id FROM runs WHERE NOT is_old)"""
# A share whose numerator and denominator stand on its line, where the printed figure is theirs.
LINES = """
SELECT line, measure, value FROM arriving WHERE value IS NOT NULL AND line IN (
    SELECT DISTINCT line FROM arriving WHERE place = ANY(%s) ORDER BY line LIMIT %s)
"""
BESIDE = """LEFT JOIN LATERAL (
    SELECT n.value AS numerator, d.value AS denominator FROM made_of m
    JOIN arriving n ON n.line = a.line AND n.measure = m.numerator
    JOIN arriving d ON d.line = a.line AND d.measure = m.denominator
    WHERE m.measure = a.measure AND d.value > 0
        AND abs(m.scale * n.value / d.value - a.value) <= m.tolerance) b ON true"""
SIZED = """CROSS JOIN LATERAL (
    SELECT array_agg(period) AS periods, array_agg(numerator) AS numerators,
           array_agg(denominator) AS denominators
    FROM unnest(n.periods, n.numerators, n.denominators) AS u (period, numerator, denominator)
    WHERE denominator IS NOT NULL) z"""
WITH_PAIRS = {
    "those": ", b.numerator, b.denominator",
    "gathered": ", array_agg(o.numerator), array_agg(o.denominator)",
    "beside": BESIDE,
    "sizes": "CASE WHEN z.periods IS NULL THEN '{}' ELSE n.numerators END, z.*",
    "sized": SIZED,
}
WITHOUT_PAIRS = {
    "those": "",
    "gathered": "",
    "beside": "",
    "sizes": "'{}', NULL, NULL, NULL",
    "sized": "",
}


@dataclass
class Arrived:
    """What a file brought, or what is wrong with it."""

    layout: str
    faults: Sequence[Fault] = field(default_factory=list)
    lines: int = 0
    new: int = 0
    revised: int = 0


@transaction.atomic
def take_figures(
    *,
    release: Release,
    reader: FigureReader,
    rows: Iterator[list[str]],
    tell: Callable[[int], None],
    by: Actor,
    now: datetime,
) -> Arrived:
    """Add the figures of a file that differ from those on record; part of loading it."""
    with connection.cursor() as cursor:
        cursor.execute(ASIDE)
        _copy(cursor, reader, rows, tell)
        arrived = Arrived("figures", reader.faults, reader.lines)
        if not arrived.faults and not reader.measures:
            arrived.faults = [Fault(1, "", "There is no figure in this file")]
        if arrived.faults:
            return arrived
        cursor.execute("ANALYZE pg_temp.arriving (line, measure, place)")
        areas = _places_of(reader)
        pairs = _pairs(cursor, reader)
        words = WITH_PAIRS if pairs else WITHOUT_PAIRS
        indicators = _indicators_of(release, reader, pairs, by, now)
        # for these very arrays: a plan for any arrays looks each figure up three times as slowly
        cursor.execute("SET LOCAL plan_cache_mode = force_custom_plan")
        cursor.execute(RUNS.format(**words), {"indicators": indicators, "areas": areas})
        cursor.execute("SET LOCAL plan_cache_mode = auto")
        cursor.execute("ANALYZE pg_temp.runs (series_id, is_old, indicator_id, area_id)")
        _add_differing(cursor, arrived, release, reader, areas)
        if not arrived.faults:
            _add_new(cursor, arrived, release, reader, areas, words, now)
        if arrived.faults:
            return arrived
    _read_where("s.id IN (SELECT series_id FROM differing)", [], now)
    _clear_where(CHANGED, [], now)
    return arrived


def _copy(cursor, reader: FigureReader, rows, tell) -> None:  # type: ignore[no-untyped-def]
    """Stream the cells as ready-made lines of text: nothing in them needs escaping."""
    told = 0
    with cursor.copy(
        "COPY arriving (line, measure, place, period, value, symbol) FROM STDIN"
    ) as copy:
        batch: list[str] = []
        for text in reader.copied(rows):
            batch.append(text)
            if len(batch) == LINES_AT_ONCE:
                copy.write("".join(batch))
                batch.clear()
                if reader.lines - told >= TELL_EVERY:
                    told = reader.lines
                    tell(told)
        copy.write("".join(batch))


def _pairs(cursor, reader: FigureReader) -> list[MadeOf]:  # type: ignore[no-untyped-def]
    """What the shares of the file were worked out from, found on lines of authorities: figures of
    regions and of England are rounded more coarsely."""
    if not any(scale_of_column(column) for _, column, _ in reader.measures):
        return []
    places = [at for at, place in enumerate(reader.places) if place.kind == "authority"]
    cursor.execute(LINES, [places, LOOKED_AT])
    lines: dict[int, dict[int, float]] = defaultdict(dict)
    for line, measure, value in cursor.fetchall():
        lines[line][measure] = value
    found = made_of(reader.measures, list(lines.values()))
    if found:
        cursor.executemany("INSERT INTO made_of VALUES (%s, %s, %s, %s, %s)", found)
        cursor.execute("CREATE INDEX ON arriving (line, measure)")
        cursor.execute("ANALYZE pg_temp.made_of")
    return found


def _add_differing(  # type: ignore[no-untyped-def]
    cursor, arrived: Arrived, release: Release, reader: FigureReader, areas: list[int]
) -> None:
    """Add what differs from the newest on record of series that are known, unless a figure stands
    in the file twice."""
    cursor.execute("SELECT count(*) FROM runs WHERE is_old")
    if not cursor.fetchone()[0]:
        return
    arrived.faults = _twice(cursor, reader, areas)
    if arrived.faults:
        return
    cursor.execute(DIFFERING)
    cursor.execute("SELECT count(*), count(*) FILTER (WHERE is_revised) FROM differing")
    differing, arrived.revised = cursor.fetchone()
    arrived.new = differing - arrived.revised
    if differing:
        cursor.execute("ANALYZE pg_temp.differing")
        cursor.execute(ADD_DIFFERING, [release.pk])


def _add_new(  # type: ignore[no-untyped-def]
    cursor,
    arrived: Arrived,
    release: Release,
    reader: FigureReader,
    areas: list[int],
    words: dict[str, str],
    now: datetime,
) -> None:
    """Add series that were never seen, each with its picture drawn up before it is written, and
    their figures. One that stands in the file twice is found by the key of the table."""
    cursor.execute(GATHERED_ASIDE)
    cursor.execute(NEW_TO_READ.format(**words))
    if not cursor.rowcount:
        return
    _read_gathered(cursor)
    audience = [f"staff:{release.partnership_id}"]
    try:
        with transaction.atomic():
            cursor.execute(NEW_SERIES, [release.partnership_id, audience, now])
            cursor.execute(ADD_NEW, [release.pk])
            arrived.new += cursor.rowcount
    except IntegrityError:
        arrived.faults = _twice(cursor, reader, areas)
        if not arrived.faults:
            raise


def _twice(cursor, reader: FigureReader, areas: list[int]) -> list[Fault]:  # type: ignore[no-untyped-def]
    cursor.execute(TWICE, [areas])
    return [
        Fault(last, reader.measures[measure][1], f"The same figure stands on line {first}")
        for measure, first, last in cursor.fetchall()
    ]

"""Figures of a file into the database: copied aside, compared with what is there, and added."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError, connection, transaction
from django.utils.text import slugify

from sightline.foundation.permissions import Actor
from sightline.work.performance.models import Area, Indicator, Release
from sightline.work.performance.operations.clearing import _clear_where
from sightline.work.performance.operations.defining import keep_versions
from sightline.work.performance.operations.reading import _read_where
from sightline.work.performance.rules.layouts import Fault, FigureReader
from sightline.work.performance.rules.shares import LOOKED_AT, MadeOf, made_of, scale_of_column

TELL_EVERY = 20_000  # lines
LINES_AT_ONCE = 100
ASIDE = """
SET LOCAL work_mem = '64MB';
DROP TABLE IF EXISTS pg_temp.arriving, pg_temp.pairs, pg_temp.latest, pg_temp.made_of;
CREATE TEMP TABLE arriving
    (line int, measure int, place int, period int, value float8, symbol varchar(1)) ON COMMIT DROP;
CREATE TEMP TABLE pairs (measure int, place int, indicator_id bigint, area_id bigint,
    series_id bigint, is_old boolean NOT NULL DEFAULT false) ON COMMIT DROP;
CREATE TEMP TABLE latest (series_id bigint, period int, value float8, symbol varchar(1))
    ON COMMIT DROP;
CREATE TEMP TABLE made_of (measure int, numerator int, denominator int, scale float8,
    tolerance float8) ON COMMIT DROP;
"""
TWICE = """
SELECT measure, min(line), max(line) FROM arriving GROUP BY measure, place, period
HAVING count(*) > 1 ORDER BY 2 LIMIT 20
"""
PAIRS = """
INSERT INTO pairs (measure, place, indicator_id, area_id)
SELECT a.measure, a.place, (%(indicators)s::bigint[])[a.measure + 1],
       (%(areas)s::bigint[])[a.place + 1]
FROM (SELECT DISTINCT measure, place FROM arriving) a
"""
KNOWN = """
UPDATE pairs p SET series_id = s.id, is_old = %s FROM performance_series s
WHERE p.series_id IS NULL AND s.indicator_id = p.indicator_id AND s.area_id = p.area_id
"""
NEW_SERIES = """
INSERT INTO performance_series (partnership_id, indicator_id, area_id, audience, periods, figures,
                                symbols, has_limits, chance, verdict, assurance, counted,
                                leaving)
SELECT %s, indicator_id, area_id, %s, '{}', '{}', '', false, 1, '', '', '{}', '{}'
FROM pairs WHERE series_id IS NULL
ON CONFLICT (indicator_id, area_id) DO NOTHING
"""
# What is the same as the newest figure on record is no figure of this release.
LATEST = """
INSERT INTO latest SELECT DISTINCT ON (f.series_id, f.period) f.series_id, f.period, f.value,
    f.symbol FROM performance_figure f JOIN pairs p ON p.series_id = f.series_id AND p.is_old
ORDER BY f.series_id, f.period, f.release_id DESC
"""
REVISED = """
SELECT count(*) FROM arriving a JOIN pairs p USING (measure, place)
JOIN latest l ON l.series_id = p.series_id AND l.period = a.period
WHERE (l.value, l.symbol) IS DISTINCT FROM (a.value, a.symbol)
"""
ADD = """
INSERT INTO performance_figure (series_id, period, release_id, value, symbol{more})
SELECT p.series_id, a.period, %s, a.value, a.symbol{those} FROM arriving a JOIN pairs p
    USING (measure, place) {beside}
LEFT JOIN latest l ON l.series_id = p.series_id AND l.period = a.period
WHERE l.series_id IS NULL OR (l.value, l.symbol) IS DISTINCT FROM (a.value, a.symbol)
ORDER BY p.series_id, a.period
"""
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
WITH_PAIRS = {"more": ", numerator, denominator", "those": ", b.numerator, b.denominator",
              "beside": BESIDE}  # fmt: skip
WITHOUT_PAIRS = {"more": "", "those": "", "beside": ""}


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
        cursor.execute("ANALYZE pg_temp.arriving")
        areas = _areas(reader)
        pairs = _pairs(cursor, reader)
        indicators = _indicators(release, reader, pairs, by, now)
        cursor.execute(PAIRS, {"indicators": indicators, "areas": areas})
        cursor.execute(KNOWN, [True])
        audience = [f"staff:{release.partnership_id}"]
        cursor.execute(NEW_SERIES, [release.partnership_id, audience])
        cursor.execute(KNOWN, [False])
        cursor.execute("ANALYZE pg_temp.pairs")
        _add(cursor, arrived, release, reader, with_pairs=bool(pairs))
        if arrived.faults:
            return arrived
    _read_where("s.id IN (SELECT series_id FROM pairs)", [], now)
    _clear_where("s.id IN (SELECT series_id FROM pairs)", [], now)
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


def _add(  # type: ignore[no-untyped-def]
    cursor, arrived: Arrived, release: Release, reader: FigureReader, *, with_pairs: bool
) -> None:
    """Add what differs, unless a figure stands in the file twice: of a new series the key of the
    table finds that, of one on record it is asked for."""
    cursor.execute(LATEST)
    if cursor.rowcount:
        cursor.execute("ANALYZE pg_temp.latest")
        arrived.faults = _twice(cursor, reader)
        if arrived.faults:
            return
        cursor.execute(REVISED)
        (arrived.revised,) = cursor.fetchone()
    try:
        with transaction.atomic():
            cursor.execute(ADD.format(**WITH_PAIRS if with_pairs else WITHOUT_PAIRS), [release.pk])
            arrived.new = cursor.rowcount - arrived.revised
    except IntegrityError:
        arrived.faults = _twice(cursor, reader)
        if not arrived.faults:
            raise


def _twice(cursor, reader: FigureReader) -> list[Fault]:  # type: ignore[no-untyped-def]
    cursor.execute(TWICE)
    return [
        Fault(last, reader.measures[measure][1], f"The same figure stands on line {first}")
        for measure, first, last in cursor.fetchall()
    ]


def _areas(reader: FigureReader) -> list[int]:
    """The places of the file, new ones added; a new statistical code or name takes the place of
    the old, because the short code is the same authority."""
    rows = {
        place.code: Area(
            code=place.code,
            kind=place.kind,
            name=place.name,
            ons_code=place.ons_code,
            region_code=place.region_code,
            part_of_code=place.part_of_code,
        )
        for place in reader.places
    }
    Area.objects.bulk_create(
        rows.values(),
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["kind", "name", "ons_code", "region_code", "part_of_code"],
    )
    numbers = dict(Area.objects.filter(code__in=rows).values_list("code", "pk"))
    return [numbers[place.code] for place in reader.places]


def _indicators(
    release: Release, reader: FigureReader, pairs: list[MadeOf], by: Actor, now: datetime
) -> list[int]:
    """An indicator for each measure of the file: known ones stay as people defined them."""
    known = {
        (row.source_column, row.period_kind): row
        for row in Indicator.objects.filter(
            partnership=release.partnership_id, source=Indicator.Source.PUBLISHED
        )
    }
    taken = set(
        Indicator.objects.filter(partnership=release.partnership_id).values_list("code", flat=True)
    )
    found, made = [], []
    printed = {each.share: each for each in pairs}
    for place, (category, column, kind) in enumerate(reader.measures):
        source = f"{category}: {column}"[:300]
        if (source, kind) not in known:
            known[source, kind] = _new_indicator(release, category, column, kind, taken)
            made.append(known[source, kind])
            if place in printed:
                counted, total = printed[place].numerator, printed[place].denominator
                known[source, kind].numerator = _words(reader.measures[counted][1])
                known[source, kind].denominator = _words(reader.measures[total][1])
        found.append(known[source, kind])
    Indicator.objects.bulk_create(made)
    reason = f"First seen in {release.filename}"[:300]
    keep_versions(indicators=made, reason=reason, by=by, now=now)
    return [each.pk for each in found]


def _words(column: str) -> str:
    words = column.replace("_", " ").strip()
    return f"{words[:1].lower()}{words[1:]}"


def _new_indicator(
    release: Release,
    category: str,
    column: str,
    kind: str,
    taken: set[str],
) -> Indicator:
    words = column.replace("_", " ").strip()
    name = f"{category}: {_words(column)}" if category else words
    stem = slugify(f"{category} {words}")[:140] or "indicator"
    code = next(
        each for n in range(1, 10_000) if (each := stem if n == 1 else f"{stem}-{n}") not in taken
    )
    taken.add(code)
    percent, rate = "percent" in column.lower(), "rate" in column.lower()
    return Indicator(
        partnership_id=release.partnership_id,
        code=code,
        source=Indicator.Source.PUBLISHED,
        source_column=f"{category}: {column}"[:300],
        name=name[:300],
        unit="%" if percent else "per 10,000" if rate and "10000" in column else "",
        period_kind=kind,
        polarity=Indicator.Polarity.NONE,
        decimals=1 if percent else 0,
    )

"""What a published file names: its places and its measures, found on record or added."""

from __future__ import annotations

from datetime import datetime

from django.utils.text import slugify

from sightline.foundation.permissions import Actor
from sightline.work.performance.models import Area, Indicator, Release
from sightline.work.performance.operations.defining import keep_versions
from sightline.work.performance.rules.layouts import FigureReader
from sightline.work.performance.rules.shares import MadeOf


def _places_of(reader: FigureReader) -> list[int]:
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


def _indicators_of(
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

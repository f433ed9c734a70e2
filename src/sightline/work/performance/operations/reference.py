"""What is loaded beside figures: the starting catalogue, and statistical neighbours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify

from sightline.foundation.permissions import Actor
from sightline.work.performance.models import (
    Area,
    Indicator,
    Release,
    StatisticalNeighbour,
)
from sightline.work.performance.operations.arriving import Arrived
from sightline.work.performance.operations.defining import keep_versions
from sightline.work.performance.rules.dictionaries import definitions, neighbours
from sightline.work.performance.rules.layouts import Fault


@transaction.atomic
def take_definitions(
    *, release: Release, headings: list[str], rows: Iterator[list[str]], by: Actor, now: datetime
) -> Arrived:
    """Add the measures of a dictionary to the catalogue; one that is there stays as it is."""
    arrived = Arrived("definitions")
    faults: list[Fault] = []
    known = set(
        Indicator.objects.filter(partnership=release.partnership_id).values_list("code", flat=True)
    )
    met: Counter[str] = Counter()
    for found in definitions(headings, rows):
        arrived.lines += 1
        if isinstance(found, Fault):
            faults.append(found)
            continue
        stem = slugify(f"lait {found.code} {found.name}")[:140]
        met[stem] += 1  # the dictionary has measures of one code and name in two topics
        code = stem if met[stem] == 1 else f"{stem}-{met[stem]}"
        if code in known:
            continue
        known.add(code)
        made = Indicator.objects.create(
            partnership_id=release.partnership_id,
            code=code,
            source=Indicator.Source.DEFINED,
            source_column=f"LAIT {found.code}",
            name=f"{found.topic}: {found.title or found.name}"[:300],
            numerator=found.description[:2_000],
            unit=found.unit[:80],
            period_kind="reporting",
            polarity=found.polarity,
            decimals=min(found.decimals, 4),
        )
        keep_versions(indicators=[made], reason=f"From {release.filename}"[:300], by=by, now=now)
        arrived.new += 1
    arrived.faults = faults
    return arrived


@transaction.atomic
def take_neighbours(
    *,
    release: Release,
    headings: list[str],
    rows: Iterator[list[str]],
    layout: str,
    by: Actor,
    now: datetime,
) -> Arrived:
    """Add a set of statistical neighbours, valid from the day its model was published; earlier
    sets stay, so that an old comparison can be made again."""
    arrived = Arrived(layout)
    faults: list[Fault] = []
    made: list[StatisticalNeighbour] = []
    names: dict[str, str] = {}
    for _, found, name in neighbours(headings, rows, layout):
        arrived.lines += 1
        if isinstance(found, Fault):
            faults.append(found)
            continue
        names[found[0].area] = name
        made += [
            StatisticalNeighbour(
                area_code=one.area,
                neighbour_code=one.neighbour,
                rank=one.rank,
                closeness=one.closeness,
                starts_on=release.published_on,
            )
            for one in found
        ]
    arrived.faults = faults
    if not faults:
        areas = [Area(code=code, kind="authority", name=name) for code, name in names.items()]
        Area.objects.bulk_create(areas, ignore_conflicts=True)
        StatisticalNeighbour.objects.bulk_create(made, ignore_conflicts=True)
        arrived.new = len(made)
    return arrived

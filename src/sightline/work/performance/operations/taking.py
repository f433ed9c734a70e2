"""A sealed return becomes figures, as a published file does (R9.1): by the worker, whole, once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from sightline.foundation.permissions import Actor
from sightline.foundation.trail.operations import record as trail
from sightline.registers.partnership.queries import arrangement_on
from sightline.work.performance import events
from sightline.work.performance.models import (
    AgencyReturn,
    Area,
    Commentary,
    Figure,
    Framework,
    Release,
    Series,
    Submission,
)
from sightline.work.performance.operations.clearing import _clear_where
from sightline.work.performance.operations.reading import _read_where
from sightline.work.performance.rules.periods import label

OF_A_FIGURE = ("value", "symbol", "numerator", "denominator")


@transaction.atomic
def take_submission(*, number: int, by: Actor, now: datetime) -> Release:
    """Add the figures of a sealed return that differ from those on record, as a release of their
    own: a corrected figure stands beside the one first seen. Done again it changes nothing."""
    sealed = Submission.objects.select_related("agency", "record").get(pk=number)
    # a seal is never changed, so nobody may lock it: the return stands for it
    asked = AgencyReturn.objects.select_for_update().get(pk=sealed.agency_return_id)
    done = Release.objects.filter(submission=sealed).first()
    if done is not None:
        return done
    release = _release(sealed, now)
    area = _own_area(Framework.objects.get(partnership=asked.partnership_id), now)
    series = _series(asked.partnership_id, [each["indicator"] for each in sealed.content], area)
    newest = _newest([row.pk for row in series.values()], asked.period)
    made = []
    for each in sealed.content:
        row = series[each["indicator"]]
        figure = _figure(each, release, row, asked.period)
        stood = newest.get(row.pk)
        if stood is None:
            release.figures_new += 1
        elif stood != tuple(getattr(figure, name) for name in OF_A_FIGURE):
            release.figures_revised += 1
        else:
            continue
        made.append(figure)
    Figure.objects.bulk_create(made)
    Commentary.objects.bulk_create(_said(sealed, series, asked.period))
    release.save(update_fields=["figures_new", "figures_revised"])
    chosen = ("s.id = ANY(%s)", [[row.pk for row in series.values()]], now)
    _read_where(*chosen)
    _clear_where(*chosen, asked.period)
    trail(
        events.file_loaded,
        by=by,
        now=now,
        partnership_id=asked.partnership_id,
        title=label(asked.period, asked.period_kind),
        new=release.figures_new,
        revised=release.figures_revised,
        lines=release.lines_read,
    )
    return release


def _release(sealed: Submission, now: datetime) -> Release:
    return Release.objects.create(
        partnership_id=sealed.partnership_id,
        title=f"{sealed.record.title}{', corrected' if sealed.number > 1 else ''}"[:200],
        published_on=timezone.localdate(sealed.submitted_at),
        submission=sealed,
        sha256=sealed.sha256,
        state=Release.State.LOADED,
        layout="return",
        received_at=sealed.submitted_at,
        received_by=sealed.submitted_by,
        finished_at=now,
        lines_read=len(sealed.content),
    )


def _figure(sealed: Mapping[str, Any], release: Release, series: Series, period: int) -> Figure:
    return Figure(
        series=series,
        period=period,
        release=release,
        value=sealed["figure"],
        symbol=sealed["symbol"],
        numerator=sealed["numerator"],
        denominator=sealed["denominator"],
    )


def _said(sealed: Submission, series: Mapping[int, Series], period: int) -> list[Commentary]:
    """What the agency wrote beside its figures, once for each wording."""
    known = set(
        Commentary.objects.filter(
            series__in=[row.pk for row in series.values()], period=period, agency=sealed.agency
        ).values_list("series_id", "words")
    )
    return [
        Commentary(
            partnership_id=sealed.partnership_id,
            series=series[each["indicator"]],
            agency=sealed.agency,
            period=period,
            words=each["words"],
            written_at=sealed.submitted_at,
            written_by=sealed.submitted_by,
        )
        for each in sealed.content
        if each["words"] and (series[each["indicator"]].pk, each["words"]) not in known
    ]


def _own_area(framework: Framework, now: datetime) -> Area:
    """The partnership's own place, which no published file need have named yet."""
    arrangement = arrangement_on(framework.partnership_id, timezone.localdate(now))
    known = {each.code: each.name for each in (arrangement.areas if arrangement else ())}
    area, _ = Area.objects.get_or_create(
        code=framework.area_code,
        defaults={
            "kind": Area.Kind.AUTHORITY,
            "name": known.get(framework.area_code, framework.area_code),
        },
    )
    return area


def _series(partnership_id: int, indicators: list[int], area: Area) -> dict[int, Series]:
    Series.objects.bulk_create(
        [
            Series(
                partnership_id=partnership_id,
                indicator_id=each,
                area=area,
                audience=[f"staff:{partnership_id}"],
            )
            for each in indicators
        ],
        ignore_conflicts=True,
    )
    rows = Series.objects.filter(indicator__in=indicators, area=area)
    return {row.indicator_id: row for row in rows}


def _newest(series: list[int], period: int) -> dict[int, tuple[Any, ...]]:
    rows = Figure.objects.filter(series__in=series, period=period).order_by("release_id")
    return {row[0]: row[1:] for row in rows.values_list("series_id", *OF_A_FIGURE)}

"""Indicators, series, files and decisions as the session may see them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils import timezone

from sightline.foundation.lists import one_of
from sightline.foundation.permissions import Actor
from sightline.foundation.small_numbers import CLASSES
from sightline.foundation.statements import Objects, given
from sightline.work.performance.models import (
    ChartDecision,
    Clearance,
    Framework,
    Indicator,
    IndicatorVersion,
    Release,
    Series,
)
from sightline.work.performance.permissions import see_small_counts

SMALL = "s"
"""Stands where a count is hidden because it is small, or would give a small one away."""


WITHOUT_RIGHTS = Actor(person_id=None, name="Anybody")


class Leaves(NamedTuple):
    """What may leave of one figure, and what could first."""

    value: float | None
    numerator: float | None
    denominator: float | None
    first_value: float | None


Leaving = dict[int, dict[int, Leaves]]

FRAMEWORK = Objects(
    lambda: Framework.objects.filter(partnership=given("partnership", int)).select_related(
        "body", "partnership"
    )
)
INDICATOR = Objects(
    lambda: Indicator.objects.filter(
        partnership=given("partnership", int), code=given("code", str)
    ).select_related("agency")
)
SERIES = Objects(
    lambda: (
        Series.objects.filter(indicator=given("indicator", int), area__code=given("area", str))
        .select_related("area")
        .defer("symbols", "counted", "leaving")
    )
)
VERSIONS = Objects(
    lambda: (
        IndicatorVersion.objects.filter(indicator=given("indicator", int))
        .defer("content")
        .order_by("-number")
    )
)


def framework_of(partnership_id: int | None) -> Framework | None:
    """How the partnership watches its data set; None before anybody set it up."""
    return next(iter(FRAMEWORK.rows(partnership=partnership_id)), None)


def hidden_from(actor: Actor, disclosure: str, value: float | None) -> bool:
    """Whether a figure is too small for this reader (R10.2)."""
    held = CLASSES[disclosure]
    if value is None or not held.threshold or actor.may(see_small_counts):
        return False
    return float(value).is_integer() and held.is_small(int(value))


def sees_all(actor: Actor, disclosure: str) -> bool:
    """Whether a reader is shown the figures of a class as they are."""
    return not CLASSES[disclosure].threshold or actor.may(see_small_counts)


def leaving_of(series: Iterable[int], as_at: date | None = None) -> Leaving:
    """What may leave of each figure that is held closely, by series and period, as it was settled
    at first and as it stands; one statement."""
    rows = Clearance.objects.filter(series__in=list(series)).order_by("pk")
    if as_at is not None:
        rows = rows.filter(settled_at__lte=timezone.make_aware(datetime.combine(as_at, time.max)))
    found: Leaving = defaultdict(dict)
    for number, period, *let in rows.values_list("series_id", "period", *Leaves._fields[:3]):
        value, numerator, denominator = let
        first = found[number][period].first_value if period in found[number] else value
        found[number][period] = Leaves(value, numerator, denominator, first)
    return found


def indicators(partnership_id: int | None) -> QuerySet[Indicator]:
    """The catalogue, by name."""
    return Indicator.objects.filter(partnership=partnership_id).order_by("name")


def returned(partnership_id: int | None, other_than: Indicator | None) -> list[tuple[int, str]]:
    """Numbers and names of the indicators that agencies owe, to relate one of them to."""
    rows = indicators(partnership_id).filter(agency__isnull=False)
    if other_than is not None:
        rows = rows.exclude(pk=other_than.pk)
    return list(rows.values_list("pk", "name"))


def indicator(actor: Actor, code: str) -> Indicator:
    """The indicator with this code in the actor's partnership; `NotSeen` where there is none."""
    return one_of(INDICATOR.rows(partnership=actor.partnership_id, code=code))


def series_of(indicator: Indicator, area_code: str) -> Series | None:
    """The figures of an indicator at a place, as far as the session may see them."""
    for found in SERIES.rows(indicator=indicator.pk, area=area_code):
        found.indicator = indicator
        return found
    return None


def versions_of(indicator: Indicator) -> list[IndicatorVersion]:
    """Every version of a definition, newest first."""
    return VERSIONS.rows(indicator=indicator.pk)


def releases(partnership_id: int | None) -> QuerySet[Release]:
    """Files received, newest first."""
    return Release.objects.filter(partnership=partnership_id).order_by("-pk")


def release(actor: Actor, number: int) -> Release:
    """A file received in the actor's partnership; `NotSeen` where there is none."""
    return one_of(releases(actor.partnership_id).filter(pk=number).select_related("progress"))


def decision_of(actor: Actor, number: int) -> ChartDecision:
    """A decision that stands about a chart the session may see."""
    rows = ChartDecision.objects.filter(partnership=actor.partnership_id, pk=number)
    return one_of(rows.select_related("series__indicator", "series__area"))

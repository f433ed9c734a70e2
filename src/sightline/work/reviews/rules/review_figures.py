"""What a partnership’s reviews add up to: stages, conversion, slippage and themes, with small
numbers protected together (R6.4, R10.2; product design: conversion and slippage). Pure Python."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sightline.foundation.small_numbers import (
    SENSITIVE,
    Key,
    Released,
    Sum,
    Table,
    cross_table,
    protect,
    share,
)
from sightline.work.reviews.rules.deciding import LOCAL_REVIEW
from sightline.work.reviews.rules.local_review_findings import FINDING_THEMES
from sightline.work.reviews.rules.publishing import WITHHELD

OPEN_STAGES = {
    "judging": "Recorded, not sent to the Panel",
    "taken-back": "Notification taken back",
    "rapid": "Notified, not decided on a local review",
}
NO_LOCAL = {
    "no-review": "Decided: no review",
    "other-learning": "Decided: learning in another way",
}
LOCAL = {
    "going-on": "Local review going on",
    "published": "Local review published",
    "withheld": "Local review not published",
}
STAGES = {**OPEN_STAGES, **NO_LOCAL, **LOCAL}
"""Where a case stands; each is at one stage."""
SLIPPAGE = {
    "in-time": "In time, without a delay",
    "delayed": "Delayed with approval, in time since",
    "late": "After the day that stood",
}
"""How a local review keeps to its time, over its first day and its approved delays."""
TOTAL = "Total"
DECIDED, CONVERTED = ("figures", "decided"), ("figures", "converted")


@dataclass(frozen=True)
class Standing:
    """One case: the year it was recorded in, its stage, and how its local review keeps to time."""

    year: str
    stage: str
    slippage: str = ""


@dataclass(frozen=True)
class Figure:
    """One line of the data set; without a value it is hidden."""

    about: str
    what: str
    period: str
    value: float | None


def stage_of(*, is_sent: bool, is_taken_back: bool, decided: str, ended: str) -> str:
    """The stage a case is at: the last thing that was decided of it counts."""
    if decided == LOCAL_REVIEW:
        if ended:
            return "withheld" if ended == WITHHELD else "published"
        return "going-on"
    if decided:
        return decided
    if is_taken_back:
        return "taken-back"
    return "rapid" if is_sent else "judging"


def slippage_of(*, delays: int, stands_until: date, ended_on: date | None, today: date) -> str:
    """How a local review keeps to its time: late counts before delayed."""
    if (ended_on or today) > stands_until:
        return "late"
    return "delayed" if delays else "in-time"


def figures(cases: Sequence[Standing], themes: Iterable[str]) -> list[Figure]:
    """The whole data set as it may leave. Stages, conversion and slippage add up to each other, so
    they are protected as one table; findings are counted apart."""
    found = Counter((one.stage, one.year) for one in cases)
    years = sorted({one.year for one in cases})
    if not years:
        return []
    cells = {(stage, year): found[(stage, year)] for stage in STAGES for year in years}
    stages = cross_table(cells, total=TOTAL)
    late = Counter(one.slippage for one in cases if one.slippage)
    released = protect(_with_conversion(stages, late), SENSITIVE)
    by_theme = Counter(themes)
    of_themes: dict[Key, int] = {("themes", key): by_theme[key] for key in FINDING_THEMES}
    whole = Table(
        {**of_themes, ("themes", TOTAL): sum(of_themes.values())},
        [Sum(("themes", TOTAL), tuple(of_themes))],
    )
    return [
        *_stages(released, years),
        *_conversion(released),
        *_named("How local reviews keep to their time", SLIPPAGE, released, "slippage"),
        *_named("Findings by theme", FINDING_THEMES, protect(whole, SENSITIVE), "themes"),
    ]


def _with_conversion(stages: Table, late: Mapping[str, int]) -> Table:
    counts = dict(stages.counts)
    kept: dict[Key, int] = {("slippage", key): late.get(key, 0) for key in SLIPPAGE}
    local = tuple((stage, TOTAL) for stage in LOCAL)
    counts.update(kept)
    counts[CONVERTED] = sum(counts[key] for key in local)
    others = tuple((stage, TOTAL) for stage in NO_LOCAL)
    counts[DECIDED] = counts[CONVERTED] + sum(counts[key] for key in others)
    sums = [
        *stages.sums,
        Sum(CONVERTED, local),
        Sum(CONVERTED, tuple(kept)),
        Sum(DECIDED, (CONVERTED, *others)),
    ]
    return Table(counts, sums)


def _stages(released: Released, years: Sequence[str]) -> Iterable[Figure]:
    for stage, words in {**STAGES, TOTAL: "All cases"}.items():
        for year in (*years, TOTAL):
            yield Figure("Cases by stage", words, year, released.values[(stage, year)])


def _conversion(released: Released) -> Iterable[Figure]:
    about, part, whole = "Conversion", released.values[CONVERTED], released.values[DECIDED]
    yield Figure(about, "Cases decided on", TOTAL, whole)
    yield Figure(about, "Of these, to a local review", TOTAL, part)
    yield Figure(about, "Of these, to a local review, per cent", TOTAL, share(part, whole))


def _named(
    about: str, names: Mapping[str, str], released: Released, prefix: str
) -> Iterable[Figure]:
    for key, words in names.items():
        yield Figure(about, words, TOTAL, released.values[(prefix, key)])

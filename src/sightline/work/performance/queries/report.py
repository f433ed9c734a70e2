"""What the group that reads the data set is shown of one period: signals with their charts, every
figure, the agencies' words, and what was asked (R9.1)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q, QuerySet, Subquery
from django.utils import timezone

from sightline.foundation.lists import one_of
from sightline.foundation.permissions import Actor
from sightline.registers.partnership.models import Partnership
from sightline.registers.records.queries import sight
from sightline.work.performance.models import (
    AgencyReturn,
    ChartDecision,
    Commentary,
    Framework,
    Question,
    ReportReceived,
    ScrutinyQuestion,
    Series,
)
from sightline.work.performance.queries.picture import Entry, Picture, drawn, withhold
from sightline.work.performance.queries.questions import WAITS, questions, scrutiny_of
from sightline.work.performance.queries.records import leaving_of, sees_all
from sightline.work.performance.queries.returns import agency_returns, sizes_of
from sightline.work.performance.rules.charts import Point
from sightline.work.performance.rules.periods import label

OFFERED = 24  # periods to choose from, the newest first


@dataclass(frozen=True)
class Shown:
    """One indicator with a figure in the period."""

    series: Series
    picture: Picture
    said: list[Commentary]

    @property
    def entry(self) -> Entry:
        """The figure of the period, which is the last."""
        return self.picture.entries[-1]

    @property
    def point(self) -> Point | None:
        """What the chart says of the period: of rare events, the newest time between two."""
        if self.picture.gaps:
            return self.picture.gaps[-1][1] if self.entry.value else None
        return self.entry.point

    @property
    def verdict(self) -> str:
        return self.point.verdict if self.point else ""


@dataclass(frozen=True)
class Report:
    """A period as the group reads it."""

    partnership: Partnership
    periods: list[tuple[int, str]]
    period: int
    rows: list[Shown]
    returns: list[AgencyReturn]
    questions: list[Question]
    scrutiny: list[ScrutinyQuestion]
    received: list[ReportReceived]

    @property
    def signals(self) -> list[Shown]:
        return [row for row in self.rows if row.verdict]

    def asked_of(self, row: Shown) -> list[Question]:
        """What was asked of the figures of one chart."""
        return [each for each in self.questions if each.series_id == row.series.pk]

    @property
    def is_empty(self) -> bool:
        return not self.periods


def report(
    actor: Actor, framework: Framework, asked: int | None, now: datetime, *, leaves: bool = False
) -> Report:
    """The report of the period asked for, or of the newest: as things stood with that period the
    last; of what `leaves`, only what may. Ten statements, however many indicators there are."""
    rows = list(
        Series.objects.filter(partnership=framework.partnership_id, area__code=framework.area_code)
        .select_related("indicator", "area")
        .order_by("indicator__name", "pk")
    )
    labels = _labels(rows)
    periods = sorted(labels, reverse=True)[:OFFERED]
    period = asked if asked in labels else max(labels, default=0)
    held = [row for row in rows if period in row.periods]
    numbers = [row.pk for row in held]
    sizes, decisions, said = sizes_of(numbers), _decisions(numbers), _said(numbers, period)
    closely = [row for row in held if leaves or not sees_all(actor, row.indicator.disclosure)]
    leaving = leaving_of([row.pk for row in closely]) if closely else {}
    entries = {row.pk: _entries(row, period, sizes[row.pk]) for row in held}
    for row in closely:
        withhold(row, entries[row.pk], leaving)
    returns = agency_returns(actor, now).filter(period=period)
    return Report(
        partnership=framework.partnership,
        periods=[(each, labels[each]) for each in periods],
        period=period,
        rows=[
            Shown(row, drawn(row, entries[row.pk], decisions[row.pk]), said[row.pk]) for row in held
        ],
        returns=list(returns[:100]),
        questions=_asked(actor, now),
        scrutiny=scrutiny_of(row.indicator_id for row in held),
        received=received_of(actor, period, now),
    )


def _labels(rows: Iterable[Series]) -> dict[int, str]:
    """What periods are called: a month and a quarter that end together are one report."""
    names: dict[int, set[str]] = defaultdict(set)
    for row in rows:
        for period in row.periods:
            names[period].add(label(period, row.indicator.period_kind))
    return {period: ", ".join(sorted(each, key=len)) for period, each in names.items()}


def _entries(series: Series, last: int, sizes: dict[int, tuple[float, float]]) -> list[Entry]:
    """Periods up to the last from the series itself, as it was read."""
    seen_on = timezone.localdate(series.read_at)
    figures = zip(series.periods, series.figures, series.symbols, strict=True)
    found = []
    for period, value, mark in figures:
        if period <= last:
            symbol = mark.replace(".", "")
            made_of = sizes.get(period, (None, None))
            where = label(period, series.indicator.period_kind)
            found.append(
                Entry(period, where, value, symbol, value, symbol, seen_on, None, *made_of)
            )
    return found


def _decisions(numbers: Iterable[int]) -> dict[int, list[ChartDecision]]:
    found: dict[int, list[ChartDecision]] = defaultdict(list)
    rows = ChartDecision.objects.filter(series__in=numbers, withdrawn_at__isnull=True)
    for row in rows.order_by("period"):
        found[row.series_id].append(row)
    return found


def _said(numbers: Iterable[int], period: int) -> dict[int, list[Commentary]]:
    found: dict[int, list[Commentary]] = defaultdict(list)
    rows = Commentary.objects.filter(series__in=numbers, period=period)
    for row in rows.select_related("agency").order_by("pk"):
        found[row.series_id].append(row)
    return found


def _asked(actor: Actor, now: datetime) -> list[Question]:
    """Questions that wait, and those that were closed since the group last received a report: what
    it asked the last time, with what came of it."""
    last = _received(actor, now).filter(withdrawn_at__isnull=True).values("received_on")[:1]
    rows = questions(actor, now).annotate(last_received=Subquery(last))
    closed_since = Q(last_received=None) | Q(closed_at__date__gte=F("last_received"))
    rows = rows.filter(~Q(state=Question.State.CLOSED) | closed_since)
    newest = F("closed_at").desc(nulls_first=True)
    return list(rows.order_by(WAITS, newest, "reply_due_on", "pk")[:50])


def received_of(actor: Actor, period: int, now: datetime) -> list[ReportReceived]:
    """When the group received the report of a period, as far as the actor sees it."""
    rows = _received(actor, now).filter(period=period, withdrawn_at__isnull=True)
    return list(rows[:20])


def received_report(actor: Actor, reference: str, now: datetime) -> ReportReceived:
    """That a report was received, by its reference; `NotSeen` when it is absent or hidden."""
    return one_of(_received(actor, now).filter(record__reference=reference))


def _received(actor: Actor, now: datetime) -> QuerySet[ReportReceived]:
    rows = ReportReceived.objects.filter(
        sight(actor, now, "record__"), partnership=actor.partnership_id
    ).select_related("record", "body")
    return rows.defer("record__words", "record__summary").order_by("-received_on", "-pk")

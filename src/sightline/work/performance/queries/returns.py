"""Agencies' returns as far as the actor sees them, and what each figure is read against."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Case, IntegerField, QuerySet, Value, When

from sightline.foundation.lists import one_of
from sightline.foundation.permissions import Actor
from sightline.registers.records.queries import sight
from sightline.work.performance.models import (
    AgencyReturn,
    ChartDecision,
    Figure,
    Framework,
    Indicator,
    ReturnLine,
    Series,
    Submission,
)
from sightline.work.performance.permissions import keep_figures
from sightline.work.performance.rules.event_days import bounds
from sightline.work.performance.rules.periods import label
from sightline.work.performance.rules.returns import Answer, Asked

MOST_RETURNS = 100
LEADS = {"agency-lead", "lead-partner"}


def agency_returns(actor: Actor, now: datetime) -> QuerySet[AgencyReturn]:
    """Returns the actor may see: those not submitted first, the longest owed at the top."""
    waits = Case(When(state="open", then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = AgencyReturn.objects.filter(
        sight(actor, now, "record__"), partnership=actor.partnership_id
    ).select_related("record", "agency")
    rows = rows.defer("record__words", "record__summary")
    return rows.annotate(waits=waits).order_by("waits", "-period", "due_on", "agency__name", "pk")


def agency_return(actor: Actor, reference: str, now: datetime) -> AgencyReturn:
    """The return with this reference; `NotSeen` when it is absent or hidden."""
    return one_of(agency_returns(actor, now).filter(record__reference=reference))


def may_write(actor: Actor, held: AgencyReturn) -> bool:
    """Whether somebody may fill in, seal and correct a return: the leads of its agency, and the
    office where the agency sent it its figures."""
    if actor.is_system or (held.taken_in_at is not None and actor.may(keep_figures)):
        return True
    return actor.holds("agency", held.agency_id) and bool(LEADS & set(actor.capacities))


def kinds_owed(partnership_id: int) -> set[str]:
    """Kinds of period for which any agency owes an indicator."""
    rows = Indicator.objects.filter(partnership=partnership_id, agency__isnull=False)
    rows = rows.exclude(source=Indicator.Source.PUBLISHED)
    return set(rows.values_list("period_kind", flat=True).distinct())


def is_late(asked: AgencyReturn, today: date) -> bool:
    """Whether a return is owed and its day has gone by."""
    return asked.state == AgencyReturn.State.OPEN and asked.due_on < today


def submissions_of(asked: AgencyReturn) -> list[Submission]:
    """What was sealed, newest first."""
    return list(asked.submissions.order_by("-number"))


def answers_of(asked: AgencyReturn) -> dict[int, Answer]:
    """What was entered so far, by indicator; for nobody but who may write the return."""
    rows = ReturnLine.objects.filter(agency_return=asked)
    names = ("indicator_id", "days", "value", "numerator", "denominator", "reason", "words")
    return {
        number: Answer(value, counted, out_of, reason, words, tuple(days or ()))
        for number, days, value, counted, out_of, reason, words in rows.values_list(*names)
    }


def asked_of(asked: AgencyReturn, framework: Framework | None) -> list[Asked]:
    """Each figure of a return with what was seen of it in earlier periods, since its limits began;
    four statements, however many figures are asked for."""
    indicators = Indicator.objects.in_bulk(asked.owes)
    code = framework.area_code if framework else ""
    rows = Series.objects.filter(indicator__in=asked.owes, area__code=code)
    series = {row.indicator_id: row for row in rows}
    sizes = sizes_of([row.pk for row in series.values()])
    began = _began([row.pk for row in series.values()])
    return [
        _asked(indicators[number], series.get(number), sizes, began, asked.period)
        for number in asked.owes
    ]


def sizes_of(series: list[int]) -> dict[int, dict[int, tuple[float, float]]]:
    """Numerator and denominator of each period, by series, where an agency returned both."""
    found: dict[int, dict[int, tuple[float, float]]] = {number: {} for number in series}
    rows = Figure.objects.filter(series__in=series).order_by("release_id")
    for number, period, numerator, denominator in rows.values_list(
        "series_id", "period", "numerator", "denominator"
    ):
        if numerator is None or denominator is None:
            found[number].pop(period, None)  # a later release took both back
        else:
            found[number][period] = (numerator, denominator)
    return found


def _began(series: list[int]) -> dict[int, int]:
    rows = ChartDecision.objects.filter(
        series__in=series, what=ChartDecision.What.REBASE, withdrawn_at__isnull=True
    )
    return dict(rows.order_by("period").values_list("series_id", "period"))


def _asked(
    indicator: Indicator,
    series: Series | None,
    sizes: dict[int, dict[int, tuple[float, float]]],
    began: dict[int, int],
    period: int,
) -> Asked:
    known: list[tuple[int, float]] = []
    of_period: dict[int, tuple[float, float]] = {}
    if series is not None:
        first, of_period = began.get(series.pk, 0), sizes[series.pk]
        pairs = zip(series.periods, series.figures, strict=True)
        known = [(p, v) for p, v in pairs if v is not None and first <= p < period]
    has_sizes = all(p in of_period and of_period[p][1] for p, _ in known)
    return Asked(
        number=indicator.pk,
        code=indicator.code,
        name=indicator.name,
        unit=indicator.unit,
        decimals=indicator.decimals,
        is_counted_out_of=bool(indicator.denominator.strip()),
        at_least=indicator.at_least,
        at_most=indicator.at_most,
        part_of=indicator.part_of_id,
        zero_beside=indicator.zero_beside_id,
        version=indicator.version,
        disclosure=indicator.disclosure,
        counted=indicator.numerator,
        out_of=indicator.denominator,
        before=tuple(value for _, value in known),
        sizes=tuple(of_period[p][1] for p, _ in known) if has_sizes else (),
        last_label=label(known[-1][0], indicator.period_kind) if known else "",
        days_within=bounds(period, indicator.period_kind) if indicator.has_days else None,
    )

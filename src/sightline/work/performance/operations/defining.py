"""What is decided about the data set: whose it is, what is measured, how a chart is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify

from sightline.foundation.errors import RuleBroken
from sightline.foundation.jobs.operations import enqueue
from sightline.foundation.permissions import Actor
from sightline.foundation.small_numbers import CLASSES
from sightline.foundation.trail.operations import record as trail
from sightline.registers.partnership.models import Agency, Body, Partnership
from sightline.work.performance import events, permissions
from sightline.work.performance.models import (
    ChartDecision,
    Framework,
    Indicator,
    IndicatorVersion,
    Series,
)
from sightline.work.performance.rules.periods import KINDS
from sightline.work.performance.rules.signals import FEWEST
from sightline.work.performance.rules.targets import Step


@dataclass(frozen=True)
class Meaning:
    """What an indicator means: every part of its definition that a person decides."""

    name: str
    question: str = ""
    numerator: str = ""
    denominator: str = ""
    unit: str = ""
    period_kind: str = "quarter"
    polarity: str = "none"
    target: float | None = None
    decimals: int = 0
    disclosure: str = "children"
    at_least: float | None = None
    at_most: float | None = None
    part_of_id: int | None = None
    zero_beside_id: int | None = None
    targets: Sequence[Step] = ()
    has_days: bool = False
    comparators: Sequence[str] | None = None


@transaction.atomic
def set_up_data_set(
    *, partnership: Partnership, area_code: str, body: Body, by: Actor, now: datetime
) -> Framework:
    """Say which authority's figures are the partnership's own, and which group reads them."""
    permissions.keep_figures.check(by)
    framework, _ = Framework.objects.update_or_create(
        partnership=partnership,
        defaults={
            "area_code": area_code,
            "body": body,
            "set_up_at": now,
            "set_up_by": by.name,
        },
    )
    trail(
        events.data_set_set_up,
        by=by,
        now=now,
        partnership_id=partnership.pk,
        area=area_code,
        body=body.name,
    )
    return framework


@transaction.atomic
def define_indicator(
    *,
    partnership: Partnership,
    indicator: Indicator | None,
    meaning: Meaning,
    agency: Agency | None,
    reason: str,
    by: Actor,
    now: datetime,
) -> Indicator:
    """Define a new indicator, or a new version of one; what it meant before stays on record."""
    permissions.keep_figures.check(by)
    _check(meaning, reason, indicator)
    if indicator is None:
        held = Indicator(
            partnership=partnership,
            code=_free_code(partnership, meaning.name),
            version=0,
            source=Indicator.Source.RETURNED if agency else Indicator.Source.DEFINED,
        )
    else:
        held = Indicator.objects.select_for_update().get(pk=indicator.pk)
        if held.period_kind != meaning.period_kind and held.series.exists():
            raise RuleBroken(
                "This indicator has figures by another kind of period. Define a new indicator.",
                field="period_kind",
            )
    for name, value in asdict(meaning).items():
        setattr(held, name, list(value) if name == "targets" else value)
    _owed_by(held, agency)
    if indicator is None:
        held.save(force_insert=True)
    else:
        held.save(update_fields=[*asdict(meaning), "agency", "version", "source"])
    keep_versions(indicators=[held], reason=reason.strip(), by=by, now=now)
    if indicator is not None:
        enqueue("read_indicator_anew", number=held.pk)
    trail(
        events.indicator_defined,
        by=by,
        now=now,
        partnership_id=partnership.pk,
        code=held.code,
        version=held.version,
        reason=reason.strip(),
    )
    return held


@transaction.atomic
def keep_versions(
    *, indicators: Sequence[Indicator], reason: str, by: Actor, now: datetime
) -> None:
    """Keep what each indicator means now as a version of its own; part of defining or loading."""
    IndicatorVersion.objects.bulk_create(
        IndicatorVersion(
            indicator=each,
            partnership_id=each.partnership_id,
            number=each.version,
            content={
                **{name: getattr(each, name) for name in asdict(Meaning(name=""))},
                "agency": each.agency.key if each.agency else "",
            },
            reason=reason,
            made_at=now,
            made_by=by.name,
        )
        for each in indicators
    )


@transaction.atomic
def decide_chart(
    *, series: Series, what: str, period: int, reason: str, by: Actor, now: datetime
) -> ChartDecision:
    """Fix the baseline of a chart, or let its limits begin anew: only by somebody's judgement on a
    shift that is real, with its reason (Making Data Count)."""
    permissions.keep_figures.check(by)
    held = Series.objects.select_related("indicator").get(pk=series.pk)
    if len(reason.strip()) < 10:
        raise RuleBroken("Say what happened that makes this right.", field="reason")
    known = [p for p, v in zip(held.periods, held.figures, strict=True) if v is not None]
    if period not in known:
        raise RuleBroken("Choose a period that has a figure.", field="period")
    before = known.index(period) + (what == ChartDecision.What.BASELINE)
    after = len(known) - known.index(period)
    if before < FEWEST or (what == ChartDecision.What.REBASE and after < FEWEST):
        raise RuleBroken(
            f"Limits need {FEWEST} points. Wait until there are enough.", field="period"
        )
    same = ChartDecision.objects.filter(series=held, what=what, withdrawn_at__isnull=True)
    if same.filter(period=period).exists() or (what == "baseline" and same.exists()):
        raise RuleBroken("This has been decided already. Withdraw that decision first.")
    made = ChartDecision.objects.create(
        series=held,
        partnership_id=held.partnership_id,
        what=what,
        period=period,
        reason=reason.strip(),
        decided_at=now,
        decided_by=by.name,
    )
    enqueue("read_indicator_anew", number=held.indicator_id)
    trail(
        events.chart_decided,
        by=by,
        now=now,
        partnership_id=held.partnership_id,
        code=held.indicator.code,
        what=made.get_what_display(),
        reason=made.reason,
    )
    return made


@transaction.atomic
def overrule_kind(
    *, series: Series, kind: str, reason: str, by: Actor, now: datetime
) -> ChartDecision:
    """Have a chart drawn as another kind than the data proposes, with the reason; who and when are
    kept, and withdrawing it brings the proposed kind back."""
    permissions.keep_figures.check(by)
    held = Series.objects.select_related("indicator").get(pk=series.pk)
    if len(reason.strip()) < 10:
        raise RuleBroken("Say why it fits better.", field="reason")
    if kind not in dict(ChartDecision.Kind.choices) or not held.periods:
        raise RuleBroken("Choose a kind that this chart can be drawn as.", field="kind")
    stands = ChartDecision.objects.filter(
        series=held, what=ChartDecision.What.KIND, withdrawn_at__isnull=True
    )
    if stands.exists():
        raise RuleBroken("This has been decided already. Withdraw that decision first.")
    made = ChartDecision.objects.create(
        series=held,
        partnership_id=held.partnership_id,
        what=ChartDecision.What.KIND,
        kind=kind,
        period=held.periods[-1],
        reason=reason.strip(),
        decided_at=now,
        decided_by=by.name,
    )
    enqueue("read_indicator_anew", number=held.indicator_id)
    trail(
        events.chart_decided,
        by=by,
        now=now,
        partnership_id=held.partnership_id,
        code=held.indicator.code,
        what=made.get_kind_display(),
        reason=made.reason,
    )
    return made


@transaction.atomic
def withdraw_decision(*, decision: ChartDecision, by: Actor, now: datetime) -> None:
    """Withdraw a decision about a chart; it stays on record as withdrawn."""
    permissions.keep_figures.check(by)
    rows = ChartDecision.objects.select_for_update(of=("self",)).select_related("series__indicator")
    held = rows.get(pk=decision.pk)
    if held.withdrawn_at is not None:
        raise RuleBroken("This decision has been withdrawn already.")
    held.withdrawn_at, held.withdrawn_by = now, by.name
    held.save(update_fields=["withdrawn_at", "withdrawn_by"])
    enqueue("read_indicator_anew", number=held.series.indicator_id)
    trail(
        events.chart_decision_withdrawn,
        by=by,
        now=now,
        partnership_id=held.partnership_id,
        code=held.series.indicator.code,
        what=held.get_what_display(),
    )


def _owed_by(held: Indicator, agency: Agency | None) -> None:
    """Set who owes an indicator in its next version; published figures stay published."""
    held.agency, held.version = agency, held.version + 1
    if agency is not None and held.source == Indicator.Source.DEFINED:
        held.source = Indicator.Source.RETURNED


def _check(meaning: Meaning, reason: str, indicator: Indicator | None) -> None:
    if list(meaning.targets) != sorted(dict(meaning.targets).items()):
        raise RuleBroken("Each target needs a month of its own.", field="targets")
    if not set(meaning.comparators or ()) <= set(Indicator.Comparator.values):
        raise RuleBroken("Choose beside whom it is read.", field="comparators")
    if not meaning.name.strip():
        raise RuleBroken("Enter a name.", field="name")
    if meaning.period_kind not in KINDS:
        raise RuleBroken("Choose the kind of period.", field="period_kind")
    if meaning.disclosure not in CLASSES:
        raise RuleBroken("Choose how closely small counts are held.", field="disclosure")
    if len(reason.strip()) < 5:
        raise RuleBroken("Say why it is defined so.", field="reason")
    if meaning.has_days and (meaning.denominator.strip() or meaning.unit.strip()):
        says = "Days are asked for where events are counted: without a unit, and out of nothing."
        raise RuleBroken(says, field="has_days")
    least, most = meaning.at_least, meaning.at_most
    if least is not None and most is not None and least > most:
        raise RuleBroken("The greatest must be the least or more.", field="at_most")
    own = indicator.pk if indicator else 0
    if own and own in (meaning.part_of_id, meaning.zero_beside_id):
        field = "part_of" if own == meaning.part_of_id else "zero_beside"
        raise RuleBroken("Choose another indicator than this one.", field=field)


def _free_code(partnership: Partnership, name: str) -> str:
    stem = slugify(name)[:140] or "indicator"
    taken = set(
        Indicator.objects.filter(partnership=partnership, code__startswith=stem).values_list(
            "code", flat=True
        )
    )
    number = 1
    while (code := stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    return code

"""The page of many charts, and the page of one indicator."""

from __future__ import annotations

from typing import Any

from django.contrib import messages as notices
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.dateparse import parse_date

from sightline.foundation.errors import NotSeen, RuleBroken
from sightline.foundation.govuk.asking import ask
from sightline.foundation.govuk.charts import sparkline
from sightline.foundation.govuk.exports import Sheet, csv_response, xlsx_response
from sightline.foundation.requests import PageRequest, page, render
from sightline.registers.partnership.queries import partnership_in_view
from sightline.work.performance import forms, operations, permissions, queries
from sightline.work.performance.models import ChartDecision, Framework, Indicator, Series
from sightline.work.performance.rules.periods import KINDS, label
from sightline.work.performance.rules.targets import written
from sightline.work.performance.rules.watching import RATE
from sightline.work.performance.views import drawing

NEWEST_FALSE = 0.017  # of charts of noise that flag their newest point: read-a-chart.md


@page(permissions.see_figures)
def data_set(request: PageRequest) -> HttpResponse:
    """What truly changed, and every indicator as a line the size of a word."""
    framework = queries.framework_of(request.actor.partnership_id)
    may_keep = request.actor.may(permissions.keep_figures)
    if framework is None:
        return render(request, "performance/not_set_up.html", {"may_keep": may_keep})
    asked = request.GET.get("page", "1")
    found = queries.overview(
        request.actor, framework.area_code, int(asked) if asked.isdigit() else 1
    )
    context = {
        "raised": [_row(line) for line in found.raised],
        "rows": [_row(line) for line in found.lines],
        "found": found,
        "framework": framework,
        "expected": round(found.series * NEWEST_FALSE, 1),
        "rate": round(RATE * 100),
        "verdicts": drawing.VERDICTS,
        "symbols": drawing.SYMBOL_WORDS,
        "may_keep": may_keep,
        "may_program": request.actor.may(permissions.use_programs),
        "wide": True,
    }
    return render(request, "performance/figures.html", context)


def _row(line: queries.Line) -> dict[str, Any]:
    figures, lower, upper = line.spark
    return {
        "code": line.code,
        "name": line.name,
        "unit": "" if line.unit == "%" else line.unit,
        "period": line.period,
        "newest": drawing.figure(line.newest, line.symbol, line.decimals, line.unit),
        "verdict": line.verdict,
        "is_raised": line.is_raised,
        "target": drawing.ASSURANCE.get(line.assurance, ""),
        "few": not line.has_limits,
        "spark": sparkline(figures, lower, upper, line.verdict),
    }


@page(permissions.see_figures)
def indicator(request: PageRequest, code: str) -> HttpResponseBase:
    """One indicator: its chart, its figures with those first seen, and other places beside it."""
    held = queries.indicator(request.actor, code)
    framework = queries.framework_of(request.actor.partnership_id)
    series = _series(request, held, framework)
    as_at = parse_date(request.GET.get("as_at", "")) if request.GET.get("as_at") else None
    leaves = request.GET.get("export") in ("csv", "xlsx")
    picture = queries.picture(request.actor, series, as_at=as_at, leaves=leaves) if series else None
    if series and picture and leaves:
        return _export(request, series, picture)
    newest = picture.known[-1] if picture and picture.known else None
    places = queries.places(held, newest.period if newest else 0) if series else []
    context = {
        "indicator": held,
        "kinds": KINDS,
        "series": series,
        "picture": picture,
        "chart": drawing.chart_of(series, picture).figure() if series and picture else None,
        "newest": newest,
        "shown": drawing.figure,
        "period_label": label,
        "kind_names": dict(ChartDecision.Kind.choices),
        "broken": drawing.rules_broken,
        "verdicts": drawing.VERDICTS,
        "symbols": drawing.SYMBOL_WORDS,
        "comparison": queries.comparison(
            held, series.area, newest.period, as_at or request.today, places
        ) if series and newest else None,
        "areas": [(each.code, each.name) for each in places],
        "as_at": as_at,
        "targets": written(held.targets).replace("\n", "; "),
        "versions": queries.versions_of(held),
        "questions": queries.questions_about(request.actor, series, request.now) if series else [],
        "scrutiny": queries.scrutiny_of([held.pk]),
        "said": queries.said_about(series) if series else [],
        **_rights(request, held, series),
        "headline": queries.headline_of(held),
        "breadcrumbs": [("Data set", reverse("performance:data_set"))],
        "wide": True,
    }  # fmt: skip
    return render(request, "performance/indicator.html", context)


def _rights(request: PageRequest, held: Indicator, series: Series | None) -> dict[str, bool]:
    return {
        "may_publish": series is not None and request.actor.may(permissions.publish_figures),
        "may_comment": queries.may_comment(request.actor, held),
        "may_ask": request.actor.may(permissions.ask_questions),
        "may_keep": request.actor.may(permissions.keep_figures),
    }


def _series(
    request: PageRequest, indicator: Indicator, framework: Framework | None
) -> Series | None:
    asked = request.GET.get("area", "")
    code = asked or (framework.area_code if framework else "")
    found = queries.series_of(indicator, code) if code else None
    if asked and found is None:
        raise NotSeen
    return found


def _export(request: PageRequest, series: Series, picture: queries.Picture) -> HttpResponseBase:
    held = series.indicator
    rows = [
        [
            entry.label,
            entry.value if entry.value is not None else f"[{entry.symbol.strip() or 'blank'}]",
            entry.numerator,
            entry.denominator,
            drawing.VERDICTS[entry.point.verdict][0] if entry.point and entry.point.verdict else "",
            drawing.rules_broken(entry.point),
            entry.first_value if entry.first_value is not None
            else f"[{entry.first_symbol.strip() or 'blank'}]",
            entry.seen_on,
            entry.revised_on,
        ]
        for entry in picture.entries
    ]  # fmt: skip
    partnership = partnership_in_view(request)
    sheet = Sheet(
        title=f"{held.name}, {series.area.name}",
        headings=["Period", f"Figure {held.unit}".strip(), "Counted", "Out of", "Signal", "Why",
                  "Figure first seen", "First seen on", "Revised on"],
        rows=rows,
        partnership=partnership.name if partnership else "",
        marking="OFFICIAL",
        made_at=request.now,
        notes=[
            ("What is counted", held.numerator),
            ("Out of what", held.denominator),
            ("Small numbers", drawing.LEAVES),
            ("What there is to see", drawing.sentence(series, picture)),
            *((f"[{symbol.strip() or 'blank'}]", words)
              for symbol, words in drawing.SYMBOL_WORDS.items() if symbol),
        ],
    )  # fmt: skip
    return csv_response(sheet) if request.GET["export"] == "csv" else xlsx_response(sheet)


@page(permissions.keep_figures)
def decide_chart(request: PageRequest, code: str) -> HttpResponse:
    """Fix a baseline, or let limits begin anew."""
    held = queries.indicator(request.actor, code)
    series = _series(request, held, queries.framework_of(request.actor.partnership_id))
    if series is None:
        raise NotSeen
    picture = queries.picture(request.actor, series)
    periods = [(str(entry.period), entry.label) for entry in reversed(picture.known)]
    form = forms.DecideForm(request.POST or None, periods=periods)
    back = f"{reverse('performance:indicator', args=[code])}?area={series.area.code}"

    def act(given: dict[str, Any]) -> str:
        operations.decide_chart(
            series=series,
            what=given["what"],
            period=int(given["period"]),
            reason=given["reason"],
            by=request.actor,
            now=request.now,
        )
        return back

    return ask(
        request,
        form,
        act,
        said="The decision stands under the chart.",
        heading="Decide about the chart",
        button="Record the decision",
        back=back,
        caption=f"{held.name}, {series.area.name}",
    )


@page(permissions.keep_figures)
def overrule_kind(request: PageRequest, code: str) -> HttpResponse:
    """Have a chart drawn as another kind than the data proposes."""
    held = queries.indicator(request.actor, code)
    series = _series(request, held, queries.framework_of(request.actor.partnership_id))
    if series is None:
        raise NotSeen
    picture = queries.picture(request.actor, series)
    names = dict(ChartDecision.Kind.choices)
    others = [(kind, names[kind]) for kind in picture.possible if kind != picture.kind]
    form = forms.KindForm(request.POST or None, kinds=others)
    back = f"{reverse('performance:indicator', args=[code])}?area={series.area.code}"

    def act(given: dict[str, Any]) -> str:
        operations.overrule_kind(
            series=series,
            kind=given["kind"],
            reason=given["reason"],
            by=request.actor,
            now=request.now,
        )
        return back

    return ask(
        request,
        form,
        act,
        said="The chart is drawn as you decided. The reason stands below.",
        heading="Draw another kind of chart",
        button="Draw it so",
        back=back,
        caption=f"{held.name}, {series.area.name}",
    )


@page(permissions.keep_figures)
def withdraw_decision(request: PageRequest, number: int) -> HttpResponse:
    """Withdraw a decision about a chart; a GET leads back to the chart."""
    held = queries.decision_of(request.actor, number)
    code = held.series.indicator.code
    back = f"{reverse('performance:indicator', args=[code])}?area={held.series.area.code}"
    if request.method == "POST":
        try:
            operations.withdraw_decision(decision=held, by=request.actor, now=request.now)
        except RuleBroken as broken:
            notices.warning(request, broken.sentence)
        else:
            notices.success(request, "The decision is withdrawn. It stays on record.")
    return redirect(back)

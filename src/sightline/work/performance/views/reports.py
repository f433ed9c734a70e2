"""The report to the group that reads the data set: a page to be printed, and a workbook."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from sightline.foundation.addresses import address
from sightline.foundation.govuk.documents import pdf, word
from sightline.foundation.govuk.documents.parts import Document
from sightline.foundation.govuk.exports import Sheet, xlsx_response
from sightline.foundation.requests import PageRequest, page, render
from sightline.work.performance import permissions, queries
from sightline.work.performance.models import ChartDecision, Framework
from sightline.work.performance.queries import Report, Shown
from sightline.work.performance.views import drawing
from sightline.work.performance.views.papers import paper_of, said_of

WRITERS = {"pdf": (pdf.write, "application/pdf"), "docx": (word.write, word.TYPE)}
CHARTS = 6  # drawn on the page; further signals are in the table


@page(permissions.see_figures)
def report(request: PageRequest) -> HttpResponseBase:
    """What the figures of a period say: signals, all figures, words, returns, questions."""
    framework = queries.framework_of(request.actor.partnership_id)
    if framework is None:
        return redirect("performance:data_set")
    asked = request.GET.get("period", "")
    kind = request.GET.get("export", "")
    leaves = kind in ("xlsx", *WRITERS)
    period = int(asked) if asked.isdecimal() and len(asked) == 6 else None
    found = queries.report(request.actor, framework, period, request.now, leaves=leaves)
    if kind in WRITERS and found.rows:
        return _paper(kind, paper_of(framework, found, request.today), found.period)
    if leaves and found.rows:
        return xlsx_response(_sheet(request, framework, found))
    charts = [
        (row, drawing.chart_of(row.series, row.picture).figure(f"chart-{number}"))
        for number, row in enumerate(found.signals[:CHARTS])
    ]
    context = {
        "found": found,
        "framework": framework,
        "period": dict(found.periods).get(found.period, ""),
        "charts": charts,
        "rows": [_row(row) for row in found.rows],
        "late": {each.pk for each in found.returns if queries.is_late(each, request.today)},
        "verdicts": drawing.VERDICTS,
        "may_keep": request.actor.may(permissions.keep_figures),
        "symbols": drawing.SYMBOL_WORDS,
        "marking": "OFFICIAL",
        "breadcrumbs": [("Data set", address("performance:data_set"))],
        "wide": True,
    }
    return render(request, "performance/report.html", context)


def _paper(kind: str, paper: Document, period: int) -> HttpResponse:
    write, content_type = WRITERS[kind]
    answer = HttpResponse(write(paper), content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="figures-{_end(period)}.{kind}"'
    return answer


def _row(row: Shown) -> dict[str, Any]:
    held, entry = row.series.indicator, row.entry
    return {
        "code": held.code,
        "name": held.name,
        "unit": "" if held.unit == "%" else held.unit,
        "period": entry.label,
        "figure": drawing.figure(entry.value, entry.symbol, held.decimals, held.unit),
        "verdict": row.verdict,
        "why": drawing.rules_broken(row.point),
        "target": drawing.ASSURANCE.get(row.picture.reading.assurance, ""),
        "said": said_of(row),
    }


def _sheet(request: PageRequest, framework: Framework, found: Report) -> Sheet:
    kinds = dict(ChartDecision.Kind.choices)
    rows = []
    for row in found.rows:
        told, entry, held = _row(row), row.entry, row.series.indicator
        figure = entry.value if entry.value is not None else told["figure"]
        rows.append([
            held.name, entry.label, figure, held.unit, entry.numerator, entry.denominator,
            drawing.VERDICTS[row.verdict][0] if row.verdict else "", told["why"], told["target"],
            kinds[row.picture.kind], "\n".join(": ".join(each) for each in told["said"]),
        ])  # fmt: skip
    return Sheet(
        title=f"Report to the {framework.body.name}, period ending {_end(found.period)}",
        headings=["Indicator", "Period", "Figure", "Unit", "Counted", "Out of", "Signal", "Why",
                  "Target", "Chart", "What is said of it"],
        rows=rows,
        partnership=found.partnership.name,
        marking="OFFICIAL",
        made_at=request.now,
        notes=[
            ("Signals", "Read by the four rules of NHS England's Making Data Count, from limits of "
             "the figures' own movement; below twelve points no limits are claimed."),
            ("How far to trust them", "Of charts of nothing but noise, about 2 in 100 flag their "
             "newest figure."),
            ("Small numbers", drawing.LEAVES),
            *((f"[{symbol.strip() or 'blank'}]", words)
              for symbol, words in drawing.SYMBOL_WORDS.items() if symbol),
            *((f"Defined: {row.series.indicator.name}", _defined(row)) for row in found.rows),
        ],
    )  # fmt: skip


def _defined(row: Shown) -> str:
    held = row.series.indicator
    parts = [held.numerator, f"out of: {held.denominator}" if held.denominator else "",
             held.get_polarity_display(), f"version {held.version}"]  # fmt: skip
    return "; ".join(part for part in parts if part)


def _end(period: int) -> str:
    return f"{period // 100}-{period % 100:02d}"

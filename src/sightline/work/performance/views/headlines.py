"""The public page of headline figures, and which indicators stand there."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages as notices
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from markupsafe import Markup

from sightline.foundation.errors import RuleBroken
from sightline.foundation.govuk.asking import ask
from sightline.foundation.requests import PageRequest, page, public_page, render
from sightline.registers.partnership.queries import partnership_in_view
from sightline.work.performance import forms, operations, permissions, queries
from sightline.work.performance.models import Headline
from sightline.work.performance.views import drawing


@public_page
def headlines(request: PageRequest) -> HttpResponse:
    """Headline figures for anybody: what may leave, with its chart, other places and its source."""
    partnership = partnership_in_view(request)
    rows = queries.headlines(partnership.pk) if partnership else []
    context = {
        "rows": [
            (row, _chart(row), _day(row.shown))
            for row in rows
        ],
        "shown": drawing.figure,
        "since": {row.pk: date.fromisoformat(row.shown["neighbours_since"]) for row in rows
                  if row.shown["neighbours_since"]},
        "symbols": drawing.SYMBOL_WORDS,
        "wide": True,
    }  # fmt: skip
    return render(request, "performance/headlines.html", context)


def _chart(row: Headline) -> Markup | str:
    """Its chart, where at least half of its figures may be shown: the gaps of a series that is
    mostly hidden would say more than its points."""
    values = row.shown["values"]
    if 2 * sum(one is not None for one in values) < len(values):
        return ""
    return drawing.chart_of_headline(row.shown).figure(f"chart-{row.pk}")


def _day(shown: dict) -> date:  # type: ignore[type-arg]
    return date.fromisoformat(shown["source"]["on"])


@page(permissions.publish_figures)
def mark_headline(request: PageRequest, code: str) -> HttpResponse:
    """Show an indicator on the public page."""
    held = queries.indicator(request.actor, code)
    stands = queries.headline_of(held)
    form = forms.HeadlineForm(
        request.POST or None, initial={"words": stands.words if stands else ""}
    )
    back = reverse("performance:indicator", args=[code])

    def act(given: dict[str, Any]) -> str:
        operations.mark_headline(
            indicator=held,
            words=given["words"],
            by=request.actor,
            now=request.now,
        )
        return back

    return ask(
        request,
        form,
        act,
        said="It stands on the public page.",
        heading="Show it on the public page",
        button="Show it to everybody",
        back=back,
        caption=held.name,
    )


@page(permissions.publish_figures)
def end_headline(request: PageRequest, code: str) -> HttpResponse:
    """Take an indicator off the public page; a GET leads back to it."""
    held = queries.indicator(request.actor, code)
    if request.method == "POST":
        try:
            operations.end_headline(indicator=held, by=request.actor, now=request.now)
        except RuleBroken as broken:
            notices.warning(request, broken.sentence)
        else:
            notices.success(request, "It is off the public page.")
    return redirect("performance:indicator", code)

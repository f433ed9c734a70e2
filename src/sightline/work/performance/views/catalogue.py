"""Pages of the catalogue: what is measured, and what it means."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.contrib import messages as notices
from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse

from sightline.foundation.addresses import address
from sightline.foundation.govuk.asking import ask
from sightline.foundation.govuk.forms import ChoiceField, SearchField
from sightline.foundation.govuk.tables import Column, Filters, Table
from sightline.foundation.requests import PageRequest, page, render
from sightline.registers.partnership.models import Agency
from sightline.registers.partnership.queries import partnership_in_view
from sightline.work.performance import forms, operations, permissions, queries
from sightline.work.performance.models import Indicator
from sightline.work.performance.operations.defining import Meaning
from sightline.work.performance.rules.periods import KINDS
from sightline.work.performance.rules.targets import written


class CatalogueFilters(Filters):
    """Narrow the catalogue."""

    words = SearchField("Name contains")
    source = ChoiceField(
        "Where from", drawn_as="select", nothing="Anywhere", choices=Indicator.Source.choices
    )
    polarity = ChoiceField(
        "Which way is good", drawn_as="select", nothing="Any", choices=Indicator.Polarity.choices
    )

    def narrow(self, rows: Any) -> Any:
        """Leave in what the answers ask for."""
        if self.cleaned_data.get("words"):
            rows = rows.filter(name__icontains=self.cleaned_data["words"])
        for name in ("source", "polarity"):
            if self.cleaned_data.get(name):
                rows = rows.filter(**{name: self.cleaned_data[name]})
        return rows


CATALOGUE = Table(
    caption="Indicators",
    one="indicator",
    order="name",
    filters=CatalogueFilters,
    nothing="Nothing is measured yet. Load a file, or define an indicator.",
    columns=(
        Column(
            "name",
            "Name",
            sort=("name",),
            wide=True,
            link=lambda row: reverse("performance:indicator", args=[row.code]),
        ),
        Column("source", "Where from", value=lambda row: row.get_source_display()),
        Column("period_kind", "Period", value=lambda row: KINDS.get(row.period_kind, "")),
        Column("polarity", "Which way is good", value=lambda row: row.get_polarity_display()),
        Column("target", "Target", numeric=True, value=lambda row: row.newest_target),
        Column("version", "Version", numeric=True),
        Column("code", "Code", export_only=True),
        Column("question", "Question", export_only=True),
        Column("numerator", "What is counted", export_only=True),
        Column("denominator", "Out of what", export_only=True),
        Column("unit", "Unit", export_only=True),
    ),
)


@page(permissions.see_figures)
def indicators(request: PageRequest) -> HttpResponseBase:
    """The catalogue, to be narrowed and taken away."""
    partnership = partnership_in_view(request)
    listing = CATALOGUE.of(
        queries.indicators(request.actor.partnership_id),
        request,
        marking="OFFICIAL",
        partnership=partnership.name if partnership else "",
    )
    file = listing.export()
    if file is not None:
        return file
    context = {
        "list": listing,
        "may_keep": request.actor.may(permissions.keep_figures),
        "breadcrumbs": [("Data set", reverse("performance:data_set"))],
        "wide": True,
    }
    return render(request, "performance/indicators.html", context)


@page(permissions.keep_figures)
def define_new_indicator(request: PageRequest) -> HttpResponse:
    """Define an indicator that is new."""
    return _define(request, None)


@page(permissions.keep_figures)
def define_indicator(request: PageRequest, code: str) -> HttpResponse:
    """Give an indicator a new version of its definition."""
    return _define(request, queries.indicator(request.actor, code))


def _as_entered(held: Indicator | None) -> dict[str, Any]:
    """A definition as it was entered, or what a new one begins with."""
    if held is None:
        return {"decimals": 0, "polarity": "none", "disclosure": "children", "has_days": "no"}
    names = list(asdict(Meaning(name="")))
    return {
        **{name.removesuffix("_id"): getattr(held, name) for name in names},
        "targets": written(held.targets),
        "has_days": "yes" if held.has_days else "no",
        "agency": held.agency.key if held.agency else "",
    }


def _define(request: PageRequest, held: Indicator | None) -> HttpResponse:
    partnership = partnership_in_view(request)
    assert partnership is not None  # who passed the door sits in one
    agencies = {each.key: each for each in Agency.objects.filter(partnership=partnership)}
    form = forms.DefineForm(
        request.POST or None,
        agencies=sorted((key, each.name) for key, each in agencies.items()),
        returned=queries.returned(request.actor.partnership_id, held),
        initial=_as_entered(held),
    )

    def act(given: dict[str, Any]) -> str:
        made = operations.define_indicator(
            partnership=partnership,
            indicator=held,
            meaning=Meaning(**form.meaning()),
            agency=agencies.get(given["agency"] or ""),
            reason=given["reason"],
            by=request.actor,
            now=request.now,
        )
        notices.success(request, f"Version {made.version} of the definition holds from now.")
        return address("performance:indicator", made.code)

    return ask(
        request,
        form,
        act,
        heading="Define the indicator" if held else "Define an indicator",
        button="Save as a new version" if held else "Save",
        back=reverse("performance:indicator", args=[held.code])
        if held
        else reverse("performance:indicators"),
        caption=held.name if held else "",
    )

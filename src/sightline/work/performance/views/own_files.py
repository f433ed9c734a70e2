"""An agency's own spreadsheet: sent, its layout said once, looked at, and taken over."""

from __future__ import annotations

from typing import Any

from django.contrib import messages as notices
from django.http import HttpResponse
from django.shortcuts import redirect

from sightline.foundation.addresses import address
from sightline.foundation.errors import RuleBroken
from sightline.foundation.govuk.asking import ask
from sightline.foundation.requests import PageRequest, page, render
from sightline.work.performance import forms, operations, permissions, queries
from sightline.work.performance.forms.own_files import typed_of
from sightline.work.performance.rules import own_files as rules
from sightline.work.performance.rules.own_files import Layout
from sightline.work.performance.rules.returns import Answer, Asked
from sightline.work.performance.views.returns import about_return, own_return, way_to


@page(permissions.fill_in_returns)
def send_own_file(request: PageRequest, reference: str) -> HttpResponse:
    """Send a spreadsheet as the agency keeps it."""
    held = own_return(request, reference)
    form = forms.OwnFileForm(request.POST or None, request.FILES or None)

    def act(given: dict[str, Any]) -> str:
        operations.receive_own_file(
            agency_return=held, upload=given["upload"], by=request.actor,
            now=request.now,
        )  # fmt: skip
        known = queries.layout_of(held) is not None
        return address(f"performance:{'check' if known else 'map'}_own_file", reference)

    return ask(
        request,
        form,
        act,
        heading="Send your own spreadsheet",
        button="Send it",
        back=address("performance:agency_return", reference),
        caption=held.record.title,
        breadcrumbs=way_to(held),
        **about_return(held),
    )


@page(permissions.fill_in_returns)
def map_own_file(request: PageRequest, reference: str) -> HttpResponse:
    """Say where in the spreadsheet the figures stand. Another sheet or row of headings is looked at
    by its address, before anything is said."""
    held = own_return(request, reference)
    layout = queries.layout_of(held)
    named = request.POST.get("sheet", request.GET.get("sheet", layout.sheet if layout else ""))
    try:
        sheet = queries.book_of(held, named)
    except RuleBroken as broken:
        notices.warning(request, broken.sentence)
        return redirect("performance:send_own_file", reference)
    asked = queries.asked_of(held, queries.framework_of(held.partnership_id))
    row = _row(request, layout, rules.likely_heading_row(sheet.rows))
    form = forms.LayoutForm(
        request.POST or None,
        sheets=[sheet.name, *sheet.others] if sheet.name else [],
        headings=list(rules.headings_of(sheet.rows, row)),
        asked=asked,
        initial=_initial(layout, asked, sheet.name, row),
    )
    if form.is_valid():
        try:
            operations.keep_layout(
                agency_return=held, layout=form.layout(), by=request.actor, now=request.now
            )
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            return redirect("performance:check_own_file", reference)
    context = {
        **about_return(held),
        "form": form,
        "sheet": sheet,
        "row": row,
        "top": [each[:12] for each in sheet.rows[: row + 5]],
        "columns": [rules.letters(place) for place in range(12)],
        "here": request.path,
        "back": address("performance:agency_return", reference),
        "breadcrumbs": way_to(held),
        "wide": True,
    }  # fmt: skip
    return render(request, "performance/map_own_file.html", context)


def _row(request: PageRequest, layout: Layout | None, likely: int) -> int:
    asked = request.POST.get("heading_row", request.GET.get("row", ""))
    if asked.isdecimal() and len(asked) < 5:
        return int(asked)
    return layout.heading_row if layout else likely


def _initial(layout: Layout | None, asked: list[Asked], sheet: str, row: int) -> dict[str, Any]:
    if layout is not None:
        return {**typed_of(layout, asked), "sheet": sheet, "heading_row": row}
    names = {f"name-{each.number}": each.name for each in asked}
    return {"sheet": sheet, "heading_row": row, "has_column_a_period": "no", **names}


@page(permissions.fill_in_returns)
def check_own_file(request: PageRequest, reference: str) -> HttpResponse:
    """See what the spreadsheet says, with what is wrong by cell, and take it into the draft."""
    held = own_return(request, reference)
    try:
        reading = queries.reading_of(held)
        if request.method == "POST":
            faults = operations.take_own_file(agency_return=held, by=request.actor, now=request.now)
            if not faults:
                notices.success(request, "It is in your draft. Look it over, then submit it.")
                return redirect("performance:fill_return", reference)
    except RuleBroken as broken:
        notices.warning(request, broken.sentence)
        return redirect("performance:send_own_file", reference)
    context = {
        **about_return(held),
        "rows": [(each, _told(each, reading.answers.get(each.number))) for each in reading.asked],
        "faults": reading.faults,
        "back": address("performance:agency_return", reference),
        "breadcrumbs": way_to(held),
    }
    return render(request, "performance/check_own_file.html", context)


def _told(each: Asked, answer: Answer | None) -> str:
    if answer is None:
        return "Not in this spreadsheet"
    if each.is_counted_out_of:
        if answer.numerator is None or answer.denominator is None:
            return "Empty"
        return f"{answer.numerator:,g} out of {answer.denominator:,g}"
    return "Empty" if answer.value is None else f"{answer.value:,g}"

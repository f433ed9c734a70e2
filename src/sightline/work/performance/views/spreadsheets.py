"""The spreadsheet of a return: made for one agency and one period, and taken back."""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter
from django.contrib import messages as notices
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from sightline.foundation.addresses import address
from sightline.foundation.errors import RuleBroken
from sightline.foundation.govuk.exports import XLSX
from sightline.foundation.requests import PageRequest, page, render
from sightline.work.performance import forms, operations, permissions, queries
from sightline.work.performance.models import AgencyReturn
from sightline.work.performance.rules import returns as rules
from sightline.work.performance.rules import sheets
from sightline.work.performance.rules.event_days import written
from sightline.work.performance.rules.returns import Answer, Asked
from sightline.work.performance.views.returns import about_return, own_return, way_to

WHY = ["We do not collect it", "Our system cannot tell", "Not ready yet"]
HOW = (
    "Fill in the white cells. What you do not know is not zero: leave the figure empty and choose, "
    "or write, why it is not available. Name no child."
)
WIDTHS = (24, 38, 38, 12, 14, 14, 30, 40, 24)


@page(permissions.fill_in_returns)
def return_template(request: PageRequest, reference: str) -> HttpResponseBase:
    """The workbook of a return, with what is saved of it so far."""
    held = own_return(request, reference)
    asked = queries.asked_of(held, queries.framework_of(held.partnership_id))
    stored = io.BytesIO()
    _write(stored, held, asked, queries.answers_of(held))
    stored.seek(0)
    answer = FileResponse(
        stored, as_attachment=True, filename=f"{reference}.xlsx", content_type=XLSX
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@page(permissions.fill_in_returns)
def send_spreadsheet(request: PageRequest, reference: str) -> HttpResponse:
    """Send a filled-in template; what is wrong with it is listed by cell, and nothing is taken."""
    held = own_return(request, reference)
    form = forms.SendForm(request.POST or None, request.FILES or None)
    faults: list[sheets.CellFault] = []
    if form.is_valid():
        try:
            faults = operations.send_spreadsheet(
                agency_return=held,
                upload=form.cleaned_data["upload"],
                by=request.actor,
                now=request.now,
            )
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            if not faults:
                return _taken(request, held)
            count = "One cell is" if len(faults) == 1 else f"{len(faults)} cells are"
            form.add_error("upload", f"{count} wrong: nothing was taken from this spreadsheet")
    context = {
        **about_return(held),
        "form": form,
        "faults": faults,
        "here": request.path,
        "back": address("performance:agency_return", reference),
        "breadcrumbs": way_to(held),
    }
    return render(request, "performance/send_spreadsheet.html", context)


def _taken(request: PageRequest, held: AgencyReturn) -> HttpResponse:
    reference = held.record.reference
    asked = queries.asked_of(held, queries.framework_of(held.partnership_id))
    saved = queries.answers_of(held)
    notices.success(request, "The spreadsheet is taken over into the draft.")
    if rules.stops(rules.findings(asked, saved), saved):
        return redirect(f"{address('performance:fill_return', reference)}?check=1")
    return redirect("performance:submit_return", reference)


def _write(
    stored: io.BytesIO, held: AgencyReturn, asked: list[Asked], answers: dict[int, Answer]
) -> None:
    marking = held.record.get_marking_display()
    with xlsxwriter.Workbook(stored, {"in_memory": True}) as book:
        book.set_properties({"title": held.record.title, "category": marking})
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        fixed = book.add_format({"text_wrap": True, "valign": "top", "bg_color": "#e8eceb"})
        open_cell = book.add_format({"text_wrap": True, "valign": "top", "locked": False})
        sheet = book.add_worksheet(sheets.SHEET)
        sheet.protect("", {"format_columns": True, "format_rows": True})
        sheet.set_header(f"&C{marking}")
        sheet.freeze_panes(sheets.FIRST_ROW, 2)
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        for column, text in enumerate(("Return", held.record.reference, held.record.title,
                                       "", "", "", "", marking)):  # fmt: skip
            sheet.write_string(0, column, text, bold)
        sheet.write_string(1, 0, HOW)
        for column, heading in enumerate(sheets.HEADINGS):
            sheet.write_string(sheets.FIRST_ROW - 1, column, heading, bold)
        for row, each in enumerate(asked, start=sheets.FIRST_ROW):
            _write_row(sheet, row, each, answers.get(each.number, Answer()), fixed, open_cell)


def _write_row(
    sheet: Any, row: int, each: Asked, answer: Answer, fixed: Any, open_cell: Any
) -> None:
    told = f"{each.counted} Out of: {each.out_of}" if each.is_counted_out_of else each.counted
    for column, text in enumerate((each.code, each.name, told)):
        sheet.write_string(row, column, text, fixed)
    figures = (
        (answer.value, not each.is_counted_out_of, each.decimals),
        (answer.numerator, each.is_counted_out_of, 0),
        (answer.denominator, each.is_counted_out_of, 0),
    )
    for column, (number, is_asked, places) in enumerate(figures, start=3):
        if not is_asked:
            sheet.write_blank(row, column, None, fixed)
            continue
        if number is None:
            sheet.write_blank(row, column, None, open_cell)
        else:
            sheet.write_number(row, column, number, open_cell)
        sheet.data_validation(row, column, row, column, {
            "validate": "decimal" if places else "integer", "criteria": ">=", "value": 0,
            "error_title": "Not a figure", "error_message": "Enter a figure of zero or more. Leave "
            "it empty where it is not known, and say why.",
        })  # fmt: skip
    for column, text in ((6, answer.reason), (7, answer.words)):
        sheet.write_string(row, column, text, open_cell)
    has_days = each.days_within is not None
    sheet.write_string(row, 8, written(answer.days), open_cell if has_days else fixed)
    # the list is an offer: other words may be written
    sheet.data_validation(row, 6, row, 6, {"validate": "list", "source": WHY, "show_error": False})

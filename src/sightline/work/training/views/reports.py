"""The year of training in figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from sightline.foundation.govuk.documents import pdf
from sightline.foundation.govuk.documents.parts import Document, TableOf
from sightline.foundation.govuk.tables import Column, Table
from sightline.foundation.requests import PageRequest, page, render
from sightline.registers.partnership.queries import partnership_in_view
from sightline.work.training import permissions, queries
from sightline.work.training.queries.catalogue import KINDS
from sightline.work.training.views.courses import mine, way
from sightline.work.training.views.register import as_pdf

COURSES = Table(
    "By course",
    (
        Column("title", "Course", sort=("value",)),
        Column("kind", "Kind", value=lambda row: KINDS[row.kind]),
        Column("events", "Events", numeric=True, sort=("value",)),
        Column("places", "Places", numeric=True, sort=("value",)),
        Column("booked", "Booked", numeric=True, sort=("value",)),
        Column("fill", "Filled, %", numeric=True, sort=("value",)),
        Column("attended", "Attended", numeric=True, sort=("value",)),
        Column("absent", "Did not come", numeric=True, sort=("value",)),
        Column("waiting", "Waiting", numeric=True, sort=("value",)),
        Column("completed", "E-learning completed", numeric=True, sort=("value",)),
        Column("refreshers", "Refreshers due", numeric=True, sort=("value",)),
        Column("pounds", "Charged, £", numeric=True, value=lambda row: f"{row.pence / 100:.2f}"),
    ),
    one="course",
    order="title",
    nothing="No event was open or held in this year.",
)
AGENCIES = Table(
    "By agency",
    (
        Column("name", "Agency", sort=("value",)),
        Column("booked", "Booked", numeric=True, sort=("value",)),
        Column("attended", "Attended", numeric=True, sort=("value",)),
        Column("absent", "Did not come", numeric=True, sort=("value",)),
        Column("given_up", "Given up", numeric=True, sort=("value",)),
        Column("waiting", "Waiting", numeric=True, sort=("value",)),
        Column("completed", "E-learning completed", numeric=True, sort=("value",)),
        Column("refreshers", "Refreshers due", numeric=True, sort=("value",)),
        Column("pounds", "Charged, £", numeric=True, value=lambda row: f"{row.pence / 100:.2f}"),
    ),
    one="agency",
    many="agencies",
    order="name",
    nothing="Nobody has booked in this year.",
)


ROLES = Table(
    "By role",
    (
        Column("name", "Role", sort=("value",)),
        Column("booked", "Booked", numeric=True, sort=("value",)),
        Column("attended", "Attended", numeric=True, sort=("value",)),
        Column("absent", "Did not come", numeric=True, sort=("value",)),
        Column("completed", "E-learning completed", numeric=True, sort=("value",)),
    ),
    one="role",
    order="name",
    nothing="Nobody has booked or completed anything in this year.",
)
READ: dict[str, tuple[Table, Callable[[int, int], Sequence[Any]]]] = {
    "course": (COURSES, queries.by_course),
    "agency": (AGENCIES, queries.by_agency),
    "role": (ROLES, queries.by_role),
}


def _shown(value: float | None) -> str | float:
    return "not shown" if value is None else value


COMPARED = Table(
    "Agencies compared",
    (
        Column("name", "Agency"),
        Column("booked", "Places booked", numeric=True, value=lambda row: _shown(row.booked)),
        Column("attended", "Attended", numeric=True, value=lambda row: _shown(row.attended)),
        Column("missed", "Did not come", numeric=True, value=lambda row: _shown(row.missed)),
        Column("other", "Excused, in part, or still to come", numeric=True,
               value=lambda row: _shown(row.other)),
        Column("share", "Attended, %", numeric=True, value=lambda row: _shown(row.share)),
    ),
    one="line",
    nothing="Nobody has booked in this year.",
)  # fmt: skip


@page(permissions.compare_agencies)
def agencies_compared(request: PageRequest) -> HttpResponseBase:
    """Agencies side by side in a year; no number of fewer than six people."""
    asked = request.GET.get("year", "")
    years = queries.years_of_programme(mine(request), request.now)
    year = int(asked) if asked in {str(one) for one in years} else timezone.localdate().year
    listing = COMPARED.of(
        queries.agencies_compared(mine(request), year), request, marking="OFFICIAL"
    )
    context = {
        "list": listing,
        "years": years,
        "year": year,
        "breadcrumbs": [("Training", reverse("training:catalogue"))],
        "marking": "OFFICIAL",
        "wide": True,
    }
    if request.GET.get("as") == "pdf":
        rows = queries.agencies_compared(mine(request), year)  # protected, as on the page
        return _paper(request, COMPARED, rows, f"Agencies compared in {year}")
    return listing.export() or render(request, "training/agencies_compared.html", context)


def _paper(request: PageRequest, table: Table, rows: Sequence[Any], title: str) -> HttpResponse:
    """The same figures as a PDF that screen readers can read."""
    partnership = partnership_in_view(request)
    headings = [column.heading for column in table.columns]
    cells = [tuple(map(str, line)) for line in table.values(rows)]
    paper = Document(
        title=title,
        subtitle=table.caption,
        partnership=partnership.name if partnership else "",
        marking="OFFICIAL",
        on=request.today,
        parts=[TableOf(table.caption, headings, cells)],
    )
    return as_pdf(pdf.write(paper), f"training-{request.today.isoformat()}")


@page(permissions.manage_programme)
def reports(request: PageRequest) -> HttpResponseBase:
    """A year by course or by agency: offered, booked, attended, missed, given up, charged."""
    asked = request.GET.get("year", "")
    years = queries.years_of_programme(mine(request), request.now)
    year = int(asked) if asked in {str(one) for one in years} else timezone.localdate().year
    by = request.GET.get("by", "")
    by = by if by in READ else "course"
    table, read = READ[by]
    listing = table.of(read(mine(request), year), request, marking="OFFICIAL")
    context = {
        "list": listing,
        "years": years,
        "year": year,
        "by": by,
        "breadcrumbs": way(),
        "marking": "OFFICIAL",
        "wide": True,
    }
    if request.GET.get("as") == "pdf":
        return _paper(request, table, read(mine(request), year), f"Training in {year}")
    return listing.export() or render(request, "training/reports.html", context)

"""The year of training in figures."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from sightline.foundation.govuk.tables import Column, Table
from sightline.foundation.requests import PageRequest, page, render
from sightline.work.training import permissions, queries
from sightline.work.training.queries.catalogue import KINDS
from sightline.work.training.views.courses import mine, way

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
        Column("refreshers", "Refreshers due", numeric=True, sort=("value",)),
        Column("pounds", "Charged, £", numeric=True, value=lambda row: f"{row.pence / 100:.2f}"),
    ),
    one="agency",
    many="agencies",
    order="name",
    nothing="Nobody has booked in this year.",
)


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
    return listing.export() or render(request, "training/agencies_compared.html", context)


@page(permissions.manage_programme)
def reports(request: PageRequest) -> HttpResponseBase:
    """A year by course or by agency: offered, booked, attended, missed, given up, charged."""
    asked = request.GET.get("year", "")
    years = queries.years_of_programme(mine(request), request.now)
    year = int(asked) if asked in {str(one) for one in years} else timezone.localdate().year
    is_by_agency = request.GET.get("by") == "agency"
    table, read = (AGENCIES, queries.by_agency) if is_by_agency else (COURSES, queries.by_course)
    listing = table.of(read(mine(request), year), request, marking="OFFICIAL")
    context = {
        "list": listing,
        "years": years,
        "year": year,
        "is_by_agency": is_by_agency,
        "breadcrumbs": way(),
        "marking": "OFFICIAL",
        "wide": True,
    }
    return listing.export() or render(request, "training/reports.html", context)

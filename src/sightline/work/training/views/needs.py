"""Training needs: roles, the workforce, gaps, and where more dates are worth it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages as notices
from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse

from sightline.foundation.addresses import address
from sightline.foundation.errors import NotSeen, RuleBroken
from sightline.foundation.govuk.asking import ask
from sightline.foundation.govuk.charts.across import BarsAcross
from sightline.foundation.govuk.tables import Column, Table
from sightline.foundation.requests import PageRequest, page, render
from sightline.registers.partnership.models import Agency
from sightline.work.training import forms, operations, permissions, queries
from sightline.work.training.models import WorkforceRole
from sightline.work.training.rules.completing import Faulty
from sightline.work.training.rules.counting import Counted
from sightline.work.training.rules.needing import share_by_agency
from sightline.work.training.views.courses import mine, way

GAPS = Table(
    "Training needs",
    (
        Column("agency", "Agency", sort=("value",)),
        Column("role", "Role", sort=("value",)),
        Column("course", "Course", sort=("value",)),
        Column("staff", "Staff", numeric=True, sort=("value",)),
        Column("covered", "With the course in force", numeric=True, sort=("value",)),
        Column("missing", "Still without", numeric=True, sort=("value",)),
        Column("share", "Covered, %", numeric=True, sort=("value",)),
    ),
    one="need",
    order="agency",
    nothing="No gaps can be told yet. Roles with their courses come from the training office, the "
    "number of staff in each from the agencies.",
)


@page(permissions.book)
def needs(request: PageRequest) -> HttpResponseBase:
    """What the workforce needs and has: of one's own agency, or of all for the office."""
    rows = queries.gaps_of(request.actor, request.today)
    listing = GAPS.of(rows, request, marking="OFFICIAL")
    shares = share_by_agency(rows)
    worst = min(shares, key=lambda name: shares[name], default="")
    is_office = queries.is_office(request.actor)
    chart = BarsAcross(
        "How much of what is needed is covered, by agency",
        f"Lowest is {worst} with {shares[worst]:g}%." if worst else "",
        list(shares),
        list(shares.values()),
        name_heading="Agency",
    )
    context = {
        "list": listing,
        "chart": chart if shares else None,
        "agencies": queries.agencies_counted(request.actor),
        "demand": queries.demand(mine(request), request.now) if is_office else [],
        "sought": queries.sought(mine(request), request.today) if is_office else [],
        "manages": is_office,
        "marking": "OFFICIAL",
        "breadcrumbs": [("Training", reverse("training:catalogue"))],
        "wide": True,
    }
    return listing.export() or render(request, "training/needs.html", context)


@page(permissions.book)
def count_workforce(request: PageRequest, number: int) -> HttpResponse:
    """How many people an agency has in each role, told by the agency."""
    agency = _counted(request, number)
    form = forms.WorkforceForm(
        request.POST or None, roles=queries.roles(mine(request)), staff=queries.staff_of(agency)
    )

    def act(_: dict[str, Any]) -> str:
        operations.count_workforce(
            agency=agency, staff=form.counts(), by=request.actor, now=request.now
        )
        return address("training:needs")

    return ask(
        request,
        form,
        act,
        said="The numbers are kept.",
        heading="How many people work in each role?",
        button="Save",
        back=reverse("training:needs"),
        caption=agency.name,
        instead=(address("training:workforce_file", number), "Bring them in from a file"),
    )


@page(permissions.book)
def workforce_file(request: PageRequest, number: int) -> HttpResponse:
    """Bring the numbers of an agency in from a file: they are shown in the form first, and kept
    when that is sent."""
    agency = _counted(request, number)
    is_sent = request.method == "POST"
    form = forms.WorkforceFileForm(*((request.POST, request.FILES) if is_sent else ()))
    faults: list[tuple[int, str]] = []
    if form.is_valid():
        try:
            read = operations.read_workforce(
                agency=agency, upload=form.cleaned_data["upload"], by=request.actor
            )
        except RuleBroken as broken:
            faults = broken.faults if isinstance(broken, Faulty) else []
            form.refuse(broken)
        else:
            return _preview(request, agency, read)
    context = {
        "form": form,
        "faults": faults[:200],
        "agency": agency,
        "roles": queries.roles(mine(request)),
        "here": request.path,
        "breadcrumbs": [("Training needs", reverse("training:needs"))],
    }
    return render(request, "training/workforce_file.html", context)


def _preview(request: PageRequest, agency: Agency, read: Counted) -> HttpResponse:
    stood = queries.staff_of(agency)
    form = forms.WorkforceForm(roles=queries.roles(mine(request)), staff={**stood, **read.staff})
    form.tell_what_stood(stood, read.staff)
    context = {
        "form": form,
        "agency": agency,
        "count": len(read.staff),
        "unknown": read.unknown,
        "breadcrumbs": [("Training needs", reverse("training:needs"))],
    }
    return render(request, "training/workforce_preview.html", context)


def _counted(request: PageRequest, number: int) -> Agency:
    """An agency whose workforce the reader counts; `NotSeen` for any other."""
    offered = queries.agencies_counted(request.actor)
    found = next((one for one in offered if one.pk == number), None)
    if found is None:
        raise NotSeen
    return found


@page(permissions.manage_programme)
def roles(request: PageRequest) -> HttpResponse:
    """Roles of the workforce and what they need."""
    needed = queries.needs_of_roles(mine(request))
    context = {
        "rows": [(one, needed.get(one.pk, [])) for one in queries.roles(mine(request))],
        "unplaced": queries.unplaced_roles(mine(request)),
        "breadcrumbs": way(("Training needs", reverse("training:needs"))),
    }
    return render(request, "training/roles.html", context)


@page(permissions.manage_programme)
def place_role(request: PageRequest) -> HttpResponse:
    """Say which known role people mean by a name that the list does not have."""
    offered = queries.roles(mine(request))
    form = forms.PlaceRoleForm(
        request.POST or None, unplaced=queries.unplaced_roles(mine(request)), roles=offered
    )

    def act(given: dict[str, Any]) -> str:
        role = next(one for one in offered if str(one.pk) == given["role"])
        operations.place_role(role=role, words=given["words"], by=request.actor, now=request.now)
        notices.success(request, f"They count as {role.name}.")
        return address("training:roles")

    return ask(
        request,
        form,
        act,
        heading="Count a role as one you know",
        button="Save",
        back=reverse("training:roles"),
    )


@page(permissions.manage_programme)
def add_role(request: PageRequest) -> HttpResponse:
    """Add a role."""
    return _role(request, None)


@page(permissions.manage_programme)
def change_role(request: PageRequest, number: int) -> HttpResponse:
    """Change a role, and what it needs."""
    return _role(request, queries.role(mine(request), number))


def _role(request: PageRequest, role: WorkforceRole | None) -> HttpResponse:
    courses = list(queries.courses(mine(request)).order_by("title"))
    initial = {}
    if role is not None:
        needed = queries.needs_of_roles(mine(request)).get(role.pk, [])
        initial = {"name": role.name, "also_called": "\n".join(role.also_called),
                   "courses": [str(one.pk) for one in needed]}  # fmt: skip
    form = forms.RoleForm(request.POST or None, courses=courses, initial=initial)

    def act(given: dict[str, Any]) -> str:
        operations.set_role(
            partnership_id=mine(request), role=role, name=given["name"],
            also_called=given["also_called"].splitlines(),
            courses=[one for one in courses if str(one.pk) in given.get("courses", [])],
            by=request.actor, now=request.now,
        )  # fmt: skip
        return address("training:roles")

    heading = "Change the role" if role else "Add a role"
    return ask(
        request,
        form,
        act,
        said="The role is kept.",
        heading=heading,
        button="Save",
        back=reverse("training:roles"),
    )

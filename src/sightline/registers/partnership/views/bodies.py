"""Bodies and agencies as members see them: with who holds which place."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from markupsafe import Markup

from sightline.foundation.govuk.tables import Column, Table
from sightline.foundation.requests import PageRequest, page, render
from sightline.registers.partnership import permissions, queries
from sightline.registers.partnership.models import Agency, Body, Place
from sightline.registers.partnership.rules import picture, wording


def _chairs(body: Body) -> str:
    chairs = [it for it in body.live_places if it.function == Place.Function.CHAIR]  # type: ignore[attr-defined]
    names = [seat.person.name for it in chairs for seat in queries.holders(it)]
    return ", ".join(names) or "Nobody"


def _members(body: Body) -> int:
    seats = [seat for it in body.live_places for seat in queries.holders(it)]  # type: ignore[attr-defined]
    return len({seat.person_id for seat in seats})


def _vacancies(body: Body) -> int:
    places: list[Place] = body.live_places  # type: ignore[attr-defined]
    return sum(1 for it in places if not it.holds_many and not queries.holders(it))


NAME = Column(
    "name", "Body", sort=("name",), link=lambda row: reverse("partnership:body", args=[row.key])
)
KIND = Column("kind", "Kind", value=lambda row: wording.kind_in_words(row.kind), sort=("kind",))
MEETS = Column("meets", "Must meet", value=lambda row: row.meets)
BODIES_FOR_ALL = Table("Bodies", (NAME, KIND, MEETS), one="body", many="bodies", order="name")
BODIES = Table(
    "Bodies",
    (
        NAME,
        Column("chair", "Chair now", value=_chairs),
        MEETS,
        Column("members", "People", value=_members, numeric=True),
        Column("vacancies", "Vacant places", value=_vacancies, numeric=True),
    ),
    one="body",
    many="bodies",
    nothing="The arrangements in force name no bodies.",
)


@page(permissions.see_members)
def bodies(request: PageRequest) -> HttpResponseBase:
    """Every body with its chair now, how often it must meet, and its vacancies."""
    partnership_id = request.actor.partnership_id or 0
    arrangement = queries.arrangement_on(partnership_id, request.today)
    says = {it.id: it for it in arrangement.bodies} if arrangement else {}
    rows: list[Any] = queries.bodies_with_holders(partnership_id, request.now)
    for row in rows:
        found = says.get(row.key)
        row.meets = picture.cadence_on(found, request.today) if found else ""
    order = list(says)
    rows.sort(key=lambda row: order.index(row.key) if row.key in order else len(order))
    table = BODIES if request.actor.may(permissions.see_people) else BODIES_FOR_ALL
    listing = table.of(rows, request)
    return listing.export() or render(request, "partnership/bodies.html", {"list": listing})


@page(permissions.see_members)
def body(request: PageRequest, key: str) -> HttpResponse:
    """A body: purpose, chair and whose turn, places and holders, cadence, reporting (A2)."""
    return render(
        request, "partnership/body.html", queries.body_context(request.actor, key, request.now)
    )


def _lead(agency: Agency) -> str:
    leads = [it for it in agency.live_places if "agency-lead" in it.capacities]  # type: ignore[attr-defined]
    names = [seat.person.name for it in leads for seat in queries.holders(it)]
    return ", ".join(names) or "Nobody named"


def _sits_on(agency: Agency) -> str:
    places: list[Place] = agency.live_places  # type: ignore[attr-defined]
    names = dict.fromkeys(it.body.short or it.body.name for it in places if it.body)
    return ", ".join(names)


def _part(agency: Agency) -> Markup | str:
    return "Safeguarding partner" if agency.is_lead_partner else wording.kind_in_words(agency.kind)


AGENCY = Column(
    "name",
    "Agency",
    sort=("name",),
    link=lambda row: reverse("partnership:agency", args=[row.key]),
)
AGENCY_KIND = Column("kind", "Kind", value=_part, sort=("kind",))
SITS_ON = Column("sits_on", "Sits on", value=_sits_on)
AGENCIES_FOR_ALL = Table(
    "Agencies", (AGENCY, AGENCY_KIND, SITS_ON), one="agency", many="agencies", order="name"
)
AGENCIES = Table(
    "Agencies",
    (AGENCY, AGENCY_KIND, Column("lead", "Safeguarding lead", value=_lead), SITS_ON),
    one="agency",
    many="agencies",
    order="name",
    nothing="The arrangements in force name no agencies.",
)


@page(permissions.see_members)
def agencies(request: PageRequest) -> HttpResponseBase:
    """Every agency with its safeguarding lead and the bodies it sits on (R2.2)."""
    rows = queries.agencies_with_leads(request.actor.partnership_id or 0, request.now)
    table = AGENCIES if request.actor.may(permissions.see_people) else AGENCIES_FOR_ALL
    listing = table.of(rows, request)
    return listing.export() or render(request, "partnership/agencies.html", {"list": listing})


@page(permissions.see_members)
def agency(request: PageRequest, key: str) -> HttpResponse:
    """An agency: its safeguarding lead, its places, and what it owes by the file (A3, R2.2)."""
    return render(
        request, "partnership/agency.html", queries.agency_context(request.actor, key, request.now)
    )

"""People and the places they hold: the list, appointing, ending, deputies, passing the chair."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse

from sightline.foundation.errors import NotSeen, RuleBroken
from sightline.foundation.govuk.tables import Column, Table
from sightline.foundation.govuk.words import day
from sightline.foundation.requests import PageRequest, page, render
from sightline.registers.partnership import operations, permissions, queries
from sightline.registers.partnership.forms import (
    BY_INVITATION,
    AppointForm,
    EndSeatForm,
    PersonForm,
    RotateForm,
    SeatFilters,
)
from sightline.registers.partnership.models import Place, Seat
from sightline.registers.partnership.views.asking import ask, beginning_of, data_of


def _body(seat: Seat) -> str:
    return seat.place.body.name if seat.place.body else ""


def _place(seat: Seat) -> str:
    if seat.deputises_for:
        return f"Deputy of {seat.deputises_for.person.name}: {seat.place.name}"
    return seat.place.name


SEATS = Table(
    "People and their places",
    (
        Column(
            "person",
            "Person",
            value=lambda row: row.person.name,
            sort=("person__name",),
            link=lambda row: reverse("partnership:person", args=[row.person_id]),
        ),
        Column("place", "Place", value=_place, sort=("place__name",)),
        Column("body", "Body", value=_body, sort=("place__body__name",)),
        Column(
            "agency",
            "Agency",
            value=lambda row: row.place.agency.name if row.place.agency else "",
            sort=("place__agency__name",),
        ),
        Column("starts_at", "From", sort=("starts_at",)),
        Column("ended_at", "To", sort=("ended_at",)),
    ),
    one="seat",
    order="person",
    filters=SeatFilters,
    nothing="Nobody holds a place yet. Appoint the first person to one.",
)


@page(permissions.see_people)
def people(request: PageRequest) -> HttpResponseBase:
    """Who holds which place, now or before; found by name, body or agency."""
    partnership_id = request.actor.partnership_id or 0
    listing = SEATS.of(
        queries.seats_of_partnership(partnership_id),
        request,
        choices={
            "body": [(it.key, it.name) for it in queries.bodies(partnership_id)],
            "agency": [(it.key, it.name) for it in queries.agencies(partnership_id)],
        },
    )
    return listing.export() or render(
        request,
        "partnership/people.html",
        {"list": listing, "may_appoint": request.actor.may(permissions.appoint)},
    )


@page(permissions.see_people)
def person(request: PageRequest, person_id: int) -> HttpResponse:
    """One person: the places they hold now and those they held."""
    rows = queries.seats_of_partnership(request.actor.partnership_id or 0)
    seats = list(rows.filter(person_id=person_id).order_by("-starts_at"))
    if not seats:
        raise NotSeen
    return render(
        request,
        "partnership/person.html",
        {
            "person": seats[0].person,
            "now": [it for it in seats if it.ended_at is None or it.ended_at > request.now],
            "past": [it for it in seats if it.ended_at and it.ended_at <= request.now],
            "may_appoint": request.actor.may(permissions.appoint),
        },
    )


@page(permissions.appoint)
def appoint(request: PageRequest) -> HttpResponse:
    """Appoint somebody known, or somebody invited by e-mail, to a place."""
    partnership_id = request.actor.partnership_id or 0
    places = queries.places_to_fill(partnership_id, request.now)
    form = AppointForm(
        data_of(request),
        places=[(it.key, _in_list(it)) for it in places],
        people=queries.people_known(partnership_id),
        today=request.today,
        initial={"place": request.GET.get("place", "")},
    )

    def act(answers: dict[str, Any]) -> str:
        place = next(it for it in places if it.key == answers["place"])
        seat = _appoint(request, answers, place=place)
        messages.success(request, f"{seat.person.name} is appointed: {place.name}")
        return reverse("partnership:person", args=[seat.person_id])

    return ask(
        request,
        form,
        act,
        title="Appoint somebody to a place",
        intro="The places are those the arrangements in force name. "
        "A person's rights come from the places they hold, and end with them.",
        button="Appoint",
        back=reverse("partnership:people"),
    )


def _in_list(place: Place) -> str:
    if place.body:
        return f"{place.body.short or place.body.name}: {place.name}"
    return f"{place.agency.name}: {place.name}" if place.agency else place.name


def _appoint(
    request: PageRequest,
    answers: dict[str, Any],
    *,
    place: Place,
    deputises_for: Seat | None = None,
) -> Seat:
    common: dict[str, Any] = {
        "place": place,
        "starts_at": _from(answers["starts_on"], request),
        "deputises_for": deputises_for,
        "by": request.actor,
        "now": request.now,
    }
    if answers["person"] == BY_INVITATION:
        return operations.appoint_by_invitation(
            email=answers["email"], name=answers["name"], **common
        )
    return operations.appoint(person_id=int(answers["person"]), **common)


def _from(day_chosen: Any, request: PageRequest) -> datetime:
    """From today means from this moment: nobody held the place this morning."""
    return request.now if day_chosen == request.today else beginning_of(day_chosen)


@page(permissions.appoint)
def end(request: PageRequest, seat_id: int) -> HttpResponse:
    """End a seat with a reason; the deputies named for it end with it."""
    seat = queries.seat_by_id(request.actor.partnership_id, seat_id)
    form = EndSeatForm(data_of(request), initial={"ended_on": request.today})

    def act(answers: dict[str, Any]) -> str:
        last_day = answers["ended_on"]
        if last_day > request.today:
            raise RuleBroken("The last day must be today or in the past.", field="ended_on")
        at = None if last_day == request.today else beginning_of(last_day + timedelta(days=1))
        operations.end_seat(
            seat=seat, reason=answers["reason"], at=at, by=request.actor, now=request.now
        )
        messages.success(request, f"The seat of {seat.person.name} has ended: {seat.place.name}")
        return reverse("partnership:person", args=[seat.person_id])

    return ask(
        request,
        form,
        act,
        title=f"End the seat of {seat.person.name}",
        intro=f"{_place(seat)}, held since {day(seat.starts_at)}.",
        means="What this seat lets the person see and do ends with it, and so do the deputies "
        "named for it. The seat stays on record with its dates.",
        button="End the seat",
        kind="warning",
        back=reverse("partnership:person", args=[seat.person_id]),
    )


@page(permissions.appoint)
def deputy(request: PageRequest, seat_id: int) -> HttpResponse:
    """Name somebody who may take the place of the holder of a seat."""
    seat = queries.seat_by_id(request.actor.partnership_id, seat_id)
    if seat.deputises_for_id is not None or seat.ended_at is not None:
        raise NotSeen
    form = PersonForm(
        data_of(request),
        people=queries.people_known(seat.partnership_id),
        today=request.today,
    )

    def act(answers: dict[str, Any]) -> str:
        named = _appoint(request, answers, place=seat.place, deputises_for=seat)
        messages.success(request, f"{named.person.name} deputises for {seat.person.name}")
        return reverse("partnership:person", args=[seat.person_id])

    return ask(
        request,
        form,
        act,
        title=f"Name a deputy for {seat.person.name}",
        intro=f"{seat.place.name}, held since {day(seat.starts_at)}.",
        means="A deputy sees and does what the place allows, until that seat ends.",
        button="Name the deputy",
        back=reverse("partnership:person", args=[seat.person_id]),
    )


@page(permissions.appoint)
def rotate(request: PageRequest, key: str) -> HttpResponse:
    """Pass the chair of a body on, in the order the arrangements give (R3.1)."""
    found = queries.body_page(request.actor.partnership_id, key, request.now)
    if not found.rotating:
        raise NotSeen
    turn = found.next_to_chair
    seats = {
        str(seat.pk): (place, seat) for place in found.rotating for seat in queries.holders(place)
    }
    form = RotateForm(
        data_of(request),
        seats=[
            (
                number,
                f"{seat.person.name}, {place.name}",
                "Next in the order" if place == turn else "",
            )
            for number, (place, seat) in seats.items()
        ],
        initial={
            "starts_on": request.today,
            "seat": next((number for number, (place, _) in seats.items() if place == turn), ""),
        },
    )

    def act(answers: dict[str, Any]) -> str:
        _, seat = seats[answers["seat"]]
        if answers["starts_on"] > request.today:
            raise RuleBroken("Pass the chair on the day itself, or later.", field="starts_on")
        operations.rotate_chair(
            body=found.body,
            to_seat=seat,
            at=_from(answers["starts_on"], request),
            by=request.actor,
            now=request.now,
        )
        messages.success(request, f"{seat.person.name} chairs the {found.body.name}")
        return reverse("partnership:body", args=[key])

    return ask(
        request,
        form,
        act,
        title=f"Pass on the chair of the {found.body.name}",
        intro=_chair_now(found),
        means="The present chair's seat as chair ends on the same day. Their own place stays.",
        button="Pass on the chair",
        back=reverse("partnership:body", args=[key]),
    )


def _chair_now(found: queries.BodyPage) -> str:
    seats = queries.holders(found.chair) if found.chair else []
    if not seats:
        return "Nobody chairs at present."
    return f"{seats[0].person.name} has chaired since {day(seats[0].starts_at)}."

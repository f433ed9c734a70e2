"""Places at a table or of an agency, each with the seats that are live at a moment."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import FilteredRelation, Q, QuerySet

from sightline.foundation.statements import Objects, Statement, given
from sightline.registers.partnership.models import Body, Place, Seat


def _places_standing() -> QuerySet[Place]:
    day = given("day", date)
    return Place.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))


SEATS_AT = (Q(seats__ended_at__isnull=True) | Q(seats__ended_at__gt=given("at", datetime))) & Q(
    seats__starts_at__lte=given("at", datetime)
)


def _sitting() -> QuerySet[Place, Any]:
    """A place of a body once for each seat that is live, or once without any."""
    places = _places_standing().filter(body=given("body", int))
    rows: QuerySet[Any, Any] = places.annotate(live=FilteredRelation("seats", condition=SEATS_AT))
    return rows.order_by("-function", "pk", "live__person__name")


PLACES_OF_BODY = Objects(lambda: _sitting().select_related("agency", "live__person"))  # type: ignore[misc]
PLACES_OF_AGENCY = Objects(
    lambda: (
        _places_standing()
        .filter(agency=given("agency", int))
        .select_related("body")
        .order_by("body__name", "pk")
    )
)
SEATS_OF_PLACES = Objects(
    lambda: (
        Seat.objects.filter(
            Q(ended_at__isnull=True) | Q(ended_at__gt=given("at", datetime)),
            place__among=given("places", list[int]),
            starts_at__lte=given("at", datetime),
        )
        .select_related("person")
        .order_by("person__name")
    )
)


def places_of(body: Body, at: datetime) -> list[Place]:
    """Places at a body's table, each with the seats live at the moment as `live_seats`."""
    places: dict[int, Place] = {}
    for row in PLACES_OF_BODY.rows(body=body.pk, day=at.date(), at=at):
        place = places.setdefault(row.pk, row)
        if place is row:
            place.live_seats = []  # type: ignore[attr-defined]
        if (seat := getattr(row, "live", None)) is not None:
            seat.place = place
            place.live_seats.append(seat)  # type: ignore[attr-defined]
    return [*places.values()]


class AtTable(NamedTuple):
    """A place at a body's table."""

    pk: int
    key: str
    name: str
    function: str
    is_lead_partner: bool
    holds_many: bool


class SeatAtTable(NamedTuple):
    """A seat in such a place, and whose it is."""

    pk: int
    deputises_for: int | None
    person: int
    name: str


class Sitting(NamedTuple):
    """A place once for each seat that is live, or once without any."""

    place_id: int
    key: str
    place: str
    function: str
    is_lead_partner: bool
    holds_many: bool
    seat_id: int | None
    deputises_for: int | None
    person: int | None
    name: str | None


TABLE = Statement(
    Sitting,
    lambda: (
        _sitting()
        .values_list(  # type: ignore[misc]
            "pk", "key", "name", "function", "is_lead_partner", "holds_many", "live__pk",
            "live__deputises_for", "live__person", "live__person__name",
        )
    ),
)  # fmt: skip


def table_of(body: int, at: datetime) -> list[tuple[AtTable, list[SeatAtTable]]]:
    """Places at a body's table with the seats live at the moment, as plain rows."""
    places: dict[int, tuple[AtTable, list[SeatAtTable]]] = {}
    for row in TABLE.rows(body=body, day=at.date(), at=at):
        _, seats = places.setdefault(row.place_id, (AtTable(*row[:6]), []))
        if row.seat_id is not None and row.person is not None:
            seats.append(SeatAtTable(row.seat_id, row.deputises_for, row.person, row.name or ""))
    return [*places.values()]


def with_seats(places: list[Place], at: datetime) -> list[Place]:
    """The same places, each with the seats live at the moment as `live_seats`."""
    seats: dict[int, list[Seat]] = {place.pk: [] for place in places}
    by_number = {place.pk: place for place in places}
    for seat in SEATS_OF_PLACES.rows(places=list(seats), at=at):
        seat.place = by_number[seat.place_id]
        seats[seat.place_id].append(seat)
    for place in places:
        place.live_seats = seats[place.pk]  # type: ignore[attr-defined]
    return places

"""Places at a table or of an agency, each with the seats that are live at a moment."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import FilteredRelation, Q, QuerySet

from sightline.foundation.statements import Objects, given
from sightline.registers.partnership.models import Body, Place, Seat


def _places_standing() -> QuerySet[Place]:
    day = given("day", date)
    return Place.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))


SEATS_AT = (Q(seats__ended_at__isnull=True) | Q(seats__ended_at__gt=given("at", datetime))) & Q(
    seats__starts_at__lte=given("at", datetime)
)
PLACES_OF_BODY = Objects(
    lambda: (
        _places_standing()
        .filter(body=given("body", int))
        .annotate(live=FilteredRelation("seats", condition=SEATS_AT))
        .select_related("agency", "live__person")  # type: ignore[misc]
        .order_by("-function", "pk", "live__person__name")
    )
)
"""A place once for each seat that is live, or once without any."""
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

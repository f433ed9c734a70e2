"""Bodies, agencies, places, and who holds them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from sightline.foundation.errors import NotSeen
from sightline.foundation.lists import one_of
from sightline.foundation.statements import Objects, OnceAnEdition, given
from sightline.registers.partnership.models import Agency, Body, Place, Seat
from sightline.registers.partnership.queries.in_force import (
    arrangement_at,
    arrangement_of,
    version_on,
)
from sightline.registers.partnership.queries.places import (
    PLACES_OF_AGENCY,
    places_of,
    with_seats,
)
from sightline.registers.partnership.rules import arrangement as file
from sightline.registers.partnership.rules.arrangement import Arrangement
from sightline.registers.partnership.rules.rotation import whose_turn
from sightline.registers.partnership.rules.standing import place_of_lead, place_of_seat

BODIES = Objects(
    lambda: (
        Body.objects.filter(partnership=given("partnership", int))
        .select_related("partnership")
        .order_by("name")
    )
)
BODIES_ONCE = OnceAnEdition(lambda number: tuple(BODIES.rows(partnership=number)))


def bodies(partnership_id: int) -> list[Body]:
    """Bodies of the partnership, by name."""
    return [*BODIES_ONCE.of(partnership_id)]


def body_by_key(partnership_id: int | None, key: str) -> Body:
    """The body with this key, with its partnership; `NotSeen` when there is none."""
    return one_of([one for one in bodies(partnership_id or 0) if one.key == key])


AGENCIES = Objects(
    lambda: Agency.objects.filter(partnership=given("partnership", int)).order_by("name")
)
AGENCIES_ONCE = OnceAnEdition(lambda number: tuple(AGENCIES.rows(partnership=number)))


def agencies(partnership_id: int) -> list[Agency]:
    """Agencies of the partnership, by name."""
    return [*AGENCIES_ONCE.of(partnership_id)]


def seats_on(partnership_id: int, at: datetime) -> QuerySet[Seat]:
    """Seats that were live at a moment, with person and place."""
    return (
        Seat.objects.filter(partnership_id=partnership_id, starts_at__lte=at)
        .filter(Q(ended_at__isnull=True) | Q(ended_at__gt=at))
        .select_related("person", "place", "place__body", "place__agency")
        .order_by("place__name", "person__name")
    )


@dataclass(frozen=True)
class BodyPage:
    """A body with what the arrangements in force say of it and who sits on it now."""

    body: Body
    version: int  # of the arrangements, whose words are these
    arrangement: Arrangement
    says: file.Body | None  # nothing: the arrangements no longer name it
    chair: Place | None
    places: tuple[Place, ...]

    @property
    def vacant(self) -> list[Place]:
        """Places for one person that nobody holds."""
        places = ([self.chair] if self.chair else []) + list(self.places)
        return [it for it in places if not it.holds_many and not holders(it)]

    @property
    def chaired_from(self) -> Place | None:
        """The place among those the chair rotates through whose holder chairs now."""
        chairing = {seat.person_id for seat in holders(self.chair)} if self.chair else set()
        for place in self.rotating:
            if chairing & {seat.person_id for seat in holders(place)}:
                return place
        return None

    @property
    def rotating(self) -> list[Place]:
        """The places the chair rotates through, in the order of the file."""
        if self.says is None or self.says.chair.kind != "rotation":
            return []
        by_key = {place.key: place for place in self.places}
        keys = [place_of_seat(self.body.key, seat) for seat in self.says.chair.among]
        return [by_key[key] for key in keys if key in by_key]

    @property
    def next_to_chair(self) -> Place | None:
        """The place whose turn to chair comes next (R3.1)."""
        order = {place.key: place for place in self.rotating}
        now = self.chaired_from
        turn = whose_turn(list(order), now.key if now else None)
        return order[turn] if turn else None

    @property
    def contradictions(self) -> list[file.Contradiction]:
        """What the published text says in two ways about this body's duties."""
        mine = {
            duty.contradiction
            for duty in self.arrangement.duties
            if self.body.key in (duty.body, duty.owner_body) and duty.kind == "cadence"
        }
        return [it for it in self.arrangement.contradictions if it.id in mine]


def holders(place: Place) -> list[Seat]:
    """Who holds a place in their own right, of a place fetched with its `live_seats`."""
    seats: list[Seat] = place.live_seats  # type: ignore[attr-defined]
    return [seat for seat in seats if seat.deputises_for_id is None]


def deputies(place: Place) -> list[Seat]:
    """Who deputises in a place, of a place fetched with its `live_seats`."""
    seats: list[Seat] = place.live_seats  # type: ignore[attr-defined]
    return [seat for seat in seats if seat.deputises_for_id is not None]


def body_page(partnership_id: int | None, key: str, at: datetime) -> BodyPage:
    """A body, its rules in force at a moment, its places and who holds them (A2)."""
    body = body_by_key(partnership_id, key)
    version = version_on(body.partnership_id, timezone.localdate(at))
    if version is None:
        raise NotSeen
    arrangement = arrangement_of(version)
    places = places_of(body, at)
    return BodyPage(
        body=body,
        version=version.pk,
        arrangement=arrangement,
        says=next((it for it in arrangement.bodies if it.id == key), None),
        chair=next((it for it in places if it.function == Place.Function.CHAIR), None),
        places=tuple(it for it in places if it.function != Place.Function.CHAIR),
    )


def bodies_with_holders(partnership_id: int, at: datetime) -> list[Body]:
    """Bodies that stand on a day, each with its places as `live_places`."""
    standing = Q(ends_on__isnull=True) | Q(ends_on__gte=timezone.localdate(at))
    seats = Prefetch("seats", queryset=seats_on(partnership_id, at), to_attr="live_seats")
    places = Place.objects.filter(standing).prefetch_related(seats)
    return list(
        Body.objects.filter(standing, partnership_id=partnership_id)
        .order_by("name")
        .prefetch_related(Prefetch("places", queryset=places, to_attr="live_places"))
    )


@dataclass(frozen=True)
class AgencyPage:
    """An agency with what the arrangements in force say of it and who sits for it now (R2.2)."""

    agency: Agency
    arrangement: Arrangement
    says: file.Agency | None
    lead: Place | None
    places: tuple[Place, ...]

    @property
    def owes(self) -> list[file.Duty]:
        """Duties of the file whose owner is one of this agency's roles."""
        roles = {it.id for it in self.arrangement.roles if it.agency == self.agency.key}
        return [it for it in self.arrangement.duties if it.owner_role in roles]


AGENCY = Objects(
    lambda: Agency.objects.filter(partnership=given("partnership", int), key=given("key", str))
)


def agency_page(partnership_id: int | None, key: str, at: datetime) -> AgencyPage:
    """An agency, what it owes by the file, and its places with who holds them (A3)."""
    found = AGENCY.rows(partnership=partnership_id or 0, key=key)
    if not found:
        raise NotSeen
    agency = found[0]
    arrangement = arrangement_at(agency.partnership_id, at)
    places = PLACES_OF_AGENCY.rows(agency=agency.pk, day=timezone.localdate(at))
    rows = with_seats(places, at)
    lead_key = place_of_lead(key)
    return AgencyPage(
        agency=agency,
        arrangement=arrangement,
        says=next((it for it in arrangement.agencies if it.id == key), None),
        lead=next((it for it in rows if it.key == lead_key), None),
        places=tuple(it for it in rows if it.key != lead_key),
    )


def agencies_with_leads(partnership_id: int, at: datetime) -> list[Agency]:
    """Agencies that stand on a day, each with its places as `live_places`."""
    standing = Q(ends_on__isnull=True) | Q(ends_on__gte=timezone.localdate(at))
    seats = Prefetch("seats", queryset=seats_on(partnership_id, at), to_attr="live_seats")
    places = Place.objects.filter(standing).select_related("body").prefetch_related(seats)
    rows = Agency.objects.filter(standing, partnership=partnership_id).order_by("name")
    return list(rows.prefetch_related(Prefetch("places", queryset=places, to_attr="live_places")))


def seats_of_partnership(partnership_id: int) -> QuerySet[Seat]:
    """Every seat there is or was, with person, place, body and agency."""
    return Seat.objects.filter(partnership_id=partnership_id).select_related(
        "person", "place__body", "place__agency", "deputises_for__person"
    )


def seat_by_id(partnership_id: int | None, seat_id: int) -> Seat:
    """A seat of the partnership; `NotSeen` where there is none or the person may not see it."""
    return one_of(seats_of_partnership(partnership_id or 0).filter(pk=seat_id))


def places_to_fill(partnership_id: int, at: datetime) -> list[Place]:
    """Places somebody may be appointed to: those for many, and those nobody holds."""
    day = timezone.localdate(at)
    held = seats_on(partnership_id, at).filter(deputises_for__isnull=True).values("place_id")
    return list(
        Place.objects.filter(partnership_id=partnership_id)
        .filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))
        .filter(Q(holds_many=True) | ~Q(pk__in=held))
        .select_related("body", "agency")
        .order_by("body__name", "agency__name", "name")
    )


def people_known(partnership_id: int) -> list[tuple[int, str]]:
    """Everybody who holds or held a seat here: id and name with e-mail address."""
    rows = Seat.objects.filter(partnership_id=partnership_id, person__is_active=True)
    people = rows.order_by("person__name", "person_id").values_list(
        "person_id", "person__name", "person__email"
    )
    return [(number, f"{name} ({email})") for number, name, email in people.distinct()]

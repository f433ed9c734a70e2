"""Who has which place, as far as the reader may know."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.db import connection
from django.db.models import Q

from sightline.foundation.accounts.queries import hash_of
from sightline.foundation.lists import Kept, Lists, one_of
from sightline.foundation.permissions import Actor
from sightline.foundation.statements import Objects, Statement, given
from sightline.registers.partnership.models import Agency
from sightline.registers.partnership.queries import agencies
from sightline.work.training import permissions
from sightline.work.training.models import (
    Booking,
    BookingNeeds,
    ChargingRules,
    Delegate,
    Event,
    Learner,
)

State = Booking.State
TAKING = (State.HELD, State.CONSENT, State.BOOKED, State.OFFERED)
LIVE = (*TAKING, State.WAITING)
ORDER: list[str] = [
    *(State.BOOKED, State.CONSENT, State.HELD, State.OFFERED, State.WAITING),
    *(State.REPLACED, State.CANCELLED, State.REFUSED, State.LAPSED),
]


OWN_PLACE = Objects(
    lambda: Booking.objects.filter(
        event=given("event", int), person=given("person", int), state__in=LIVE
    ).order_by("pk")[:1]
)
MINE = Objects(
    lambda: (
        Booking.objects.filter(person=given("person", int), partnership=given("partnership", int))
        .select_related("event__course")
        .order_by("-event__starts_at", "-pk")[:200]
    )
)


LEARNER = Objects(
    lambda: Learner.objects.filter(
        partnership=given("partnership", int), person=given("person", int)
    ).order_by("pk")[:1]
)
RULES = Objects(
    lambda: ChargingRules.objects.filter(
        partnership=given("partnership", int), ended_at__isnull=True
    ).order_by("-pk")
)
LOCKED = Objects(
    lambda: (
        Booking.objects.select_for_update(of=("self",), no_key=True)
        .filter(pk=given("booking", int))
        .select_related("event__course", "learner")
    )
)


def _of_mine() -> Q:
    return Q(person=given("person", int)) | Q(agency__among=given("agencies", list[int]))


def _one(*more: Q) -> Objects[Booking]:
    """A booking with what its page shows; its event's course, its learner, agency and rules."""
    return Objects(
        lambda: Booking.objects.filter(
            *more, pk=given("booking", int), partnership=given("partnership", int)
        ).select_related("event__course", "learner", "agency", "rules")
    )


ONE = _one()
ONE_OF_MINE = _one(_of_mine())


ALL = Lists(
    lambda: Booking.objects.filter(partnership=given("partnership", int)),
    lambda rows: rows.values(
        "pk", "name", "agency__name", "event__course__title", "event__starts_at", "state",
        "made_at",
    ),
)  # fmt: skip


def is_office(actor: Actor) -> bool:
    """Whether the actor sees and does everything of the partnership's training."""
    return actor.may(permissions.manage_programme)


def agencies_led(actor: Actor) -> list[int]:
    """Agencies whose lead the actor is."""
    return actor.numbers("agency-lead")


class _Delegated(NamedTuple):
    """An agency whose lead lets somebody book."""

    agency: int


DELEGATED = Statement(
    _Delegated,
    lambda: Delegate.objects.filter(person=given("person", int), ended_at__isnull=True).values_list(
        "agency_id"
    ),
)


def agencies_delegated(actor: Actor) -> list[int]:
    """Agencies whose lead lets the actor book."""
    return [row.agency for row in DELEGATED.rows(person=actor.person_id or 0)]


def numbers_booked_for(actor: Actor) -> list[int]:
    """Agencies for whose people the actor books: those they lead or are a delegate of."""
    return sorted({*agencies_led(actor), *agencies_delegated(actor)})


def agencies_booked_for(actor: Actor) -> list[Agency]:
    """The same, by name."""
    numbers = numbers_booked_for(actor)
    return [one for one in agencies(actor.partnership_id or 0) if one.pk in numbers]


def own_agencies(actor: Actor) -> list[int]:
    """Agencies the actor sits for."""
    return actor.numbers("agency")


def own_learner(actor: Actor) -> Learner | None:
    """The actor as one who learns, if they ever took part or were booked."""
    rows = LEARNER.rows(partnership=actor.partnership_id or 0, person=actor.person_id or 0)
    return next(iter(rows), None)


def sight(actor: Actor) -> Q:
    """The condition under which the actor sees a booking: their own, one of the people they book
    for, or any where they are the office."""
    if actor.is_system:
        return Q()
    here = Q(partnership_id=actor.partnership_id or 0)
    if is_office(actor):
        return here
    mine = Q(person=actor.person_id)
    agencies = numbers_booked_for(actor)
    return here & (mine | Q(agency__in=agencies) if agencies else mine)


def booking(actor: Actor, number: int) -> Booking:
    """The booking, with its event and course; `NotSeen` where it is absent or hidden."""
    if actor.is_system:
        rows = Booking.objects.select_related("event__course", "learner", "agency", "rules")
        return one_of(rows.filter(pk=number))
    asked = {"booking": number, "partnership": actor.partnership_id or 0}
    if is_office(actor):
        return one_of(ONE.rows(**asked))
    theirs = numbers_booked_for(actor)
    return one_of(ONE_OF_MINE.rows(**asked, person=actor.person_id or 0, agencies=theirs))


def locked_booking(number: int) -> Booking:
    """One booking as it stands, locked, with its event's course and its learner, whoever it is of;
    `NotSeen` where the database does not give it."""
    return one_of(LOCKED.rows(booking=number))


def booking_by_token(token: str) -> Booking:
    """The booking whose manager was sent this token; `NotSeen` for any other. The database gives
    the row to nobody else without a session."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('sightline.consent', %s, true)", [token])
    rows = Booking.objects.filter(consent_hash=hash_of(token))
    return one_of(rows.select_related("event__course", "agency"))


def my_bookings(actor: Actor) -> list[Booking]:
    """Everything the actor has booked, waited for or given up, newest event first."""
    return MINE.rows(person=actor.person_id or 0, partnership=actor.partnership_id or 0)


def live_booking(actor: Actor, event: Event) -> Booking | None:
    """The actor's own place at an event, or what stands for it."""
    if actor.person_id is None:
        return None
    return next(iter(OWN_PLACE.rows(event=event.pk, person=actor.person_id)), None)


def team_at(actor: Actor, event: Event) -> list[Booking]:
    """Places at an event of the people the actor books for, and of their own."""
    rows = Booking.objects.filter(sight(actor), event=event, state__in=LIVE)
    return list(rows.select_related("learner", "agency").order_by("name", "pk"))


def bookings(actor: Actor) -> Kept:
    """Every booking of the partnership that the actor sees (`sight`), as a list."""
    rows = ALL.of(partnership=actor.partnership_id or 0)
    if is_office(actor):
        return rows
    return rows.where(
        "of mine",
        _of_mine,
        person=actor.person_id or 0,
        agencies=numbers_booked_for(actor),
    )


def bookings_of_event(event: Event) -> list[Booking]:
    """Everybody at an event, for the office: those who have a place, then those who wait."""
    rows = Booking.objects.filter(event=event).select_related("agency", "learner")
    found = list(rows.order_by("name", "pk"))
    return sorted(found, key=lambda row: (ORDER.index(row.state), row.position))


def needs_of(event: Event) -> dict[int, str]:
    """What people at an event need in order to take part, by booking; for the office alone."""
    rows = BookingNeeds.objects.filter(booking__event=event)
    return dict(rows.values_list("booking_id", "words"))


def rules_for(partnership_id: int, kind: str) -> ChargingRules | None:
    """The charging rules in force for a kind of course: those made for it before those for all."""
    rows = RULES.rows(partnership=partnership_id)
    found = [row for row in rows if not row.kinds or kind in row.kinds]
    return next((row for row in found if row.kinds), found[0] if found else None)


def agency_places(event_id: int, agency_id: int) -> int:
    """How many places of an event people of one agency hold: a number, whoever asks."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sightline_training_agency_places(%s, %s)", [event_id, agency_id])
        (count,) = cursor.fetchone() or (0,)
    return int(count)


def person_with_address(email: str, partnership_id: int) -> int | None:
    """The person who signs in with an address and holds a seat here, if there is one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sightline_training_person(%s, %s)", [email, partnership_id])
        (number,) = cursor.fetchone() or (None,)
    return number


def delegates(actor: Actor) -> list[Delegate]:
    """Who books for the agencies that the actor leads."""
    rows = Delegate.objects.filter(agency__in=agencies_led(actor), ended_at__isnull=True)
    return list(rows.select_related("person", "agency").order_by("pk"))


def runs_out(now: datetime) -> list[int]:
    """Events at which a hold, an offer or a question to a manager has run out."""
    rows = Booking.objects.filter(
        state__in=(State.HELD, State.OFFERED, State.CONSENT), runs_out_at__lte=now
    )
    return sorted(set(rows.values_list("event_id", flat=True)))


def waited_for(now: datetime) -> list[int]:
    """Events to come at which people wait."""
    rows = Booking.objects.filter(
        state=State.WAITING, event__state=Event.State.OPEN, event__starts_at__gt=now
    )
    return sorted(set(rows.values_list("event_id", flat=True)))

"""Appointing people to the places the arrangements name, and ending their seats."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from sightline.foundation.accounts.models import Person
from sightline.foundation.accounts.operations import invite, send_invitation
from sightline.foundation.accounts.queries import has_joined
from sightline.foundation.errors import RuleBroken
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.operations import record as trail
from sightline.registers.partnership import events, permissions
from sightline.registers.partnership.models import Body, Place, Seat


@transaction.atomic
def appoint(
    *,
    place: Place,
    person_id: int,
    starts_at: datetime,
    by: Actor,
    now: datetime,
    reason: str = "",
    deputises_for: Seat | None = None,
) -> Seat:
    """Appoint a person to a place. A place for one is free only when its last seat has ended."""
    permissions.appoint.check(by)
    _take_turns(place)
    if place.ends_on is not None and place.ends_on < timezone.localdate(starts_at):
        raise RuleBroken("The arrangements no longer name this place.", field="place")
    # also a seat that begins later, and one that ended after the day this one is to begin
    held = Seat.objects.filter(Q(ended_at__isnull=True) | Q(ended_at__gt=starts_at), place=place)
    holders = held.filter(deputises_for__isnull=True)
    if deputises_for is None and not place.holds_many and holders.exists():
        raise RuleBroken(
            f"{place.name} is held already. End that seat first, or name a deputy.", field="place"
        )
    if held.filter(person_id=person_id).exists():
        raise RuleBroken(
            "This person holds the place, or deputises in it, already.", field="person"
        )
    seat = Seat.objects.create(
        place=place,
        partnership_id=place.partnership_id,
        person_id=person_id,
        starts_at=starts_at,
        appointed_by=by.name,
        reason=reason,
        deputises_for=deputises_for,
    )
    event = events.deputy_named if deputises_for else events.person_appointed
    trail(
        event,
        by=by,
        now=now,
        partnership_id=place.partnership_id,
        person=seat.person.name,
        place=place.name,
    )
    return seat


@transaction.atomic
def appoint_by_invitation(
    *,
    place: Place,
    email: str,
    name: str,
    starts_at: datetime,
    by: Actor,
    now: datetime,
    reason: str = "",
    deputises_for: Seat | None = None,
) -> Seat:
    """Appoint whoever reads a mailbox; who has not joined yet is sent a one-time link.
    The seat stands from its day, but gives access only once they have joined."""
    permissions.appoint.check(by)
    address = email.strip().lower()
    person = Person.objects.filter(email=address).first()
    if person is None or not person.is_active or not has_joined(person):
        link = invite(email=address, name=name, by=by, now=now)
        person = Person.objects.get(email=address)
        send_invitation(person=person, link=link)
    return appoint(
        place=place,
        person_id=person.pk,
        starts_at=starts_at,
        by=by,
        now=now,
        reason=reason,
        deputises_for=deputises_for,
    )


@transaction.atomic
def end_seat(
    *, seat: Seat, reason: str, by: Actor, now: datetime, at: datetime | None = None
) -> None:
    """End a seat at this instant (or at a past moment it really ended): its rights end with it."""
    permissions.appoint.check(by)
    seats = Seat.objects.select_for_update(of=("self",)).select_related("person", "place")
    held = seats.get(pk=seat.pk)
    if held.ended_at is not None:
        raise RuleBroken("This seat has ended already.")
    if len(reason.strip()) < 3:
        raise RuleBroken("Say why the seat ends.", field="reason")
    ends_at = at or now
    if ends_at > now:
        raise RuleBroken("A seat ends now or on a day that is past.", field="ended_on")
    if ends_at < held.starts_at:
        begun = timezone.localdate(held.starts_at)
        raise RuleBroken(f"This seat began on {begun:%-d %B %Y}, after that day.", field="ended_on")
    held.ended_at, held.ended_by, held.reason = ends_at, by.name, reason
    held.save(update_fields=["ended_at", "ended_by", "reason"])
    for deputy in Seat.objects.filter(deputises_for=held, ended_at__isnull=True):
        deputy.ended_at = max(ends_at, deputy.starts_at)
        deputy.ended_by, deputy.reason = by.name, reason
        deputy.save(update_fields=["ended_at", "ended_by", "reason"])
    trail(
        events.seat_ended,
        by=by,
        now=now,
        partnership_id=held.partnership_id,
        person=held.person.name,
        place=held.place.name,
        reason=reason,
    )


@transaction.atomic
def rotate_chair(*, body: Body, to_seat: Seat, by: Actor, now: datetime, at: datetime) -> Seat:
    """Pass the chair of a body to the holder of a seat among which it rotates (R3.1)."""
    permissions.appoint.check(by)
    chair = Place.objects.get(body=body, function=Place.Function.CHAIR)
    _take_turns(chair)
    current = Seat.objects.filter(Seat.live(), place=chair).select_related("person").first()
    if current is not None and current.person_id == to_seat.person_id:
        raise RuleBroken("This person holds the chair already.", field="seat")
    if current is not None:
        end_seat(seat=current, reason="The chair passed on", by=by, now=now, at=at)
    seat = appoint(
        place=chair,
        person_id=to_seat.person_id,
        starts_at=at,
        by=by,
        now=now,
        reason="Rotation of the chair",
    )
    trail(
        events.chair_rotated,
        by=by,
        now=now,
        partnership_id=body.partnership_id,
        body=body.name,
        person=seat.person.name,
    )
    return seat


def _take_turns(place: Place) -> None:
    """Let one change of a place's seats wait for the other. Places are written by commands alone,
    so the web process may not lock their rows: it locks their number."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('place'), %s)", [place.pk])

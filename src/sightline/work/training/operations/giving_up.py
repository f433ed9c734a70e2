"""Cancelling a place, passing it on, and what that costs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.foundation.jobs.operations import enqueue
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.operations import record as trail
from sightline.work.training import events, notices, permissions, queries
from sightline.work.training.models import Booking, Charge
from sightline.work.training.operations.booking import (
    Named,
    _books_for,
    _create_booking,
    _learner,
    _locked_own,
)
from sightline.work.training.operations.counting import _give_back, _leave, _locked_places
from sightline.work.training.operations.telling import (
    _address,
    _ask_for_diaries,
    _note,
    _tell,
)
from sightline.work.training.rules import cancelling

State = Booking.State


@transaction.atomic
def cancel_booking(*, booking: Booking, reason: str, by: Actor, now: datetime) -> Booking:
    """Give up a place or a place in the list. What the rules charge is entered in the ledger; a
    place that falls free goes to those who wait."""
    held = _locked_own(booking, by)
    if held.state not in queries.LIVE:
        raise RuleBroken("This place was given up or passed on already.")
    if held.event.starts_at <= now:
        raise RuleBroken("The event has begun. Who came is entered in its register.")
    terms = cancelling.Terms.from_data(held.rules.terms) if held.rules else None
    if held.state == State.BOOKED:
        cancelling.check_canceller(terms, queries.role_towards(by, held))
    due = queries.due_if_cancelled(held, now)
    _free(held, State.CANCELLED, by, now, reason.strip() or "Could not come")
    if due.pence:
        enter_charge(booking=held, pence=due.pence, why=f"Cancelled: {due.why}", by=by, now=now)
    _note(held, events.booking_cancelled, by, now, due=due.why)
    if by.person_id != held.person_id:
        _tell(held, notices.ENDED, now, address=_address(held))
    return held


def _free(held: Booking, state: str, by: Actor, now: datetime, reason: str) -> None:
    """End a booking whose event's count is locked, and pass its place to those who wait."""
    if held.state == State.WAITING:
        if not held.is_held_back:
            _leave(held.event_id)
    else:
        _give_back(held.event_id)
        _ask_for_diaries(held.event_id)
        enqueue("settle_training_event", number=held.event_id)
    held.state, held.ended_at, held.ended_by, held.ended_reason = state, now, by.name, reason[:300]
    held.runs_out_at = None
    held.save(update_fields=["state", "ended_at", "ended_by", "ended_reason", "runs_out_at"])


@transaction.atomic
def substitute(*, booking: Booking, to: Named, by: Actor, now: datetime) -> Booking:
    """Give the place of one person to a colleague of the same agency, in one step, free of
    charge."""
    held = _locked_own(booking, by)
    if not _books_for(held.agency_id, by):
        raise NotAllowed(permissions.book.code)
    if held.state not in (State.BOOKED, State.CONSENT):
        later = Booking.objects.filter(replaces=held).values_list("name", flat=True).first()
        told = f"given to {later} already" if later else "given up already"
        raise RuleBroken(f"The place of {held.name} was {told}.")
    terms = cancelling.Terms.from_data(held.rules.terms) if held.rules else None
    cancelling.check_substitute(terms, now=now, starts=held.event.starts_at)
    learner = _learner(held.agency, to, by)
    held.state, held.ended_at, held.ended_by = State.REPLACED, now, by.name
    held.runs_out_at, held.ended_reason = None, f"Given to {learner.name}"
    held.save(update_fields=["state", "ended_at", "ended_by", "ended_reason", "runs_out_at"])
    new = _create_booking(
        event=held.event,
        learner=learner,
        state=State.BOOKED,
        made_at=now,
        made_by=by.name,
        rules=held.rules,
        replaces=held,
    )
    _ask_for_diaries(held.event_id)
    _note(held, events.booking_replaced, by, now, to=new.name)
    _tell(held, notices.ENDED, now, address=_address(held))
    _tell(new, notices.BOOKED, now, address=_address(new))
    return new


@transaction.atomic
def substitute_many(
    *, swaps: Iterable[tuple[Booking, Named]], by: Actor, now: datetime
) -> list[Booking]:
    """Swap several people at once, all or none; a refusal names the one it is about."""
    made, asked = [], list(swaps)
    _lock_all(booking for booking, _ in asked)
    for booking, to in asked:
        try:
            made.append(substitute(booking=booking, to=to, by=by, now=now))
        except RuleBroken as broken:
            raise RuleBroken(broken.sentence, field=f"email-{booking.pk}") from None
    if not made:
        raise RuleBroken("Enter at least one colleague.")
    return made


def _lock_all(bookings: Iterable[Booking]) -> None:
    """Lock several bookings and their events' counts, always in one order and before the first line
    of the trail, so that nobody waits in a circle."""
    found = list(bookings)
    for event in sorted({one.event_id for one in found}):
        _locked_places(event)
    rows = Booking.objects.select_for_update().filter(pk__in=[one.pk for one in found])
    list(rows.order_by("pk").values_list("pk"))


@transaction.atomic
def enter_charge(*, booking: Booking, pence: int, why: str, by: Actor, now: datetime) -> Charge:
    """Enter a line in the ledger of the agency; a negative one takes a charge back. Only part of an
    operation that has checked who may, or of the office's correction."""
    charge = Charge.objects.create(
        partnership_id=booking.partnership_id,
        agency_id=booking.agency_id,
        booking=booking,
        pence=pence,
        why=why[:300],
        entered_at=now,
        entered_by=by.name,
    )
    trail(
        events.charge_entered,
        by=by,
        now=now,
        about=f"BKG-{booking.pk}",
        partnership_id=booking.partnership_id,
        pence=pence,
        agency=booking.agency.name,
        why=why,
    )
    return charge

"""Booking a place, answering the questions that go with it, and booking for many."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from sightline.foundation.accounts.queries import hash_of
from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.foundation.permissions import Actor
from sightline.registers.partnership.models import Agency
from sightline.work.training import events, notices, permissions, queries
from sightline.work.training.models import Booking, BookingNeeds, ChargingRules, Event, Learner
from sightline.work.training.operations.counting import (
    _hold_back,
    _locked_places,
    _take_or_wait,
)
from sightline.work.training.operations.telling import (
    _address,
    _ask_for_diaries,
    _note,
    _say,
    _tell,
)
from sightline.work.training.rules import queueing

State = Booking.State


@dataclass(frozen=True)
class Named:
    """Somebody to be booked, as the one who books names them."""

    name: str
    email: str
    role: str = ""


@transaction.atomic
def hold_place(
    *,
    event: Event,
    agency: Agency | None,
    by: Actor,
    now: datetime,
    learner: Learner | None = None,
) -> Booking:
    """Hold a place for oneself while the questions are answered, or join the waiting list. Whoever
    has read who the actor is as one who learns gives it along."""
    permissions.book.check(by)
    queueing.check_bookable(state=event.state, now=now, closes=event.closes_at)
    if learner is None or learner.person_id != by.person_id:
        learner = queries.own_learner(by) or _new_self(by, agency)
    rules = queries.rules_for(event.partnership_id, event.course.kind)
    return _place(event, learner, State.HELD, rules, by, now)


@transaction.atomic
def answer_questions(
    *,
    booking: Booking,
    role: str,
    manager_name: str,
    manager_email: str,
    need: str,
    is_reserve: bool,
    needs: str,
    by: Actor,
    now: datetime,
) -> Booking:
    """Finish a booking that is held: it is booked, or the manager is asked. For one who waits, keep
    the answers that decide the order."""
    held = _locked_alone(booking, by)
    if held.state not in (State.HELD, State.WAITING):
        raise RuleBroken("This booking has moved on. See how it stands now.")
    if held.state == State.HELD and held.runs_out_at and held.runs_out_at <= now:
        raise RuleBroken("The place was held for 15 minutes and has run out. Book again.")
    manager_email = manager_email.strip().lower()
    if held.event.is_consent_needed and not manager_email:
        raise RuleBroken("Enter your manager's email address: they must agree.",
                         field="manager_email")  # fmt: skip
    if manager_email and manager_email == by.email:
        raise RuleBroken("Enter the address of your manager, not your own.", field="manager_email")
    _keep_who(held.learner, role=role, manager_name=manager_name, manager_email=manager_email)
    if needs:
        BookingNeeds.objects.update_or_create(
            booking=held,
            defaults={"partnership_id": held.partnership_id, "person_id": held.person_id,
                      "words": needs},
        )  # fmt: skip
    held.need, held.is_reserve = need, is_reserve
    if held.state == State.WAITING:
        held.save(update_fields=["need", "is_reserve"])
        _tell(held, notices.WAITING, now, address=_address(held))
        _note(held, events.booking_waits, by, now)
        return held
    return _confirm(held, by, now)


@transaction.atomic
def book_group(
    *, event: Event, agency: Agency, people: Iterable[Named], by: Actor, now: datetime
) -> list[Booking]:
    """Book several people of an agency at once, all or none; who finds no place waits."""
    _check_books_for(agency.pk, by)
    queueing.check_bookable(state=event.state, now=now, closes=event.closes_at)
    rules = queries.rules_for(event.partnership_id, event.course.kind)
    made = []
    for line, named in enumerate(people, 1):
        try:
            learner = _learner(agency, named, by)
            one = _place(event, learner, State.BOOKED, rules, by, now)
        except RuleBroken as broken:
            raise RuleBroken(f"Line {line}, {named.name}: {broken.sentence}",
                             field="people") from None  # fmt: skip
        notice = notices.BOOKED if one.state == State.BOOKED else notices.WAITING
        _tell(one, notice, now, address=_address(one))
        made.append(one)
    if not made:
        raise RuleBroken("Enter at least one person.", field="people")
    _ask_for_diaries(event.pk)
    return made


def _place(
    event: Event,
    learner: Learner,
    state: str,
    rules: ChargingRules | None,
    by: Actor,
    now: datetime,
) -> Booking:
    """Take a place for somebody in this state, or put them on the waiting list. All that is done
    from here to the end of the transaction is done while others wait for the row of places."""
    waits = _take_or_wait(event.pk, may_wait=event.has_waiting_list)
    number, position = waits or (0, 0)
    is_held_back = False
    most = queueing.most_for_one(now, event.starts_at, event.agency_most, event.agency_until_days)
    if waits is None and most is not None and _has_its_share(event, learner, most):
        if not event.has_waiting_list:
            raise RuleBroken(f"{learner.agency.name} has its {most} places at this event.")
        number, is_held_back = _hold_back(event.pk), True
    is_waiting = waits is not None or is_held_back
    made = _create_booking(
        event=event,
        learner=learner,
        state=State.WAITING if is_waiting else state,
        number=number,
        position=position,
        is_held_back=is_held_back,
        position_reason=f"Your agency has its {most} places for now" if is_held_back else "",
        runs_out_at=now + queueing.HOLD if state == State.HELD and not is_waiting else None,
        made_at=now,
        made_by=by.name,
        rules=rules,
    )
    line = events.booking_held if state == State.HELD else events.booking_made
    _note(made, events.booking_waits if is_waiting else line, by, now)
    return made


def _create_booking(*, event: Event, learner: Learner, **said: Any) -> Booking:
    """A booking with the agency, the person and the name of the day; one each at an event. A
    refusal undoes the operation, whose transaction it is: nothing may catch it within."""
    try:
        return Booking.objects.create(
            partnership_id=event.partnership_id,
            event=event,
            learner=learner,
            agency_id=learner.agency_id,
            person_id=learner.person_id,
            name=learner.name,
            **said,
        )
    except IntegrityError:
        raise RuleBroken(f"{learner.name} has a place here or waits for one already.") from None


def _has_its_share(event: Event, learner: Learner, most: int) -> bool:
    """Asked once the place is taken, so that the row of the count stands still."""
    return queries.agency_places(event.pk, learner.agency_id) >= most


def _confirm(held: Booking, by: Actor, now: datetime) -> Booking:
    """Book what is held; where the manager must agree, ask them first."""
    asks = held.event.is_consent_needed and held.person_id == by.person_id
    if not asks:
        held.state, held.runs_out_at = State.BOOKED, None
        held.save(update_fields=["state", "runs_out_at", "need", "is_reserve"])
        _ask_for_diaries(held.event_id)
        _tell(held, notices.BOOKED, now, address=_address(held))
        _note(held, events.booking_made, by, now)
        return held
    token = secrets.token_urlsafe(24)
    # the answer must come while others could still use the place
    latest = held.event.starts_at - timedelta(hours=1)
    held.state = State.CONSENT
    held.runs_out_at = max(min(now + queueing.CONSENT, latest), now + timedelta(hours=1))
    held.consent_hash = hash_of(token)
    held.save(update_fields=["state", "runs_out_at", "consent_hash", "need", "is_reserve"])
    _say(
        held,
        notices.CONSENT,
        now,
        to_email=held.learner.manager_email,
        address=f"/training/consent/{token}",
        name=held.name,
    )
    _note(held, events.consent_asked, by, now)
    return held


def _keep_who(learner: Learner, **said: str) -> None:
    """Keep what somebody says of their role and manager, where it differs from the last time."""
    changed = [name for name, value in said.items() if getattr(learner, name) != value]
    for name in changed:
        setattr(learner, name, said[name])
    if changed:
        learner.save(update_fields=changed)


def _locked_alone(booking: Booking, by: Actor) -> Booking:
    """The booking as it stands, locked without the count of its event: for what changes no count,
    so that answering does not stand behind those who book. It may lock nothing more; the lock lets
    rows be tied to the booking, as the register and the ledger do."""
    held = queries.locked_booking(booking.pk)
    if held.person_id != by.person_id and not _books_for(held.agency_id, by):
        raise NotAllowed(permissions.book.code)
    return held


def _locked_own(booking: Booking, by: Actor) -> Booking:
    """The booking as it stands, locked after the count of its event."""
    _locked_places(booking.event_id)
    rows = Booking.objects.select_for_update(of=("self",)).filter(pk=booking.pk)
    held = rows.select_related("event__course", "learner", "rules").get()
    if held.person_id != by.person_id and not _books_for(held.agency_id, by):
        raise NotAllowed(permissions.book.code)
    return held


def _books_for(agency_id: int, by: Actor) -> bool:
    return (
        by.may(permissions.manage_programme)
        or agency_id in queries.agencies_led(by)
        or agency_id in queries.agencies_delegated(by)
    )


def _check_books_for(agency_id: int, by: Actor) -> None:
    permissions.book.check(by)
    if not _books_for(agency_id, by):
        raise NotAllowed(permissions.book.code)


def _new_self(by: Actor, agency: Agency | None) -> Learner:
    if agency is None:
        raise RuleBroken("Select the agency you work for.", field="agency")
    return _create(
        partnership_id=by.partnership_id,
        agency=agency,
        person_id=by.person_id,
        name=by.name,
        email=by.email,
    )


def _learner(agency: Agency, named: Named, by: Actor) -> Learner:
    """The learner with this address in the agency; new where there is none."""
    email = named.email.strip().lower()
    found = Learner.objects.filter(partnership_id=agency.partnership_id, email=email).first()
    if found is not None:
        if found.agency_id != agency.pk:
            raise RuleBroken("This address belongs to somebody of another agency.")
        return found
    return _create(
        partnership_id=agency.partnership_id,
        agency=agency,
        person_id=queries.person_with_address(email, agency.partnership_id),
        name=named.name,
        email=email,
        role=named.role,
    )


def _create(**said: Any) -> Learner:
    try:
        with transaction.atomic():
            return Learner.objects.create(**said)
    except IntegrityError:
        raise RuleBroken(
            "This email address is known already, for somebody of another agency. Ask the office."
        ) from None

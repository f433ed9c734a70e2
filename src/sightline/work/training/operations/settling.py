"""What the worker does with the places of an event: end what ran out, offer what is free."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from django.db import transaction

from sightline.foundation.permissions import Actor
from sightline.work.training import events, notices, permissions, queries
from sightline.work.training.models import Booking, Event, EventPlaces
from sightline.work.training.operations.counting import _locked_places
from sightline.work.training.operations.telling import _address, _note, _tell
from sightline.work.training.rules import queueing

State = Booking.State


@transaction.atomic
def settle_event(*, event_id: int, by: Actor, now: datetime) -> int:
    """End holds, offers and questions that ran out, then offer free places by the rule; the answer
    is how many were offered. Done twice it does nothing more."""
    permissions.manage_programme.check(by)
    counted = _locked_places(event_id)
    event = Event.objects.select_related("course").get(pk=event_id)
    # every lock before the first line of the trail: who answers at this moment has one and then
    # writes a line, and must not wait for whoever waits for them
    rows = list(
        Booking.objects.select_for_update(of=("self",))
        .filter(event=event, state=State.WAITING)
        .select_related("learner")
    )
    _lapse(event, counted, by, now)
    outcome = queueing.settle(
        [
            queueing.Waiting(
                row.pk, row.agency_id, row.need, row.priority, row.number, row.is_reserve
            )
            for row in rows
        ],
        free=counted.places - counted.taken if _gives(event, now) else 0,
        taken_by=Counter(
            Booking.objects.filter(event=event, state__in=queries.TAKING).values_list(
                "agency_id", flat=True
            )
        ),
        most=queueing.most_for_one(
            now, event.starts_at, event.agency_most, event.agency_until_days
        ),
        reserves_only=queueing.reserves_only(now, event.starts_at),
    )
    by_key = {row.pk: row for row in rows}
    for key in outcome.offered:
        _offer(by_key[key], event, by, now)
    _rank(by_key, outcome.waiting)
    counted.taken += len(outcome.offered)
    counted.waiting = sum(not one.is_held_back for one in outcome.waiting)
    counted.save(update_fields=["taken", "waiting"])
    return len(outcome.offered)


@transaction.atomic
def link_learners(*, by: Actor, now: datetime) -> int:
    """Tie learners without a sign-in to people who have joined with the same address since."""
    from django.db import connection

    permissions.manage_programme.check(by)
    with connection.cursor() as cursor:
        cursor.execute(
            """UPDATE training_learner l SET person_id = p.id FROM accounts_person p
               WHERE l.person_id IS NULL AND p.email = l.email AND p.is_active
               AND EXISTS (SELECT 1 FROM partnership_seat s WHERE s.person_id = p.id
                           AND s.partnership_id = l.partnership_id
                           AND (s.ended_at IS NULL OR s.ended_at > %s))""",
            [now],
        )
        linked = cursor.rowcount
        cursor.execute(
            """UPDATE training_booking b SET person_id = l.person_id FROM training_learner l
               WHERE b.learner_id = l.id AND b.person_id IS NULL AND l.person_id IS NOT NULL"""
        )
    return int(linked)


def _gives(event: Event, now: datetime) -> bool:
    return event.state == Event.State.OPEN and event.starts_at > now


def _lapse(event: Event, counted: EventPlaces, by: Actor, now: datetime) -> None:
    rows = Booking.objects.select_for_update(of=("self",)).filter(
        event=event,
        state__in=(State.HELD, State.OFFERED, State.CONSENT),
        runs_out_at__lte=now,
    )
    for row in rows.select_related("learner", "event__course"):
        was = row.state
        row.state, row.ended_at, row.ended_by = State.LAPSED, now, by.name
        row.ended_reason = {
            State.HELD: "The questions were not answered in 15 minutes",
            State.OFFERED: "The offer was not answered in time",
            State.CONSENT: "The manager did not answer in time",
        }[State(was)]
        row.save(update_fields=["state", "ended_at", "ended_by", "ended_reason"])
        counted.taken -= 1
        _note(row, events.booking_lapsed, by, now)
        if was != State.HELD:
            _tell(row, notices.ENDED, now, address=_address(row))


def _offer(row: Booking, event: Event, by: Actor, now: datetime) -> None:
    row.event = event
    row.state, row.is_held_back, row.position = State.OFFERED, False, 0
    row.runs_out_at = min(now + queueing.offer_stands(now, event.starts_at), event.starts_at)
    row.save(update_fields=["state", "is_held_back", "position", "runs_out_at"])
    _note(row, events.place_offered, by, now)
    _tell(row, notices.OFFERED, now, address=_address(row))


def _rank(by_key: dict[int, Booking], ranked: tuple[queueing.Ranked, ...]) -> None:
    changed = []
    for position, one in enumerate(ranked, 1):
        row = by_key[one.key]
        new = (position, one.reason, one.is_held_back)
        if (row.position, row.position_reason, row.is_held_back) != new:
            row.position, row.position_reason, row.is_held_back = new
            changed.append(row)
    Booking.objects.bulk_update(changed, ["position", "position_reason", "is_held_back"], 500)

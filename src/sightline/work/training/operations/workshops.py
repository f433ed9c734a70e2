"""Parallel workshops: made by the office, chosen by those who have a place, never oversold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from sightline.foundation.errors import NotSeen, RuleBroken
from sightline.foundation.permissions import Actor
from sightline.work.training import events, permissions, queries
from sightline.work.training.models import Booking, Event, Workshop, WorkshopChoice
from sightline.work.training.operations.booking import _locked_own, answer_questions
from sightline.work.training.operations.counting import _locked_places
from sightline.work.training.operations.events import _tell_of_event
from sightline.work.training.operations.telling import _note


@transaction.atomic
def add_workshop(
    *, event: Event, time: str, title: str, places: int, by: Actor, now: datetime
) -> Workshop:
    """Add a workshop to an event that is still to come; those of one time run side by side."""
    permissions.manage_programme.check(by)
    if event.state in (Event.State.CANCELLED, Event.State.HELD) or event.starts_at <= now:
        raise RuleBroken("This event is not to come any more.")
    try:
        with transaction.atomic():
            made = Workshop.objects.create(
                event=event, partnership_id=event.partnership_id, time=time, title=title,
                places=places,
            )  # fmt: skip
    except IntegrityError:
        raise RuleBroken(
            "There is a workshop of that title at that time already.", field="title"
        ) from None
    _tell_of_event(event, events.workshop_added, by, now, title=title)
    return made


@transaction.atomic
def drop_workshop(*, workshop: Workshop, by: Actor, now: datetime) -> Workshop:
    """Take a workshop out of an event, while nobody has chosen it."""
    permissions.manage_programme.check(by)
    _locked_places(workshop.event_id)
    held = Workshop.objects.select_related("event").filter(pk=workshop.pk).first()
    if held is None or held.dropped_at is not None:
        raise NotSeen
    if queries.chosen_of(held.event).get(held.pk, 0):
        raise RuleBroken("Somebody has chosen this workshop. Help them to another one first.")
    held.dropped_at = now
    held.save(update_fields=["dropped_at"])
    _tell_of_event(held.event, events.workshop_dropped, by, now, title=held.title)
    return held


@transaction.atomic
def choose_workshops(
    *, booking: Booking, workshops: Iterable[Workshop], by: Actor, now: datetime
) -> list[WorkshopChoice]:
    """Choose one workshop for each time, or choose again. The places of the event are locked as in
    booking, so that the last place in a workshop goes to one person."""
    permissions.book.check(by)
    held = _locked_own(booking, by)
    if held.state not in queries.TAKING:
        raise RuleBroken("Workshops are chosen by those who have a place.")
    if held.event.starts_at <= now:
        raise RuleBroken("The event has begun.")
    standing = WorkshopChoice.objects.filter(booking=held, dropped_at__isnull=True)
    stands = {one.time: one for one in standing}
    made = []
    for one in workshops:
        if one.event_id != held.event_id or one.dropped_at is not None:
            raise RuleBroken("This workshop is not offered.")
        before = stands.get(one.time)
        if before is not None and before.workshop_id == one.pk:
            continue
        if queries.chosen_of(held.event).get(one.pk, 0) >= one.places:
            raise RuleBroken(f"{one.title} is full. Choose another.", field="workshop")
        if before is not None:
            before.dropped_at = now
            before.save(update_fields=["dropped_at"])
        made.append(
            WorkshopChoice.objects.create(
                partnership_id=held.partnership_id, booking=held, workshop=one, time=one.time,
                chosen_at=now, chosen_by=by.name,
            )
        )  # fmt: skip
    if made:
        _note(held, events.workshops_chosen, by, now, count=len(made))
    return made


@transaction.atomic
def answer_and_choose(
    *, booking: Booking, workshops: Sequence[Workshop], by: Actor, now: datetime, **answers: Any
) -> Booking:
    """Finish a booking and choose its workshops: both stand, or neither where a workshop has filled
    meanwhile."""
    if workshops:  # whose places are counted under this lock, which comes before the booking's
        _locked_places(booking.event_id)
    answered = answer_questions(booking=booking, by=by, now=now, **answers)
    if workshops:
        choose_workshops(booking=answered, workshops=workshops, by=by, now=now)
    return answered

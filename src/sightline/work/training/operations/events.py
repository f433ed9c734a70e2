"""Planning events, their sessions, and opening them for booking."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, Min
from django.utils import timezone

from sightline.foundation.calendar import in_words
from sightline.foundation.errors import NotSeen, RuleBroken
from sightline.foundation.jobs.operations import enqueue
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.events import Event as Line
from sightline.foundation.trail.operations import record as trail
from sightline.registers.records import operations as records
from sightline.registers.records.models import Marking
from sightline.work.training import events, permissions
from sightline.work.training.models import (
    Course,
    Event,
    EventPlaces,
    EventSession,
    Joining,
)
from sightline.work.training.operations.counting import _locked_places
from sightline.work.training.operations.courses import _office
from sightline.work.training.operations.telling import _ask_for_diaries
from sightline.work.training.operations.trainers import _check_trainers_free
from sightline.work.training.rules import programme as rules

JOINING = ("venue", "link", "notes", "before", "after")


def _locked_event(event: Event) -> Event:
    """The event as it stands, locked until the operation ends."""
    rows = Event.objects.select_for_update(of=("self",)).select_related("record", "course")
    found = rows.filter(pk=event.pk).first()
    if found is None:
        raise NotSeen
    return found


def _tell_of_event(event: Event, what: Line, by: Actor, now: datetime, **facts: Any) -> None:
    """A line of the trail about an event, with its day."""
    trail(
        what,
        by=by,
        now=now,
        about=event.reference,
        partnership_id=event.partnership_id,
        on=timezone.localdate(event.starts_at).isoformat(),
        **facts,
    )


@transaction.atomic
def plan_event(
    *,
    course: Course,
    starts_at: datetime,
    ends_at: datetime,
    places: int,
    by: Actor,
    now: datetime,
    **said: Any,
) -> Event:
    """Plan an event of a course with its first session, as a draft."""
    permissions.manage_programme.check(by)
    rules.check_span(starts_at, ends_at)
    joining = {name: said.pop(name) for name in JOINING if name in said}
    closes_at = said.pop("closes_at", None) or starts_at
    _check_closing(closes_at, starts_at)
    record = records.open_record(
        partnership_id=course.partnership_id,
        prefix="TRN",
        kind="training:event",
        title=_title(course, starts_at),
        marking=Marking.INTERNAL,
        audience=_office(course.partnership_id),
        on=timezone.localdate(starts_at),
        now=now,
        summary=course.summary,
    )
    event = Event.objects.create(
        record=record,
        reference=record.reference,
        partnership_id=course.partnership_id,
        course=course,
        starts_at=starts_at,
        ends_at=ends_at,
        closes_at=closes_at,
        **said,
    )
    _lay_out(event, places, joining)
    _tell_of_event(event, events.event_made, by, now, title=course.title, places=places)
    return event


@transaction.atomic
def change_event(
    *, event: Event, version: int, places: int, by: Actor, now: datetime, **said: Any
) -> Event:
    """Change an event's particulars; never to fewer places than are taken."""
    permissions.manage_programme.check(by)
    counted = _locked_places(event.pk)
    held = _locked_event(event)
    _check_is_coming(held)
    if held.version != version:
        raise RuleBroken("Somebody else changed this event since you opened it. Open it again.")
    rules.check_places(places, counted.taken)
    joining = {name: said.pop(name) for name in JOINING if name in said}
    said["closes_at"] = said.get("closes_at") or held.starts_at
    _check_closing(said["closes_at"], held.starts_at)
    for name, value in said.items():
        setattr(held, name, value)
    held.version += 1
    held.save(update_fields=[*said, "version"])
    if counted.places != places:
        counted.places = places
        counted.save(update_fields=["places"])
        enqueue("settle_training_event", number=held.pk)
    Joining.objects.filter(event=held).update(**joining)
    _tell_of_event(held, events.event_changed, by, now)
    return held


@transaction.atomic
def open_event(*, event: Event, by: Actor, now: datetime) -> Event:
    """Open a draft for booking: from now on everybody sees it in the catalogue."""
    permissions.manage_programme.check(by)
    held = _locked_event(event)
    if held.state != Event.State.DRAFT:
        raise RuleBroken("This event is open or over already.")
    if held.starts_at <= now:
        raise RuleBroken("This event lies in the past. Give it a new session first.")
    if held.course.state != Course.State.PUBLISHED:
        raise RuleBroken("Put the course in the catalogue first: its events are shown there.")
    held.state = Event.State.OPEN
    held.version += 1
    held.save(update_fields=["state", "version"])
    EventPlaces.objects.filter(event=held).update(is_open=True)
    records.mark(record=held.record, marking=Marking.PUBLIC, audience=_office(held.partnership_id))
    _tell_of_event(held, events.event_opened, by, now)
    return held


@transaction.atomic
def add_session(
    *,
    event: Event,
    starts_at: datetime,
    ends_at: datetime,
    title: str,
    by: Actor,
    now: datetime,
) -> EventSession:
    """Add a sitting to an event. Its trainers must be free, and it must not cross another."""
    permissions.manage_programme.check(by)
    held = _locked_event(event)
    _check_is_coming(held)
    rules.check_span(starts_at, ends_at)
    others = list(
        EventSession.objects.filter(event=held, dropped_at__isnull=True).values_list(
            "starts_at", "ends_at"
        )
    )
    if rules.overlap([(starts_at, ends_at)], others):
        raise RuleBroken("This event has a session at that time already.", field="starts")
    _check_trainers_free(held, [(starts_at, ends_at)])
    session = EventSession.objects.create(
        event=held,
        partnership_id=held.partnership_id,
        starts_at=starts_at,
        ends_at=ends_at,
        title=title,
    )
    _keep_times(held)
    day = timezone.localdate(starts_at).isoformat()
    trail(
        events.session_added,
        by=by,
        now=now,
        about=held.reference,
        partnership_id=held.partnership_id,
        on=day,
    )
    return session


@transaction.atomic
def drop_session(*, session: EventSession, by: Actor, now: datetime) -> None:
    """Take a sitting out of an event; the last one stays."""
    permissions.manage_programme.check(by)
    held = _locked_event(session.event)
    _check_is_coming(held)
    left = EventSession.objects.filter(event=held, dropped_at__isnull=True)
    if not left.filter(pk=session.pk).exists():
        raise RuleBroken("This session is taken out already.")
    if left.count() == 1:
        raise RuleBroken("An event keeps one session. Cancel the event if nothing is to happen.")
    left.filter(pk=session.pk).update(dropped_at=now)
    _keep_times(held)
    trail(
        events.session_dropped,
        by=by,
        now=now,
        about=held.reference,
        partnership_id=held.partnership_id,
        on=timezone.localdate(session.starts_at).isoformat(),
    )


def _lay_out(event: Event, places: int, joining: dict[str, Any]) -> None:
    whose: dict[str, Any] = {"event": event, "partnership_id": event.partnership_id}
    EventPlaces.objects.create(**whose, places=places)
    EventSession.objects.create(**whose, starts_at=event.starts_at, ends_at=event.ends_at)
    Joining.objects.create(**whose, **joining)


def _keep_times(event: Event) -> None:
    """An event begins with its first session and ends with its last; booking closes before. Who is
    booked hears of it by their calendar."""
    if event.state == Event.State.OPEN:
        _ask_for_diaries(event.pk)
    left = EventSession.objects.filter(event=event, dropped_at__isnull=True)
    span = left.aggregate(first=Min("starts_at"), last=Max("ends_at"))
    was_until_start = event.closes_at == event.starts_at
    event.starts_at, event.ends_at = span["first"], span["last"]
    event.closes_at = event.starts_at if was_until_start else min(event.closes_at, event.starts_at)
    event.version += 1
    event.save(update_fields=["starts_at", "ends_at", "closes_at", "version"])
    records.retitle(
        record=event.record,
        title=_title(event.course, event.starts_at),
        on=timezone.localdate(event.starts_at),
        summary=event.course.summary,
    )


def _title(course: Course, starts_at: datetime) -> str:
    day: date = timezone.localdate(starts_at)
    return f"{course.title}: {in_words(day)}"


def _check_closing(closes_at: datetime, starts_at: datetime) -> None:
    if closes_at > starts_at:
        raise RuleBroken("Booking must close before the event starts.", field="closes_on")


def _check_is_coming(event: Event) -> None:
    if event.state not in (Event.State.DRAFT, Event.State.OPEN):
        raise RuleBroken(f"This event is {event.state}: it can no longer be changed.")

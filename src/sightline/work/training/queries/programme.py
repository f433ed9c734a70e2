"""The programme as the office works on it."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from sightline.foundation.statements import Objects, given
from sightline.work.training.models import (
    Course,
    Event,
    EventSession,
    EventTrainer,
    Joining,
    Trainer,
)

SESSIONS = Objects(
    lambda: EventSession.objects.filter(
        event=given("event", int), dropped_at__isnull=True
    ).order_by("starts_at", "pk")
)
JOINING = Objects(lambda: Joining.objects.filter(event=given("event", int)))


def programme(partnership_id: int) -> QuerySet[Event]:
    """Every event, drafts and cancelled ones too, with its course and its count of places."""
    rows = Event.objects.filter(partnership_id=partnership_id)
    return rows.select_related("course", "counted").defer("course__summary", "course__aims")


def courses(partnership_id: int) -> QuerySet[Course]:
    """Every course, drafts and withdrawn ones too."""
    return Course.objects.filter(partnership_id=partnership_id).defer("aims", "evaluation_plan")


def sessions_of(event: Event) -> list[EventSession]:
    """The sittings of an event, in order."""
    return SESSIONS.rows(event=event.pk)


def joining_of(event: Event) -> Joining | None:
    """How to get there, for those the database tells: the office and those who are booked."""
    return next(iter(JOINING.rows(event=event.pk)), None)


def given_by(event: Event) -> list[Trainer]:
    """Who gives an event, for those who may see the trainers."""
    rows = EventTrainer.objects.filter(event=event, dropped_at__isnull=True)
    return [row.trainer for row in rows.select_related("trainer__agency").order_by("pk")]


def held_of(course: int) -> list[int]:
    """Events of a course that were held, in their order."""
    rows = Event.objects.filter(course=course, state=Event.State.HELD)
    return list(rows.order_by("starts_at", "pk").values_list("pk", flat=True))


def trainers(partnership_id: int) -> QuerySet[Trainer]:
    """The pool of trainers, by name."""
    rows = Trainer.objects.filter(partnership_id=partnership_id)
    return rows.select_related("agency").order_by("name")


def free_trainers(event: Event) -> list[Trainer]:
    """Trainers of the pool who do not give this event yet."""
    named = EventTrainer.objects.filter(event=event, dropped_at__isnull=True).values("trainer")
    rows = trainers(event.partnership_id).filter(left_on__isnull=True)
    return list(rows.exclude(pk__in=named))


def years_of_programme(partnership_id: int, now: datetime) -> list[int]:
    """Years that have events, newest first, with this one."""
    rows = Event.objects.filter(partnership_id=partnership_id)
    found = {moment.year for moment in rows.dates("starts_at", "year")}
    return sorted(found | {timezone.localdate(now).year}, reverse=True)

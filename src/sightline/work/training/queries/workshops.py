"""Parallel workshops: which there are, how full, and who chose which."""

from __future__ import annotations

from django.db import connection

from sightline.foundation.errors import NotSeen
from sightline.foundation.statements import Objects, given
from sightline.work.training.models import Booking, Event, Workshop, WorkshopChoice

OF_EVENT = Objects(
    lambda: Workshop.objects.filter(event=given("event", int), dropped_at__isnull=True).order_by(
        "time", "title", "pk"
    )
)


def workshops_of(event: Event) -> list[Workshop]:
    """The workshops of an event, by time and title."""
    return OF_EVENT.rows(event=event.pk)


def workshop(event: Event, number: int) -> Workshop:
    """One workshop of an event; `NotSeen` where it is absent or taken out."""
    found = Workshop.objects.filter(event=event, pk=number, dropped_at__isnull=True).first()
    if found is None:
        raise NotSeen
    found.event = event
    return found


def chosen_of(event: Event) -> dict[int, int]:
    """How many people with a place chose each workshop: the number alone, whoever asks."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT workshop, chosen FROM sightline_training_workshops(%s)", [event.pk])
        return dict(cursor.fetchall())


def choices_of(booking: Booking) -> list[WorkshopChoice]:
    """What somebody chose, by time."""
    rows = WorkshopChoice.objects.filter(booking=booking, dropped_at__isnull=True)
    return list(rows.select_related("workshop").order_by("time"))


def choices_at(event: Event) -> dict[int, str]:
    """What everybody whose booking the reader sees chose, in words, by booking."""
    rows = WorkshopChoice.objects.filter(workshop__event=event, dropped_at__isnull=True)
    found: dict[int, list[str]] = {}
    for number, time, title in rows.order_by("time").values_list(
        "booking", "time", "workshop__title"
    ):
        found.setdefault(number, []).append(f"{time}: {title}")
    return {number: "; ".join(words) for number, words in found.items()}

"""Copying a year's programme to the year after."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from sightline.foundation.permissions import Actor
from sightline.foundation.trail.operations import record as trail
from sightline.work.training import events, permissions
from sightline.work.training.models import Course, Event, EventSession, Joining, Workshop
from sightline.work.training.operations.events import add_session, plan_event
from sightline.work.training.rules import programme as rules


@transaction.atomic
def copy_programme(*, partnership_id: int, year: int, by: Actor, now: datetime) -> int:
    """Copy the events of a year 52 weeks on, as drafts, each once; the answer is how many. Asking
    again copies only what has come since."""
    permissions.manage_programme.check(by)
    first = timezone.make_aware(datetime(year, 1, 1))
    last = timezone.make_aware(datetime(year + 1, 1, 1))
    copied = Event.objects.filter(copied_from__isnull=False).values("copied_from")
    rows = (
        Event.objects.select_for_update(of=("self",))
        .filter(partnership_id=partnership_id, starts_at__gte=first, starts_at__lt=last)
        .filter(state__in=(Event.State.OPEN, Event.State.HELD))
        .exclude(pk__in=copied)
        .exclude(course__state=Course.State.WITHDRAWN)
        .select_related("course", "counted")
        .order_by("starts_at", "pk")
    )
    made = 0
    for event in rows:
        _copy(event, by, now)
        made += 1
    trail(
        events.programme_copied,
        by=by,
        now=now,
        partnership_id=partnership_id,
        count=made,
        year=year,
    )
    return made


def _copy(event: Event, by: Actor, now: datetime) -> None:
    sessions = EventSession.objects.filter(event=event, dropped_at__isnull=True)
    first, *others = sessions.order_by("starts_at", "pk")
    row = Joining.objects.filter(event=event).values("venue", "notes", "before", "after").first()
    joining: dict[str, Any] = dict(row or {})
    kept = ("area", "is_online", "agency_most", "agency_until_days", "has_waiting_list",
            "is_consent_needed", "fee_pence")  # fmt: skip
    new = plan_event(
        course=event.course,
        starts_at=rules.a_year_on(first.starts_at),
        ends_at=rules.a_year_on(first.ends_at),
        closes_at=rules.a_year_on(event.closes_at),
        places=event.counted.places,
        copied_from=event,
        by=by,
        now=now,
        **{name: getattr(event, name) for name in kept},
        **joining,
    )
    for session in others:
        add_session(
            event=new,
            starts_at=rules.a_year_on(session.starts_at),
            ends_at=rules.a_year_on(session.ends_at),
            title=session.title,
            by=by,
            now=now,
        )
    for one in Workshop.objects.filter(event=event, dropped_at__isnull=True).order_by("pk"):
        _copy_workshop(one, new)


def _copy_workshop(one: Workshop, to: Event) -> None:
    Workshop.objects.create(
        event=to,
        partnership_id=to.partnership_id,
        time=one.time,
        title=one.title,
        places=one.places,
    )

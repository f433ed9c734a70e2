"""Interests declared on taking a place, before any matter comes up."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from sightline.foundation.errors import NotSeen
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.operations import record as trail
from sightline.registers.records import events, permissions
from sightline.registers.records.models import StandingInterest


@transaction.atomic
def declare_on_appointment(*, nature: str, by: Actor, now: datetime) -> StandingInterest:
    """Record an interest of one's own, or without words that one has none."""
    permissions.declare_interest.check(by)
    said = nature.strip()
    made = StandingInterest.objects.create(
        partnership_id=by.partnership_id,  # type: ignore[misc]
        person_id=by.person_id,
        nature=said,
        declared_at=now,
    )
    trail(events.interest_declared if said else events.nothing_to_declare, by=by, now=now)
    return made


@transaction.atomic
def end_declared(*, interest: StandingInterest, by: Actor, now: datetime) -> None:
    """End an interest of one's own: it no longer holds, and stays on record with its days.
    `NotSeen` where it is somebody else's, or ended already."""
    permissions.declare_interest.check(by)
    rows = StandingInterest.objects.select_for_update().filter(
        pk=interest.pk, person=by.person_id, ended_at__isnull=True
    )
    held = rows.first()
    if held is None:
        raise NotSeen
    held.ended_at = now
    held.save(update_fields=["ended_at"])
    trail(events.interest_ended, by=by, now=now)

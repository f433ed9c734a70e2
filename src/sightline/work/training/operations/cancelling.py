"""Cancelling an event."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from sightline.foundation.permissions import Actor
from sightline.work.training import events, permissions
from sightline.work.training.models import Event
from sightline.work.training.operations.events import _locked_event, _tell_of_event
from sightline.work.training.rules import programme as rules


@transaction.atomic
def cancel_event(*, event: Event, reason: str, by: Actor, now: datetime) -> Event:
    """Cancel an event, with the reason that everybody may read."""
    permissions.manage_programme.check(by)
    held = _locked_event(event)
    rules.check_event_step(held.state, Event.State.CANCELLED)
    held.state, held.cancelled_reason = Event.State.CANCELLED, rules.check_reason(reason)
    held.version += 1
    held.save(update_fields=["state", "cancelled_reason", "version"])
    _tell_of_event(held, events.event_cancelled, by, now, reason=held.cancelled_reason)
    return held

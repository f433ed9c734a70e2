"""The line of the trail about an action, and the message that something waits."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from sightline.foundation.calendar import in_words
from sightline.foundation.outbox.notices import Notice
from sightline.foundation.outbox.operations import queue
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.events import Event
from sightline.foundation.trail.operations import record as trail
from sightline.registers.actions.models import Action


def say(*, action: Action, event: Event, by: Actor, now: datetime, **facts: Any) -> None:
    """Write a line of the trail about an action."""
    trail(
        event,
        by=by,
        now=now,
        about=action.record.reference,
        partnership_id=action.partnership_id,
        **facts,
    )


def tell(*, action: Action, notice: Notice, person_id: int, occasion: str, now: datetime) -> bool:
    """Tell a person that something waits about the action, once for each occasion."""
    path = reverse("actions:action", args=[action.record.reference])
    return queue(
        notice,
        to_person_id=person_id,
        to_email=None,
        facts={"due_on": in_words(action.due_on), "link": f"{settings.ADDRESS}{path}"},
        about=action.record.reference,
        key=f"{action.pk}:{person_id}:{occasion}",
        now=now,
    )

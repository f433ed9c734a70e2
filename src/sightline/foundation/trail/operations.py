"""Writing the trail: always in the transaction of the change it tells of."""

from __future__ import annotations

import json
from datetime import datetime

from django.db import connection

from sightline.foundation.permissions import Actor
from sightline.foundation.trail.events import Event
from sightline.foundation.trail.models import PostedForm, TrailEvent


def record(
    event: Event,
    *,
    by: Actor,
    now: datetime,
    about: str = "",
    partnership_id: int | None = None,
    kind: TrailEvent.Kind = TrailEvent.Kind.CHANGE,
    **facts: str | int | bool | list[str] | None,
) -> None:
    """Add one line to the trail of the actor's partnership (or the one given)."""
    chain = partnership_id if partnership_id is not None else by.partnership_id
    with connection.cursor() as cursor:
        # plain INSERT: most people may add to the trail and not read it, so nothing is returned
        cursor.execute(
            """INSERT INTO trail_trailevent
               (partnership_id, at, kind, code, person_id, actor, about, facts, previous_hash, hash)
               VALUES (%s, %s, %s, %s, %s, %s, %s, %s, '', '')""",
            [chain or 0, now, kind, event.code, by.person_id, by.name, about, json.dumps(facts)],
        )


def record_read(event: Event, *, by: Actor, now: datetime, about: str) -> None:
    """Add a line saying that a restricted record was opened."""
    record(event, by=by, now=now, about=about, kind=TrailEvent.Kind.READ)


def take_key(*, key: str, person_id: int | None, path: str, now: datetime) -> bool:
    """Take the key of a posted form; False when somebody has it. Waits for a post under way."""
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO trail_postedform (key, person_id, path, location, posted_at)
               VALUES (%s, %s, %s, '', %s) ON CONFLICT (key) DO NOTHING""",
            [key, person_id, path[:300], now],
        )
        return bool(cursor.rowcount == 1)


def keep_where_post_led(*, key: str, location: str) -> None:
    """Keep where a posted form led, so that the same post again is answered the same way."""
    PostedForm.objects.filter(key=key).update(location=location[:300])

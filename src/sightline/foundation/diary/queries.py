"""A person's dates, as far as they may still know of them, and whose feed a secret opens."""

from __future__ import annotations

from datetime import date, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from django.utils.module_loading import import_string

from sightline.foundation.diary import rules
from sightline.foundation.diary.models import Feed, Invitee
from sightline.foundation.diary.notices import entry_of
from sightline.foundation.permissions import Actor, actor_from_keys

MOST = 500


def actor_of_feed(secret: str) -> Actor | None:
    """Whose feed a secret opens, or None: it is unknown, was ended, or its person holds no seat.
    From here on the database answers as to that person, for reading alone."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT person_id, name, email, keys FROM sightline_feed_begin(%s)", [secret]
        )
        row = cursor.fetchone()
    if row is None:
        return None
    person_id, name, email, keys = row
    return actor_from_keys(
        person_id=person_id,
        name=name,
        email=email,
        keys=keys,
        chosen_partnership=None,
        stepped_up_at=None,
    )


def dates_of(actor: Actor, now: datetime, today: date) -> list[rules.Entry]:
    """The occasions a person is invited to, from three months back, soonest first; only those whose
    record they see at this moment."""
    rows = list(
        Invitee.objects.filter(
            person=actor.person_id,
            is_withdrawn=False,
            occasion__is_cancelled=False,
            occasion__falls_on__gte=today - rules.KEPT_BACK,
        )
        .select_related("occasion")
        .order_by("occasion__falls_on", "occasion__starts_at", "pk")[:MOST]
    )
    still_seen = import_string(settings.SIGHTLINE_SEEN_AMONG)
    about = {(row.occasion.partnership_id, row.occasion.about) for row in rows}
    seen: set[tuple[int, str]] = still_seen(actor, about, now)
    return [
        entry_of(row) for row in rows if (row.occasion.partnership_id, row.occasion.about) in seen
    ]


def file_of(actor: Actor, now: datetime, today: date) -> bytes:
    """A person's feed as a calendar file."""
    host = urlsplit(settings.ADDRESS).hostname or "localhost"
    return rules.feed_file(dates_of(actor, now, today), host=host, name="Sightline")


def live_feed(person_id: int | None) -> Feed | None:
    """A person's feed that still works, if they have one."""
    return Feed.objects.filter(person=person_id, ended_at__isnull=True).first()

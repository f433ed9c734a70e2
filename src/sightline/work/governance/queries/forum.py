"""Packs of forums and what was said there, as far as a person may see them."""

from __future__ import annotations

from datetime import datetime

from django.db import connection
from django.db.models import QuerySet

from sightline.foundation.lists import one_of
from sightline.foundation.permissions import Actor
from sightline.registers.records.queries import sight
from sightline.work.governance.models import ForumPack, ForumTheme, Meeting

SHOWN = 20


def packs(actor: Actor, now: datetime) -> QuerySet[ForumPack]:
    """Packs the actor may see, newest meeting first, with themes."""
    rows = ForumPack.objects.filter(sight(actor, now, "record__"), partnership=actor.partnership_id)
    rows = rows.select_related("record", "meeting__body", "meeting__record")
    return rows.prefetch_related("themes").order_by("-meeting__on", "-pk")


def pack_by(actor: Actor, reference: str, now: datetime) -> ForumPack:
    """The pack with this reference; `NotSeen` when it is absent or hidden."""
    return one_of(packs(actor, now).filter(record__reference=reference))


def theme_of(pack: ForumPack, number: int) -> ForumTheme:
    """One theme of a pack that was fetched in the actor's sight."""
    return one_of(one for one in pack.themes.all() if one.pk == number)


def forums_without_pack(actor: Actor, now: datetime) -> list[Meeting]:
    """Meetings of forums, planned or held, that have no pack yet, newest first."""
    rows = Meeting.objects.filter(
        sight(actor, now, "record__"),
        partnership=actor.partnership_id,
        body__kind="forum",
        forum_pack__isnull=True,
    ).exclude(state=Meeting.State.CANCELLED)
    return list(rows.select_related("record", "body").order_by("-on", "-pk")[:SHOWN])


def link_waits(secret: str) -> bool:
    """Whether a link has not been used and has not run out."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sightline_forum_link_waits(%s)", [secret])
        (waits,) = cursor.fetchone() or (False,)
    return bool(waits)

"""Records that a person may see, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from sightline.foundation.accounts.models import Person
from sightline.foundation.errors import NotSeen
from sightline.foundation.permissions import Actor, actor_from_keys
from sightline.registers.records.models import Conflict, Grant, Link, Record


def sight(actor: Actor, now: datetime, path: str = "") -> Q:
    """The condition under which the actor sees the record at `path` (`""`, `"record__"`)."""
    if actor.is_system:
        return Q()
    number = f"{path}id" if path else "id"
    granted = Grant.objects.filter(
        record=OuterRef(number),
        person=actor.person_id,
        starts_at__lte=now,
        ends_at__gt=now,
        ended_at__isnull=True,
    )
    conflict = Conflict.objects.filter(
        record=OuterRef(number), person=actor.person_id, ended_at__isnull=True
    )
    opened = Q(**{f"{path}opens_at__isnull": True}) | Q(**{f"{path}opens_at__lte": now})
    in_audience = Q(**{f"{path}audience__overlap": sorted(actor.keys)})
    return (
        (Q(**{f"{path}marking": "public"}) & opened)
        | (in_audience & ~Q(**{f"{path}marking": "identified"}))
        | Q(Exists(granted))
    ) & ~Q(Exists(conflict))


def visible_to(actor: Actor, now: datetime) -> QuerySet[Record]:
    """Every record the actor may see at this moment."""
    return Record.objects.filter(sight(actor, now))


def seen(actor: Actor, reference: str, now: datetime) -> Record:
    """The record with this reference; `NotSeen` when it is absent or hidden."""
    found = visible_to(actor, now).filter(reference=reference, partnership=actor.partnership_id)
    record = found.select_related("body").defer("words").first()
    if record is None:
        raise NotSeen
    return record


def matching(words: str, *, partnership_id: int, limit: int = 50) -> tuple[list[Record], bool]:
    """Records that match the words, best of the newest thousand first, within the sight of the
    session that asks; and whether more than a thousand matched."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, more FROM sightline_search_records(%s, %s, %s)",
            [words, partnership_id, limit],
        )
        found = cursor.fetchall()
    ids = [number for number, _ in found]
    by_id = Record.objects.select_related("body").defer("words").in_bulk(ids)
    return [by_id[number] for number in ids if number in by_id], any(more for _, more in found)


def linked(record: Record, actor: Actor, now: datetime) -> list[tuple[str, Record]]:
    """Records linked with this one, as far as the actor may see them."""
    pairs = Link.objects.filter(Q(source=record) | Q(target=record))
    ends = {end for pair in pairs.values_list("source", "target") for end in pair} - {record.pk}
    if not ends:
        return []
    rows = visible_to(actor, now).filter(pk__in=ends).defer("words").order_by("-on", "-id")[:50]
    return [(row.kind, row) for row in rows]


def seen_among(
    actor: Actor, about: Iterable[tuple[int, str]], now: datetime
) -> set[tuple[int, str]]:
    """Which of these records, named by partnership and reference, the actor sees at this moment."""
    wanted = set(about)
    if not wanted:
        return set()
    rows = visible_to(actor, now).filter(
        partnership__in={number for number, _ in wanted},
        reference__in={reference for _, reference in wanted},
    )
    return wanted & set(rows.values_list("partnership_id", "reference"))


def address_if_still_seen(person_id: int, about: str, now: datetime) -> str | None:
    """Where to write to a person about a record, or None when they may no longer be told: they were
    shut out, hold no seat any more, or no longer see the record (security: asked at sending)."""
    person = Person.objects.filter(pk=person_id, is_active=True).first()
    if person is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT sightline_keys_of(%s)", [person_id])
        (keys,) = cursor.fetchone() or ([],)
    if not any(key.startswith("seat:") for key in keys):
        return None
    if about:
        actor = actor_from_keys(
            person_id=person_id,
            name=person.name,
            email=person.email,
            keys=keys,
            chosen_partnership=None,
            stepped_up_at=None,
        )
        if not visible_to(actor, now).filter(reference=about).exists():
            return None
    return str(person.email)


def grants_of(record: Record, actor: Actor) -> list[Grant]:
    """Grants of a record that the actor gave or holds, newest first; to the system all of them."""
    rows = Grant.objects.filter(record=record).select_related("person", "granted_by")
    if not actor.is_system:
        rows = rows.filter(Q(granted_by=actor.person_id) | Q(person=actor.person_id))
    return list(rows.order_by("-starts_at")[:100])

"""What belongs together with a record, within the reader's sight."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple

from django.db.models import Q

from sightline.foundation.permissions import Actor
from sightline.foundation.statements import Statement, given
from sightline.registers.records.models import Link, Record
from sightline.registers.records.queries.sight import visible_to


class Pair(NamedTuple):
    """The two records of a link, and how they belong together."""

    source_id: int
    target_id: int
    how: str


PAIRS = Statement(
    Pair,
    lambda: Link.objects.filter(
        Q(source=given("record", int)) | Q(target=given("record", int)), ended_at__isnull=True
    ).values_list("source_id", "target_id", "how"),
)


def linked(record: Record, actor: Actor, now: datetime) -> list[tuple[str, Record]]:
    """Records linked with this one, as far as the actor may see them."""
    pairs = PAIRS.rows(record=record.pk)
    ends = {end for pair in pairs for end in (pair.source_id, pair.target_id)} - {record.pk}
    return [(row.kind, row) for row in _at(ends, actor, now)]


def tied_from(record: Record) -> dict[int, str]:
    """Numbers of the records tied to this one by a link from them, and how; each of them is asked
    for within the reader's sight before it is shown."""
    return {
        one.source_id: one.how for one in PAIRS.rows(record=record.pk) if one.target_id == record.pk
    }


class Tied(NamedTuple):
    """A record that another one is for, and how."""

    how: str
    record: Record


def tied_to(record: Record, actor: Actor, now: datetime) -> list[Tied]:
    """The records that this one answers or serves, within the actor's sight, newest first."""
    hows = {
        one.target_id: one.how
        for one in PAIRS.rows(record=record.pk)
        if one.source_id == record.pk and one.how in ("answers", "serves")
    }
    return [Tied(hows[row.pk], row) for row in _at(hows, actor, now)]


def _at(ends: Collection[int], actor: Actor, now: datetime) -> Iterable[Record]:
    if not ends:
        return []
    rows = visible_to(actor, now).filter(pk__in=ends).defer("words")
    return rows.order_by("-on", "-id")[:50]

"""Reading the trail, and proving that nobody rewrote it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db import connection
from django.db.models import QuerySet

from sightline.foundation.statements import Statement, given
from sightline.foundation.trail.events import tell
from sightline.foundation.trail.models import PostedForm, TrailEvent, TrailHead


@dataclass(frozen=True)
class ChainVerdict:
    """What reading one chain from its first link to its head showed."""

    chain: int
    links: int
    broken_at: int | None
    sentence: str


class _Line(NamedTuple):
    code: str
    facts: dict[str, object]
    at: datetime
    actor: str


class Told(NamedTuple):
    """One line of what was done to a record, as a timeline takes it."""

    title: str
    when: datetime
    by: str


def newest(most: int, **only: str) -> QuerySet[TrailEvent]:
    """The newest lines about what is given as `partnership` and `reference`, to be asked together
    with what else stands on its page; `as_told` tells them."""
    rows = TrailEvent.objects.filter(
        partnership_id=given("partnership", int), about=given("reference", str), **only
    )
    return rows.order_by("-id").only("code", "facts", "at", "actor")[:most]


def _newest(most: int, **only: str) -> Statement[_Line]:
    return Statement(
        _Line, lambda: newest(most, **only).values_list("code", "facts", "at", "actor")
    )


FIRST, FIFTY, ALL = _newest(6), _newest(50), _newest(1_000)
CHANGED = {"kind": TrailEvent.Kind.CHANGE.value}
CHANGES, ALL_CHANGES = _newest(50, **CHANGED), _newest(1_000, **CHANGED)


def told(partnership_id: int, reference: str, *, of: Statement[_Line] = FIFTY) -> list[Told]:
    """What was done to a record, newest first: the newest `FIRST` six, `FIFTY`, or `ALL`, which is
    a thousand; or the newest fifty `CHANGES`, or
    `ALL_CHANGES`, where looks at it are not told."""
    return as_told(of.rows(partnership=partnership_id, reference=reference))


def as_told(lines: Iterable[_Line | TrailEvent]) -> list[Told]:
    """Lines of the trail as a timeline takes them."""
    return [Told(tell(line.code, line.facts), line.at, line.actor) for line in lines]


def where_post_led(key: str, person_id: int | None) -> str | None:
    """Where this person's post with this key led, if it was made before."""
    found = PostedForm.objects.filter(key=key, person_id=person_id).values_list("location")
    return next((location for (location,) in found), None)


def verify_chain() -> Iterator[ChainVerdict]:
    """Read every chain from the start and say whether each link follows from the one before."""
    for head in TrailHead.objects.order_by("chain"):
        yield _verify_one(head)


def _verify_one(head: TrailHead) -> ChainVerdict:
    previous, last_id, links = "", 0, 0
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT id, previous_hash, hash, sightline_trail_text(t) FROM trail_trailevent t
               WHERE partnership_id = %s ORDER BY id""",
            [head.chain],
        )
        while rows := cursor.fetchmany(2000):
            for number, before, kept, text in rows:
                expected = hashlib.sha256((previous + text).encode()).hexdigest()
                if before != previous or kept != expected:
                    return ChainVerdict(
                        head.chain,
                        links,
                        number,
                        f"Line {number} does not follow from the one before.",
                    )
                previous, last_id, links = kept, number, links + 1
    if (last_id, previous) != (head.last_id, head.hash):
        return ChainVerdict(
            head.chain, links, last_id, "Lines are missing from the end of the chain."
        )
    return ChainVerdict(head.chain, links, None, f"All {links} lines follow from one another.")

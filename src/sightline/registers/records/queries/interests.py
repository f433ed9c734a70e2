"""What people declared on taking a place, as far as the reader may know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef

from sightline.foundation.lists import Kept, Lists, one_of
from sightline.foundation.permissions import Actor
from sightline.foundation.statements import Statement, given
from sightline.registers.partnership.models import Seat
from sightline.registers.records.models import Record, StandingInterest
from sightline.registers.records.rules import words_in_common

ALL = Lists(
    lambda: StandingInterest.objects.filter(
        partnership=given("partnership", int), ended_at__isnull=True
    ),
    lambda rows: rows.values("pk", "person", "person__name", "nature", "declared_at"),
)


def declared(actor: Actor) -> Kept:
    """Everything that stands in the register of interests of the actor's partnership."""
    return ALL.of(partnership=actor.partnership_id or 0)


def own_interests(actor: Actor) -> list[StandingInterest]:
    """What the actor declared and did not end, newest first."""
    rows = StandingInterest.objects.filter(
        partnership=actor.partnership_id, person=actor.person_id, ended_at__isnull=True
    )
    return list(rows.order_by("-declared_at", "-pk"))


def own_interest(actor: Actor, number: int) -> StandingInterest:
    """One of these; `NotSeen` where it is not among them."""
    return one_of([one for one in own_interests(actor) if one.pk == number])


class _Seat(NamedTuple):
    """A seat since whose beginning nothing was declared."""

    pk: int


UNDECLARED = Statement(
    _Seat,
    lambda: Seat.objects.filter(
        ~Exists(
            StandingInterest.objects.filter(
                partnership=given("partnership", int),
                person=given("person", int),
                declared_at__gte=OuterRef("starts_at"),
            )
        ),
        partnership=given("partnership", int),
        person=given("person", int),
        place__body__isnull=False,
        ended_at__isnull=True,
        starts_at__lte=given("now", datetime),
    ).values_list("pk")[:1],
)


def has_still_to_declare(actor: Actor, now: datetime) -> bool:
    """Whether the actor took a place at a body's table and declared nothing since, not even that
    there is nothing to declare."""
    whose = {"partnership": actor.partnership_id, "person": actor.person_id}
    return bool(UNDECLARED.rows(**whose, now=now))


@dataclass(frozen=True)
class Touching:
    """An interest that shares words with a matter."""

    name: str
    nature: str
    words: tuple[str, ...]


def touching(actor: Actor, record: Record, people: Iterable[int]) -> list[Touching]:
    """Of what these people declared, what shares words with a record already seen: a help for who
    looks for interests, and never a finding."""
    matter, among = f"{record.title} {record.summary}", set(people)
    rows = declared(actor).rows(["person__name", "pk"], 0, 1_000)
    found = [
        Touching(row["person__name"], row["nature"], tuple(words_in_common(row["nature"], matter)))
        for row in rows
        if row["person"] in among and row["nature"]
    ]
    return [one for one in found if one.words]

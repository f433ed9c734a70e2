"""Who held which place, and what follows from it: appointments, and the chair passing on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Value
from django.db.models.functions import Coalesce, TruncDate

from sightline.foundation.calendar import LONDON
from sightline.registers.duties.rules.facts import Happened, Held
from sightline.registers.partnership.models import Seat


@dataclass(frozen=True)
class Holder:
    """Who held which place, from when to when, as far as the register needs it."""

    place: str
    title: str
    body: str
    function: str
    role: str
    person_id: int
    person: str
    first: date
    last: date | None

    def holds_on(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


def everyone_who_held(partnership_id: int) -> list[Holder]:
    """Every holder of every place, deputies left out, in one statement."""
    rows = Seat.objects.filter(
        partnership_id=partnership_id, deputises_for__isnull=True
    ).values_list(
        "place__key",
        "place__name",
        Coalesce("place__body__key", Value("")),
        "place__function",
        "place__role_key",
        "person_id",
        "person__name",
        TruncDate("starts_at", tzinfo=LONDON),
        TruncDate("ended_at", tzinfo=LONDON),
    )
    return [Holder(*row) for row in rows]


def appointments(holders: Sequence[Holder], as_at: date) -> list[Happened]:
    """Appointments, and the chair passing on, read from the seats themselves."""
    found: list[Happened] = []
    chaired: dict[str, str] = {}
    for one in sorted(holders, key=lambda one: one.first):
        if one.first > as_at:
            continue
        found.append(
            Happened(
                kind="appointment-made",
                on=one.first,
                entered_on=one.first,
                body=one.body,
                source=one.role or one.place,
                place=one.place,
            )
        )
        if one.function == "chair":
            if chaired.get(one.body, one.person) != one.person:
                found.append(
                    Happened("chair-rotated", one.first, one.first, body=one.body, place=one.place)
                )
            chaired[one.body] = one.person
    return found


def joined(rows: Sequence[Held]) -> list[Held]:
    """A place passed on from one holder to the next without a gap was held throughout."""
    joined: list[Held] = []
    for one in sorted(rows, key=lambda one: (one.place, one.first)):
        before = joined[-1] if joined else None
        follows = (
            before is not None
            and before.place == one.place
            and before.last is not None
            and one.first <= before.last + timedelta(days=1)
        )
        if before is not None and follows:
            joined[-1] = Held(one.place, one.title, before.first, one.last)
        else:
            joined.append(one)
    return joined

"""Requests for what is held of a case, each with where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sightline.foundation.lists import one_of
from sightline.foundation.permissions import Actor
from sightline.registers.records.models import Record
from sightline.registers.records.queries import sight
from sightline.work.reviews.models import (
    DisclosureAnswer,
    DisclosureChecked,
    DisclosureRequest,
    DisclosureSent,
    Incident,
)
from sightline.work.reviews.rules import disclosing as rules

SHOWN = 200


@dataclass(frozen=True)
class Disclosure:
    """A request with its answers, the last of which stands."""

    request: DisclosureRequest
    answers: list[DisclosureAnswer]
    sent: DisclosureSent | None

    @property
    def last(self) -> DisclosureAnswer | None:
        return self.answers[-1] if self.answers else None

    @property
    def check(self) -> DisclosureChecked | None:
        return getattr(self.last, "checked", None)

    @property
    def state(self) -> str:
        return rules.state(
            is_prepared=self.last is not None,
            agreed=self.check.is_agreed if self.check else None,
            is_sent=self.sent is not None,
        )

    def is_late(self, today: date) -> bool:
        """Whether it was sent, or still waits, after the day it is due."""
        return self.request.due_on < (self.sent.sent_on if self.sent else today)


def disclosures_of(incident: Incident) -> list[Disclosure]:
    """The requests of a case, the newest first, in two statements."""
    rows = list(
        DisclosureRequest.objects.filter(incident=incident)
        .select_related("asked", "sent")
        .order_by("-pk")[:SHOWN]
    )
    given: dict[int, list[DisclosureAnswer]] = {}
    answers = DisclosureAnswer.objects.filter(request__in=[one.pk for one in rows])
    for one in answers.select_related("checked").order_by("pk"):
        given.setdefault(one.request_id, []).append(one)
    return [Disclosure(one, given.get(one.pk, []), getattr(one, "sent", None)) for one in rows]


def disclosure_of(incident: Incident, number: int) -> Disclosure:
    """One request of a case; `NotSeen` where it is of another."""
    return one_of(one for one in disclosures_of(incident) if one.request.pk == number)


@dataclass(frozen=True)
class Logged:
    """A line of the log, and whether the reader sees the case it is of."""

    request: DisclosureRequest
    sent_on: date | None
    is_in_sight: bool


def log(actor: Actor, now: datetime) -> list[Logged]:
    """The last two hundred lines that the database gives to the actor: what waits first, by the day
    it is due."""
    rows = list(
        DisclosureRequest.objects.filter(partnership=actor.partnership_id or 0)
        .select_related("sent")
        .order_by("-pk")[:SHOWN]
    )
    seen = set(
        Record.objects.filter(
            sight(actor, now), pk__in=[one.record_id for one in rows]
        ).values_list("pk", flat=True)
    )
    lines = [
        Logged(one, one.sent.sent_on if hasattr(one, "sent") else None, one.record_id in seen)
        for one in rows
    ]
    return sorted(lines, key=lambda one: (one.sent_on is not None, one.request.due_on))

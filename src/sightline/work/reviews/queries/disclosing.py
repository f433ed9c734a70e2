"""Requests for what is held of a case, each with where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)

from sightline.foundation.lists import Kept, Lists, one_of
from sightline.foundation.permissions import Actor
from sightline.foundation.statements import given
from sightline.registers.records.models import Record
from sightline.registers.records.queries import ListsInSight
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
    by_request: dict[int, list[DisclosureAnswer]] = {}
    answers = DisclosureAnswer.objects.filter(request__in=[one.pk for one in rows])
    for one in answers.select_related("checked").order_by("pk"):
        by_request.setdefault(one.request_id, []).append(one)
    return [Disclosure(one, by_request.get(one.pk, []), getattr(one, "sent", None)) for one in rows]


def disclosure_of(incident: Incident, number: int) -> Disclosure:
    """One request of a case; `NotSeen` where it is of another."""
    return one_of(one for one in disclosures_of(incident) if one.request.pk == number)


def _logged(sees: Q) -> QuerySet[DisclosureRequest]:
    """Lines of the log, each with how it stands, and whether its case is seen."""
    seen = Record.objects.filter(sees, pk=OuterRef("record"))
    late = Q(sent__isnull=True, due_on__lt=given("today", date)) | Q(sent__sent_on__gt=F("due_on"))
    stands = Case(
        When(sent__isnull=False, then=Value("sent")),
        When(due_on__lt=given("today", date), then=Value("overdue")),
        default=Value("waits"),
        output_field=CharField(),
    )
    return DisclosureRequest.objects.filter(partnership=given("partnership", int)).annotate(
        is_in_sight=Exists(seen),
        is_late=ExpressionWrapper(late, BooleanField()),
        stands=stands,
    )


LOG = ListsInSight(
    lambda sees: Lists(
        lambda: _logged(sees),
        lambda rows: rows.values(
            "pk", "reference", "kind", "received_on", "due_on", "sent__sent_on", "stands",
            "is_late", "is_in_sight",
        ),
    )
)  # fmt: skip


def log(actor: Actor, now: datetime, today: date) -> Kept:
    """Every line that the database gives to the actor, to be narrowed and ordered."""
    return LOG.of(actor, now, partnership=actor.partnership_id or 0, today=today)

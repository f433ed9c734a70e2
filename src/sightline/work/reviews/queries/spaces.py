"""What stands beside the cases of one reader: reviews they see, and what their agency is asked."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from sightline.foundation.lists import Kept, Lists
from sightline.foundation.permissions import Actor
from sightline.foundation.statements import given
from sightline.registers.records.models import Record
from sightline.registers.records.queries import ListsInSight
from sightline.work.reviews.models import AgencyAuthor, InformationRequest
from sightline.work.reviews.models.deciding_window import Decider

FIRST = 20
"""Spaces that stand below the list of cases; the rest have a page."""
DAYS = {
    "reviews:decision_window": "decision_window__closes_at",
    "reviews:information_request": "on",  # as its cover sheet has it
    "reviews:agency_request": "on",
    "reviews:rapid_review": "rapid_review__due_on",
    "reviews:local_review_room": "local_review__initiated_on",
}
"""Kinds of records that are spaces, each with the day that is said beside it."""


def _listed(sees: Q) -> QuerySet[Record]:
    me = given("sight_person", int)
    wanted = (
        Q(kind__in=["reviews:rapid_review", "reviews:local_review_room"])
        | Exists(AgencyAuthor.objects.filter(record=OuterRef("pk"), person=me))
        | Exists(InformationRequest.objects.filter(record=OuterRef("pk"), person=me))
        | Exists(Decider.objects.filter(record=OuterRef("pk"), person=me))
    )
    return Record.objects.filter(
        wanted, sees, partnership=given("partnership", int), kind__in=list(DAYS)
    )


LISTED = ListsInSight(
    lambda sees: Lists(
        lambda: _listed(sees),
        lambda rows: rows.values("pk", "reference", "kind", *sorted(set(DAYS.values()))),
    )
)


def spaces_seen(actor: Actor, now: datetime) -> Kept:
    """Reviews in the reader’s sight, and requests and decisions that are theirs to answer."""
    return LISTED.of(actor, now, partnership=actor.partnership_id)


def first_spaces(actor: Actor, now: datetime) -> tuple[list[dict[str, Any]], bool]:
    """The newest of them, and whether there are more."""
    found = spaces_seen(actor, now).rows(["-pk"], 0, FIRST + 1)
    return found[:FIRST], len(found) > FIRST

"""What stands beside the cases of one reader: reviews they see, and what their agency is asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q

from sightline.foundation.permissions import Actor
from sightline.registers.records.models import Record
from sightline.registers.records.queries import sight
from sightline.work.reviews.models import (
    AgencyRequest,
    DecisionWindow,
    InformationRequest,
    LocalReview,
    RapidReview,
)

SHOWN = 200


@dataclass(frozen=True)
class Spaces:
    """Reviews the reader sees, and requests they are to answer for an agency, newest first."""

    rapid_reviews: list[RapidReview] = field(default_factory=list)
    local_reviews: list[LocalReview] = field(default_factory=list)
    requests: list[AgencyRequest] = field(default_factory=list)
    information: list[InformationRequest] = field(default_factory=list)
    windows: list[DecisionWindow] = field(default_factory=list)


def spaces_seen(actor: Actor, now: datetime) -> Spaces:
    """Reviews in the reader’s sight and requests to them, at most two hundred together, found with
    one statement."""
    me = actor.person_id or 0
    wanted = (
        Q(rapid_review__isnull=False)
        | Q(local_review__isnull=False)
        | Q(agency_request__authors__person=me)
        | Q(information_request__person=me)
        | Q(decision_window__deciders__person=me)
    )
    rows = Record.objects.filter(
        wanted,
        sight(actor, now),
        partnership=actor.partnership_id,
        kind__in=[
            "reviews:rapid_review",
            "reviews:local_review_room",
            "reviews:agency_request",
            "reviews:information_request",
            "reviews:decision_window",
        ],
    )
    joined = rows.select_related(
        "rapid_review", "local_review", "agency_request", "information_request", "decision_window"
    )
    found = Spaces()
    for one in joined.defer("words").order_by("-pk")[:SHOWN]:
        for name, kept in (
            ("rapid_review", found.rapid_reviews),
            ("local_review", found.local_reviews),
            ("agency_request", found.requests),
            ("information_request", found.information),
            ("decision_window", found.windows),
        ):
            piece = getattr(one, name, None)
            if piece is not None:
                kept.append(piece)
    return found

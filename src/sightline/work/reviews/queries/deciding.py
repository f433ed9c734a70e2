"""What the group recommended, what the Executive decided, and until when a local review has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import (
    Min,
    OuterRef,
    Prefetch,
    QuerySet,
    Subquery,
    prefetch_related_objects,
)
from django.utils import timezone

from sightline.foundation.permissions import Actor
from sightline.foundation.statements import Objects, given
from sightline.registers.partnership.models import Seat
from sightline.registers.records.queries import sight
from sightline.work.reviews.models import (
    CriterionJudged,
    DelayApproval,
    Incident,
    PartnerPosition,
    PublicationDecision,
    RapidReview,
    Recommendation,
    ReviewDecision,
    ReviewDelay,
)
from sightline.work.reviews.rules.deciding import LOCAL_REVIEW
from sightline.work.reviews.rules.publishing import WITHHELD

PUBLICATION = PublicationDecision.objects.filter(incident=OuterRef("incident")).order_by("-number")
BY_HAND = Prefetch("by_hand", DelayApproval.objects.order_by("partner"))
IN_ORDER = Prefetch("criteria", CriterionJudged.objects.order_by("pk"))


@dataclass(frozen=True)
class Deciding:
    """The decisions on a local review of one case and its delays, in order; nothing is left out."""

    decisions: list[ReviewDecision]
    delays: list[ReviewDelay]

    @property
    def decision(self) -> ReviewDecision | None:
        """The decision that stands."""
        return self.decisions[-1] if self.decisions else None

    @property
    def initiated(self) -> ReviewDecision | None:
        """The decision that stands, where it initiates a local review."""
        last = self.decision
        return last if last is not None and last.outcome == LOCAL_REVIEW else None

    @property
    def delays_that_count(self) -> list[ReviewDelay]:
        """Delays of the review that stands: not of one that was given up and begun anew."""
        since = max(
            (one.number for one in self.decisions if one.outcome != LOCAL_REVIEW), default=0
        )
        numbers = {one.pk: one.number for one in self.decisions}
        return [one for one in self.delays if numbers[one.decision_id] > since]

    @property
    def stands_until(self) -> date | None:
        """The day the review has until: as the last delay says, or six months after it began."""
        if self.initiated is None:
            return None
        given = self.delays_that_count
        return given[-1].until_on if given else self.initiated.due_on

    def ended(self, now: datetime) -> tuple[str, date] | None:
        """How the six months ended, and when: with publication, or with the decision to publish
        nothing (R6.5)."""
        last = self.initiated
        outcome = getattr(last, "publication", None)
        if last is None or outcome is None:
            return None
        if outcome == WITHHELD:
            return outcome, getattr(last, "publication_on")  # noqa: B009 (added by the query)
        opens_at = getattr(last, "opens_at", None)
        is_open = opens_at is not None and opens_at <= now
        return (outcome, timezone.localdate(opens_at)) if is_open else None


def deciding_of(incident: Incident) -> Deciding:
    """Every decision of the Executive on a case in sight, and every delay."""
    delays = ReviewDelay.objects.filter(decision__incident=incident).order_by("pk")
    return Deciding(decisions_of(incident), list(delays.prefetch_related("told", BY_HAND)))


def decisions_of(incident: Incident) -> list[ReviewDecision]:
    """Every decision of the Executive on a case in sight, the last one last."""
    rows = with_publication(ReviewDecision.objects.filter(incident=incident))
    held = Prefetch("positions", PartnerPosition.objects.select_related("by_hand"))
    return list(rows.prefetch_related(IN_ORDER, held, "told"))


def with_publication(rows: QuerySet[ReviewDecision]) -> QuerySet[ReviewDecision]:
    """Decisions in order, each knowing what was decided on publication, and from when it is."""
    return rows.order_by("number").annotate(
        publication=Subquery(PUBLICATION.values("outcome")[:1]),
        publication_on=Subquery(PUBLICATION.values("decided_on")[:1]),
        opens_at=Subquery(
            PUBLICATION.annotate(first=Min("releases__opens_at")).values("first")[:1]
        ),
    )


def recommended() -> QuerySet[Recommendation]:
    """What the group recommended at the end of a review, the last one last."""
    return Recommendation.objects.filter(review=given("review", int)).order_by("pk")


RECOMMENDED = Objects(recommended)


def recommendations_of(review: RapidReview) -> list[Recommendation]:
    """What the group recommended at the end of a review in sight, the last one last."""
    return with_criteria(RECOMMENDED.rows(review=review.pk))


def with_criteria(rows: list[Recommendation]) -> list[Recommendation]:
    """Recommendations with each criterion as it was judged."""
    if rows:
        prefetch_related_objects(rows, IN_ORDER)
    return rows


def recommendations_seen(incident: Incident, actor: Actor, now: datetime) -> list[Recommendation]:
    """What the group recommended in a case, to who sees its rapid review."""
    return list(_recommendations().filter(sight(actor, now, "record__"), review__incident=incident))


def _recommendations() -> QuerySet[Recommendation]:
    return Recommendation.objects.order_by("pk").prefetch_related(IN_ORDER)


def approvers(partnership_id: int) -> dict[int, Seat]:
    """Seats of the safeguarding partners on the Executive, also those that have ended, by number:
    who approved a delay may have left since."""
    rows = Seat.objects.filter(partnership=partnership_id, place__is_lead_partner=True)
    ordered = rows.select_related("person", "place").order_by("person__name", "pk")
    return {one.pk: one for one in ordered}

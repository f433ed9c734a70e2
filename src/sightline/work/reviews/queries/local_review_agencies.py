"""Information asked of agencies for a local review, as far as the reader sees each request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from sightline.foundation.lists import one_of
from sightline.foundation.permissions import Actor
from sightline.registers.records.models import Record
from sightline.registers.records.queries import sight
from sightline.work.reviews.models import InformationAnswer, InformationRequest, LocalReview
from sightline.work.reviews.rules import local_review_agencies as rules


@dataclass(frozen=True)
class InformationAsked:
    """A request, until when it may be answered, and where it stands."""

    request: InformationRequest
    due_on: date
    state: str
    answer: InformationAnswer | None

    @property
    def is_overdue(self) -> bool:
        return self.state == "late"


def _requests(actor: Actor, now: datetime) -> QuerySet[InformationRequest]:
    rows = InformationRequest.objects.filter(
        sight(actor, now, "record__"), partnership=actor.partnership_id
    )
    joined = rows.select_related("record", "agency", "answer").defer("record__words")
    return joined.prefetch_related("extensions", "chasers")


def information_asked(
    review: LocalReview, actor: Actor, now: datetime, today: date
) -> list[InformationAsked]:
    """The requests of a local review that the reader sees, those that are due first on top."""
    rows = [standing_of(one, today) for one in _requests(actor, now).filter(review=review)]
    return sorted(rows, key=lambda one: (one.answer is not None, one.due_on, one.request.pk))


def standing_of(request: InformationRequest, today: date) -> InformationAsked:
    """Where a request stands."""
    answer: InformationAnswer | None = getattr(request, "answer", None)
    due_on = max([request.due_on, *(one.until_on for one in request.extensions.all())])
    state = rules.standing(outcome=answer.outcome if answer else "", due_on=due_on, today=today)
    return InformationAsked(request, due_on, state, answer)


def information_request_by(actor: Actor, reference: str, now: datetime) -> InformationRequest:
    """The request with this reference; `NotSeen` when it is absent or hidden."""
    return one_of(_requests(actor, now).filter(record__reference=reference))


def information_request_to_change(request: InformationRequest) -> InformationRequest:
    """A request, for nobody else to change meanwhile: its cover sheet is held."""
    Record.objects.select_for_update().only("pk").get(pk=request.record_id)
    rows = InformationRequest.objects.select_related("record", "answer")  # an agency sees no review
    return rows.prefetch_related("extensions").get(pk=request.pk)

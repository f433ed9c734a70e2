"""Rapid reviews in sight, who was asked, and what each reader may read of the answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, Max, Q, QuerySet

from sightline.foundation.lists import one_of
from sightline.foundation.permissions import Actor
from sightline.foundation.statements import Objects, Together, given
from sightline.foundation.trail import queries as trail
from sightline.foundation.trail.queries import Told
from sightline.registers.partnership.models import Seat
from sightline.registers.records.models import Record
from sightline.registers.records.queries import sight
from sightline.work.reviews.models import (
    AgencyDocument,
    AgencyRequest,
    AgencySummary,
    ChronologyEvent,
    Incident,
    Named,
    PurposeAnswer,
    RapidReview,
    Recommendation,
)
from sightline.work.reviews.queries.agency_documents import by_answer, few_documents
from sightline.work.reviews.queries.cases import TOLD, of_case
from sightline.work.reviews.queries.deciding import recommended, with_criteria
from sightline.work.reviews.rules import rapid_review as rules

ONE = of_case(lambda: RapidReview.objects.select_related("record"))


def review_by(actor: Actor, reference: str, now: datetime) -> RapidReview:
    """The rapid review with this reference; `NotSeen` when it is absent or hidden. It says whether
    the actor has attested, here or to its case, and which case it is to who sees the case."""
    return ONE.by(actor, reference, now)


def caseworkers_of(incident: int) -> list[str]:
    """The keys of the seats that are named to a case as caseworkers."""
    named = Named.objects.filter(
        incident=incident, part=Named.Part.CASEWORKER, ended_at__isnull=True
    )
    return [f"seat:{number}" for number in named.values_list("seat_id", flat=True)]


def records_of(incident: Incident, *, with_agencies: bool) -> list[Record]:
    """The records of a case: its own, its people, its reviews, and the spaces of agencies."""
    wanted = Q(pk__in=[incident.record_id, incident.identities_id]) | Q(
        rapid_review__incident=incident
    )
    wanted |= Q(local_review__incident=incident) | Q(decision_window__incident=incident)
    if with_agencies:
        wanted |= Q(agency_request__review__incident=incident)
        wanted |= Q(information_request__review__incident=incident)
    return list(Record.objects.filter(wanted).defer("words").order_by("pk"))


@dataclass(frozen=True)
class Asked:
    """An agency that was asked, and where its answer stands."""

    request: AgencyRequest
    due_on: date
    state: str


def _asked_of() -> QuerySet[AgencyRequest]:
    rows = AgencyRequest.objects.filter(review=given("review", int))
    return (
        rows.annotate(
            extended_to=Max("extensions__until_on"),
            reference=F("record__reference"),
            agency_name=F("agency__name"),
        )
        .defer("words", "workings")
        .order_by("pk")
    )


def _states(
    requests: Iterable[AgencyRequest], submitted: Iterable[AgencySummary], today: date
) -> list[Asked]:
    """Agencies that were asked, as far as the reader sees their spaces: the caseworkers do; each
    with what it submitted. Of a draft they learn that it is one and no word of it."""
    answers = {one.pk: one for one in submitted}
    return [_asked(one, answers.get(one.pk), today) for one in requests]


def _asked(request: Any, summary: AgencySummary | None, today: date) -> Asked:
    due_on = max(request.due_on, request.extended_to or request.due_on)
    return Asked(
        request,
        due_on,
        rules.state(
            is_submitted=summary is not None,
            is_released=summary is not None and summary.released_at is not None,
            is_nil=summary is not None and summary.is_nil,
            is_late=due_on < today,
        ),
    )


def _requests() -> QuerySet[AgencyRequest]:
    rows = AgencyRequest.objects.select_related("record", "agency").defer("record__words")
    return rows.prefetch_related("extensions")


def stands_until(request: AgencyRequest) -> date:
    """The day an agency has until: the last extension's, or the first."""
    given_more = [one.until_on for one in request.extensions.all()]
    return max([request.due_on, *given_more])


def request_by(actor: Actor, reference: str, now: datetime) -> AgencyRequest:
    """The request with this reference; `NotSeen` when it is absent or hidden."""
    return one_of(
        _requests().filter(
            sight(actor, now, "record__"),
            partnership=actor.partnership_id,
            record__reference=reference,
        )
    )


def writes_for(request: AgencyRequest, actor: Actor) -> bool:
    """Whether the actor is named as an author of the agency's answer."""
    return request.authors.filter(person=actor.person_id or 0).exists()


def summary_of(
    request: AgencyRequest, actor: Actor, is_author: bool | None = None
) -> AgencySummary | None:
    """What an agency wrote, if the actor may read it: an author always, others once submitted."""
    rows = AgencySummary.objects.filter(request=request)
    if not (writes_for(request, actor) if is_author is None else is_author):
        rows = rows.filter(submitted_at__isnull=False)
    return rows.first()


def events_of(summary: AgencySummary) -> list[ChronologyEvent]:
    """The events of one agency's chronology, in the order in which they happened."""
    return list(summary.events.filter(removed_at__isnull=True).order_by("happened_on", "pk"))


def event_of(row: ChronologyEvent) -> rules.Happening:
    """An event as a rule takes it."""
    return rules.Happening(
        row.happened_on, row.about_when, row.what, row.response, row.theme, row.child_seen
    )


def is_whole(
    summary: AgencySummary, events: list[ChronologyEvent], documents: list[AgencyDocument]
) -> bool:
    """Whether what was submitted is word for word what was sealed."""
    told = [event_of(one) for one in sorted(events, key=lambda one: one.pk)]
    words = rules.Summary(summary.known, summary.analysis, summary.immediate)
    filed = [(one.title, one.sha256) for one in documents]
    return rules.seal(words, summary.is_nil, told, filed) == summary.seal


def _submitted() -> QuerySet[AgencySummary]:
    rows = AgencySummary.objects.filter(
        review_record=given("record", int), submitted_at__isnull=False
    )
    return rows.defer("days", "kinds").order_by("agency__name")


SUBMITTED = Objects(lambda: _submitted().select_related("agency"))


def submitted(review: RapidReview) -> list[AgencySummary]:
    """What agencies submitted, by agency, as far as the reader sees it: the caseworkers all of it,
    the panel what was released to it."""
    return SUBMITTED.rows(record=review.record_id)


def released(review: RapidReview) -> list[AgencySummary]:
    """What agencies submitted and the caseworker released to the panel, by agency."""
    return [one for one in submitted(review) if one.released_at is not None]


def _answers() -> QuerySet[PurposeAnswer]:
    return PurposeAnswer.objects.filter(review=given("review", int)).order_by("pk")


ANSWERS = Objects(_answers)
ON_PAGE = Together(
    requests=_asked_of,
    submitted=lambda: _submitted().annotate(agency_name=F("agency__name")),
    documents=few_documents,
    answers=_answers,
    recommendations=recommended,
    trail=lambda: trail.newest(TOLD + 1, **trail.CHANGED),
)


@dataclass(frozen=True)
class OnPage:
    """All that stands on the page of a rapid review, as far as the reader sees it."""

    asked: list[Asked]
    released: list[AgencySummary]
    documents: dict[int, list[AgencyDocument]] | None
    answers: dict[str, PurposeAnswer]
    recommendations: list[Recommendation]
    trail: list[Told]


def page_of(review: RapidReview, today: date) -> OnPage:
    """What stands on the page of a review that is in sight: one statement, and one more for the
    criteria of what was recommended."""
    found = ON_PAGE.rows(
        review=review.pk,
        record=review.record_id,
        partnership=review.partnership_id,
        reference=review.record.reference,
    )
    return OnPage(
        asked=_states(found["requests"], found["submitted"], today),
        released=[one for one in found["submitted"] if one.released_at is not None],
        documents=by_answer(found["documents"]),
        answers={one.purpose: one for one in found["answers"]},
        recommendations=with_criteria(found["recommendations"]),
        trail=trail.as_told(found["trail"]),
    )


def answers(review: RapidReview) -> dict[str, PurposeAnswer]:
    """The last answer to each of the four purposes."""
    return {one.purpose: one for one in ANSWERS.rows(review=review.pk)}


def seats_for_agencies(partnership_id: int) -> list[Seat]:
    """Live seats that sit for an agency, by agency and name."""
    rows = Seat.objects.filter(Seat.live(), partnership=partnership_id, place__agency__isnull=False)
    return list(
        rows.select_related("person", "place__agency").order_by(
            "place__agency__name", "person__name", "pk"
        )
    )

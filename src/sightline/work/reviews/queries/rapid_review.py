"""Rapid reviews in sight, who was asked, and what each reader may read of the answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max, Q, QuerySet

from sightline.foundation.lists import one_of
from sightline.foundation.permissions import Actor
from sightline.foundation.statements import Objects, given
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
)
from sightline.work.reviews.queries.cases import of_case
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


REQUESTS = Objects(
    lambda: (
        AgencyRequest.objects.filter(review=given("review", int))
        .annotate(extended_to=Max("extensions__until_on"))
        .select_related("record", "agency")
        .defer("record__words", "words", "workings")
        .order_by("pk")
    )
)


def asked(review: RapidReview, submitted: Iterable[AgencySummary], today: date) -> list[Asked]:
    """Agencies that were asked, as far as the reader sees their spaces: the caseworkers do; each
    with what it submitted. Of a draft they learn that it is one and no word of it."""
    answers = {one.pk: one for one in submitted}
    return [_asked(one, answers.get(one.pk), today) for one in REQUESTS.rows(review=review.pk)]


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


SUBMITTED = Objects(
    lambda: (
        AgencySummary.objects.filter(review_record=given("record", int), submitted_at__isnull=False)
        .select_related("agency")
        .defer("days", "kinds")
        .order_by("agency__name")
    )
)


def submitted(review: RapidReview) -> list[AgencySummary]:
    """What agencies submitted, by agency, as far as the reader sees it: the caseworkers all of it,
    the panel what was released to it."""
    return SUBMITTED.rows(record=review.record_id)


def released(review: RapidReview) -> list[AgencySummary]:
    """What agencies submitted and the caseworker released to the panel, by agency."""
    return [one for one in submitted(review) if one.released_at is not None]


ANSWERS = Objects(lambda: PurposeAnswer.objects.filter(review=given("review", int)).order_by("pk"))


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

"""What the group recommends, what the Executive decides on a local review, and its delays."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse

from sightline.foundation.errors import NotSeen
from sightline.foundation.requests import PageRequest, page, render
from sightline.registers.partnership.models import Seat
from sightline.work.reviews import deadlines, operations, permissions, queries
from sightline.work.reviews.forms import deciding as forms
from sightline.work.reviews.models import Incident, OwnPosition, RapidReview, ReviewDecision
from sightline.work.reviews.queries import deciding_window as windows
from sightline.work.reviews.rules import criteria
from sightline.work.reviews.rules import deciding as rules
from sightline.work.reviews.rules.publishing import ENDED
from sightline.work.reviews.views.opening import MARKING, address, ask, of_case, of_review


@page(permissions.run_rapid_reviews, logs_reads=True)
@of_review
def recommend_review(request: PageRequest, review: RapidReview) -> HttpResponse:
    """Record what the group recommends, criterion by criterion."""
    form = forms.RecommendForm(request.POST or None)
    back = reverse("reviews:rapid_review", args=[review.record.reference])

    def act(_: dict[str, Any]) -> str:
        operations.recommend_review(
            review=review, given=form.recommended(), by=request.actor, now=request.now
        )
        return back

    return ask(
        request,
        form,
        act,
        said="The recommendation is recorded.",
        heading="Record what the group recommends",
        button="Record it",
        back=back,
        caption=review.record.reference,
        intro="A later recommendation replaces an earlier one, which stays on record.",
    )


@page(permissions.see_cases, logs_reads=True)
@of_case
def local_review(request: PageRequest, incident: Incident) -> HttpResponse:
    """What was recommended and decided on a local review, its six months and every delay."""
    found = queries.deciding_of(incident)
    until = found.stands_until
    ended = found.ended(request.now)
    context = {
        "incident": incident,
        "found": found,
        "clock": deadlines.local_review(settings.LOCAL_REVIEW_MONTHS),
        "recommendations": queries.recommendations_seen(incident, request.actor, request.now),
        "criteria": {one.key: one for one in criteria.REVIEW},
        "recipients": rules.TOLD,
        "told_of": rules.told_of,
        "windows": windows.windows_of(incident),
        "ended": (ENDED[ended[0]], ended[1]) if ended else None,
        "is_late": until is not None
        and rules.is_late(stands_until=until, today=ended[1] if ended else request.today),
        "records": request.actor.may(permissions.record_decisions),
        "room": getattr(incident, "local_review", None),
        "begins": request.actor.may(permissions.run_local_reviews),
        "marking": MARKING,
        "breadcrumbs": [
            ("Cases", reverse("reviews:cases")),
            (incident.record.reference, address(incident)),
        ],
        "wide": True,
    }
    return render(request, "reviews/local_review.html", context)


@page(permissions.record_decisions, logs_reads=True)
@of_case
def decide_review(request: PageRequest, incident: Incident) -> HttpResponse:
    """Record what the Executive decided."""
    before = next(reversed(queries.decisions_of(incident)), None)
    since = before.entered_at if before else None
    places = queries.partners(incident.partnership_id)
    form = forms.DecisionForm(
        request.POST or None,
        partners=[(pk, one.name) for pk, one in places.items()],
        is_first=before is None,
        initial=_first(before, windows.entered_since(incident, since)),
    )

    def act(_: dict[str, Any]) -> str:
        operations.record_review_decision(
            incident=incident, given=form.decided(), by=request.actor, now=request.now
        )
        return _address(incident)

    return ask(
        request,
        form,
        act,
        said="The decision is recorded.",
        heading="Record a decision of the Executive" if before is None else "Record a new decision",
        button="Record the decision",
        back=_address(incident),
        caption=incident.record.reference,
        intro="A decision is recorded once. Another one replaces it, with the reason; both stay.",
    )


def _first(before: ReviewDecision | None, entered: dict[int, OwnPosition]) -> dict[str, str]:
    """What was judged and held before, to begin another decision with, and what partners entered
    themselves since."""
    first = {}
    for one in before.criteria.all() if before else ():
        first[f"answer-{one.criterion}"] = one.answer
        first[f"reasons-{one.criterion}"] = one.reasons
    for held in before.positions.all() if before else ():
        first[f"holds-{held.place_id}"] = held.outcome
        first[f"position-{held.place_id}"] = held.reasons
    for number, own in entered.items():
        first[f"holds-{number}"], first[f"position-{number}"] = own.outcome, own.reasons
    return first


@page(permissions.record_decisions, logs_reads=True)
@of_case
def tell_decision(request: PageRequest, incident: Incident, number: int) -> HttpResponse:
    """Record who was told of a decision."""
    made = next((one for one in queries.decisions_of(incident) if one.number == number), None)
    if made is None:
        raise NotSeen
    decision = made

    def act(given: dict[str, Any]) -> str:
        operations.record_telling_of_decision(
            decision=decision, **given, by=request.actor, now=request.now
        )
        return _address(incident)

    return ask(
        request,
        forms.TellForm(request.POST or None, recipients=rules.told_of(decision.outcome)),
        act,
        said="It is recorded that they were told.",
        heading="Record who was told of the decision",
        button="Record it",
        back=_address(incident),
        caption=incident.record.reference,
    )


@page(permissions.record_decisions, logs_reads=True)
@of_case
def delay_review(request: PageRequest, incident: Incident) -> HttpResponse:
    """Record a delay that the Executive approved."""
    seats = queries.approvers(incident.partnership_id)
    form = forms.DelayForm(
        request.POST or None, seats=[(pk, _who(one)) for pk, one in seats.items()]
    )

    def act(given: dict[str, Any]) -> str:
        operations.record_delay(
            incident=incident,
            given=form.delayed(),
            approver=seats[int(given["approver"])],
            by=request.actor,
            now=request.now,
        )
        return _address(incident)

    return ask(
        request,
        form,
        act,
        said="The delay is recorded. The days before stay on record.",
        heading="Record a delay",
        button="Record the delay",
        back=_address(incident),
        caption=incident.record.reference,
        intro="The Executive approves each delay. The Panel and the Secretary of State are told.",
    )


@page(permissions.record_decisions, logs_reads=True)
@of_case
def tell_delay(request: PageRequest, incident: Incident, number: int) -> HttpResponse:
    """Record that the Panel or the Secretary of State was told of a delay."""
    delay = next((one for one in queries.deciding_of(incident).delays if one.pk == number), None)
    if delay is None:
        raise NotSeen
    found = delay

    def act(given: dict[str, Any]) -> str:
        operations.record_telling(delay=found, **given, by=request.actor, now=request.now)
        return _address(incident)

    return ask(
        request,
        forms.TellForm(request.POST or None, recipients=rules.TOLD),
        act,
        said="It is recorded that they were told.",
        heading="Record who was told of the delay",
        button="Record it",
        back=_address(incident),
        caption=incident.record.reference,
    )


def _who(seat: Seat) -> str:
    return f"{seat.person.name}, {seat.place.name}"


def _address(incident: Incident) -> str:
    return reverse("reviews:local_review", args=[incident.record.reference])

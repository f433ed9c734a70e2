"""Judging, partners' views, deciding, sending, and taking a notification back."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from sightline.foundation.errors import NotSeen
from sightline.foundation.requests import PageRequest, page
from sightline.work.reviews import operations, permissions, queries
from sightline.work.reviews.forms import notifying as forms
from sightline.work.reviews.models import Incident
from sightline.work.reviews.rules import criteria
from sightline.work.reviews.views.opening import address, ask, of_case


@page(permissions.notify, logs_reads=True)
@of_case
def judge_criterion(request: PageRequest, incident: Incident, criterion: str) -> HttpResponse:
    """Judge one criterion, with reasons; from each, the next that is left is asked."""
    wanted = criteria.criterion("notify", criterion)
    if wanted is None:
        raise NotSeen
    judged = queries.case_by(incident).judged
    before = judged.get(criterion)
    first = {"answer": before.answer, "reasons": before.reasons} if before else None

    def act(given: dict[str, Any]) -> str:
        operations.judge_criterion(
            incident=incident,
            matter="notify",
            criterion=criterion,
            **given,
            by=request.actor,
            now=request.now,
        )
        left = criteria.not_judged("notify", {*judged, criterion})
        if not left:
            return address(incident)
        return reverse("reviews:judge_criterion", args=[incident.record.reference, left[0].key])

    return ask(
        request,
        forms.JudgeForm(request.POST or None, initial=first),
        act,
        said="The criterion is judged.",
        heading=wanted.words,
        button="Save the judgement",
        back=address(incident),
        caption=incident.record.reference,
        intro=f"Source: {wanted.source}.",
    )


@page(permissions.notify, logs_reads=True)
@of_case
def record_partner_view(request: PageRequest, incident: Incident) -> HttpResponse:
    """Record what one safeguarding partner holds."""
    places = queries.partners(incident.partnership_id)

    def act(given: dict[str, Any]) -> str:
        operations.record_partner_view(
            incident=incident,
            matter="notify",
            **{**given, "place": places[int(given["place"])]},
            by=request.actor,
            now=request.now,
        )
        return address(incident)

    return ask(
        request,
        forms.ViewForm(request.POST or None, places=[(pk, one.name) for pk, one in places.items()]),
        act,
        said="The partner’s view is recorded.",
        heading="Record a partner’s view",
        button="Record it",
        back=address(incident),
        caption=incident.record.reference,
        intro="The partners should agree which incidents are notified. The decision stays the "
        "local authority’s.",
    )


@page(permissions.notify, logs_reads=True)
@of_case
def decide_notifying(request: PageRequest, incident: Incident) -> HttpResponse:
    """Decide for the local authority whether to notify the Panel."""
    found = queries.case_by(incident)

    def act(given: dict[str, Any]) -> str:
        operations.decide_notifying(
            incident=incident,
            is_to_notify=given["is_to_notify"] == "yes",
            reasons=given["reasons"],
            by=request.actor,
            now=request.now,
        )
        return address(incident)

    met = [one.answer for one in found.judged.values()]
    all_met = not found.not_judged and set(met) == {"met"}
    return ask(
        request,
        forms.DecideForm(request.POST or None),
        act,
        said="The decision is recorded.",
        heading="Decide whether to notify",
        button="Record the decision",
        back=address(incident),
        caption=incident.record.reference,
        intro="Every criterion was judged as met: the Act then asks the authority to notify."
        if all_met
        else "",
    )


@page(permissions.notify, logs_reads=True)
@of_case
def record_sending(request: PageRequest, incident: Incident) -> HttpResponse:
    """Record what was sent to whom; late or not."""
    form = forms.SendForm(request.POST or None)

    def act(_: dict[str, Any]) -> str:
        operations.record_sending(
            incident=incident, sent=form.sent(), by=request.actor, now=request.now
        )
        return address(incident)

    return ask(
        request,
        form,
        act,
        said="What was sent is recorded.",
        heading="Record what was sent",
        button="Record it",
        back=address(incident),
        caption=incident.record.reference,
    )


@page(permissions.notify, logs_reads=True)
@of_case
def record_reply(request: PageRequest, incident: Incident) -> HttpResponse:
    """Record the Panel's reference and its answer."""

    def act(given: dict[str, Any]) -> str:
        operations.record_reply(incident=incident, **given, by=request.actor, now=request.now)
        return address(incident)

    return ask(
        request,
        forms.ReplyForm(request.POST or None),
        act,
        said="The Panel’s reply is recorded.",
        heading="Record the Panel’s reply",
        button="Record it",
        back=address(incident),
        caption=incident.record.reference,
    )


@page(permissions.notify, logs_reads=True)
@of_case
def withdraw_notification(request: PageRequest, incident: Incident) -> HttpResponse:
    """Take a notification back, with reasons and decider."""

    def act(given: dict[str, Any]) -> str:
        operations.withdraw_notification(
            incident=incident, **given, by=request.actor, now=request.now
        )
        return address(incident)

    return ask(
        request,
        forms.WithdrawForm(request.POST or None),
        act,
        said="The notification is taken back. It stays on record.",
        heading="Take the notification back",
        button="Take it back",
        back=address(incident),
        caption=incident.record.reference,
        intro="Once an incident is notified, a rapid review is required unless it is found later "
        "that the criteria were not met.",
        kind="warning",
    )

"""One recommendation: its whole thread, and what is done with it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from sightline.foundation.govuk.asking import ask
from sightline.foundation.requests import PageRequest, page, render
from sightline.registers.actions import operations, permissions, queries
from sightline.registers.actions.forms import recommendations as forms
from sightline.registers.actions.forms.actions import ProofForm
from sightline.registers.actions.models import Recommendation
from sightline.registers.actions.rules import life
from sightline.registers.actions.views.actions import TONES
from sightline.registers.actions.views.offered import (
    groups,
    offered_agencies,
    record_led_from,
    record_named,
)
from sightline.registers.records.queries import history_of


@page(permissions.see_actions)
def recommendation(request: PageRequest, reference: str) -> HttpResponse:
    """One recommendation, from its source to the proof that practice changed."""
    asked = queries.recommendation_by(request.actor, reference, request.now)
    thread = queries.thread_of(asked, request.actor, request.now)
    seen = [life.Seen(one.kind, one.shows, one.seen_on) for one in thread.proofs]
    state, tone = life.thread_state(asked.response, [one.state for one in thread.actions], seen)
    context = {
        "asked": asked,
        "thread": thread,
        "state": state,
        "tone": tone,
        "tones": TONES,
        "late": {one.reference for one in thread.actions if one.is_overdue(request.today)},
        "may_answer": request.actor.may(permissions.answer_recommendations),
        "may_make": request.actor.may(permissions.make_actions) and asked.response != "not",
        "trail": history_of(asked.record),
        "breadcrumbs": [("Recommendations", reverse("actions:recommendations"))],
        "wide": True,
    }
    return render(request, "actions/recommendation.html", context)


@page(permissions.make_actions)
def make_recommendation(request: PageRequest) -> HttpResponse:
    """Enter a recommendation, alone or from a record."""
    of = record_led_from(request)
    bodies, agencies = groups(request), offered_agencies(request)
    form = forms.RecommendationForm(
        request.POST or None,
        bodies=[(one.key, one.name) for one in bodies],
        agencies=[(one.key, one.name) for one in agencies],
        initial={"said_on": request.today, "body": of.body.key if of and of.body else ""},
    )

    def act(given: dict[str, Any]) -> str:
        made = operations.make_recommendation(
            **{
                **given,
                "body": next(one for one in bodies if one.key == given["body"]),
                "to_agency": next((one for one in agencies if one.key == given["to_agency"]), None),
            },
            source=of,
            by=request.actor,
            now=request.now,
        )
        return _address(made)

    return ask(
        request,
        form,
        act,
        said="The recommendation is entered. Now somebody answers whether it is accepted.",
        heading="Enter a recommendation",
        button="Enter the recommendation",
        back=reverse("actions:recommendations"),
    )


@page(permissions.answer_recommendations)
def answer(request: PageRequest, reference: str) -> HttpResponse:
    """Answer a recommendation."""
    asked = queries.recommendation_by(request.actor, reference, request.now)

    def act(given: dict[str, Any]) -> str:
        operations.answer_recommendation(
            recommendation=asked, **given, by=request.actor, now=request.now
        )
        return _address(asked)

    initial = {"response": asked.response, "reason": asked.reason}
    form = forms.AnswerForm(request.POST or None, initial=initial)
    return _ask(request, asked, form, act, "The answer is recorded.", "Answer the recommendation",
                "Record the answer")  # fmt: skip


@page(permissions.see_actions)
def disseminate(request: PageRequest, reference: str) -> HttpResponse:
    """Record how a recommendation was made known."""
    asked = queries.recommendation_by(request.actor, reference, request.now)

    def act(given: dict[str, Any]) -> str:
        told_in = record_named(request, given["reference"], "reference")
        operations.disseminate(
            recommendation=asked,
            how=given["how"],
            happened_on=given["happened_on"],
            to_whom=given["to_whom"],
            reached=given["reached"],
            told_in=told_in,
            by=request.actor,
            now=request.now,
        )
        return _address(asked)

    return _ask(request, asked, forms.SpreadForm(request.POST or None), act, "It is recorded.",
                "How it was made known", "Record it")  # fmt: skip


@page(permissions.see_actions)
def add_proof(request: PageRequest, reference: str) -> HttpResponse:
    """Add what was seen of practice since."""
    asked = queries.recommendation_by(request.actor, reference, request.now)

    def act(given: dict[str, Any]) -> str:
        evidence = record_named(request, given["reference"], "reference")
        said = {name: value for name, value in given.items() if name != "reference"}
        operations.add_proof(
            record=asked.record, **said, evidence=evidence, by=request.actor, now=request.now
        )
        return _address(asked)

    return _ask(request, asked, ProofForm(request.POST or None), act, "What was seen is added.",
                "Add what shows a difference", "Add it")  # fmt: skip


def _ask(
    request: PageRequest,
    asked: Recommendation,
    form: Any,
    act: Any,
    said: str,
    heading: str,
    button: str,
) -> HttpResponse:
    back, caption = _address(asked), f"Recommendation {asked.record.reference}"
    return ask(
        request, form, act, said=said, heading=heading, button=button, back=back, caption=caption,
        intro=asked.wording,
    )  # fmt: skip


def _address(asked: Recommendation) -> str:
    return reverse("actions:recommendation", args=[asked.record.reference])

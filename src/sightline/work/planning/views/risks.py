"""Pages of one risk, and what is done to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from sightline.foundation.govuk.asking import ask
from sightline.foundation.govuk.charts import Chart, Series
from sightline.foundation.govuk.words import short_day
from sightline.foundation.requests import PageRequest, page, render
from sightline.registers.actions.permissions import make_actions
from sightline.registers.actions.queries import panel_of
from sightline.registers.partnership.models import Body
from sightline.registers.records.queries import history_of
from sightline.work.planning import operations, permissions, queries
from sightline.work.planning.forms import risks as forms
from sightline.work.planning.models import RATED, Assessment, Risk
from sightline.work.planning.rules import risks as rules
from sightline.work.planning.views.offered import people_offered, standing_bodies

TONES = {"open": "open", "raised": "now", "closed": "ended"}
QUARTER = timedelta(days=91)


@page(permissions.see_risks)
def risk(request: PageRequest, reference: str) -> HttpResponse:
    """One risk: what may happen, how it is rated and was, what controls it, and its actions."""
    actor = request.actor
    found = queries.risk_by(actor, reference, request.now)
    history = queries.assessments_of(found)
    keeps = actor.may(permissions.keep_risks)
    context = {
        "risk": found,
        "tone": TONES[found.state],
        "is_overdue": rules.is_overdue(found.state, found.review_on, request.today),
        "rated": [
            (heading, found.ratings[moment], rules.in_word(found.ratings[moment].score))
            for moment, heading in rules.MOMENTS.items()
        ],
        "likelihood": rules.LIKELIHOOD,
        "impact": rules.IMPACT,
        "moved": rules.movement(found.score_was, found.ratings["after"].score),
        "history": history[::-1],
        "in_word": rules.in_word,
        "chart": _chart(history).figure("movement") if len(history) > 1 else "",
        "controls": queries.controls_of(found),
        "actions_panel": panel_of(
            found.record, actor, request.now, request.today, may_make=actor.may(make_actions)
        ),
        "keeps": keeps and found.state != Risk.State.CLOSED,
        "may_reopen": keeps and found.state == Risk.State.CLOSED,
        "may_raise": found.state == Risk.State.OPEN
        and found.body.kind != "executive"
        and actor.may(permissions.raise_risks)
        and queries.looks_after(found.body_id, actor),
        "may_answer": keeps and found.state == Risk.State.RAISED,
        "trail": history_of(found.record),
        "breadcrumbs": [("Risks", reverse("planning:risks"))],
        "wide": True,
    }
    return render(request, "planning/risk.html", context)


def _chart(history: Sequence[Assessment]) -> Chart:
    scores = {moment: [one.ratings[moment].score for one in history] for moment in rules.MOMENTS}
    first, last = scores["after"][0], scores["after"][-1]
    return Chart(
        title="How the score moved",
        description=f"After controls the score was {first} at first and is {last} now.",
        labels=[short_day(one.assessed_on) for one in history],
        series=[Series(heading, scores[moment]) for moment, heading in rules.MOMENTS.items()],
        label_heading="Assessed",
    )


@page(permissions.raise_risks)
def enter_risk(request: PageRequest) -> HttpResponse:
    """Enter a risk of a body that the reader chairs or looks after."""
    actor = request.actor
    offered = [one for one in standing_bodies(request) if queries.looks_after(one.pk, actor)]
    form = forms.EnterRiskForm(
        request.POST or None,
        bodies=[(one.key, one.name) for one in offered],
        people=people_offered(request),
        initial={
            "body": offered[0].key if len(offered) == 1 else "",
            "review_on": request.today + QUARTER,
        },
    )

    def act(given: dict[str, Any]) -> str:
        ratings, said = forms.ratings_in(given)
        made = operations.enter_risk(
            body=_chosen(offered, said.pop("body")),
            owner_id=int(said.pop("owner")),
            controls=said.pop("controls").splitlines(),
            ratings=ratings,
            **said,
            by=actor,
            now=request.now,
        )
        return _address(made)

    return ask(
        request,
        form,
        act,
        said="The risk is in the register. Enter what is still to be done as actions, here.",
        heading="Enter a risk",
        button="Enter the risk",
        back=reverse("planning:risks"),
    )


@page(permissions.keep_risks)
def change_risk(request: PageRequest, reference: str) -> HttpResponse:
    """Change what a risk says, or whose it is."""
    found = queries.risk_by(request.actor, reference, request.now)
    offered = standing_bodies(request)
    people = people_offered(request)
    if found.owner_id not in dict(people):
        people.append((found.owner_id, found.owner.name))
    names = ("name", "cause", "event", "effect")
    form = forms.RiskForm(
        request.POST or None,
        bodies=[(one.key, one.name) for one in offered],
        people=people,
        initial={name: getattr(found, name) for name in names}
        | {"body": found.body.key, "owner": found.owner_id},
    )

    def act(given: dict[str, Any]) -> str:
        said = dict(given)
        operations.change_risk(
            risk=found,
            body=_chosen(offered, said.pop("body")),
            owner_id=int(said.pop("owner")),
            **said,
            by=request.actor,
            now=request.now,
        )
        return _address(found)

    return _ask(request, found, form, act, "Change the risk", "Save the risk",
                "The risk is changed.")  # fmt: skip


@page(permissions.keep_risks)
def assess_risk(request: PageRequest, reference: str) -> HttpResponse:
    """Rate a risk again."""
    found = queries.risk_by(request.actor, reference, request.now)
    initial = {column: getattr(found, column) for column in RATED}
    form = forms.AssessForm(
        request.POST or None,
        initial=initial | {"assessed_on": request.today, "review_on": request.today + QUARTER},
    )

    def act(given: dict[str, Any]) -> str:
        ratings, said = forms.ratings_in(given)
        operations.assess_risk(
            risk=found, ratings=ratings, **said, by=request.actor, now=request.now
        )
        return _address(found)

    return _ask(request, found, form, act, "Reassess the risk", "Record the assessment",
                "The risk is reassessed. The assessments before stay in view.")  # fmt: skip


@page(permissions.raise_risks)
def raise_risk(request: PageRequest, reference: str) -> HttpResponse:
    """Raise a risk of a body to the Executive."""
    found = queries.risk_by(request.actor, reference, request.now)

    def act(given: dict[str, Any]) -> str:
        operations.raise_risk(risk=found, **given, by=request.actor, now=request.now)
        return _address(found)

    return _ask(request, found, forms.RaiseForm(request.POST or None), act,
                "Raise it to the Executive", "Raise it",
                "The risk is raised to the Executive.")  # fmt: skip


@page(permissions.keep_risks)
def answer_risk(request: PageRequest, reference: str) -> HttpResponse:
    """Record what the Executive said of a risk that was raised."""
    found = queries.risk_by(request.actor, reference, request.now)

    def act(given: dict[str, Any]) -> str:
        operations.answer_risk(risk=found, **given, by=request.actor, now=request.now)
        return _address(found)

    return _ask(request, found, forms.AnswerForm(request.POST or None), act,
                "Record what the Executive said", "Record it",
                "It is recorded. The risk is with its body again.")  # fmt: skip


@page(permissions.keep_risks)
def close_risk(request: PageRequest, reference: str) -> HttpResponse:
    """Close a risk."""
    found = queries.risk_by(request.actor, reference, request.now)

    def act(given: dict[str, Any]) -> str:
        operations.close_risk(risk=found, **given, by=request.actor, now=request.now)
        return _address(found)

    return _ask(request, found, forms.CloseForm(request.POST or None), act, "Close the risk",
                "Close it", "The risk is closed. It stays on record.")  # fmt: skip


@page(permissions.keep_risks)
def reopen_risk(request: PageRequest, reference: str) -> HttpResponse:
    """Open a closed risk again."""
    found = queries.risk_by(request.actor, reference, request.now)
    form = forms.ReopenForm(request.POST or None, initial={"review_on": request.today + QUARTER})

    def act(given: dict[str, Any]) -> str:
        operations.reopen_risk(risk=found, **given, by=request.actor, now=request.now)
        return _address(found)

    return _ask(request, found, form, act, "Open the risk again", "Open it again",
                "The risk is open again.")  # fmt: skip


@page(permissions.keep_risks)
def add_control(request: PageRequest, reference: str) -> HttpResponse:
    """Add a control that is in place."""
    found = queries.risk_by(request.actor, reference, request.now)

    def act(given: dict[str, Any]) -> str:
        operations.add_control(risk=found, **given, by=request.actor, now=request.now)
        return f"{_address(found)}#controls"

    return _ask(request, found, forms.ControlForm(request.POST or None), act, "Add a control",
                "Add the control", "The control is added. Does the rating still hold?")  # fmt: skip


@page(permissions.keep_risks)
def end_control(request: PageRequest, reference: str, number: int) -> HttpResponse:
    """End a control."""
    found = queries.risk_by(request.actor, reference, request.now)
    control = queries.control_of(found, number)

    def act(given: dict[str, Any]) -> str:
        operations.end_control(control=control, **given, by=request.actor, now=request.now)
        return f"{_address(found)}#controls"

    return _ask(request, found, forms.EndControlForm(request.POST or None), act,
                "End a control", "End it", "The control is ended. Does the rating still hold?",
                control.words)  # fmt: skip


def _chosen(offered: Sequence[Body], key: str) -> Body:
    return next(one for one in offered if one.key == key)


def _address(found: Risk) -> str:
    return reverse("planning:risk", args=[found.record.reference])


def _ask(
    request: PageRequest, found: Risk, form: Any, act: Any, heading: str, button: str, said: str,
    intro: str = "",
) -> HttpResponse:  # fmt: skip
    return ask(
        request, form, act, said=said, heading=heading, button=button, back=_address(found),
        caption=f"Risk {found.record.reference}", intro=intro or found.name,
    )  # fmt: skip

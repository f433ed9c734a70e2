"""One action: its page, and what its owner does with it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from sightline.foundation.errors import RuleBroken
from sightline.foundation.govuk.asking import ask
from sightline.foundation.requests import PageRequest, page, render
from sightline.registers.actions import operations, permissions, queries
from sightline.registers.actions.forms import actions as forms
from sightline.registers.actions.models import Action
from sightline.registers.actions.queries.one import STEPS, story_of
from sightline.registers.actions.queries.standing import worker_of, works_on
from sightline.registers.actions.rules import life
from sightline.registers.actions.views.offered import (
    groups,
    offered_agencies,
    people,
    record_led_from,
    record_named,
)
from sightline.registers.records.queries import history_of

TONES = {
    "open": "open", "under-way": "soon", "complete": "mended", "difference": "done",
    "no-difference": "missing", "cancelled": "ended", "merged": "quiet",
}  # fmt: skip


@page(permissions.see_actions)
def action(request: PageRequest, reference: str) -> HttpResponse:
    """One action: what is to be done, by whom and by when; what was said of it; what changed, and
    what shows it."""
    act = queries.action_by(request.actor, reference, request.now)
    who = worker_of(request.actor)
    is_live = act.state in life.LIVE
    in_group = bool({f"body:{act.body_id}", f"chair:{act.body_id}"} & who.keys)
    may_verify = (
        request.actor.may(permissions.verify_difference)
        and act.owner_id != request.actor.person_id
        and (in_group or bool(life.OFFICE & who.capacities))
    )
    context = {
        "act": act,
        "story": story_of(act, request.actor, request.now),
        "is_overdue": life.is_overdue(act.state, act.due_on, request.today),
        "is_still": life.is_still(act.state, act.moving_on, request.today),
        "is_live": is_live,
        "works": works_on(act, request.actor),
        "may_verify": may_verify,
        "may_hand_over": request.actor.may(permissions.hand_over_actions),
        "may_arrange": request.actor.may(permissions.arrange_actions),
        "tones": TONES,
        "trail": history_of(act.record),
        "breadcrumbs": [("Actions", reverse("actions:actions"))],
        "wide": True,
    }
    return render(request, "actions/action.html", context)


@page(permissions.make_actions)
def make_action(request: PageRequest) -> HttpResponse:
    """Enter an action, alone or from a record or a recommendation."""
    answers = request.GET.get("answers", "")
    asked = queries.recommendation_by(request.actor, answers, request.now) if answers else None
    of = record_led_from(request)
    bodies, agencies = groups(request), offered_agencies(request)
    near = asked.body.key if asked else (of.body.key if of and of.body else "")
    form = forms.ActionForm(
        request.POST or None,
        bodies=[(one.key, one.name) for one in bodies],
        people=people(request),
        agencies=[(one.key, one.name) for one in agencies],
        initial={"body": near, "owner": request.GET.get("owner", "")},
    )

    def act(given: dict[str, Any]) -> str:
        made = operations.make_action(
            body=next(one for one in bodies if one.key == given["body"]),
            what=given["what"],
            detail=given["detail"],
            kind=given["kind"],
            owner_id=int(given["owner"]) if given["owner"] else None,
            agency=next((one for one in agencies if one.key == given["agency"]), None),
            due_on=given["due_on"],
            steps=given["steps"].splitlines(),
            source=of,
            recommendation=asked,
            by=request.actor,
            now=request.now,
        )
        return _address(made)

    return ask(
        request,
        form,
        act,
        said="The action is entered. Its owner is told that it waits.",
        heading="Enter an action",
        button="Enter the action",
        back=reverse("actions:recommendation", args=[answers]) if asked else _list(),
        caption=f"For recommendation {answers}" if asked else "",
        intro=asked.wording if asked else "",
    )


@page(permissions.see_actions)
def record_progress(request: PageRequest, reference: str) -> HttpResponse:
    """Report on an action."""
    act = queries.action_by(request.actor, reference, request.now)
    open_steps = [one for one in STEPS.rows(action=act.pk) if one.done_on is None]
    form = forms.ProgressForm(
        request.POST or None,
        steps=[(one.number, one.words) for one in open_steps],
        initial={"is_blocked": bool(act.blocked_by), "blocked_by": act.blocked_by},
    )

    def do(given: dict[str, Any]) -> str:
        operations.record_progress(
            action=act,
            words=given["words"],
            steps_done=[int(one) for one in given.get("steps_done") or []],
            blocked_by=given["blocked_by"] if given["is_blocked"] else "",
            by=request.actor,
            now=request.now,
        )
        return _address(act)

    return _ask(request, act, form, do, "Your report is recorded.", "Report on the action",
                "Record the report")  # fmt: skip


@page(permissions.see_actions)
def re_date(request: PageRequest, reference: str) -> HttpResponse:
    """Move the day it is due."""
    act = queries.action_by(request.actor, reference, request.now)

    def do(given: dict[str, Any]) -> str:
        operations.re_date(action=act, **given, by=request.actor, now=request.now)
        return _address(act)

    form = forms.ReDateForm(request.POST or None)
    return _ask(request, act, form, do, "The day is moved. The days before it stay in view.",
                "Move the due date", "Move it")  # fmt: skip


@page(permissions.hand_over_actions)
def hand_over(request: PageRequest, reference: str) -> HttpResponse:
    """Hand it over to another owner."""
    act = queries.action_by(request.actor, reference, request.now)

    def do(given: dict[str, Any]) -> str:
        operations.hand_over(
            action=act,
            owner_id=int(given["owner"]),
            agency=None,
            reason=given["reason"],
            by=request.actor,
            now=request.now,
        )
        return _list()

    form = forms.HandOverForm(request.POST or None, people=people(request))
    return _ask(request, act, form, do, "It is handed over. The new owner is told.",
                "Hand the action over", "Hand it over")  # fmt: skip


@page(permissions.arrange_actions)
def merge(request: PageRequest, reference: str) -> HttpResponse:
    """Merge an action that was entered twice into the one that stays."""
    act = queries.action_by(request.actor, reference, request.now)

    def do(given: dict[str, Any]) -> str:
        record = record_named(request, given["reference"], "reference")
        if record is None or record.kind != "actions:action":
            raise RuleBroken("That is not an action.", field="reference")
        kept = queries.action_by(request.actor, record.reference, request.now)
        operations.merge_actions(kept=kept, merged=act, by=request.actor, now=request.now)
        return _address(kept)

    form = forms.MergeForm(request.POST or None)
    return _ask(request, act, form, do, "The two are merged. Both histories are kept.",
                "Merge into another action", "Merge it")  # fmt: skip


def _ask(
    request: PageRequest, act: Action, form: Any, do: Any, said: str, heading: str, button: str
) -> HttpResponse:
    caption = f"Action {act.record.reference}"
    back = _address(act)
    return ask(
        request, form, do, said=said, heading=heading, button=button, back=back, caption=caption,
        intro=act.what,
    )  # fmt: skip


def _address(act: Action) -> str:
    return reverse("actions:action", args=[act.record.reference])


def _list() -> str:
    return reverse("actions:actions")

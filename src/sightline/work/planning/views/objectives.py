"""Pages of one objective, and judging it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from sightline.foundation.govuk.asking import ask
from sightline.foundation.govuk.words import lower_first
from sightline.foundation.requests import PageRequest, page, render
from sightline.registers.actions.permissions import make_actions
from sightline.registers.actions.queries import panel_of
from sightline.registers.evidence.queries import current_documents
from sightline.registers.partnership.queries import arrangement_at
from sightline.registers.records.queries import history_of
from sightline.work.planning import operations, permissions, queries
from sightline.work.planning.forms import plans as forms
from sightline.work.planning.models import Objective
from sightline.work.planning.rules import plans as rules
from sightline.work.planning.views.lists import tag
from sightline.work.planning.views.offered import standing_agencies, standing_bodies
from sightline.work.planning.views.plans import address as plan_address
from sightline.work.planning.views.plans import is_agreed


@page(permissions.see_plans)
def objective(request: PageRequest, reference: str) -> HttpResponse:
    """One objective: what is to be reached, its actions, and both judgements with all before."""
    actor = request.actor
    found = queries.objective_by(actor, reference, request.now)
    before = found.copied_from
    stands = found.dropped_at is None
    history = queries.judgements_of(found)
    context = {
        "objective": found,
        "sides": [
            (side, heading, tag(side, getattr(found, side)),
             [one for one in history if one.side == side])
            for side, heading in (("progress", "Progress"), ("impact", "Impact"))
        ],
        "actions_panel": panel_of(
            found.record, actor, request.now, request.today, may_make=actor.may(make_actions)
        ),
        "documents": current_documents(found.record),
        "before": panel_of(before.record, actor, request.now, request.today) if before else None,
        "may_write": actor.may(permissions.write_plans) and stands,
        "may_judge": stands
        and is_agreed(found.plan)
        and actor.may(permissions.judge_objectives)
        and queries.looks_after(found.body_id, actor),
        "trail": history_of(found.record),
        "breadcrumbs": [
            ("Business plan", reverse("planning:plans")),
            (found.plan.name, plan_address(found.plan)),
        ],
        "wide": True,
    }  # fmt: skip
    return render(request, "planning/objective.html", context)


@page(permissions.write_plans)
def add_objective(request: PageRequest, reference: str, number: int) -> HttpResponse:
    """Add an objective under a priority."""
    plan = queries.plan_by(request.actor, reference, request.now)
    priority = queries.priority_of(plan, number)
    form, values = _form(request, is_agreed(plan))

    def act(given: dict[str, Any]) -> str:
        made = operations.add_objective(
            priority=priority, **values(given), by=request.actor, now=request.now
        )
        return _address(made)

    return ask(
        request,
        form,
        act,
        said="The objective is in the plan. Enter its actions here.",
        heading="Add an objective",
        button="Add the objective",
        back=plan_address(plan),
        caption=f"{plan.name}, priority {number}: {priority.name}",
    )


@page(permissions.write_plans)
def change_objective(request: PageRequest, reference: str) -> HttpResponse:
    """Change an objective."""
    found = queries.objective_by(request.actor, reference, request.now)
    names = ("what", "measure", "alignment", "reach_by_on")
    form, values = _form(
        request,
        is_agreed(found.plan),
        {name: getattr(found, name) for name in names}
        | {"body": found.body.key, "agency": found.agency.key if found.agency else ""},
    )

    def act(given: dict[str, Any]) -> str:
        operations.change_objective(
            objective=found, **values(given), by=request.actor, now=request.now
        )
        return _address(found)

    return _ask(request, found, form, act, "Change the objective", "Save the objective",
                "The objective is changed.")  # fmt: skip


@page(permissions.write_plans)
def drop_objective(request: PageRequest, reference: str) -> HttpResponse:
    """Drop an objective, with the reason."""
    found = queries.objective_by(request.actor, reference, request.now)

    def act(given: dict[str, Any]) -> str:
        operations.drop_objective(objective=found, **given, by=request.actor, now=request.now)
        return _address(found)

    return _ask(request, found, forms.DropForm(request.POST or None), act, "Drop the objective",
                "Drop it", "The objective is dropped. It stays on record.")  # fmt: skip


@page(permissions.write_plans)
def file_evidence(request: PageRequest, reference: str) -> HttpResponse:
    """File a document as evidence."""
    found = queries.objective_by(request.actor, reference, request.now)
    form = forms.EvidenceForm(request.POST or None, request.FILES or None)

    def act(given: dict[str, Any]) -> str:
        operations.file_evidence(objective=found, **given, by=request.actor, now=request.now)
        return _address(found)

    return _ask(request, found, form, act, "File evidence", "File it",
                "The document is filed. It stands under the aims of its priority.")  # fmt: skip


@page(permissions.judge_objectives)
def judge_progress(request: PageRequest, reference: str) -> HttpResponse:
    """Judge how far an objective has come."""
    return _judge(request, reference, "progress", "Judge progress",
                  "What was done. Whether it made a difference is judged apart.")  # fmt: skip


@page(permissions.judge_objectives)
def judge_impact(request: PageRequest, reference: str) -> HttpResponse:
    """Judge what difference an objective has made."""
    return _judge(request, reference, "impact", "Judge impact",
                  "What is different for children. Much progress may have no impact.")  # fmt: skip


def _judge(
    request: PageRequest, reference: str, side: str, heading: str, about: str
) -> HttpResponse:
    found = queries.objective_by(request.actor, reference, request.now)
    form = forms.JudgeForm(
        request.POST or None,
        values=rules.choices(side),
        initial={"judged_on": request.today},
    )

    def act(given: dict[str, Any]) -> str:
        operations.judge_objective(
            objective=found, side=side, **given, by=request.actor, now=request.now
        )
        return _address(found)

    said = f"{side.capitalize()} is judged. What was judged before stays in view."
    return _ask(request, found, form, act, heading, "Record the judgement", said, about)


def _form(
    request: PageRequest, has_reason: bool, initial: dict[str, Any] | None = None
) -> tuple[forms.ObjectiveForm, Any]:
    """The form of an objective, and how its answers become values."""
    bodies, agencies = standing_bodies(request), standing_agencies(request)
    boards = arrangement_at(request.actor.partnership_id or 0, request.now).linked_boards
    named = "; ".join(one.name for one in boards)
    form = forms.ObjectiveForm(
        request.POST or None,
        is_agreed=has_reason,
        bodies=[(one.key, one.name) for one in bodies],
        agencies=[(one.key, one.name) for one in agencies],
        boards=f"For example, of the {lower_first(named)}" if named else "",
        initial=initial,
    )

    def values(given: dict[str, Any]) -> dict[str, Any]:
        body = next(one for one in bodies if one.key == given["body"])
        agency = next((one for one in agencies if one.key == given["agency"]), None)
        return {**given, "body": body, "agency": agency}

    return form, values


def _address(found: Objective) -> str:
    return reverse("planning:objective", args=[found.record.reference])


def _ask(
    request: PageRequest, found: Objective, form: Any, act: Any, heading: str, button: str,
    said: str, about: str = "",
) -> HttpResponse:  # fmt: skip
    intro = f"{found.what}\n{about}" if about else found.what
    return ask(
        request, form, act, said=said, heading=heading, button=button, back=_address(found),
        caption=f"Objective {found.record.reference}", intro=intro,
    )  # fmt: skip

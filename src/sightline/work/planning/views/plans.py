"""Pages of the business plan: its years, one plan, and what the Executive reads on paper."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from sightline.foundation.govuk.asking import ask
from sightline.foundation.requests import PageRequest, page, render
from sightline.registers.partnership.queries import arrangement_at
from sightline.registers.records.queries import history_of
from sightline.work.planning import operations, permissions, queries
from sightline.work.planning.forms import plans as forms
from sightline.work.planning.models import Plan
from sightline.work.planning.queries import NONE, Part
from sightline.work.planning.rules import plans as rules
from sightline.work.planning.rules.risks import in_word as rated_in_word


@page(permissions.see_plans)
def plans(request: PageRequest) -> HttpResponse:
    """The plan of each year, newest first."""
    rows = queries.list_of_plans(request.actor, request.now)
    may_write = request.actor.may(permissions.write_plans)
    return render(request, "planning/plans.html", {"rows": rows, "may_write": may_write,
                                                   "wide": True})  # fmt: skip


@page(permissions.see_plans)
def plan(request: PageRequest, reference: str) -> HttpResponse:
    """The plan of a year: its priorities, their objectives, and what was judged of each side."""
    found = queries.plan_by(request.actor, reference, request.now)
    context = {
        **_content(request, found),
        "may_write": request.actor.may(permissions.write_plans),
        "trail": history_of(found.record),
        "breadcrumbs": [("Business plan", reverse("planning:plans"))],
        "wide": True,
    }
    return render(request, "planning/plan.html", context)


@page(permissions.see_plans)
def plan_for_executive(request: PageRequest, reference: str) -> HttpResponse:
    """The plan as the Executive reads it, on screen or on paper: what does not move comes first,
    then every objective with the words behind both judgements."""
    found = queries.plan_by(request.actor, reference, request.now)
    content = _content(request, found)
    standing = [
        one for part in content["parts"] for one in part.objectives if not one.line.dropped_at
    ]
    tallies = [
        (side, [(words, tone, sum(1 for one in standing if getattr(one, side).value == value))
                for value, (words, tone) in (*rules.SCALES[side].items(),
                                             (None, rules.NOT_JUDGED))])
        for side in ("progress", "impact")
    ]  # fmt: skip
    context = {
        **content,
        "little": [one for one in standing if one.progress.value in rules.LITTLE],
        "standing": standing,
        "raised": queries.picture(request.actor, request.now, "after", raised=True),
        "rated": rated_in_word,
        "tallies": tallies,
        "today": request.today,
        "marking": "OFFICIAL",
        "breadcrumbs": [
            ("Business plan", reverse("planning:plans")),
            (found.name, reverse("planning:plan", args=[reference])),
        ],
        "wide": True,
    }
    return render(request, "planning/plan_for_executive.html", context)


@page(permissions.see_plans)
def aims(request: PageRequest) -> HttpResponse:
    """The aims of the partnership, each with the body that carries it and what the plan in force
    does for it (R1.1)."""
    found = queries.in_force(request.actor, request.now, request.today)
    context = {
        "plan": found,
        "served": queries.aims(found, request.actor, request.now),
        "in_word": rules.in_word,
        "breadcrumbs": [("Business plan", reverse("planning:plans"))],
        "wide": True,
    }
    return render(request, "planning/aims.html", context)


@page(permissions.write_plans)
def draw_up_plan(request: PageRequest) -> HttpResponse:
    """Draw up the plan of a year."""
    number = request.actor.partnership_id or 0
    month = arrangement_at(number, request.now).year_starts_month
    taken = {one.starts_on for one in queries.plans(request.actor, request.now)}
    offered = [
        (year, rules.name_of(rules.year_of(year, month)[0]))
        for year in range(request.today.year - 1, request.today.year + 3)
        if rules.year_of(year, month)[0] not in taken
    ]
    form = forms.DrawUpForm(request.POST or None, years=offered)

    def act(given: dict[str, Any]) -> str:
        made = operations.draw_up_plan(
            partnership_id=number, year=int(given["year"]), words=given["words"],
            by=request.actor, now=request.now,
        )  # fmt: skip
        return address(made)

    return ask(
        request,
        form,
        act,
        said="The plan is a draft. Add its priorities and their objectives.",
        heading="Draw up a plan",
        button="Draw it up",
        back=reverse("planning:plans"),
        intro="To begin from the plan of the year before, open that one and copy it forward.",
    )


@page(permissions.write_plans)
def change_plan(request: PageRequest, reference: str) -> HttpResponse:
    """Change what a plan says first."""
    found = queries.plan_by(request.actor, reference, request.now)
    form = forms.ChangePlanForm(
        request.POST or None, is_agreed=is_agreed(found), initial={"words": found.words}
    )

    def act(given: dict[str, Any]) -> str:
        operations.change_plan(
            plan=found, words=given["words"], reason=given.get("reason", ""), by=request.actor,
            now=request.now,
        )  # fmt: skip
        return address(found)

    return _ask(request, found, form, act, "Change what the plan says first", "Save",
                "The plan is changed.")  # fmt: skip


@page(permissions.write_plans)
def agree_plan(request: PageRequest, reference: str) -> HttpResponse:
    """Record that the Executive agreed the plan."""
    found = queries.plan_by(request.actor, reference, request.now)
    form = forms.AgreeForm(request.POST or None, initial={"agreed_on": request.today})

    def act(given: dict[str, Any]) -> str:
        operations.agree_plan(plan=found, **given, by=request.actor, now=request.now)
        return address(found)

    return _ask(request, found, form, act, "Record that it is agreed", "Record it",
                "The plan is agreed. Its objectives can be judged from now on.")  # fmt: skip


@page(permissions.write_plans)
def take_back_agreement(request: PageRequest, reference: str) -> HttpResponse:
    """Take back that the plan was agreed."""
    found = queries.plan_by(request.actor, reference, request.now)

    def act(given: dict[str, Any]) -> str:
        operations.take_back_agreement(plan=found, **given, by=request.actor, now=request.now)
        return address(found)

    return _ask(request, found, forms.TakeBackForm(request.POST or None), act,
                "Take back that it was agreed", "Take it back",
                "The plan is a draft again.")  # fmt: skip


@page(permissions.write_plans)
def copy_plan(request: PageRequest, reference: str) -> HttpResponse:
    """Copy a plan forward to the next year."""
    found = queries.plan_by(request.actor, reference, request.now)
    rows = queries.objectives(request.actor, request.now).filter(plan=found)
    standing = list(rows.filter(dropped_at__isnull=True).order_by("priority__number", "number"))
    form = forms.CopyForm(
        request.POST or None,
        offered=[
            (one.pk, f"{one.priority.number}.{one.number} {one.what} "
                     f"({rules.in_word('progress', one.progress)[0].lower()})")
            for one in standing
        ],
        initial={"carried": [one.pk for one in standing if one.progress != "complete"]},
    )  # fmt: skip

    def act(given: dict[str, Any]) -> str:
        made = operations.copy_plan(
            plan=found, carried=[int(one) for one in given.get("carried", [])],
            by=request.actor, now=request.now,
        )  # fmt: skip
        return address(made)

    return _ask(request, found, form, act, "Copy it forward to the next year", "Copy it forward",
                "The plan of the next year is a draft.")  # fmt: skip


@page(permissions.write_plans)
def add_priority(request: PageRequest, reference: str) -> HttpResponse:
    """Add a priority."""
    found = queries.plan_by(request.actor, reference, request.now)
    form = forms.PriorityForm(request.POST or None, is_agreed=is_agreed(found), aims=_aims(request))

    def act(given: dict[str, Any]) -> str:
        made = operations.add_priority(plan=found, **given, by=request.actor, now=request.now)
        return f"{address(found)}#priority-{made.number}"

    return _ask(request, found, form, act, "Add a priority", "Add the priority",
                "The priority is in the plan.")  # fmt: skip


@page(permissions.write_plans)
def change_priority(request: PageRequest, reference: str, number: int) -> HttpResponse:
    """Change a priority."""
    found = queries.plan_by(request.actor, reference, request.now)
    row = queries.priority_of(found, number)
    form = forms.PriorityForm(
        request.POST or None,
        is_agreed=is_agreed(found),
        aims=_aims(request),
        initial={"name": row.name, "why": row.why, "aims": row.aims},
    )

    def act(given: dict[str, Any]) -> str:
        operations.change_priority(priority=row, **given, by=request.actor, now=request.now)
        return f"{address(found)}#priority-{row.number}"

    return _ask(request, found, form, act, f"Change priority {number}", "Save the priority",
                "The priority is changed.")  # fmt: skip


def address(plan: Plan) -> str:
    """Where a plan is read."""
    return reverse("planning:plan", args=[plan.record.reference])


def is_agreed(plan: Plan) -> bool:
    """Whether a change of the plan asks for a reason."""
    return plan.state == Plan.State.AGREED


def _content(request: PageRequest, found: Plan) -> dict[str, Any]:
    parts: list[Part] = queries.parts_of(found, request.actor, request.now)
    records = [one.line.record_id for part in parts for one in part.objectives]
    return {
        "plan": found,
        "parts": parts,
        "counted": queries.counted(records, request.actor, request.now, request.today),
        "no_actions": NONE,
        "in_word": rules.in_word,
    }


def _aims(request: PageRequest) -> list[tuple[str, str]]:
    found = arrangement_at(request.actor.partnership_id or 0, request.now)
    return [(one.id, one.name) for one in found.aims]


def _ask(
    request: PageRequest, found: Plan, form: Any, act: Any, heading: str, button: str, said: str
) -> HttpResponse:
    return ask(
        request, form, act, said=said, heading=heading, button=button, back=address(found),
        caption=found.name,
    )  # fmt: skip

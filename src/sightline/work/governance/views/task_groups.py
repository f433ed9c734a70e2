"""Pages of task and finish groups."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from sightline.foundation.accounts.models import Person
from sightline.foundation.govuk.asking import ask
from sightline.foundation.requests import PageRequest, page, render
from sightline.registers.partnership.queries import bodies, people_known
from sightline.registers.records.queries import history_of
from sightline.work.governance import operations, permissions
from sightline.work.governance.forms import task_groups as forms
from sightline.work.governance.models import TaskGroup
from sightline.work.governance.queries import task_groups as queries
from sightline.work.governance.rules import task_groups as rules


@page(permissions.see_task_groups)
def task_groups(request: PageRequest) -> HttpResponse:
    """Groups at work, the one that ends first on top; or those that have reported back."""
    ended = request.GET.get("show") == "ended"
    rows = queries.page_of_task_groups(request.actor, request.now, ended=ended)
    context = {
        "rows": [(row, *_state(row, request)) for row in rows],
        "ended": ended,
        "may_set_up": request.actor.may(permissions.set_up_task_groups),
        "wide": True,
    }
    return render(request, "governance/task_groups.html", context)


@page(permissions.see_task_groups)
def task_group(request: PageRequest, reference: str) -> HttpResponse:
    """One group: purpose, members, end, and its report."""
    group = queries.task_group_by(request.actor, reference, request.now)
    word, tone = _state(group, request)
    actor = request.actor
    office = {"business-manager", "business-unit", "lead-partner"}
    looks_after = actor.holds("chair", group.body_id) or not actor.capacities.isdisjoint(office)
    is_running = group.reported_at is None
    context = {
        "group": group,
        "word": word,
        "tone": tone,
        "members": group.members.splitlines(),
        "may_extend": is_running and looks_after and actor.may(permissions.set_up_task_groups),
        "may_report": is_running
        and (looks_after or actor.person_id == group.lead_id)
        and actor.may(permissions.report_back),
        "trail": history_of(group.record),
        "breadcrumbs": [("Task and finish groups", reverse("governance:task_groups"))],
        "wide": True,
    }
    return render(request, "governance/task_group.html", context)


@page(permissions.set_up_task_groups)
def set_up_task_group(request: PageRequest) -> HttpResponse:
    """Set up a task and finish group of a body the reader looks after."""
    actor = request.actor
    office = not actor.capacities.isdisjoint({"business-manager", "business-unit", "lead-partner"})
    offered = [
        one
        for one in bodies(actor.partnership_id or 0)
        if one.ends_on is None and (office or actor.holds("chair", one.pk))
    ]
    form = forms.TaskGroupForm(
        request.POST or None,
        bodies=[(one.key, one.name) for one in offered],
        people=people_known(actor.partnership_id or 0),
        initial={"body": request.GET.get("body") or (offered[0].key if offered else "")},
    )

    def act(given: dict[str, Any]) -> str:
        made = operations.set_up_task_group(
            body=next(one for one in offered if one.key == given["body"]),
            name=given["name"],
            purpose=given["purpose"],
            lead=Person.objects.get(pk=int(given["lead"])),
            members=given["members"],
            ends_on=given["ends_on"],
            by=actor,
            now=request.now,
        )
        return _address(made)

    return ask(
        request,
        form,
        act,
        said="The group is set up. Its body sees it here until it has reported back.",
        heading="Set up a task and finish group",
        button="Set up the group",
        back=reverse("governance:task_groups"),
    )


@page(permissions.set_up_task_groups)
def extend_task_group(request: PageRequest, reference: str) -> HttpResponse:
    """Give a group more time, with the reason."""
    group = queries.task_group_by(request.actor, reference, request.now)

    def act(given: dict[str, Any]) -> str:
        operations.extend_task_group(group=group, **given, by=request.actor, now=request.now)
        return _address(group)

    return ask(
        request,
        forms.ExtendForm(request.POST or None),
        act,
        said="The group has more time. That it was put off stays visible.",
        heading="Give the group more time",
        button="Put off its end",
        back=_address(group),
        caption=reference,
    )


@page(permissions.report_back)
def report_back(request: PageRequest, reference: str) -> HttpResponse:
    """Report back to the body that set the group up."""
    group = queries.task_group_by(request.actor, reference, request.now)

    def act(given: dict[str, Any]) -> str:
        operations.report_back(
            group=group, report=given["report"], by=request.actor, now=request.now
        )
        return _address(group)

    return ask(
        request,
        forms.ReportBackForm(request.POST or None),
        act,
        said="The group has reported back, and has ended.",
        heading="Report back",
        button="Report back and end the group",
        back=_address(group),
        caption=reference,
        intro=group.purpose,
    )


def _state(group: TaskGroup, request: PageRequest) -> tuple[str, str]:
    return rules.state_of(
        has_reported=group.reported_at is not None, ends_on=group.ends_on, today=request.today
    )


def _address(group: TaskGroup) -> str:
    return reverse("governance:task_group", args=[group.record.reference])

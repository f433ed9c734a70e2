"""The forward plan: what lies ahead, days asked for, and days made firm (R3.2)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from sightline.foundation.addresses import address
from sightline.foundation.calendar import add_months
from sightline.foundation.errors import RuleBroken
from sightline.foundation.govuk.tables import Column, Table
from sightline.foundation.govuk.words import clock
from sightline.foundation.requests import PageRequest, page, render
from sightline.registers.partnership.models import Body
from sightline.registers.partnership.queries import bodies
from sightline.work.governance import operations, permissions, queries
from sightline.work.governance.queries import forward as reads

AHEAD = {"3": "3 months", "6": "6 months", "12": "12 months", "18": "18 months"}
USUAL = "12"


def _bound(row: reads.Coming) -> str:
    return "; ".join(f"{one.kind}: {one.words}" for one in row.bound)


EXPORT = Table(
    "Forward plan",
    (
        Column("on", "Date", value=lambda row: row.meeting.on),
        Column("at", "Begins", value=lambda row: _clock(row)),
        Column("body", "Body", value=lambda row: row.meeting.body.name),
        Column("reference", "Reference", value=lambda row: row.meeting.record.reference),
        Column("state", "State", value=lambda row: row.meeting.get_state_display()),
        Column("first_on", "First planned for", value=lambda row: row.meeting.first_on or ""),
        Column("items", "Items on the agenda", value=lambda row: row.items),
        Column("bound", "Bound for it", value=_bound),
        Column("remarks", "Note", value=lambda row: "; ".join(row.remarks)),
    ),
    one="meeting",
)


def _clock(row: reads.Coming) -> str:
    return clock(row.meeting.starts_at) if row.meeting.starts_at else ""


@page(permissions.see_meetings)
def forward_plan(request: PageRequest) -> HttpResponseBase:
    """What lies ahead for one body or for all: dates, what is bound for each, clashes, and days
    that the arrangements still ask for."""
    actor = request.actor
    known = [one for one in bodies(actor.partnership_id or 0) if one.ends_on is None]
    body = next((one for one in known if one.key == request.GET.get("body")), None)
    ahead = request.GET.get("ahead", USUAL)
    ahead = ahead if ahead in AHEAD else USUAL
    plan = reads.forward_plan(
        actor,
        request.now,
        request.today,
        until=_last_of_month(add_months(request.today, int(ahead))),
        bodies=[body] if body else known,
    )
    if export := EXPORT.of(plan.coming, request).export():
        return export
    may_plan = actor.may(permissions.plan_meetings)
    context = {
        "plan": plan,
        "bodies": known,
        "body": body,
        "ahead": ahead,
        "lengths": list(AHEAD.items()),
        "may_plan": may_plan,
        "breadcrumbs": [("Meetings", reverse("governance:meetings"))],
        "wide": True,
    }
    return render(request, "governance/forward_plan.html", context)


@page(permissions.plan_meetings)
def propose_meetings(request: PageRequest) -> HttpResponse:
    """Enter the days chosen as proposed ones."""
    known = {one.key: one for one in bodies(request.actor.partnership_id or 0)}

    def act() -> str:
        days = [_day(one, known) for one in request.POST.getlist("day")]
        if not days:
            raise RuleBroken("Choose at least one day to propose.")
        made = operations.propose_meetings(days=days, by=request.actor, now=request.now)
        return f"Days proposed: {len(made)}. Nobody is invited until you confirm them."

    return _done(request, act)


@page(permissions.plan_meetings)
def confirm_meetings(request: PageRequest) -> HttpResponse:
    """Make the proposed meetings chosen firm, and invite their members."""

    def act() -> str:
        chosen = [
            queries.meeting(request.actor, one, request.now)
            for one in dict.fromkeys(request.POST.getlist("meeting"))
        ]
        if not chosen:
            raise RuleBroken("Choose at least one proposed meeting to confirm.")
        count = operations.confirm_meetings(meetings=chosen, by=request.actor, now=request.now)
        return f"Meetings confirmed: {count}. Their members are invited."

    return _done(request, act)


def _done(request: PageRequest, act: Callable[[], str]) -> HttpResponse:
    if request.method == "POST":
        try:
            messages.success(request, act())
        except RuleBroken as broken:
            messages.error(request, broken.sentence)
    asked = {name: request.POST.get(name, "") for name in ("body", "ahead")}
    return redirect(address("governance:forward_plan") + _query(asked))


def _query(asked: dict[str, Any]) -> str:
    kept = "&".join(f"{name}={value}" for name, value in asked.items() if value.isalnum())
    return f"?{kept}" if kept else ""


def _day(chosen: str, known: dict[str, Body]) -> tuple[Body, date]:
    """A body and a day, as the page names them: `executive 2027-02-10`."""
    key, _, day = chosen.partition(" ")
    try:
        return known[key], date.fromisoformat(day)
    except (KeyError, ValueError) as wrong:
        raise RuleBroken("Choose a day from the list.") from wrong


def _last_of_month(day: date) -> date:
    return add_months(day.replace(day=1), 1) - timedelta(days=1)

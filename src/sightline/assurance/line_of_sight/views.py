"""Every duty of the arrangements with its live state."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any
from weakref import WeakKeyDictionary

from django.http import HttpResponseBase
from markupsafe import Markup

from sightline.foundation.addresses import address
from sightline.foundation.calendar import add_months
from sightline.foundation.govuk.dates import day_asked
from sightline.foundation.govuk.forms import ChoiceField, SearchField
from sightline.foundation.govuk.tables import Column, Filters, Table
from sightline.foundation.govuk.words import state_tag
from sightline.foundation.requests import PageRequest, page, render
from sightline.registers.duties import permissions
from sightline.registers.duties.queries import Register, register_as_at
from sightline.registers.duties.rules.facts import ORDER, STATES, DutyState
from sightline.registers.partnership import permissions as partnership
from sightline.registers.partnership.queries import (
    agency_context,
    body_context,
    partnership_in_view,
)
from sightline.work.governance.permissions import see_handover
from sightline.work.governance.queries import newest_of_body, turnout_of_agency
from sightline.work.governance.queries.task_groups import overdue_among, running_of


@dataclass(frozen=True)
class Line:
    """One duty as the list shows it."""

    address: str
    promise: str
    heading: str
    owner: str
    owner_key: str
    body_key: str
    code: str
    word: str
    order: int
    why: str
    next_due: date | None
    last_done: date | None
    figure: str
    who_acts: str


def _tag(line: Line) -> Markup:
    return state_tag(line.word, STATES[line.code][1])


class DutyFilters(Filters):
    """Which duties to show."""

    state = ChoiceField(
        "State",
        drawn_as="select",
        nothing="Any state",
        choices=[(code, word) for code, (word, _, _) in STATES.items()],
    )
    body = ChoiceField("Body or post", drawn_as="select", nothing="Anybody")
    heading = ChoiceField("Heading", drawn_as="select", nothing="Any heading")
    words = SearchField("Words of the promise")

    def narrow(self, rows: list[Line]) -> list[Line]:
        """Keep the duties that every answer asks for."""
        given = self.cleaned_data
        words = (given.get("words") or "").lower()
        return [
            line
            for line in rows
            if (not given.get("state") or line.code == given["state"])
            and (not given.get("body") or given["body"] in (line.owner_key, line.body_key))
            and (not given.get("heading") or line.heading == given["heading"])
            and words in line.promise.lower()
        ]


DUTIES = Table(
    caption="Duties of the arrangements",
    one="duty",
    many="duties",
    order="state",
    filters=DutyFilters,
    nothing="No duty is like that. Choose other answers above.",
    columns=(
        Column("promise", "Promise", link=lambda line: line.address, wide=True),
        Column("state", "State", value=lambda line: line.order, sort=("order",), draw=_tag),
        Column("word", "State in words", export_only=True),
        Column("why", "Why"),
        Column("owner", "Who owes it", sort=("owner",)),
        Column("next_due", "Next due", sort=("next_due",)),
        Column("heading", "Heading", sort=("heading",), export_only=True),
        Column("figure", "Figure as printed", export_only=True),
        Column("last_done", "Last on record", export_only=True),
        Column("who_acts", "Who must act next", export_only=True),
    ),
)


@page(permissions.see_register)
def duties(request: PageRequest) -> HttpResponseBase:
    """All duties as at a day: counts by state, filters, export."""
    as_at = day_asked(request.GET) or request.today
    shown = partnership_in_view(request)
    register = register_as_at(request.actor.partnership_id or 0, as_at, today=request.today)
    day = "" if as_at == request.today else f"as_at={as_at.isoformat()}"
    lines = _lines(register, day) if register else []
    listing = DUTIES.of(
        lines,
        request,
        marking="OFFICIAL",
        partnership=shown.name if shown else "",
        choices={
            "body": sorted({(line.owner_key, line.owner) for line in lines}, key=lambda o: o[1]),
            "heading": sorted({(line.heading, line.heading) for line in lines}),
        },
        notes=[("As at", as_at.isoformat())],
    )
    file = listing.export()
    if file is not None:
        return file
    counted = Counter(line.code for line in lines)
    context = {
        "list": listing,
        "as_at": as_at,
        "is_today": as_at == request.today,
        "how_many": len(lines),
        "counts": [_count(code, counted[code], day) for code in STATES if counted[code]],
        "arrangement": register.arrangement if register else None,
        "marking": "OFFICIAL",
        "wide": True,
    }
    return render(request, "line_of_sight/duties.html", context)


_kept: WeakKeyDictionary[Register, dict[str, list[Line]]] = WeakKeyDictionary()


def _lines(register: Register, day: str) -> list[Line]:
    """The lines of a register, those that need somebody first. Kept as long as the register is,
    which is the same for everybody who may read it."""
    kept = _kept.setdefault(register, {})
    if day not in kept:
        lines = [_line(state, register, day) for state in register.states()]
        kept[day] = sorted(lines, key=lambda line: (line.order, line.promise))
    return kept[day]


def _line(state: DutyState, register: Register, day: str) -> Line:
    duty = state.duty
    page_of_duty = address("duties:duty", duty.id)
    return Line(
        address=f"{page_of_duty}?{day}" if day else page_of_duty,
        promise=duty.promise,
        heading=duty.heading,
        owner=register.owner(duty),
        owner_key=duty.owner_body or duty.owner_role or "",
        body_key=duty.body or "",
        code=state.code,
        word=state.word,
        order=ORDER[state.code],
        why=state.arithmetic[0] if state.arithmetic else "",
        next_due=state.next_due,
        last_done=state.last_done,
        figure=duty.figure or "",
        who_acts=register.who_acts(duty),
    )


def _count(code: str, n: int, day: str) -> tuple[int, str, str, Any]:
    word, tone, _ = STATES[code]
    query = f"state={code}&{day}" if day else f"state={code}"
    return n, word, f"{address('line_of_sight:duties')}?{query}", tone


@page(partnership.see_members)
def body(request: PageRequest, key: str) -> HttpResponseBase:
    """A body with what it owes and has delivered, and its meetings (A2)."""
    context = body_context(request.actor, key, request.now)
    actor = request.actor
    if actor.may(permissions.see_register):
        register = register_as_at(actor.partnership_id or 0, request.today, today=request.today)
        states = register.states() if register else []
        owed = [one for one in states if key in (one.duty.owner_body, one.duty.body)]
        context["owed"] = sorted(owed, key=lambda one: ORDER[one.code])
    groups = running_of(context["page"].body, actor, request.now)
    context["task_groups"] = groups
    context["late_groups"] = overdue_among(groups, request.today)
    context["hands_over"] = actor.may(see_handover)
    context["meetings"] = newest_of_body(actor, request.now, context["page"].body.pk, most=8)
    context["sees_register"] = actor.may(permissions.see_register)
    return render(request, "line_of_sight/body.html", context)


@page(partnership.see_members)
def agency(request: PageRequest, key: str) -> HttpResponseBase:
    """An agency with what it owes and has delivered (R2.2, R0.6)."""
    context = agency_context(request.actor, key, request.now)
    actor, found = request.actor, context["page"].agency
    if actor.may(permissions.see_register):
        register = register_as_at(actor.partnership_id or 0, request.today, today=request.today)
        owed = {one.id for one in context["page"].owes}
        states = register.states() if register else []
        context["states"] = [one for one in states if one.duty.id in owed]
    since = add_months(request.today, -12)
    context["turnout"] = turnout_of_agency(found.pk, since, request.today)
    context["since"] = since
    context["sees_register"] = actor.may(permissions.see_register)
    return render(request, "line_of_sight/agency.html", context)

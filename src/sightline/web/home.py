"""The public front page, and the page a member comes to after signing in."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect

from sightline.foundation.permissions import Actor
from sightline.foundation.requests import (
    PageRequest,
    page,
    public_page,
    render,
    signed_in_page,
)
from sightline.registers.actions.queries import own as own_actions
from sightline.registers.duties import permissions as duties
from sightline.registers.duties.queries import Register, may_begin, register_as_at, waiting_editions
from sightline.registers.duties.queries.editions import Waits
from sightline.registers.duties.rules.facts import ORDER, STATES, DutyState
from sightline.registers.partnership import permissions as partnership_permissions
from sightline.registers.partnership.models import Partnership
from sightline.registers.partnership.queries import arrangement_on, partnership_in_view
from sightline.registers.records.queries.interests import has_still_to_declare
from sightline.web.navigation import PARTNERSHIP
from sightline.work.governance import permissions as governance
from sightline.work.governance.queries import coming, unrecorded
from sightline.work.planning import permissions as planning
from sightline.work.planning.queries.risks import due_from
from sightline.work.reviews import permissions as reviews
from sightline.work.reviews.queries.deciding_window import waiting_for

PRESSING = ("overdue", "due", "due-soon", "not-evidenced")
SHOWN = 12
ACTIONS_SHOWN = 8


@public_page
def public_home(request: PageRequest) -> HttpResponse:
    """Who the partnership is, and where to read what it promised."""
    shown = partnership_in_view(request)
    if shown is None:
        return render(request, "web/not_set_up.html", {})
    context = {"arrangement": arrangement_on(shown.pk, request.today), "exit_page": True}
    return render(request, "web/public_home.html", context)


@page(duties.see_own_duties)
def home(request: PageRequest) -> HttpResponse:
    """What is due from the reader, what is coming, and what nobody has recorded yet."""
    actor = request.actor
    if not actor.may(duties.see_register) and not actor.may(governance.see_meetings):
        return redirect("web:public_home")
    register = None
    if actor.may(duties.see_register):
        register = register_as_at(actor.partnership_id or 0, request.today, today=request.today)
    states = register.states() if register else []
    pressing = [state for state in states if state.code in PRESSING]
    mine = [state for state in pressing if register and _is_mine(state, register, actor)]
    pressing.sort(key=lambda state: (ORDER[state.code], state.next_due or request.today))
    context = {
        "mine": mine[:SHOWN],
        "others": [state for state in pressing if state not in mine][:SHOWN],
        "how_many": len(pressing),
        "states": STATES,
        "register": register,
        "editions": _editions_to_begin(register, actor) if register else [],
        "actions": own_actions(actor, request.now),
        "actions_shown": ACTIONS_SHOWN,
        "today": request.today,
        "has_to_declare": has_still_to_declare(actor, request.now),
        "risks": due_from(actor, request.now, request.today)
        if actor.may(planning.see_risks)
        else [],
        "asked": waiting_for(actor, request.now) if actor.may(reviews.enter_position) else [],
        "coming": coming(actor, request.now, request.today),
        "unrecorded": unrecorded(actor, request.now, request.today)
        if actor.may(governance.record_meetings)
        else [],
        "sees_register": actor.may(duties.see_register),
        "wide": True,
    }
    return render(request, "web/home.html", context)


def _editions_to_begin(register: Register, actor: Actor) -> list[Waits]:
    """The editions that are due and that the reader may begin."""
    if not actor.may(duties.begin_editions):
        return []
    found = waiting_editions(register)
    return [one for one in found if may_begin(register, one.document, actor)]


def _is_mine(state: DutyState, register: Register, actor: Actor) -> bool:
    return any(one.person_id == actor.person_id for one in register.owners(state.duty))


@page(partnership_permissions.see_members)
def partnership(request: PageRequest) -> HttpResponse:
    """Where to look up who the partnership is and what it published."""
    entries = [one for one in PARTNERSHIP if one.shown_to(request.actor)]
    return render(request, "web/partnership.html", {"entries": entries})


@signed_in_page
def choose_partnership(request: PageRequest) -> HttpResponse:
    """Choose which partnership to act in, for people with places in more than one."""
    held = request.actor.numbers("partnership")
    if request.method == "POST":
        chosen = request.POST.get("partnership", "")
        if chosen.isdigit() and int(chosen) in held:
            request.session["partnership"] = int(chosen)
        return redirect("web:home")
    rows = list(Partnership.objects.filter(pk__in=held).order_by("name"))
    context = {"partnerships": rows, "here": request.actor.partnership_id}
    return render(request, "web/choose_partnership.html", context)

"""Lists: mine, my agency's, a group's, overdue, without movement; and moving many at once."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.text import Truncator
from markupsafe import Markup

from sightline.foundation.addresses import address
from sightline.foundation.govuk.asking import ask
from sightline.foundation.govuk.forms import ChoiceField, SearchField
from sightline.foundation.govuk.tables import Column, Filters, Table
from sightline.foundation.govuk.words import short_day, state_tag
from sightline.foundation.lists import Kept
from sightline.foundation.requests import PageRequest, page, render
from sightline.registers.actions import operations, permissions, queries
from sightline.registers.actions.forms.actions import MoveForm
from sightline.registers.actions.models import Action, Recommendation
from sightline.registers.actions.queries import lists
from sightline.registers.actions.rules import life
from sightline.registers.actions.views.actions import TONES
from sightline.registers.actions.views.offered import groups, offered_agencies

Row = dict[str, Any]
STATES = dict(Action.State.choices)
RESPONSES = dict(Recommendation.Response.choices)
SHOWN = [
    ("mine", "Mine"),
    ("agency", "My agency's"),
    ("live", "All that are open"),
    ("overdue", "Overdue"),
    ("still", "Without movement"),
    ("moved", "Moved three times"),
    ("risen", "Risen to the Executive"),
    ("unproved", "Complete, difference not shown"),
    ("all", "All"),
]
NOTHING = {
    "mine": "Nothing waits for you. An action with your name on it stands here from the moment "
    "somebody enters it.",
    "overdue": "Nothing is overdue.",
    "still": f"Something was said of every open action within the last {life.STILL_AFTER} days.",
    "risen": "Nothing has risen to the Executive: no action is overdue for more than "
    f"{life.RISES_AFTER} days, or overdue after being moved three times.",
    "unproved": "No complete action waits for its group to say whether it made a difference.",
}


def _due(row: Row) -> Markup:
    moved = row["times_moved"]
    often = {0: "", 1: "moved once", 2: "moved twice"}.get(moved, f"moved {moved} times")
    hint = f'<br><span class="govuk-hint">{often}</span>' if often else ""
    return Markup(f'<span class="d">{short_day(row["due_on"])}</span>{hint}')


def _state(row: Row) -> Markup:
    if row["is_overdue"]:
        return state_tag("Overdue", "late")
    return state_tag(STATES[row["state"]], TONES[row["state"]])


class ActionFilters(Filters):
    """Narrow the list of actions."""

    words = SearchField("Words")
    body = ChoiceField("Group", drawn_as="select", nothing="Any group")
    agency = ChoiceField("Agency", drawn_as="select", nothing="Any agency")
    state = ChoiceField(
        "State",
        drawn_as="select",
        nothing="Any state",
        choices=[one for one in Action.State.choices if one[0] != "merged"],
    )

    def narrow(self, rows: Kept) -> Kept:
        """Keep the actions that every answer asks for."""
        asked = self.cleaned_data
        rows = rows.having("body__key", asked["body"]).having("agency__key", asked["agency"])
        return rows.having("state", asked["state"]).with_words(asked["words"], "what", "owner_name")


ACTIONS = Table(
    "Actions",
    (
        Column("what", "Action", sort=("what",), wide=True,
               link=lambda row: address("actions:action", row["reference"])),
        Column("reference", "Reference", export_only=True),
        Column("owner_name", "Owner", sort=("owner_name",),
               value=lambda row: row["owner_name"] or row["agency__name"] or ""),
        Column("agency__name", "Agency", sort=("agency__name",), export_only=True),
        Column("body__name", "Group", sort=("body__name",)),
        Column("due_on", "Due", sort=("due_on",), draw=_due),
        Column("first_due_on", "First due", export_only=True),
        Column("times_moved", "Times moved", export_only=True),
        Column("moving_on", "Last word", sort=("moving_on",)),
        Column("state", "State", sort=("state",), draw=_state,
               value=lambda row: STATES[row["state"]]),
        Column("is_overdue", "Overdue", export_only=True),
        Column("blocked_by", "Blocked by", export_only=True),
        Column("completed_on", "Complete on", export_only=True),
        Column("what_changed", "What changed", export_only=True),
    ),
    one="action",
    order="due_on",
    filters=ActionFilters,
    nothing="No action is like this.",
)  # fmt: skip


@page(permissions.see_actions)
def actions(request: PageRequest) -> HttpResponseBase:
    """Actions within the reader's sight: their own at first."""
    show = request.GET.get("show", "mine")
    table = ACTIONS.of(
        lists.listed(request.actor, request.now, request.today, show),
        request,
        marking="OFFICIAL",
        choices={
            "body": [(one.key, one.name) for one in groups(request)],
            "agency": [(one.key, one.name) for one in offered_agencies(request)],
        },
        notes=[("Which actions", dict(SHOWN).get(show, "All"))],
    )
    sent = table.export()
    if sent is not None:
        return sent
    context = {
        "list": table,
        "shown": SHOWN,
        "show": show,
        "nothing": NOTHING.get(show, "Nothing here."),
        "may_make": request.actor.may(permissions.make_actions),
        "may_arrange": request.actor.may(permissions.arrange_actions),
        "wide": True,
    }
    return render(request, "actions/actions.html", context)


class RecommendationFilters(Filters):
    """Narrow the list of recommendations."""

    words = SearchField("Words")
    body = ChoiceField("Group", drawn_as="select", nothing="Any group")
    origin = ChoiceField("From", drawn_as="select", nothing="Anywhere",
                         choices=Recommendation.Origin.choices)  # fmt: skip
    response = ChoiceField("Response", drawn_as="select", nothing="Any response",
                           choices=Recommendation.Response.choices)  # fmt: skip

    def narrow(self, rows: Kept) -> Kept:
        """Keep the recommendations that every answer asks for."""
        asked = self.cleaned_data
        rows = rows.having("body__key", asked["body"]).having("origin", asked["origin"])
        rows = rows.having("response", asked["response"])
        return rows.with_words(asked["words"], "wording", "to_whom")


ANSWERS = {"none": "now", "accepted": "open", "in-part": "soon", "not": "ended"}
RECOMMENDATIONS = Table(
    "Recommendations",
    (
        Column("wording", "Recommendation", wide=True, sort=("wording",),
               draw=lambda row: Truncator(row["wording"]).chars(160),
               link=lambda row: address("actions:recommendation", row["record__reference"])),
        Column("record__reference", "Reference", export_only=True),
        Column("origin", "From", sort=("origin",),
               value=lambda row: dict(Recommendation.Origin.choices)[row["origin"]]),
        Column("to_whom", "To", sort=("to_whom",)),
        Column("body__name", "Group", sort=("body__name",)),
        Column("said_on", "Made", sort=("said_on",)),
        Column("response", "Response", sort=("response",),
               value=lambda row: RESPONSES[row["response"]],
               draw=lambda row: state_tag(RESPONSES[row["response"]], ANSWERS[row["response"]])),
    ),
    one="recommendation",
    order="-said_on",
    filters=RecommendationFilters,
    nothing="No recommendation is like this.",
)  # fmt: skip


@page(permissions.see_actions)
def recommendations(request: PageRequest) -> HttpResponseBase:
    """Recommendations within the reader's sight, from wherever they come."""
    rows = lists.listed_recommendations(request.actor, request.now)
    choices = {"body": [(one.key, one.name) for one in groups(request)]}
    table = RECOMMENDATIONS.of(rows, request, marking="OFFICIAL", choices=choices)
    sent = table.export()
    if sent is not None:
        return sent
    may_make = request.actor.may(permissions.make_actions)
    context = {"list": table, "may_make": may_make, "wide": True}
    return render(request, "actions/recommendations.html", context)


@page(permissions.arrange_actions)
def move_dates(request: PageRequest) -> HttpResponse:
    """Move several actions to one day for one reason."""
    body = request.GET.get("body", "")
    rows = queries.actions(request.actor, request.now).filter(state__in=life.LIVE)
    rows = rows.filter(body__key=body) if body else rows
    found = list(
        rows.select_related("record").defer("record__words").order_by("due_on", "pk")[:200]
    )
    form = MoveForm(
        request.POST or None,
        offered=[
            (one.pk, f"{one.what} ({one.owner_name or 'no owner'}, due {short_day(one.due_on)})")
            for one in found
        ],
    )

    def act(given: dict[str, Any]) -> str:
        chosen = set(given["chosen"])
        operations.move_dates(
            actions=[one for one in found if str(one.pk) in chosen],
            due_on=given["due_on"],
            reason=given["reason"],
            by=request.actor,
            now=request.now,
        )
        return reverse("actions:actions") + "?show=live"

    return ask(
        request,
        form,
        act,
        said="They are moved. The days before stay in view.",
        heading="Move several actions",
        button="Move them",
        back=reverse("actions:actions"),
        intro="The two hundred that are due soonest. All of those you choose are moved, or none.",
    )

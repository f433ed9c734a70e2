"""The list of objectives, over the plan in force or every year."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from django.urls import reverse
from markupsafe import Markup

from sightline.foundation.addresses import address
from sightline.foundation.govuk.forms import ChoiceField, SearchField
from sightline.foundation.govuk.tables import Column, Filters, Table
from sightline.foundation.govuk.words import state_tag
from sightline.foundation.lists import Kept
from sightline.foundation.requests import PageRequest, page, render
from sightline.work.planning import permissions, queries
from sightline.work.planning.rules import plans as rules
from sightline.work.planning.views.offered import standing_agencies, standing_bodies

Row = dict[str, Any]
SHOWN = [
    ("current", "In the plan in force"),
    ("little", "Little or no progress"),
    ("unshown", "No impact shown"),
    ("unjudged", "Not judged yet"),
    ("all", "Every year"),
]
NOTHING = {
    "current": "No plan is agreed yet, or it holds no objective.",
    "little": "No objective of the plan in force is judged to make little or no progress. Those "
    "not judged yet stand in a list of their own.",
    "unshown": "No objective of the plan in force is judged to have no impact, or none known yet.",
    "unjudged": "Every objective of the plan in force is judged, for progress and for impact.",
}


def tag(side: str, value: str | None) -> Markup:
    """What was judged last, as a state."""
    return state_tag(*rules.in_word(side, value))


class ObjectiveFilters(Filters):
    """Narrow the list of objectives."""

    words = SearchField("Words")
    body = ChoiceField("Body", drawn_as="select", nothing="Any body")
    agency = ChoiceField("Agency", drawn_as="select", nothing="Any agency")
    progress = ChoiceField(
        "Progress", drawn_as="select", nothing="Any progress", choices=rules.choices("progress")
    )
    impact = ChoiceField(
        "Impact", drawn_as="select", nothing="Any impact", choices=rules.choices("impact")
    )

    def narrow(self, rows: Kept) -> Kept:
        """Keep the objectives that every answer asks for."""
        asked = self.cleaned_data
        rows = rows.having("body__key", asked["body"]).having("agency__key", asked["agency"])
        rows = rows.having("progress", asked["progress"]).having("impact", asked["impact"])
        return rows.with_words(asked["words"], "what", "measure")


OBJECTIVES = Table(
    "Objectives",
    (
        Column("what", "Objective", sort=("what",), wide=True,
               link=lambda row: address("planning:objective", row["record__reference"])),
        Column("record__reference", "Reference", export_only=True),
        Column("plan__name", "Plan", export_only=True),
        Column("priority", "Priority",
               sort=("-plan__starts_on", "priority__number", "number"),
               value=lambda row: f"{row['priority__number']}. {row['priority__name']}"),
        Column("measure", "Measure", export_only=True),
        Column("body__name", "Body", sort=("body__name",)),
        Column("agency__name", "Agency", sort=("agency__name",), export_only=True),
        Column("reach_by_on", "By", sort=("reach_by_on",)),
        Column("progress", "Progress", sort=("progress",),
               value=lambda row: rules.in_word("progress", row["progress"])[0],
               draw=lambda row: tag("progress", row["progress"])),
        Column("progress_on", "Progress judged", export_only=True),
        Column("progress_words", "What progress rests on", export_only=True),
        Column("impact", "Impact", sort=("impact",),
               value=lambda row: rules.in_word("impact", row["impact"])[0],
               draw=lambda row: tag("impact", row["impact"])),
        Column("impact_on", "Impact judged", export_only=True),
        Column("impact_words", "What impact rests on", export_only=True),
        Column("alignment", "Alignment to other boards", export_only=True),
    ),
    one="objective",
    order="priority",
    filters=ObjectiveFilters,
    nothing="No objective is like this.",
)  # fmt: skip


@page(permissions.see_plans)
def objectives(request: PageRequest) -> HttpResponseBase:
    """Objectives of the plan in force, or of every year; little or no progress is one list."""
    show = request.GET.get("show", "current")
    rows = queries.objectives_listed(request.actor, request.now, show)
    if show != "all":
        found = queries.in_force(request.actor, request.now, request.today)
        rows = rows.having("plan", found.pk if found else 0)
    table = OBJECTIVES.of(
        rows,
        request,
        marking="OFFICIAL",
        choices={
            "body": [(one.key, one.name) for one in standing_bodies(request)],
            "agency": [(one.key, one.name) for one in standing_agencies(request)],
        },
        notes=[("Which objectives", dict(SHOWN).get(show, "Every year"))],
    )
    sent = table.export()
    if sent is not None:
        return sent
    context = {
        "list": table,
        "shown": SHOWN,
        "show": show,
        "nothing": NOTHING.get(show, "Nothing here."),
        "breadcrumbs": [("Business plan", reverse("planning:plans"))],
        "wide": True,
    }
    return render(request, "planning/objectives.html", context)

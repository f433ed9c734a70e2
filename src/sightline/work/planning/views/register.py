"""The register of risks as a list, and as a picture of five by five with a table beside it."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from markupsafe import Markup

from sightline.foundation.addresses import address
from sightline.foundation.govuk.forms import ChoiceField, SearchField
from sightline.foundation.govuk.tables import Column, Filters, Table
from sightline.foundation.govuk.words import short_day, state_tag
from sightline.foundation.lists import Kept
from sightline.foundation.requests import PageRequest, page, render
from sightline.work.planning import permissions, queries
from sightline.work.planning.models import Risk
from sightline.work.planning.rules import risks as rules
from sightline.work.planning.views.offered import standing_bodies
from sightline.work.planning.views.risks import TONES

Row = dict[str, Any]
STATES = dict(Risk.State.choices)
SHOWN = [
    ("standing", "Open"),
    ("raised", "Raised to the Executive"),
    ("overdue", "Review overdue"),
    ("closed", "Closed"),
    ("all", "All"),
]
NOTHING = {
    "standing": "No risk is open. The office enters risks, and a chair those of their body.",
    "raised": "No risk waits for the Executive.",
    "overdue": "Every risk was looked at when it was due.",
    "closed": "No risk was closed yet.",
}


def _review(row: Row) -> Markup:
    day = Markup(f'<span class="d">{short_day(row["review_on"])}</span>')
    return day + Markup("<br>") + state_tag("Overdue", "late") if row["is_overdue"] else day


def _score(moment: str) -> Any:
    return lambda row: state_tag(*rules.in_word(row[f"score_{moment}"]))


class RiskFilters(Filters):
    """Narrow the register."""

    words = SearchField("Words")
    body = ChoiceField("Body", drawn_as="select", nothing="Any body")
    band = ChoiceField("After controls", drawn_as="select", nothing="Any score",
                       choices=[(name, one[0]) for name, one in rules.BANDS.items()])  # fmt: skip
    state = ChoiceField("State", drawn_as="select", nothing="Any state",
                        choices=Risk.State.choices)  # fmt: skip

    def narrow(self, rows: Kept) -> Kept:
        """Keep the risks that every answer asks for."""
        asked = self.cleaned_data
        rows = rows.having("body__key", asked["body"]).having("state", asked["state"])
        if asked["band"]:
            within = Q(("score_after__range", rules.scores_of(asked["band"])))
            rows = rows.where(f"band {asked['band']}", lambda: within)
        return rows.with_words(asked["words"], "name", "event", "cause")


RISKS = Table(
    "Risks",
    (
        Column("name", "Risk", sort=("name",), wide=True,
               link=lambda row: address("planning:risk", row["record__reference"])),
        Column("record__reference", "Reference", export_only=True),
        Column("cause", "Cause", export_only=True),
        Column("event", "Event", export_only=True),
        Column("effect", "Effect", export_only=True),
        Column("body__name", "Body", sort=("body__name",)),
        Column("owner__name", "Owner", sort=("owner__name",)),
        Column("likelihood_before", "Likelihood before controls", export_only=True),
        Column("impact_before", "Impact before controls", export_only=True),
        Column("score_before", "Before controls", export_only=True),
        Column("likelihood_after", "Likelihood after controls", export_only=True),
        Column("impact_after", "Impact after controls", export_only=True),
        Column("score_after", "After controls", sort=("score_after",), draw=_score("after")),
        Column("movement", "Movement",
               value=lambda row: rules.movement(row["score_was"], row["score_after"])),
        Column("likelihood_target", "Likelihood as target", export_only=True),
        Column("impact_target", "Impact as target", export_only=True),
        Column("score_target", "Target", sort=("score_target",), draw=_score("target")),
        Column("assessed_on", "Assessed", export_only=True),
        Column("review_on", "Review", sort=("review_on",), draw=_review),
        Column("is_overdue", "Review overdue", export_only=True),
        Column("state", "State", sort=("state",), value=lambda row: STATES[row["state"]],
               draw=lambda row: state_tag(row["state"].capitalize(), TONES[row["state"]])),
    ),
    one="risk",
    order="-score_after",
    filters=RiskFilters,
    nothing="No risk is like this.",
)  # fmt: skip


@page(permissions.see_risks)
def risks(request: PageRequest) -> HttpResponseBase:
    """The register of risks: those that stand at first, the gravest on top."""
    show = request.GET.get("show", "standing")
    table = RISKS.of(
        queries.risks_listed(request.actor, request.now, request.today, show),
        request,
        marking="OFFICIAL",
        choices={"body": [(one.key, one.name) for one in standing_bodies(request)]},
        notes=[("Which risks", dict(SHOWN).get(show, "All"))],
    )
    sent = table.export()
    if sent is not None:
        return sent
    context = {
        "list": table,
        "shown": SHOWN,
        "show": show,
        "nothing": NOTHING.get(show, "Nothing here."),
        "may_enter": request.actor.may(permissions.raise_risks),
        "wide": True,
    }
    return render(request, "planning/risks.html", context)


@page(permissions.see_risks)
def risk_picture(request: PageRequest) -> HttpResponse:
    """The risks that stand, on five by five, with the same in a table beside it."""
    asked = request.GET.get("moment", "after")
    moment = asked if asked in rules.MOMENTS else "after"
    placed = queries.picture(request.actor, request.now, moment)
    by_number = {one.number: one for one in placed}
    found = rules.cells((one.rating, one.number) for one in placed)
    grid = [
        (likelihood, word, [
            (rules.Rating(likelihood, impact), rules.band_of(likelihood * impact),
             [by_number[number] for number in found.get((likelihood, impact), [])])
            for impact in rules.IMPACT
        ])
        for likelihood, word in sorted(rules.LIKELIHOOD.items(), reverse=True)
    ]  # fmt: skip
    context = {
        "moments": rules.MOMENTS,
        "moment": moment,
        "grid": grid,
        "placed": placed,
        "bands": rules.BANDS,
        "likelihood": rules.LIKELIHOOD,
        "impact": rules.IMPACT,
        "in_word": rules.in_word,
        "breadcrumbs": [("Risks", reverse("planning:risks"))],
        "wide": True,
    }
    return render(request, "planning/risk_picture.html", context)

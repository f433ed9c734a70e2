"""Cases that the reader is named to or was given sight of, and reviews and requests beside them."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from markupsafe import Markup

from sightline.foundation.addresses import address
from sightline.foundation.govuk.forms import ChoiceField
from sightline.foundation.govuk.tables import Column, Filters, Table
from sightline.foundation.govuk.words import day, short_day, state_tag
from sightline.foundation.lists import Kept
from sightline.foundation.requests import PageRequest, page, render
from sightline.work.reviews import permissions, queries
from sightline.work.reviews.queries.spaces import DAYS
from sightline.work.reviews.rules.notifying import STAGES
from sightline.work.reviews.views.opening import MARKING

Row = dict[str, Any]
SPACES = {
    "reviews:decision_window": ("For you to decide", "until {}"),
    "reviews:information_request": ("Asked of your agency", "asked {}"),
    "reviews:agency_request": ("Asked of your agency", "asked {}"),
    "reviews:rapid_review": ("Rapid review", "complete by {}"),
    "reviews:local_review_room": ("Local review", "initiated {}"),
}


class CaseFilters(Filters):
    """Narrow the list of cases."""

    stage = ChoiceField(
        "Notification",
        drawn_as="select",
        nothing="Any stage",
        choices=[(key, words) for key, (words, _) in STAGES.items()],
    )

    def narrow(self, rows: Kept) -> Kept:
        """Keep the cases at the stage that is asked for."""
        return rows.having("stage", self.cleaned_data["stage"])


OVERDUE = state_tag("Overdue", "late")


def _due(row: Row) -> Markup:
    said = Markup(f'<span class="d">{short_day(row["due_on"])}</span>')
    if row["stage"] not in ("judging", "to-send") or row["due_on"] >= row["today"]:
        return said
    # in one piece, which a narrow screen breaks between the two
    return Markup(f"<span>{said} {OVERDUE}</span>")


CASES = Table(
    "Cases you see",
    (
        Column("record__reference", "Case", sort=("pk",),
               link=lambda row: address("reviews:case", row["record__reference"])),
        Column("recorded_at", "Recorded", sort=("recorded_at",)),
        Column("stage", "Notification", draw=lambda row: state_tag(*STAGES[row["stage"]])),
        Column("due_on", "To be notified by", sort=("due_on",), draw=_due),
    ),
    one="case",
    order="-record__reference",
    filters=CaseFilters,
    nothing="No case is at this stage.",
    exports=False,
)  # fmt: skip

ALL_SPACES = Table(
    "Reviews and requests, the newest first",
    (
        Column("reference", "Reference", sort=("pk",),
               link=lambda row: address(row["kind"], row["reference"])),
        Column("kind", "What", value=lambda row: SPACES[row["kind"]][0]),
        Column("day", "When", value=lambda row: _when(row)),
    ),
    one="review or request",
    many="reviews and requests",
    order="-reference",
    nothing="You see no review, and nothing is asked of you.",
    exports=False,
)  # fmt: skip


def _when(row: Row) -> str:
    return SPACES[row["kind"]][1].format(day(row[DAYS[row["kind"]]]))


@page(permissions.see_cases)
def cases(request: PageRequest) -> HttpResponse:
    """Cases the reader is named to or was given sight of: reference and where each stands; and the
    newest reviews and requests beside them."""
    actor = request.actor
    spaces, has_more = queries.first_spaces(actor, request.now)
    told: dict[str, list[tuple[str, str, str]]] = {words: [] for words, _ in SPACES.values()}
    for one in spaces:
        led = address(one["kind"], one["reference"])
        told[SPACES[one["kind"]][0]].append((one["reference"], led, _when(one)))
    listed = CASES.of(queries.cases(actor, request.now, request.today), request, marking=MARKING)
    context = {
        "list": listed,
        "spaces": {words: rows for words, rows in told.items() if rows},
        "has_more": has_more,
        "may_record": actor.may(permissions.notify),
        "marking": MARKING,
        "wide": True,
    }
    return render(request, "reviews/cases.html", context)


@page(permissions.see_cases)
def spaces(request: PageRequest) -> HttpResponse:
    """Every review the reader sees, and every request and decision that is theirs to answer."""
    context = {
        "list": ALL_SPACES.of(
            queries.spaces_seen(request.actor, request.now), request, marking=MARKING
        ),
        "marking": MARKING,
        "breadcrumbs": [("Cases", reverse("reviews:cases"))],
        "wide": True,
    }
    return render(request, "reviews/spaces.html", context)

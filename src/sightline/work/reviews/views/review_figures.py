"""What the reviews that the reader sees add up to, on a page and as CSV and workbook."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpResponseBase
from django.urls import reverse

from sightline.foundation.govuk.exports import Sheet, csv_response, xlsx_response
from sightline.foundation.requests import PageRequest, page, render
from sightline.foundation.small_numbers import SENSITIVE
from sightline.registers.partnership.queries import partnership_in_view
from sightline.registers.records.models import Marking
from sightline.work.reviews import permissions
from sightline.work.reviews.queries import review_figures as queries
from sightline.work.reviews.rules.review_figures import Figure

HIDDEN = "hidden"
WRITERS = {"csv": csv_response, "xlsx": xlsx_response}
MARKING = Marking.RESTRICTED.label


@page(permissions.see_review_figures)
def review_figures(request: PageRequest) -> HttpResponseBase:
    """Stages, conversion, slippage and themes, with small numbers protected; as a file too."""
    found = queries.review_figures(request.actor, request.now)
    kind = request.GET.get("export", "")
    if kind in WRITERS:
        return WRITERS[kind](_sheet(request, found))
    context = {
        "groups": [(about, list(rows)) for about, rows in groupby(found, lambda one: one.about)],
        "hidden": HIDDEN,
        "small": SENSITIVE.words,
        "marking": MARKING,
        "breadcrumbs": [
            ("Cases", reverse("reviews:cases")),
            ("Learning reviews", reverse("reviews:learning_reviews")),
        ],
    }
    return render(request, "reviews/review_figures.html", context)


def _sheet(request: PageRequest, found: list[Figure]) -> Sheet:
    whose = partnership_in_view(request)
    return Sheet(
        title="What the reviews add up to",
        headings=["About", "Figure", "Year recorded", "Value"],
        rows=[
            [one.about, one.what, one.period, HIDDEN if one.value is None else one.value]
            for one in found
        ],
        partnership=whose.name if whose else "",
        marking=MARKING,
        made_at=request.now,
        notes=[
            ("Of which reviews", "Those that whoever made this file is named to or was given sight "
             "of, and no others."),
            ("Small numbers", f"{SENSITIVE.words}. What would give a hidden figure away is hidden "
             "too. Files that were made before are not taken into account."),
            ("Findings", "Findings are counted by theme, not children."),
        ],
    )  # fmt: skip

"""How a local review is opened, what stands around each of its pages, and how it is added to."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse

from sightline.foundation.govuk.forms import GovukForm
from sightline.foundation.requests import PageRequest
from sightline.work.reviews import permissions, queries
from sightline.work.reviews.models import LocalReview
from sightline.work.reviews.views import opening
from sightline.work.reviews.views.opening import MARKING, let_in

P = ParamSpec("P")
ROOM = "reviews:local_review_room"
AGENCIES = "reviews:local_review_agencies"
FAMILY = "reviews:local_review_family"
DRAFTS = "reviews:local_review_drafts"
FINDINGS = "reviews:local_review_findings"
PAGES = {
    ROOM: "Terms, reviewer and timing",
    AGENCIES: "Information from agencies",
    FAMILY: "Family and practitioners",
    DRAFTS: "Drafts and accuracy",
    FINDINGS: "Findings and learning",
}
"""The pages of a local review, in order."""


def of_local_review(
    view: Callable[Concatenate[PageRequest, LocalReview, P], HttpResponse],
) -> Callable[..., HttpResponseBase]:
    """Give a view the local review its address names, if it is in sight. Who has not said yet why
    they need to see it or its case is asked first; every look leaves a line in the trail."""

    @functools.wraps(view)
    def opened(
        request: PageRequest, reference: str, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        found = queries.local_review_by(request.actor, reference, request.now)
        is_known = found.has_attested or found.has_attested_to_case
        return let_in(
            request, found.record, "reviews:attest_local_review", is_known,
            lambda: view(request, found, *args, **kwargs),
        )  # fmt: skip

    return opened


def address_of(review: LocalReview, name: str = ROOM) -> str:
    """Where a page of a local review is."""
    return reverse(name, args=[review.record.reference])


def surroundings(request: PageRequest, review: LocalReview, here: str) -> dict[str, Any]:
    """What stands on every page of a local review."""
    runs = request.actor.may(permissions.run_local_reviews)
    return {
        "review": review,
        "reference": review.record.reference,
        "pages": [(address_of(review, name), words, name == here) for name, words in PAGES.items()],
        "gives": runs,
        "runs": runs and not review.is_complete,
        "today": request.today,
        "marking": MARKING,
        "breadcrumbs": [("Cases", reverse("reviews:cases"))],
        "wide": True,
    }


def enter(
    request: PageRequest,
    review: LocalReview,
    form: GovukForm,
    act: Callable[[dict[str, Any]], None],
    *,
    said: str,
    heading: str,
    intro: str = "",
    back: str = ROOM,
) -> HttpResponse:
    """Ask for an entry of a local review, keep it, and go back to the page it stands on."""
    return opening.enter(
        request,
        review.record,
        form,
        act,
        there=address_of(review, back),
        said=said,
        heading=heading,
        intro=intro,
    )

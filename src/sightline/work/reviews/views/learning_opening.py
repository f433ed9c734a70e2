"""How a learning review is opened, what stands around its pages, and how it is added to."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse

from sightline.foundation.govuk.forms import GovukForm
from sightline.foundation.requests import PageRequest
from sightline.registers.records.models import Marking
from sightline.work.reviews import permissions
from sightline.work.reviews.models import LearningReview
from sightline.work.reviews.queries import learning_reviews as queries
from sightline.work.reviews.views import opening
from sightline.work.reviews.views.opening import let_in

P = ParamSpec("P")
LIST = "reviews:learning_reviews"


def of_learning_review(
    view: Callable[Concatenate[PageRequest, LearningReview, P], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Give a view the learning review its address names, if it is in sight. Of one about a child it
    is asked once why the reader needs to see it; every look leaves a line in the trail."""

    @functools.wraps(view)
    def opened(
        request: PageRequest, reference: str, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        found = queries.learning_review_by(request.actor, reference, request.now)
        return let_in(
            request, found.record, "reviews:attest_learning_review", is_known(found),
            lambda: view(request, found, *args, **kwargs),
        )  # fmt: skip

    return opened


def is_known(review: LearningReview) -> bool:
    """Whether the reader need not be asked why they need to see it: it is about no child, or they
    have said so."""
    return not review.is_about_child or review.has_attested or review.has_attested_to_case


def address_of(review: LearningReview) -> str:
    """Where the page of a learning review is."""
    return reverse("reviews:learning_review", args=[review.record.reference])


def surroundings(request: PageRequest, review: LearningReview) -> dict[str, Any]:
    """What stands on every page of a learning review."""
    runs = request.actor.may(permissions.run_learning_reviews)
    return {
        "review": review,
        "reference": review.record.reference,
        "runs": runs and not review.is_complete,
        "today": request.today,
        "marking": Marking(review.record.marking).label,
        "breadcrumbs": [("Cases", reverse("reviews:cases")), ("Learning reviews", reverse(LIST))],
        "wide": True,
    }


def enter(
    request: PageRequest,
    review: LearningReview,
    form: GovukForm,
    act: Callable[[dict[str, Any]], None],
    *,
    said: str,
    heading: str,
    intro: str = "",
) -> HttpResponse:
    """Ask for an entry of a learning review, keep it, and go back to its page."""
    return opening.enter(
        request,
        review.record,
        form,
        act,
        there=address_of(review),
        said=said,
        heading=heading,
        intro=intro,
    )

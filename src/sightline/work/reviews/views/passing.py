"""Learning that a review passes to a group, and what the group does with it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from sightline.foundation.requests import PageRequest, page, render
from sightline.registers.records.models import Marking, Record
from sightline.work.reviews import permissions
from sightline.work.reviews.forms import learning_reviews as forms
from sightline.work.reviews.models import LearningReview, LocalReview
from sightline.work.reviews.operations import passing as operations
from sightline.work.reviews.queries import learning_reviews as queries
from sightline.work.reviews.views.learning_opening import LIST, address_of, of_learning_review
from sightline.work.reviews.views.local_review_opening import FINDINGS, of_local_review
from sightline.work.reviews.views.local_review_opening import address_of as address_of_local
from sightline.work.reviews.views.opening import ask

OFFICIAL = Marking.INTERNAL.label


@page(permissions.run_learning_reviews, logs_reads=True)
@of_learning_review
def pass_learning(request: PageRequest, review: LearningReview) -> HttpResponse:
    """Pass what a learning review taught to a group."""
    return _pass(request, review.record, address_of(review))


@page(permissions.run_learning_reviews, logs_reads=True)
@of_local_review
def pass_local_learning(request: PageRequest, review: LocalReview) -> HttpResponse:
    """Pass what a local review taught to a group."""
    return _pass(request, review.record, address_of_local(review, FINDINGS))


def _pass(request: PageRequest, source: Record, back: str) -> HttpResponse:
    bodies = queries.groups(source.partnership_id)

    def act(given: dict[str, Any]) -> str:
        made = operations.pass_learning(
            source=source,
            body=bodies[int(given["body"])],
            title=given["title"],
            words=given["words"],
            by=request.actor,
            now=request.now,
        )
        return reverse("reviews:passed_learning", args=[made.record.reference])

    return ask(
        request,
        forms.PassForm(request.POST or None, bodies=[(pk, one.name) for pk, one in bodies.items()]),
        act,
        said="It is passed on, and stands on the group’s next agenda.",
        heading="Pass learning to a group",
        button="Pass it on",
        back=back,
        intro="The group reads these words and nothing of the review, not even its reference.",
    )


@page(permissions.see_cases)
def passed_learning(request: PageRequest, reference: str) -> HttpResponse:
    """Learning that was passed to a group, and what the group does with it."""
    passed = queries.passed_by(request.actor, reference, request.now)
    context = {
        "passed": passed,
        "source": queries.source_seen(passed, request.actor, request.now),
        "answers": request.actor.may(permissions.take_up_learning) and passed.answer is None,
        "marking": OFFICIAL,
        "breadcrumbs": [("Cases", reverse("reviews:cases")), ("Learning reviews", reverse(LIST))],
    }
    return render(request, "reviews/passed_learning.html", context)


@page(permissions.take_up_learning)
def take_up_learning(request: PageRequest, reference: str) -> HttpResponse:
    """Record what the group does with learning that was passed to it."""
    passed = queries.passed_by(request.actor, reference, request.now)
    there = reverse("reviews:passed_learning", args=[reference])

    def act(given: dict[str, Any]) -> str:
        operations.take_up_learning(passed=passed, **given, by=request.actor, now=request.now)
        return there

    return ask(
        request,
        forms.TakeUpForm(request.POST or None, initial={"decided_on": request.today}),
        act,
        said="It is recorded, and waits for no agenda any more.",
        heading="What does the group do with it?",
        button="Record it",
        back=there,
        caption=passed.record.reference,
    )

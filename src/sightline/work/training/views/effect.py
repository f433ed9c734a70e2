"""What training changed: one's own questions, what a course asks, and what the answers show."""

from __future__ import annotations

from typing import Any

from django.contrib import messages as notices
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from sightline.foundation.addresses import address
from sightline.foundation.errors import NotSeen, RuleBroken
from sightline.foundation.govuk.asking import ask
from sightline.foundation.govuk.pages import page_of
from sightline.foundation.permissions import Actor
from sightline.foundation.requests import PageRequest, page, public_page, render
from sightline.work.training import forms, operations, permissions, queries
from sightline.work.training.rules import evaluating
from sightline.work.training.views.courses import mine, way


@page(permissions.book)
def my_questions(request: PageRequest) -> HttpResponse:
    """What one is asked about training, oneself or as a manager."""
    context = {
        "asked": queries.my_questions(request.actor, request.now),
        "answered": queries.answered_questions(request.actor),
        "breadcrumbs": [("Training", reverse("training:catalogue")),
                        ("My training", reverse("training:my_bookings"))],
    }  # fmt: skip
    return render(request, "training/my_questions.html", context)


@page(permissions.book)
def questions(request: PageRequest, number: int) -> HttpResponse:
    """Answer what one is asked."""
    asked = queries.evaluation(request.actor, number)
    form = forms.EvaluationForm(
        request.POST or None, items=queries.items_of(asked.course_id), stage=asked.stage
    )
    if request.method == "POST" and form.is_valid():
        try:
            operations.answer_evaluation(
                evaluation=asked, scores=form.scores(), words=form.cleaned_data["words"],
                by=request.actor, now=request.now,
            )  # fmt: skip
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            notices.success(request, "Thank you. Your answers are kept.")
            return redirect("training:my_questions")
    context = {
        "layout": "govuk/member.html",
        "asked": asked,
        "form": form,
        "is_open": asked.answered_at is None and asked.closes_at > request.now,
        "here": request.path,
        "breadcrumbs": [("Questions for you", reverse("training:my_questions"))],
    }
    return render(request, "training/questions.html", context)


@public_page
def questions_by_link(request: PageRequest, token: str) -> HttpResponse:
    """Answer by a one-time link: no account is needed."""
    asked = queries.evaluation_by_token(token)
    is_open = asked.answered_at is None and asked.closes_at > request.now
    form = forms.EvaluationForm(
        request.POST or None, items=queries.items_of(asked.course_id), stage=asked.stage,
        asks_name=asked.stage == "manager",
    )  # fmt: skip
    if is_open and request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        by = Actor(person_id=None, name=given.get("name") or asked.name)
        try:
            operations.answer_evaluation_by_link(
                token=token, scores=form.scores(), words=given["words"], by=by, now=request.now
            )
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            return redirect("training:questions_by_link", token)
    context = {
        "layout": "govuk/public.html",
        "asked": asked,
        "form": form,
        "is_open": is_open,
        "here": request.path,
    }
    return render(request, "training/questions.html", context)


@page(permissions.manage_programme)
def set_evaluation(request: PageRequest, reference: str) -> HttpResponse:
    """Set what a course asks of those who take part, and when."""
    course = queries.course(mine(request), reference)
    items = [one.words for one in queries.items_of(course.pk)]
    initial = {
        "items": "\n".join(items or evaluating.EXAMPLE_ITEMS),
        "later_after": course.later_after,
    }
    form = forms.AskForm(request.POST or None, initial=initial)

    def act(given: dict[str, Any]) -> str:
        operations.set_evaluation(
            course=course, items=given["items"].splitlines(),
            later_after=given["later_after"], by=request.actor, now=request.now,
        )  # fmt: skip
        return address("training:results", reference)

    back = reverse("training:course", args=[reference])
    button = "Save" if items else "Ask this"
    return ask(
        request,
        form,
        act,
        said="It is asked from now on.",
        heading="What the course asks",
        button=button,
        back=back,
        caption=course.title,
    )


@page(permissions.read_results)
def results(request: PageRequest, reference: str) -> HttpResponse:
    """What a course changed, as far as its answers tell."""
    course = queries.course(mine(request), reference)
    context = {
        "course": course,
        "results": queries.results_of(course),
        "later": evaluating.LATER[course.later_after],
        "manages": request.actor.may(permissions.manage_programme),
        "breadcrumbs": [("Training", reverse("training:catalogue")),
                        (course.title, reverse("training:course", args=[reference]))],
        "wide": True,
    }  # fmt: skip
    return render(request, "training/results.html", context)


@page(permissions.read_results)
def results_by(request: PageRequest, reference: str, group: str) -> HttpResponse:
    """What a course changed, by agency or by role."""
    if group not in queries.GROUPS:
        raise NotSeen
    course = queries.course(mine(request), reference)
    form = forms.ComparedForm(request.GET or None, initial={"pair": "after"})
    pair: evaluating.Pair = form.cleaned_data["pair"] if form.is_valid() else "after"
    context = {
        "course": course,
        "group": queries.GROUPS[group],
        "items": queries.results_by(course, group, pair),
        "heading": evaluating.PAIRS[pair],
        "choose": form,
        "here": request.path,
        "breadcrumbs": [(course.title, reverse("training:course", args=[reference])),
                        ("What it changed", reverse("training:results", args=[reference]))],
        "wide": True,
    }  # fmt: skip
    return render(request, "training/results_by.html", context)


@page(permissions.manage_programme)
def comments(request: PageRequest, reference: str) -> HttpResponse:
    """What people wrote about a course, without names, to be sorted by a person."""
    course = queries.course(mine(request), reference)
    context = {
        "course": course,
        "page": page_of(queries.comments_of(course), request.GET, order=["-pk"]),
        "breadcrumbs": way((course.title, reverse("training:results", args=[reference]))),
    }
    return render(request, "training/comments.html", context)


@page(permissions.manage_programme)
def sort_comment(request: PageRequest, number: int) -> HttpResponse:
    """Put one comment under themes."""
    found = queries.comment(mine(request), number)
    course = found.evaluation.course
    themes = queries.themes_of(course.pk)
    under = found.themes.filter(dropped_at__isnull=True).values_list("theme_id", flat=True)
    form = forms.ThemesForm(
        request.POST or None, themes=themes, initial={"themes": [str(one) for one in under]}
    )
    if form.is_valid():
        given = form.cleaned_data
        chosen = [one for one in themes if str(one.pk) in (given.get("themes") or [])]
        try:
            if given["name"].strip():
                chosen.append(
                    operations.add_theme(
                        course=course, name=given["name"], by=request.actor, now=request.now
                    )
                )
            operations.sort_comment(comment=found, themes=chosen, by=request.actor, now=request.now)
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            notices.success(request, "The comment is sorted.")
            return redirect("training:comments", course.reference)
    context = {
        "comment": found,
        "course": course,
        "form": form,
        "here": request.path,
        "back": reverse("training:comments", args=[course.reference]),
    }
    return render(request, "training/sort_comment.html", context)

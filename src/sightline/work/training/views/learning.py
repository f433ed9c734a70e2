"""E-learning as somebody takes it: page by page, on any device, with and without script."""

from __future__ import annotations

from typing import Any

from django.contrib import messages as notices
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from sightline.foundation.errors import NotSeen, RuleBroken
from sightline.foundation.govuk.marked import text_as_page
from sightline.foundation.requests import PageRequest, page, render
from sightline.registers.partnership.models import Agency
from sightline.registers.partnership.queries import agencies
from sightline.work.training import forms, operations, permissions, queries
from sightline.work.training.models import Module, ModuleTry
from sightline.work.training.rules.learning import mark
from sightline.work.training.views.courses import mine
from sightline.work.training.views.register import completion_paper


def _crumbs(*further: tuple[str, str]) -> list[tuple[str, str]]:
    return [("Training", reverse("training:catalogue")), *further]


def _where(attempt: ModuleTry) -> HttpResponse:
    """Where somebody was: the next page to read, or the questions."""
    if attempt.finished_at is not None:
        return redirect("training:module_try", attempt.pk)
    if attempt.module.launch:
        return redirect("training:run_package", attempt.pk)
    if attempt.pages_read < len(attempt.module.pages):
        return redirect("training:module_page", attempt.pk, attempt.pages_read + 1)
    return redirect("training:module_questions", attempt.pk)


@page(permissions.learn)
def learn(request: PageRequest, reference: str) -> HttpResponse:
    """What awaits one, what one did so far, and the button to begin or go on."""
    course = queries.course(mine(request), reference)
    tries = queries.own_tries(request.actor, course)
    under_way = next((one for one in tries if one.finished_at is None), None)
    versions = queries.modules_of(course)
    stands = next((one for one in versions if one.state == Module.State.PUBLISHED), None)
    if stands is None and not tries:
        raise NotSeen
    form, offered, own = _asked(request)
    is_sent = bool({"begin", "role", "agency"} & set(request.POST))
    if is_sent and (form is None or form.is_valid()):
        given = form.cleaned_data if form else {}
        chosen = given.get("agency") or (str(own[0]) if own else "")
        try:
            begun = operations.begin_learning(
                course=course, agency=next((one for one in offered if str(one.pk) == chosen), None),
                role=given.get("role", ""), by=request.actor, now=request.now,
            )  # fmt: skip
        except RuleBroken as broken:
            notices.error(request, broken.sentence)
            return redirect("training:learn", reference)
        return _where(begun)
    context = {
        "course": course,
        "module": under_way.module if under_way else stands,
        "under_way": under_way,
        "tries": [one for one in tries if one.finished_at is not None],
        "form": form,
        "here": request.path,
        "breadcrumbs": _crumbs((course.title, reverse("training:course", args=[reference]))),
    }
    return render(request, "training/learn.html", context)


def _asked(request: PageRequest) -> tuple[forms.LearnForm | None, list[Agency], list[int]]:
    """The form that asks where one works and as what, where that is not known; the agencies it
    offers, and those one sits for."""
    known = queries.own_learner(request.actor)
    own = queries.own_agencies(request.actor)
    asks_agency = known is None and len(own) != 1
    asks_role = known is None or not known.role
    offered = [one for one in agencies(mine(request)) if len(own) == 0 or one.pk in own]
    if not (asks_agency or asks_role):
        return None, offered, own
    data = request.POST if {"role", "agency"} & set(request.POST) else None
    form = forms.LearnForm(data, agencies=offered if asks_agency else [], asks_role=asks_role)
    return form, offered, own


@page(permissions.learn)
def module_page(request: PageRequest, number: int, place: int) -> HttpResponse:
    """One page to read; the button keeps that it was read and leads on."""
    attempt = queries.own_try(request.actor, number)
    pages = attempt.module.pages
    if attempt.finished_at is None and place > min(attempt.pages_read + 1, len(pages)):
        return _where(attempt)
    if not 1 <= place <= len(pages):
        raise NotSeen
    if request.method == "POST":
        if attempt.finished_at is None:
            try:
                operations.read_page(
                    attempt=attempt, place=place, by=request.actor, now=request.now
                )
            except RuleBroken as broken:
                notices.error(request, broken.sentence)
        if place < len(pages):
            return redirect("training:module_page", number, place + 1)
        return redirect("training:module_questions", number)
    context = {
        **_of(attempt),
        "place": place,
        "count": len(pages),
        "heading": pages[place - 1]["title"],
        "words": text_as_page(pages[place - 1]["words"]),
        "here": request.path,
    }
    return render(request, "training/module_page.html", context)


@page(permissions.learn)
def module_questions(request: PageRequest, number: int) -> HttpResponse:
    """Every question; the answers are marked at once."""
    attempt = queries.own_try(request.actor, number)
    is_read = attempt.pages_read >= len(attempt.module.pages) and not attempt.module.launch
    if attempt.finished_at is not None or not is_read:
        return _where(attempt)
    form = forms.AnswersForm(request.POST or None, questions=attempt.module.questions)
    if form.is_valid():
        try:
            operations.answer_module(
                attempt=attempt, answers=form.chosen(), by=request.actor, now=request.now
            )
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            return redirect("training:module_try", number)
    context = {**_of(attempt), "form": form, "here": request.path}
    return render(request, "training/module_questions.html", context)


@page(permissions.learn)
def module_try(request: PageRequest, number: int) -> HttpResponse:
    """What a try came to, question by question, with what is said to each."""
    attempt = queries.own_try(request.actor, number)
    if attempt.finished_at is None:
        return _where(attempt)
    asked, answers = attempt.module.questions, attempt.answers
    each = mark(asked, answers, attempt.module.pass_mark).each if answers else ()
    rows = [
        {
            **one,
            "was_right": was_right,
            "chosen": [one["options"][at]["words"] for at in chosen],
            "right": [option["words"] for option in one["options"] if option["is_right"]],
        }
        for one, chosen, was_right in zip(asked, answers, each, strict=False)
    ]
    context = {**_of(attempt), "rows": rows, "completion": getattr(attempt, "completion", None)}
    return render(request, "training/module_try.html", context)


@page(permissions.book)
def completion_certificate(request: PageRequest, number: int) -> HttpResponse:
    """The certificate of a completion as PDF, for who sees it."""
    return completion_paper(request, queries.completion_certificate(request.actor, number))


def _of(attempt: ModuleTry) -> dict[str, Any]:
    reference = attempt.course.reference
    return {
        "attempt": attempt,
        "module": attempt.module,
        "course": attempt.course,
        "breadcrumbs": _crumbs((attempt.course.title, reverse("training:learn", args=[reference]))),
    }

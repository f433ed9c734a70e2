"""The office's pages of a module of e-learning: its versions, pages and questions."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages as notices
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from sightline.foundation.errors import NotSeen, RuleBroken
from sightline.foundation.govuk.asking import show
from sightline.foundation.govuk.marked import text_as_page
from sightline.foundation.requests import PageRequest, page, render
from sightline.work.training import forms, operations, permissions, queries
from sightline.work.training.models import Module
from sightline.work.training.operations.teaching import Part
from sightline.work.training.rules.learning import typed_options
from sightline.work.training.views.courses import mine, version_seen, way

STEPS = {"up": operations.move_part_up, "drop": operations.drop_part}


@page(permissions.manage_programme)
def module(request: PageRequest, reference: str) -> HttpResponse:
    """What an e-learning course teaches: its draft to write on, and the versions before."""
    course = queries.course(mine(request), reference)
    versions = queries.modules_of(course)
    draft = next((one for one in versions if one.state == Module.State.DRAFT), None)
    shown = draft or next((one for one in versions if one.state == "published"), None)
    pages = [(one["title"], text_as_page(one["words"])) for one in shown.pages] if shown else []
    context = {
        "course": course,
        "versions": [one for one in versions if one.published_at],
        "draft": draft,
        "shown": shown,
        "pages": pages,
        "is_e_learning": course.kind == "e-learning",
        "breadcrumbs": way((course.title, reverse("training:course", args=[reference]))),
    }
    return render(request, "training/module.html", context)


@page(permissions.manage_programme)
def begin_module(request: PageRequest, reference: str) -> HttpResponse:
    """Begin a draft of the next version."""
    course = queries.course(mine(request), reference)
    if request.method == "POST":
        try:
            operations.begin_module(course=course, by=request.actor, now=request.now)
        except RuleBroken as broken:
            notices.error(request, broken.sentence)
    return redirect("training:module", reference)


@page(permissions.manage_programme)
def set_module(request: PageRequest, reference: str) -> HttpResponse:
    """Set how the module is taken."""
    held = queries.draft_module(mine(request), reference)
    names = ("minutes", "pass_mark", "tries_a_day", "is_example")
    initial = {"seen_version": held.version, **{name: getattr(held, name) for name in names}}
    form = forms.ModuleForm(request.POST or None, initial=initial)
    if form.is_valid():
        given = dict(form.cleaned_data)
        try:
            operations.set_module(
                module=held, version=version_seen(given.pop("seen_version"), held.version), **given,
                by=request.actor, now=request.now,
            )  # fmt: skip
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            return redirect("training:module", reference)
    return _form(request, form, held, "How the module is taken")


@page(permissions.manage_programme)
def write_page(request: PageRequest, reference: str, place: int | None = None) -> HttpResponse:
    """Write a page of the draft, or one more."""
    held = queries.draft_module(mine(request), reference)
    stands = _at(held.pages, place)
    form = forms.ModulePageForm(
        request.POST or None, initial={"seen_version": held.version, **stands}
    )
    if form.is_valid():
        given = form.cleaned_data
        content = {"title": given["title"], "words": given["words"]}
        if _wrote(request, form, held, "pages", place, content):
            return redirect("training:module", reference)
    return _form(request, form, held, f"Page {place}" if place else "Add a page")


@page(permissions.manage_programme)
def write_question(request: PageRequest, reference: str, place: int | None = None) -> HttpResponse:
    """Write a question of the draft, or one more."""
    held = queries.draft_module(mine(request), reference)
    stands = dict(_at(held.questions, place))
    if stands:
        stands["options"] = typed_options(stands["options"])
    form = forms.ModuleQuestionForm(
        request.POST or None, initial={"seen_version": held.version, **stands}
    )
    if form.is_valid():
        given = form.cleaned_data
        content = {name: given[name] for name in ("kind", "words", "options", "feedback")}
        if _wrote(request, form, held, "questions", place, content):
            return redirect("training:module", reference)
    return _form(request, form, held, f"Question {place}" if place else "Add a question")


@page(permissions.manage_programme)
def arrange_module(request: PageRequest, reference: str) -> HttpResponse:
    """Move a page or a question up, or take it out."""
    held = queries.draft_module(mine(request), reference)
    given = request.POST
    step, part, place = given.get("step", ""), given.get("part", ""), given.get("place", "")
    if request.method == "POST":
        if step not in STEPS or part not in ("pages", "questions") or not place.isascii():
            return redirect("training:module", reference)
        try:
            STEPS[step](
                module=held, version=version_seen(given.get("seen_version"), held.version),
                part=cast(Part, part),
                place=int(place) if place.isdigit() else 0, by=request.actor, now=request.now,
            )  # fmt: skip
        except RuleBroken as broken:
            notices.error(request, broken.sentence)
    return redirect("training:module", reference)


@page(permissions.manage_programme)
def publish_module(request: PageRequest, reference: str) -> HttpResponse:
    """Give the draft to those who learn."""
    held = queries.draft_module(mine(request), reference)
    if request.method == "POST":
        try:
            operations.publish_module(
                module=held, version=version_seen(request.POST.get("seen_version"), held.version),
                by=request.actor, now=request.now,
            )  # fmt: skip
            notices.success(request, f"Version {held.number} is published.")
        except RuleBroken as broken:
            notices.error(request, broken.sentence)
    return redirect("training:module", reference)


def _at(rows: list[dict[str, Any]], place: int | None) -> dict[str, Any]:
    if place is None:
        return {}
    if not 1 <= place <= len(rows):
        raise NotSeen
    return rows[place - 1]


def _wrote(
    request: PageRequest, form: Any, held: Module, part: Part, place: int | None,
    content: dict[str, Any],
) -> bool:  # fmt: skip
    try:
        operations.write_part(
            module=held, version=version_seen(form.cleaned_data["seen_version"], held.version),
            part=part, place=place, content=content, by=request.actor, now=request.now,
        )  # fmt: skip
    except RuleBroken as broken:
        form.refuse(broken)
        return False
    return True


def _form(request: PageRequest, form: Any, held: Module, heading: str) -> HttpResponse:
    back = reverse("training:module", args=[held.course.reference])
    return show(request, form, heading=heading, button="Save", back=back, caption=held.course.title)

"""The office's pages of courses, of the groups they are for, and of the trainers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages as notices
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from sightline.foundation.addresses import address
from sightline.foundation.errors import NotSeen, RuleBroken
from sightline.foundation.govuk.asking import ask
from sightline.foundation.govuk.tables import Column, Table
from sightline.foundation.requests import PageRequest, page, render
from sightline.registers.partnership.queries import agencies
from sightline.registers.records.models import Record
from sightline.registers.records.queries import seen, tied_to
from sightline.work.training import forms, operations, permissions, queries

PROGRAMME = "Programme"
COURSES = Table(
    "Courses",
    (
        Column("title", "Course", sort=("title",),
               link=lambda row: reverse("training:course", args=[row.reference])),
        Column("kind", "Kind", sort=("kind",), value=lambda row: row.get_kind_display()),
        Column("state", "State", sort=("state",), value=lambda row: row.get_state_display()),
        Column("refresher_months", "Refresher after (months)", numeric=True,
               sort=("refresher_months",)),
        Column("reference", "Reference"),
    ),
    one="course",
    order="title",
    nothing="No courses yet. Add the first one: then plan its events.",
)  # fmt: skip


def mine(request: PageRequest) -> int:
    """The partnership the reader acts in."""
    return request.actor.partnership_id or 0


def version_seen(text: str | None, stands: int) -> int:
    """The version that somebody saw when they began to type, as their form says; where it says none
    that could be, the one that stands."""
    return int(text) if text and text.isascii() and text.isdigit() else stands


def way(*further: tuple[str, str]) -> list[tuple[str, str]]:
    """Breadcrumbs from the programme on."""
    return [(PROGRAMME, reverse("training:programme")), *further]


@page(permissions.manage_programme)
def courses(request: PageRequest) -> HttpResponseBase:
    """Every course, also drafts and those withdrawn."""
    listing = COURSES.of(queries.courses(mine(request)), request)
    context = {"list": listing, "breadcrumbs": way(), "wide": True}
    return listing.export() or render(request, "training/courses.html", context)


@page(permissions.manage_programme)
def make_course(request: PageRequest) -> HttpResponse:
    """Add a course as a draft."""
    groups = queries.audience_groups(mine(request))
    form = forms.CourseForm(request.POST or None, audiences=groups)

    def act(_: dict[str, Any]) -> str:
        made = operations.make_course(
            partnership_id=mine(request), serves=_served(request, form), **form.said(),
            by=request.actor, now=request.now,
        )  # fmt: skip
        return address("training:course", made.reference)

    return ask(
        request,
        form,
        act,
        said="The course is added as a draft. Nobody else sees it yet.",
        heading="Add a course",
        button="Add the course",
        back=reverse("training:courses"),
    )


@page(permissions.manage_programme)
def change_course(request: PageRequest, reference: str) -> HttpResponse:
    """Change what a course says."""
    found = queries.course(mine(request), reference)
    groups = queries.audience_groups(mine(request))
    tied = tied_to(found.record, request.actor, request.now)
    initial = {
        name: getattr(found, name) for name in forms.CourseForm.base_fields if name != "serves"
    } | {"serves": ", ".join(one.record.reference for one in tied)}
    form = forms.CourseForm(request.POST or None, audiences=groups, initial=initial)

    def act(_: dict[str, Any]) -> str:
        operations.change_course(
            course=found,
            version=version_seen(request.POST.get("version"), found.version),
            serves=_served(request, form),
            **form.said(),
            by=request.actor,
            now=request.now,
        )
        return address("training:course", reference)

    back = reverse("training:course", args=[reference])
    return ask(
        request,
        form,
        act,
        said="The course is changed.",
        heading="Change the course",
        button="Save",
        back=back,
        caption=found.title,
        version=found.version,
        template="training/change.html",
    )


@page(permissions.manage_programme)
def publish_course(request: PageRequest, reference: str) -> HttpResponse:
    """Put a course in the catalogue."""
    found = queries.course(mine(request), reference)
    if request.method == "POST":
        try:
            operations.publish_course(course=found, by=request.actor, now=request.now)
            notices.success(request, "The course is in the catalogue.")
        except RuleBroken as broken:
            notices.error(request, broken.sentence)
    return redirect("training:course", reference)


@page(permissions.manage_programme)
def withdraw_course(request: PageRequest, reference: str) -> HttpResponse:
    """Take a course out of the catalogue."""
    found = queries.course(mine(request), reference)
    form = forms.ReasonForm(request.POST or None)

    def act(given: dict[str, Any]) -> str:
        operations.withdraw_course(
            course=found, reason=given["reason"], by=request.actor, now=request.now
        )
        return address("training:courses")

    back = reverse("training:course", args=[reference])
    return ask(
        request,
        form,
        act,
        said="The course is out of the catalogue.",
        heading="Withdraw the course",
        button="Withdraw it",
        back=back,
        caption=found.title,
        kind="warning",
    )


@page(permissions.manage_programme)
def trainers(request: PageRequest) -> HttpResponse:
    """The pool of trainers; add somebody."""
    offered = [(agency.pk, agency.name) for agency in agencies(mine(request))]
    form = forms.TrainerForm(request.POST or None, agencies=offered)
    if form.is_valid():
        chosen = form.cleaned_data["agency"]
        agency = next((one for one in agencies(mine(request)) if str(one.pk) == chosen), None)
        try:
            operations.add_trainer(
                partnership_id=mine(request),
                name=form.cleaned_data["name"],
                agency=agency,
                by=request.actor,
                now=request.now,
            )
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            notices.success(request, "The trainer is added.")
            return redirect("training:trainers")
    context = {
        "form": form,
        "trainers": list(queries.trainers(mine(request))),
        "here": request.path,
        "breadcrumbs": way(),
    }
    return render(request, "training/trainers.html", context)


@page(permissions.manage_programme)
def audiences(request: PageRequest) -> HttpResponse:
    """The groups that courses are for, by framework; add some."""
    form = forms.AudienceForm(request.POST or None)
    if form.is_valid():
        try:
            operations.add_audience_group(
                partnership_id=mine(request),
                framework=form.cleaned_data["framework"],
                names=form.listed(),
                by=request.actor,
                now=request.now,
            )
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            notices.success(request, "The groups are added.")
            return redirect("training:audiences")
    frameworks: dict[str, list[str]] = {}
    for group in queries.audience_groups(mine(request)):
        frameworks.setdefault(group.framework, []).append(group.name)
    context = {
        "form": form,
        "frameworks": frameworks,
        "here": request.path,
        "breadcrumbs": way(),
    }
    return render(request, "training/audiences.html", context)


def _served(request: PageRequest, form: forms.CourseForm) -> list[Record]:
    """The records whose references were typed, as far as the reader sees them."""
    found = []
    for typed in form.serves_given():
        try:
            found.append(seen(request.actor, typed, request.now))
        except NotSeen:
            raise RuleBroken(f"There is no {typed} that you see.", field="serves") from None
    return found

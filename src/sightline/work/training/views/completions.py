"""Completions of e-learning, brought in by file."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages as notices
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from sightline.foundation.addresses import address
from sightline.foundation.errors import RuleBroken
from sightline.foundation.govuk.asking import ask
from sightline.foundation.govuk.tables import Column, Table
from sightline.foundation.govuk.words import short_day
from sightline.foundation.requests import PageRequest, page, render
from sightline.work.training import forms, operations, permissions, queries
from sightline.work.training.rules.completing import Faulty
from sightline.work.training.views.courses import mine, way

SHOWN = 200
COMPLETED = Table(
    "Completions",
    (
        Column("name", "Name", sort=("learner__name",), value=lambda row: row.learner.name),
        Column("agency", "Agency", sort=("agency__name",), value=lambda row: row.agency.name),
        Column("completed_on", "Completed on", sort=("completed_on", "id"),
               value=lambda row: short_day(row.completed_on)),
        Column("expires_on", "Refresher due by",
               value=lambda row: short_day(row.expires_on) if row.expires_on else ""),
        Column("where", "Where",
               value=lambda row: "Here" if row.earned_in_id else "In another system"),
        Column("state", "State",
               value=lambda row: f"Taken back: {row.taken_back_reason}" if row.taken_back_at
               else "Counts"),
        Column("number", "Number",
               value=lambda row: f"CPL-{row.pk}",
               link=lambda row: reverse("training:take_back_completion", args=[row.pk])
               if row.taken_back_at is None else None),
    ),
    one="completion",
    order="-completed_on",
    nothing="Nobody has completed this course, here or in another system.",
)  # fmt: skip


@page(permissions.manage_programme)
def completions(request: PageRequest) -> HttpResponse:
    """Send a file of completions; what is wrong with it is told by line, and nothing is kept."""
    courses = list(queries.courses(mine(request)).order_by("title"))
    form = forms.CompletionsForm(request.POST or None, request.FILES or None, courses=courses)
    faults: list[tuple[int, str]] = []
    if form.is_valid():
        course = next(one for one in courses if str(one.pk) == form.cleaned_data["course"])
        try:
            made = operations.receive_completions(
                course=course, upload=form.cleaned_data["upload"], by=request.actor,
                now=request.now,
            )  # fmt: skip
        except RuleBroken as broken:
            faults = broken.faults if isinstance(broken, Faulty) else []
            form.refuse(broken)
        else:
            return redirect("training:completion_file", made.pk)
    context = {
        "form": form,
        "faults": faults[:SHOWN],
        "more": len(faults) - SHOWN,
        "files": queries.completion_files(mine(request)),
        "here": request.path,
        "breadcrumbs": way(),
    }
    return render(request, "training/completions.html", context)


@page(permissions.manage_programme)
def completion_file(request: PageRequest, number: int) -> HttpResponse:
    """What taking a file in would do, and the button that does it."""
    found = queries.completion_file(mine(request), number)
    if request.method == "POST":
        try:
            new = operations.take_completions(file=found, by=request.actor, now=request.now)
            notices.success(request, f"Taken in: {new} new completions.")
        except RuleBroken as broken:
            notices.error(request, broken.sentence)
        return redirect("training:completion_file", number)
    rows = queries.previewed(found)
    context = {
        "file": found,
        "rows": [(one, date.fromisoformat(one.completed_on)) for one in rows[:SHOWN]],
        "more": len(rows) - SHOWN,
        "counts": {what: sum(one.what == what for one in rows)
                   for what in sorted({one.what for one in rows})},
        "breadcrumbs": way(("Completions by file", reverse("training:completions"))),
        "wide": True,
    }  # fmt: skip
    return render(request, "training/completion_file.html", context)


@page(permissions.manage_programme)
def completed(request: PageRequest, reference: str) -> HttpResponseBase:
    """Who completed a course; what is wrong is taken back from here."""
    course = queries.course(mine(request), reference)
    listing = COMPLETED.of(queries.completions_of(course), request, marking="OFFICIAL")
    context = {
        "list": listing,
        "course": course,
        "breadcrumbs": way((course.title, reverse("training:course", args=[reference]))),
        "wide": True,
    }
    return listing.export() or render(request, "training/completed.html", context)


@page(permissions.manage_programme)
def take_back_completion(request: PageRequest, number: int) -> HttpResponse:
    """Take a completion back that was wrong, for a reason."""
    found = queries.completion(mine(request), number)
    form = forms.ReasonForm(request.POST or None)

    def act(given: dict[str, Any]) -> str:
        operations.take_back_completion(
            completion=found, reason=given["reason"], by=request.actor,
            now=request.now,
        )  # fmt: skip
        return address("training:completed", found.course.reference)

    back = reverse("training:completed", args=[found.course.reference])
    return ask(
        request,
        form,
        act,
        said="The completion is taken back. It counts nowhere any more.",
        heading="Take a completion back",
        button="Take it back",
        back=back,
        kind="warning",
        caption=f"{found.learner.name}: {found.course.title}",
    )

"""Completions of e-learning, brought in by file."""

from __future__ import annotations

from datetime import date

from django.contrib import messages as notices
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from sightline.foundation.errors import RuleBroken
from sightline.foundation.requests import PageRequest, page, render
from sightline.work.training import forms, operations, permissions, queries
from sightline.work.training.rules.completing import Faulty
from sightline.work.training.views.courses import mine, way

SHOWN = 200


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

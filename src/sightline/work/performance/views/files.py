"""Pages of files received, and of setting the data set up."""

from __future__ import annotations

from django.contrib import messages as notices
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from sightline.foundation.errors import RuleBroken
from sightline.foundation.govuk.pages import page_of
from sightline.foundation.requests import PageRequest, page, render
from sightline.registers.partnership.queries import (
    arrangement_on,
    bodies,
    partnership_in_view,
)
from sightline.work.performance import forms, operations, permissions, queries

TONES = {"waiting": "open", "loaded": "done", "refused": "late"}


@page(permissions.keep_figures)
def set_up_data_set(request: PageRequest) -> HttpResponse:
    """Say whose figures are ours and which group reads them."""
    partnership = partnership_in_view(request)
    assert partnership is not None  # who passed the door sits in one
    arrangement = arrangement_on(partnership.pk, request.today)
    areas = [
        (area.code, f"{area.name} ({area.code})")
        for area in (arrangement.areas if arrangement else ())
        if area.code and area.own
    ]
    groups = {body.key: body for body in bodies(partnership.pk)}
    held = queries.framework_of(partnership.pk)
    initial = {"area": held.area_code, "body": held.body.key} if held else {}
    form = forms.SetUpForm(
        request.POST or None,
        areas=areas,
        bodies=[(key, body.name) for key, body in groups.items()],
        initial=initial,
    )
    if form.is_valid():
        operations.set_up_data_set(
            partnership=partnership,
            area_code=form.cleaned_data["area"],
            body=groups[form.cleaned_data["body"]],
            by=request.actor,
            now=request.now,
        )
        notices.success(request, "The data set is set up. Load the first file.")
        return redirect("performance:data_set")
    context = {
        "form": form,
        "page_heading": "Set up the data set",
        "about": "",
        "button": "Save",
        "back": reverse("performance:data_set"),
        "here": request.path,
    }
    return render(request, "performance/form.html", context)


@page(permissions.keep_figures)
def receive_file(request: PageRequest) -> HttpResponse:
    """Send a published file to be loaded."""
    partnership = partnership_in_view(request)
    assert partnership is not None  # who passed the door sits in one
    form = forms.LoadForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            made = operations.receive_file(
                partnership=partnership,
                title=form.cleaned_data["title"],
                published_on=form.cleaned_data["published_on"],
                upload=form.cleaned_data["upload"],
                by=request.actor,
                now=request.now,
            )
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            return redirect("performance:release", made.pk)
    context = {
        "form": form,
        "page_heading": "Load a file",
        "about": "",
        "button": "Load the file",
        "back": reverse("performance:releases"),
        "here": request.path,
    }
    return render(request, "performance/form.html", context)


@page(permissions.see_figures)
def releases(request: PageRequest) -> HttpResponse:
    """Files received, newest first, with what became of each."""
    rows = queries.releases(request.actor.partnership_id)
    context = {
        "page": page_of(rows, request.GET, order=["-pk"]),
        "tones": TONES,
        "may_keep": request.actor.may(permissions.keep_figures),
        "breadcrumbs": [("Data set", reverse("performance:data_set"))],
        "wide": True,
    }
    return render(request, "performance/releases.html", context)


@page(permissions.see_figures)
def release(request: PageRequest, number: int) -> HttpResponse:
    """One file: how far it is read, what it brought, or everything that is wrong with it."""
    held = queries.release(request.actor, number)
    context = {
        "release": held,
        "tones": TONES,
        "may_keep": request.actor.may(permissions.keep_figures),
        "breadcrumbs": [
            ("Data set", reverse("performance:data_set")),
            ("Files", reverse("performance:releases")),
        ],
        "wide": True,
    }
    return render(request, "performance/release.html", context)

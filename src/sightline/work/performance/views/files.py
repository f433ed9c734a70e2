"""Pages of files received, and of setting the data set up."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from sightline.foundation.addresses import address
from sightline.foundation.govuk.asking import ask
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

    def act(given: dict[str, Any]) -> str:
        operations.set_up_data_set(
            partnership=partnership,
            area_code=given["area"],
            body=groups[given["body"]],
            by=request.actor,
            now=request.now,
        )
        return address("performance:data_set")

    return ask(
        request,
        form,
        act,
        said="The data set is set up. Load the first file.",
        heading="Set up the data set",
        button="Save",
        back=reverse("performance:data_set"),
    )


@page(permissions.keep_figures)
def receive_file(request: PageRequest) -> HttpResponse:
    """Send a published file to be loaded."""
    partnership = partnership_in_view(request)
    assert partnership is not None  # who passed the door sits in one
    form = forms.LoadForm(request.POST or None, request.FILES or None)

    def act(given: dict[str, Any]) -> str:
        made = operations.receive_file(
            partnership=partnership,
            title=given["title"],
            published_on=given["published_on"],
            upload=given["upload"],
            by=request.actor,
            now=request.now,
        )
        return address("performance:release", made.pk)

    return ask(
        request,
        form,
        act,
        heading="Load a file",
        button="Load the file",
        back=reverse("performance:releases"),
    )


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

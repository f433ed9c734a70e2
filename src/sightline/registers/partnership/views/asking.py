"""How a page of this room asks, lets check, and then does one thing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone

from sightline.foundation.errors import RuleBroken
from sightline.foundation.govuk.forms import GovukForm
from sightline.foundation.requests import PageRequest, render

STEPS = ("csrfmiddlewaretoken", "form_key", "confirm", "change")  # not answers


def ask(
    request: PageRequest,
    form: GovukForm,
    act: Callable[[dict[str, Any]], str],
    *,
    template: str = "partnership/ask.html",
    **page: Any,
) -> HttpResponse:
    """Show a form, then its answers to check, then do `act` and go where it says.

    `page` gives the words: title, intro, button and its kind, back, and `means` (what follows)."""
    page = {"intro": "", "means": "", "kind": "", **page}
    if form.is_bound and form.is_valid() and "change" not in request.POST:
        if "confirm" not in request.POST:
            return render(request, "partnership/check.html", {**page, "answers": _answers(form)})
        try:
            return HttpResponseRedirect(act(form.cleaned_data))
        except RuleBroken as broken:
            form.refuse(broken)
    return render(request, template, {**page, "form": form})


def _answers(form: GovukForm) -> dict[str, Any]:
    return {
        "rows": [row for row in form.answers() if row[1]],
        "hidden": [
            (name, value)
            for name, values in form.data.lists()  # type: ignore[attr-defined]
            for value in values
            if name not in STEPS
        ],
    }


def data_of(request: PageRequest) -> Any:
    """What was sent, or nothing on a first look."""
    return request.POST if request.method == "POST" else None


def beginning_of(day: date) -> datetime:
    """The first moment of a day in England."""
    return timezone.make_aware(datetime.combine(day, time.min))

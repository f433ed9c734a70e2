"""How a page of this room asks, does one thing and goes on; and how it tells what was done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect

from sightline.foundation.errors import RuleBroken
from sightline.foundation.govuk.forms import GovukForm
from sightline.foundation.requests import PageRequest, render


def ask(
    request: PageRequest,
    form: GovukForm,
    act: Callable[[dict[str, Any]], str],
    *,
    said: str,
    heading: str,
    button: str,
    back: str,
    caption: str = "",
    intro: str = "",
    kind: str = "",
) -> HttpResponse:
    """Show a form; once it is filled, do `act`, say so and go where it leads. A rule's refusal is
    shown beside the field it names."""
    if form.is_valid():
        try:
            led = act(form.cleaned_data)
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            messages.success(request, said)
            return HttpResponseRedirect(led)
    context = {
        "form": form,
        "page_heading": heading,
        "caption": caption,
        "intro": intro,
        "button": button,
        "kind": kind,
        "back": back,
        "here": request.path,
    }
    return render(request, "governance/ask.html", context)

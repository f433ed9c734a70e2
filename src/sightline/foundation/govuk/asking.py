"""A page that asks one thing: its form, and once that is filled, one thing done.

def act(given: dict[str, Any]) -> str:
    operations.cancel_meeting(meeting=held, **given, by=request.actor, now=request.now)
    return address("governance:meeting", reference)

return ask(request, forms.ReasonForm(request.POST or None), act, said="It is cancelled.",
           heading="Cancel the meeting", button="Cancel it", back=...)
"""

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
    said: str = "",
    heading: str,
    button: str,
    back: str,
    **more: Any,
) -> HttpResponse:
    """Show a form; once it is filled, do `act`, say so and go where it leads. A rule's refusal is
    shown beside the field it names. Without `said`, `act` says itself what was done; what `more`
    there may be is told at `show`."""
    if form.is_valid():
        try:
            led = act(form.cleaned_data)
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            if said:
                messages.success(request, said)
            return HttpResponseRedirect(led)
    return show(request, form, heading=heading, button=button, back=back, **more)


def show(
    request: PageRequest,
    form: GovukForm,
    *,
    heading: str,
    button: str,
    back: str,
    template: str = "govuk/ask.html",
    **more: Any,
) -> HttpResponse:
    """Draw a page that is one form, sent to the address it stands at. `more` may hold a `caption`
    above the heading, what it is `about` (set in), an `intro` in words as typed, the `kind` of the
    button, another way (`instead`: address and words), and what the skeleton of pages takes."""
    context = {
        "form": form,
        "page_heading": heading,
        "button": button,
        "back": back,
        "here": request.get_full_path(),
        **more,
    }
    return render(request, template, context)

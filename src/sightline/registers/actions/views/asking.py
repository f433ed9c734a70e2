"""How a page of this room asks, does one thing and goes on; and what it offers to choose from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect

from sightline.foundation.errors import NotSeen, RuleBroken
from sightline.foundation.govuk.forms import GovukForm
from sightline.foundation.references import parse_reference
from sightline.foundation.requests import PageRequest, render
from sightline.registers.partnership.models import Agency, Body
from sightline.registers.partnership.queries import (
    people_in_places,
    standing_agencies,
    standing_bodies,
)
from sightline.registers.records.models import Record
from sightline.registers.records.queries import seen


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
        "here": request.get_full_path(),
    }
    return render(request, "actions/ask.html", context)


def groups(request: PageRequest) -> list[Body]:
    """The bodies that stand today: the Executive first, then by name."""
    return standing_bodies(request.actor.partnership_id or 0, request.today)


def offered_agencies(request: PageRequest) -> list[Agency]:
    """The agencies that stand today, by name."""
    return standing_agencies(request.actor.partnership_id or 0, request.today)


def people(request: PageRequest) -> list[tuple[int, str]]:
    """Whoever holds a place now: number, and name with the place, by name."""
    return people_in_places(request.actor.partnership_id or 0)


def record_named(request: PageRequest, typed: str, field: str) -> Record | None:
    """The record whose reference somebody typed; none where they typed nothing."""
    if not typed.strip():
        return None
    reference = parse_reference(typed)
    try:
        if reference is None:
            raise NotSeen
        written = f"{reference.prefix}-{reference.year:04d}-{reference.number:03d}"
        return seen(request.actor, written, request.now)
    except NotSeen:
        raise RuleBroken(
            "There is no record with this reference that you may see. Check it, or leave it empty.",
            field=field,
        ) from None


def record_led_from(request: PageRequest) -> Record | None:
    """The record that the address names as where somebody came from; `NotSeen` where there is none
    that they see."""
    try:
        return record_named(request, request.GET.get("from", ""), "")
    except RuleBroken:
        raise NotSeen from None

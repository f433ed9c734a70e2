"""Saving what was typed so far, and coming back to it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve

from sightline.foundation.drafts import operations, permissions, queries, rules
from sightline.foundation.drafts.models import Draft
from sightline.foundation.errors import NotSeen, RuleBroken
from sightline.foundation.govuk.words import clock
from sightline.foundation.requests import PageRequest, page, render


@page(permissions.keep_own_drafts)
def my_drafts(request: PageRequest) -> HttpResponse:
    """The reader's own drafts, each with a way back to its form."""
    drafts = [
        {
            "page": draft.page,
            "address": draft.address,
            "name": _name_of(draft),
            "at": draft.saved_at,
        }
        for draft in queries.drafts_of(request.actor)
    ]
    context = {"drafts": drafts, "days": rules.LASTS.days}
    return render(request, "drafts/my_drafts.html", context)


@page(permissions.keep_own_drafts, counts_once=False)
def save_draft(request: PageRequest) -> HttpResponse:
    """Keep what was typed so far: asked by the script every few seconds, or by the button."""
    if request.method != "POST":
        return redirect("drafts:my_drafts")
    by_script = request.POST.get("draft_by") == "script"
    address, back = _addresses(request)
    try:
        operations.keep_draft(
            address=address,
            page=back,
            typed=rules.typed_in(request.POST.lists()),
            form_key=request.POST.get("draft_key", "")[:40],
            by=request.actor,
            now=request.now,
        )
    except RuleBroken as broken:
        if by_script:
            return HttpResponse(broken.sentence, status=400, content_type="text/plain")
        messages.error(request, broken.sentence)
        return redirect(back)
    if by_script:
        said = f"Draft saved at {clock(request.now)}."
        return HttpResponse(said, content_type="text/plain; charset=utf-8")
    messages.success(
        request, "Your draft is saved. Only you can see it. A file is not kept with it."
    )
    return redirect(back)


@page(permissions.keep_own_drafts, counts_once=False)
def discard_draft(request: PageRequest) -> HttpResponse:
    """Drop a draft and show the form as it stands."""
    if request.method != "POST":
        return redirect("drafts:my_drafts")
    address, back = _addresses(request)
    if operations.discard_draft(address=address, by=request.actor, now=request.now):
        messages.success(request, "Your draft is discarded.")
    return redirect(back if request.POST.get("draft_page") else "drafts:my_drafts")


def _addresses(request: PageRequest) -> tuple[str, str]:
    """Where the form is sent and where it stands: pages of this site, or there is no such thing."""
    address = request.POST.get("draft_of", "")
    back = request.POST.get("draft_page") or address
    for each in (address, back):
        if not rules.is_own_address(each):
            raise NotSeen
        try:
            resolve(each)
        except Resolver404:
            raise NotSeen from None
    return address, back


def _name_of(draft: Draft) -> str:
    """What a form is called: its address in words and the reference it is about."""
    try:
        found: Any = resolve(draft.address)
    except Resolver404:
        return draft.address
    words = str(found.url_name).replace("_", " ").replace("-", " ").capitalize()
    return ", ".join([words, *map(str, found.kwargs.values())])

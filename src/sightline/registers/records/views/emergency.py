"""Emergency access: open a case, end it, see who did, and review it."""

from __future__ import annotations

from datetime import date, datetime

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from markupsafe import Markup

from sightline.foundation.errors import NotSeen, RuleBroken
from sightline.foundation.govuk.tables import Column, Table
from sightline.foundation.govuk.words import clock, moment, short_day, state_tag
from sightline.foundation.requests import PageRequest, page, render
from sightline.registers.records import forms, operations, permissions, queries
from sightline.registers.records.models import EmergencyAccess


def _state_of(access: EmergencyAccess, today: date, now: datetime) -> Markup:
    if hasattr(access, "review"):
        return state_tag(access.review.get_finding_display(), "done")
    if access.ended_at is None and access.ends_at > now:
        return state_tag("Open now", "now")
    return state_tag(
        f"Review by {short_day(access.review_by_on)}",
        "late" if access.review_by_on < today else "soon",
    )


ACCESSES = Table(
    "Emergency accesses",
    (
        Column("starts_at", "When", value=lambda row: moment(row.starts_at)),
        Column("reference", "Case"),
        Column("who", "Who", value=lambda row: row.person.name),
        Column("reason", "Why it could not wait", wide=True),
        Column("ended", "Until", value=lambda row: moment(row.ended_at or row.ends_at)),
        Column("looks", "Pages read", numeric=True, value=lambda row: row.looks),
        Column(
            "state",
            "Review",
            value=lambda row: row.state.striptags(),
            draw=lambda row: row.state,
            link=lambda row: (
                reverse("records:review_emergency", args=[row.pk]) if row.may_review else None
            ),
        ),
    ),
    one="emergency access",
    many="emergency accesses",
    nothing="Nobody has opened a case by emergency access.",
)


@page(permissions.see_emergency_access)
def emergency_accesses(request: PageRequest) -> HttpResponseBase:
    """Who opened which case by emergency access, when, why, and what somebody else found."""
    actor = request.actor
    reviews = actor.may(permissions.review_emergency_access)
    found = queries.emergency_accesses(actor)
    looks = queries.looks_by_emergency(found) if reviews and found else {}
    for access in found:
        access.looks = looks.get(access.pk, "")  # type: ignore[attr-defined]
        access.state = _state_of(access, request.today, request.now)  # type: ignore[attr-defined]
        access.may_review = (  # type: ignore[attr-defined]
            reviews and access.person_id != actor.person_id and not hasattr(access, "review")
        )
    shown = ACCESSES.of(found, request)
    context = {
        "list": shown,
        "may_open": actor.may(permissions.open_in_emergency),
        "wide": True,
        "marking": "OFFICIAL-SENSITIVE",
    }
    return render(request, "records/emergency_accesses.html", context)


@page(permissions.open_in_emergency, steps_up=True)
def open_in_emergency(request: PageRequest) -> HttpResponse:
    """Open one case for an hour without a grant, because it cannot wait."""
    form = forms.EmergencyForm(request.POST or None)
    if form.is_valid():
        try:
            address, access = operations.open_in_emergency(
                reference=form.cleaned_data["reference"],
                reason=form.cleaned_data["reason"],
                by=request.actor,
                now=request.now,
            )
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            messages.success(request, f"You may read this case until {clock(access.ends_at)}.")
            return redirect(address)
    context = {"form": form, "here": request.path, "back": reverse("records:emergency_accesses")}
    return render(request, "records/open_in_emergency.html", context)


@page(permissions.open_in_emergency)
def end_emergency(request: PageRequest) -> HttpResponse:
    """End one's own emergency access."""
    if request.method == "POST":
        operations.end_emergency(by=request.actor, now=request.now)
        messages.success(request, "Your emergency access has ended.")
    return redirect("records:emergency_accesses")


@page(permissions.review_emergency_access)
def review_emergency(request: PageRequest, number: int) -> HttpResponse:
    """Say whether somebody else's emergency access was needed."""
    known = queries.emergency_accesses(request.actor)
    access = next((one for one in known if one.pk == number), None)
    if access is None:
        raise NotSeen
    form = forms.EmergencyReviewForm(request.POST or None)
    if form.is_valid():
        try:
            operations.review_emergency(
                access=access,
                finding=form.cleaned_data["finding"],
                words=form.cleaned_data["words"],
                by=request.actor,
                now=request.now,
            )
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            messages.success(request, "Your review is recorded.")
            return redirect("records:emergency_accesses")
    context = {
        "form": form,
        "access": access,
        "review": getattr(access, "review", None),
        "read": queries.pages_read(access),
        "here": request.path,
        "back": reverse("records:emergency_accesses"),
        "marking": "OFFICIAL-SENSITIVE",
    }
    return render(request, "records/review_emergency.html", context)

"""Learning made known: to read, to confirm, and to write and count for the office."""

from __future__ import annotations

from typing import Any

from django.contrib import messages as notices
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from sightline.foundation.addresses import address
from sightline.foundation.errors import NotSeen, RuleBroken
from sightline.foundation.govuk.asking import ask
from sightline.foundation.govuk.documents import pdf, word
from sightline.foundation.govuk.pages import page_of
from sightline.foundation.requests import PageRequest, page, render
from sightline.registers.actions.models import Recommendation
from sightline.registers.actions.queries import recommendation_by
from sightline.registers.records.queries import linked
from sightline.work.training import forms, operations, permissions, queries
from sightline.work.training.forms.spread import PARTS
from sightline.work.training.rules.spreading import SEVEN
from sightline.work.training.views.courses import mine, version_seen

LEARNING = "Learning made known"


@page(permissions.read_learning)
def briefings(request: PageRequest) -> HttpResponse:
    """What was made known, newest first."""
    context = {
        "page": page_of(queries.briefings(request.actor, request.now), request.GET, order=["-pk"]),
        "manages": request.actor.may(permissions.manage_programme),
        "breadcrumbs": [("Training", reverse("training:catalogue"))],
    }
    return render(request, "training/briefings.html", context)


@page(permissions.read_learning)
def briefing(request: PageRequest, reference: str) -> HttpResponse:
    """One piece of learning: read it, confirm it; the office sees how far it came."""
    found = queries.briefing(request.actor, reference, request.now)
    manages = request.actor.may(permissions.manage_programme)
    receipt = queries.receipt_of(found, request.actor)
    form = forms.ReadForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            operations.confirm_reading(
                briefing=found, said=form.cleaned_data["said"], by=request.actor, now=request.now
            )
        except RuleBroken as broken:
            notices.error(request, broken.sentence)
        else:
            notices.success(request, "Thank you. It is noted that you have read it.")
        return redirect("training:briefing", reference)
    reaches = queries.reaches_of(found)
    receipts = queries.receipts_of(found) if manages else []
    context = {
        "briefing": found,
        "parts": [
            (name, [line.strip() for line in text.splitlines() if line.strip()])
            for (name, _), text in zip(SEVEN, found.sections, strict=False)
            if found.kind == "briefing"
        ],
        "known": [
            one for kind, one in linked(found.record, request.actor, request.now)
            if kind == "actions:recommendation"
        ],
        "form": None if receipt or found.state != "issued" else form,
        "receipt": receipt,
        "reaches": reaches,
        "receipts": receipts,
        "not_counted": queries.not_counted(receipts, reaches),
        "manages": manages,
        "here": request.path,
        "breadcrumbs": [("Training", reverse("training:catalogue")),
                        (LEARNING, reverse("training:briefings"))],
        "wide": True,
    }  # fmt: skip
    return render(request, "training/briefing.html", context)


@page(permissions.read_learning)
def briefing_file(request: PageRequest, reference: str, kind: str) -> HttpResponse:
    """It as Word or PDF."""
    if kind not in ("pdf", "docx"):
        raise NotSeen
    paper = queries.paper_of(queries.briefing(request.actor, reference, request.now))
    content = pdf.write(paper) if kind == "pdf" else word.write(paper)
    answer = HttpResponse(content, content_type="application/pdf" if kind == "pdf" else word.TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{reference}.{kind}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@page(permissions.manage_programme)
def make_briefing(request: PageRequest) -> HttpResponse:
    """Begin a piece of learning."""
    initial = {"references": request.GET.get("makes-known", "")[:100]}
    form = forms.BriefingForm(request.POST or None, initial=initial)

    def act(_: dict[str, Any]) -> str:
        made = operations.make_briefing(
            partnership_id=mine(request), recommendations=_named(request, form),
            **form.said(), by=request.actor, now=request.now,
        )  # fmt: skip
        return address("training:briefing", made.reference)

    back = reverse("training:briefings")
    return ask(
        request,
        form,
        act,
        said="It is kept as a draft. Nobody else sees it yet.",
        heading="Make learning known",
        button="Keep it as a draft",
        back=back,
    )


@page(permissions.manage_programme)
def write_briefing(request: PageRequest, reference: str) -> HttpResponse:
    """Write on at a draft."""
    found = queries.briefing(request.actor, reference, request.now)
    known = queries.references_known_by(found, request.actor, request.now)
    initial: dict[str, Any] = {
        name: getattr(found, name) for name in ("title", "audience", "kind", "words", "address")
    }
    initial |= dict(zip(PARTS, found.sections, strict=False))
    initial["references"] = ", ".join(known)
    form = forms.BriefingForm(request.POST or None, initial=initial)

    def act(_: dict[str, Any]) -> str:
        operations.write_briefing(
            briefing=found,
            version=version_seen(request.POST.get("version"), found.version),
            recommendations=_named(request, form), **form.said(), by=request.actor,
            now=request.now,
        )  # fmt: skip
        return address("training:briefing", reference)

    back = reverse("training:briefing", args=[reference])
    return ask(
        request,
        form,
        act,
        said="It is saved.",
        heading="Write on",
        button="Save",
        back=back,
        caption=found.title,
        version=found.version,
        template="training/change.html",
    )


@page(permissions.manage_programme)
def issue_briefing(request: PageRequest, reference: str) -> HttpResponse:
    """Give it to everybody to read."""
    found = queries.briefing(request.actor, reference, request.now)
    if request.method == "POST":
        try:
            operations.issue_briefing(briefing=found, by=request.actor, now=request.now)
            notices.success(request, "It is issued. Record whom it reaches, and by what.")
        except RuleBroken as broken:
            notices.error(request, broken.sentence)
    return redirect("training:briefing", reference)


@page(permissions.manage_programme)
def record_reach(request: PageRequest, reference: str) -> HttpResponse:
    """Record by what it was made known, to whom, and what they said."""
    found = queries.briefing(request.actor, reference, request.now)
    fresh = queries.not_counted(queries.receipts_of(found), queries.reaches_of(found))
    initial: dict[str, Any] = {"to_whom": found.audience}
    if fresh:
        initial |= {"channel": "reading", "reached": fresh, "happened_on": request.today,
                    "to_whom": "Members who confirmed having read it"}  # fmt: skip
    form = forms.ReachForm(request.POST or None, initial=initial)

    def act(given: dict[str, Any]) -> str:
        operations.record_reach(
            briefing=found, **given,
            recommendations=queries.made_known_by(found, request.actor, request.now),
            by=request.actor, now=request.now,
        )  # fmt: skip
        return address("training:briefing", reference)

    back = reverse("training:briefing", args=[reference])
    return ask(
        request,
        form,
        act,
        said="It is recorded, here and with each recommendation.",
        heading="Whom did it reach?",
        button="Record it",
        back=back,
        caption=found.title,
    )


def _named(request: PageRequest, form: forms.BriefingForm) -> list[Recommendation]:
    """The recommendations whose references were typed."""
    found = []
    for typed in form.references_given():
        try:
            found.append(recommendation_by(request.actor, typed, request.now))
        except NotSeen:
            raise RuleBroken(
                f"There is no recommendation {typed} that you see.", field="references"
            ) from None
    return found

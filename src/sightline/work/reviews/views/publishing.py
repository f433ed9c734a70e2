"""The path to publication: who was told, what was confirmed, decided, sent and released."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from sightline.foundation.errors import NotSeen, RuleBroken
from sightline.foundation.govuk.forms import GovukForm
from sightline.foundation.requests import PageRequest, page, render
from sightline.work.reviews import permissions
from sightline.work.reviews import queries as of_cases
from sightline.work.reviews.forms import publishing as forms
from sightline.work.reviews.models import Incident
from sightline.work.reviews.operations import publishing as operations
from sightline.work.reviews.operations import safety
from sightline.work.reviews.queries import commenting
from sightline.work.reviews.queries import publishing as queries
from sightline.work.reviews.rules import publication_text as text
from sightline.work.reviews.rules import publishing as rules
from sightline.work.reviews.views.opening import MARKING, address, ask, of_case
from sightline.work.reviews.views.safety import address_of_publication


@page(permissions.see_cases, logs_reads=True)
@of_case
def publication(request: PageRequest, incident: Incident) -> HttpResponse:
    """Where the publication of a review stands: each step, and what is left to do."""
    found = queries.publishing_of(incident)
    decision = found.decision
    ready = found.ready()
    last = found.texts[-1] if found.texts else None
    context = {
        "incident": incident,
        "found": found,
        "decision": decision,
        "release": found.release,
        "is_public": found.is_public(request.now),
        "left": rules.missing(ready),
        "not_justified": [
            rules.RECIPIENTS[one] for one in rules.NEEDED if one not in ready.justified_to
        ],
        "comments": commenting.comments_of(incident),
        "not_published": decision is not None and decision.outcome != rules.PUBLISH,
        "withheld": decision is not None and decision.outcome == rules.WITHHELD,
        "is_safe": queries.is_safe,
        "blocks": text.blocks(last.body) if last else [],
        "people": incident.people,
        "publishes": request.actor.may(permissions.publish_reviews),
        "marking": MARKING,
        "breadcrumbs": [
            ("Cases", reverse("reviews:cases")),
            (incident.record.reference, address(incident)),
        ],
        "wide": True,
    }
    return render(request, "reviews/publication.html", context)


@page(permissions.see_cases, logs_reads=True)
@of_case
def after_publication(request: PageRequest, incident: Incident) -> HttpResponse:
    """What follows once it is public: what changed, the repository, and its end on the website."""
    releases = queries.releases_of(incident)
    release = releases[-1] if releases else None
    context = {
        "incident": incident,
        "release": release,
        "deposits": list(release.deposits.order_by("pk")) if release else [],
        "changes": queries.changes_of(incident),
        "is_safe": queries.is_safe,
        "people": incident.people,
        "today": request.today,
        "now": request.now,
        "publishes": request.actor.may(permissions.publish_reviews),
        "marking": MARKING,
        "breadcrumbs": [
            ("Cases", reverse("reviews:cases")),
            (incident.record.reference, address(incident)),
            ("Publication", address_of_publication(incident)),
        ],
        "wide": True,
    }
    return render(request, "reviews/after_publication.html", context)


def _step(
    request: PageRequest,
    incident: Incident,
    form: GovukForm,
    act: Callable[..., object],
    back: str = "",
    **words: str,
) -> HttpResponse:
    """One step: what was typed, done, and back to where the publication stands."""
    back = back or address_of_publication(incident)

    def done(given: dict[str, Any]) -> str:
        act(incident=incident, **given, by=request.actor, now=request.now)
        return back

    return ask(request, form, done, back=back, caption=incident.record.reference, **words)


@page(permissions.publish_reviews, logs_reads=True)
@of_case
def record_family_told(request: PageRequest, incident: Incident) -> HttpResponse:
    """Record whether somebody of the family was told."""
    return _step(
        request,
        incident,
        forms.FamilyForm(request.POST or None),
        operations.record_family_told,
        said="It is recorded.",
        heading="Record whether the family was told",
        button="Record it",
    )


@page(permissions.publish_reviews, logs_reads=True)
@of_case
def confirm_accuracy(request: PageRequest, incident: Incident) -> HttpResponse:
    """Record who confirmed that it is accurate."""
    return _step(
        request,
        incident,
        forms.AccuracyForm(request.POST or None),
        operations.confirm_accuracy,
        said="It is recorded.",
        heading="Record who confirmed that it is accurate",
        button="Record it",
    )


@page(permissions.record_decisions, logs_reads=True)
@of_case
def decide_publication(request: PageRequest, incident: Incident) -> HttpResponse:
    """Record what the Executive decided on publication."""
    before = queries.publishing_of(incident).decision
    places = of_cases.partners(incident.partnership_id)
    form = forms.PublicationDecisionForm(
        request.POST or None,
        partners=[(number, place.name) for number, place in places.items()],
        is_first=before is None,
    )

    def act(**_: Any) -> None:
        operations.decide_publication(
            incident=incident, given=form.decided(), by=request.actor, now=request.now
        )

    return _step(
        request,
        incident,
        form,
        act,
        said="The decision is recorded.",
        heading="Record the decision on publication",
        button="Record the decision",
        intro="A decision to publish approves the last text, once its safety check has no open "
        "hit. A review is published unless that is inappropriate; then what is published is "
        "information on improvements, and the Panel and the Secretary of State are told why.",
    )


@page(permissions.publish_reviews, logs_reads=True)
@of_case
def record_copy(request: PageRequest, incident: Incident) -> HttpResponse:
    """Record that a copy, or the justification, was sent."""
    decided = queries.publishing_of(incident).decision
    return _step(
        request,
        incident,
        forms.CopyForm(request.POST or None, outcome=decided.outcome if decided else ""),
        operations.record_copy,
        said="It is recorded.",
        heading="Record what was sent",
        button="Record it",
    )


@page(permissions.publish_reviews, logs_reads=True)
@of_case
def release_review(request: PageRequest, incident: Incident) -> HttpResponse:
    """Set from when it is public."""
    return _step(
        request,
        incident,
        forms.ReleaseForm(request.POST or None),
        operations.release_review,
        said="It is set. Nobody can read it on the website before.",
        heading="Set from when it is public",
        button="Set it",
        intro=_in_time(incident, request.today),
    )


def _in_time(incident: Incident, today: date) -> str:
    days = queries.copies_by_on(incident.partnership_id, today, today)
    return (
        "The Panel and the Secretary of State have had their copy for the working days that are "
        f"asked for. Published today, it must have been with them by {days:%-d %B %Y}."
    )


@page(permissions.publish_reviews, logs_reads=True)
@of_case
def tell_change(request: PageRequest, incident: Incident) -> HttpResponse:
    """Write what changed because of the review."""
    return _step(
        request,
        incident,
        forms.ChangeForm(request.POST or None),
        safety.tell_change,
        back=_after(incident),
        said="It is kept, and is being checked.",
        heading="Say what changed",
        button="Keep it and have it checked",
    )


@page(permissions.publish_reviews, logs_reads=True)
@of_case
def release_change(request: PageRequest, incident: Incident, number: int) -> HttpResponse:
    """Put what changed on the website."""
    found = next((one for one in queries.changes_of(incident) if one.number == number), None)
    if found is None:
        raise NotSeen
    if request.method == "POST":
        try:
            operations.release_change(change=found, by=request.actor, now=request.now)
        except RuleBroken as broken:
            messages.error(request, broken.sentence)
        else:
            messages.success(request, "It is on the website with the review.")
    return HttpResponseRedirect(_after(incident))


@page(permissions.publish_reviews, logs_reads=True)
@of_case
def record_deposit(request: PageRequest, incident: Incident) -> HttpResponse:
    """Record the deposit with the NSPCC's repository."""
    return _step(
        request,
        incident,
        forms.DepositForm(request.POST or None),
        operations.record_deposit,
        back=_after(incident),
        said="The deposit is recorded.",
        heading="Record the deposit with the NSPCC’s repository",
        button="Record it",
    )


@page(permissions.publish_reviews, logs_reads=True)
@of_case
def take_down(request: PageRequest, incident: Incident) -> HttpResponse:
    """Take it off the website, after its year or because it makes somebody known."""
    return _step(
        request,
        incident,
        forms.TakeDownForm(request.POST or None),
        operations.take_down,
        back=_after(incident),
        said="It is off the website.",
        heading="Take the review off the website",
        button="Take it down",
        kind="warning",
    )


def _after(incident: Incident) -> str:
    return reverse("reviews:after_publication", args=[incident.record.reference])

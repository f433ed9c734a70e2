"""What is to be published of a review: the file and the words, and the safety check of each."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from sightline.foundation.errors import RuleBroken
from sightline.foundation.requests import PageRequest, page, render
from sightline.work.reviews import permissions
from sightline.work.reviews.forms import publishing as forms
from sightline.work.reviews.models import Incident
from sightline.work.reviews.operations import safety as operations
from sightline.work.reviews.queries import publishing as queries
from sightline.work.reviews.rules.safety.finding import KINDS
from sightline.work.reviews.views.opening import MARKING, ask, of_case, of_people


def address_of_publication(incident: Incident) -> str:
    """Where the page about publication is."""
    return reverse("reviews:publication", args=[incident.record.reference])


@page(permissions.publish_reviews, logs_reads=True)
@of_case
def upload_report(request: PageRequest, incident: Incident) -> HttpResponse:
    """Upload a version of the final report, to be checked."""

    def act(given: dict[str, Any]) -> str:
        operations.upload_report(
            incident=incident, upload=given["upload"], by=request.actor, now=request.now
        )
        return address_of_publication(incident)

    return ask(
        request,
        forms.ReportForm(request.POST or None, request.FILES or None),
        act,
        said="It is uploaded, and is being checked.",
        heading="Upload the final report",
        button="Upload it",
        back=address_of_publication(incident),
        caption=incident.record.reference,
        intro="You see what the check found as soon as it is done, in a minute or two. Who uploads "
        "a file does not justify what is found in it.",
    )


@page(permissions.publish_reviews, logs_reads=True)
@of_case
def write_text(request: PageRequest, incident: Incident) -> HttpResponse:
    """Write what is to be published, beginning with what was written or checked before."""

    def act(given: dict[str, Any]) -> str:
        operations.write_text(incident=incident, **given, by=request.actor, now=request.now)
        return address_of_publication(incident)

    first: dict[str, Any] = {}
    if request.method == "GET":
        last = queries.last_text(incident)
        first = (
            {"kind": last.kind, "title": last.title, "body": last.body}
            if last is not None
            else {"body": queries.words_of_file(incident)}
        )
    return ask(
        request,
        forms.PublishedTextForm(request.POST or None, initial=first),
        act,
        said="It is kept, and is being checked.",
        heading="Write what is published",
        button="Keep it and have it checked",
        back=address_of_publication(incident),
        caption=incident.record.reference,
        intro="The page for everybody and its PDF are built from these words, and from nothing "
        "else. Each version stays.",
    )


@page(permissions.justify_hits, logs_reads=True)
@of_people
def safety_check(request: PageRequest, incident: Incident, number: int) -> HttpResponse:
    """What one check found, each hit in its place; a second person justifies it here."""
    check = queries.check_of(incident, number)
    hits = queries.hits_of(check)
    open_hits = [one for one in hits if not hasattr(one, "justified")]
    is_second = check.author_id != request.actor.person_id
    form = forms.JustifyForm(request.POST or None, hits=open_hits)
    here = reverse("reviews:safety_check", args=[incident.identities.reference, number])
    if request.method == "POST" and form.is_valid():
        try:
            operations.justify_hits(
                check=check,
                hits=[int(one) for one in form.cleaned_data["hits"]],
                reason=form.cleaned_data["reason"],
                by=request.actor,
                now=request.now,
            )
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            messages.success(request, "It is justified, under your name.")
            return HttpResponseRedirect(here)
    context = {
        "form": form if is_second and open_hits else None,
        "check": check,
        "hits": hits,
        "kinds": KINDS,
        "open": len(open_hits),
        "is_second": is_second,
        "case": incident.record.reference,
        "here": here,
        "marking": MARKING,
        "breadcrumbs": [
            ("Cases", reverse("reviews:cases")),
            (incident.record.reference, reverse("reviews:case", args=[incident.record.reference])),
            ("Publication", address_of_publication(incident)),
        ],
        "wide": True,
    }
    return render(request, "reviews/safety_check.html", context)

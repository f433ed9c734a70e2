"""Who asked for what of a case and what they were given; the log of all of them."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from sightline.foundation.errors import NotSeen
from sightline.foundation.requests import PageRequest, page, render
from sightline.work.reviews import permissions
from sightline.work.reviews.forms import disclosing as forms
from sightline.work.reviews.models import Incident
from sightline.work.reviews.operations import disclosing as operations
from sightline.work.reviews.queries import disclosing as queries
from sightline.work.reviews.rules.disclosing import KINDS, STATES
from sightline.work.reviews.views.opening import MARKING, address, ask, of_case


@page(permissions.see_disclosures, logs_reads=True)
@of_case
def disclosures(request: PageRequest, incident: Incident) -> HttpResponse:
    """The requests of one case, each with what was prepared, checked and sent."""
    actor = request.actor
    context = {
        "incident": incident,
        "rows": queries.disclosures_of(incident),
        "kinds": KINDS,
        "states": STATES,
        "today": request.today,
        "me": actor.person_id,
        "may_answer": actor.may(permissions.answer_disclosures),
        "may_check": actor.may(permissions.check_disclosures),
        "marking": MARKING,
        "breadcrumbs": [
            ("Cases", reverse("reviews:cases")),
            (incident.record.reference, address(incident)),
        ],
    }
    return render(request, "reviews/disclosures.html", context)


@page(permissions.answer_disclosures, logs_reads=True)
@of_case
def record_disclosure_request(request: PageRequest, incident: Incident) -> HttpResponse:
    """Record a request for what is held of a case."""

    def act(given: dict[str, Any]) -> str:
        operations.record_disclosure_request(
            incident=incident, **given, by=request.actor, now=request.now
        )
        return _path(incident)

    return ask(
        request,
        forms.DisclosureRequestForm(request.POST or None),
        act,
        said="The request is recorded, with the day it is due.",
        heading="Record a request for what is held of this case",
        button="Record it",
        back=_path(incident),
        caption=incident.record.reference,
        intro="The log shows the data protection officer the kind of request and its days, and "
        "no word of who asks or what for.",
    )


@page(permissions.answer_disclosures, logs_reads=True)
@of_case
def prepare_disclosure(request: PageRequest, incident: Incident, number: int) -> HttpResponse:
    """Prepare what is disclosed and withheld."""
    queries.disclosure_of(incident, number)

    def act(given: dict[str, Any]) -> str:
        operations.prepare_disclosure(
            incident=incident, number=number, **given, by=request.actor, now=request.now
        )
        return _path(incident)

    return ask(
        request,
        forms.DisclosureAnswerForm(request.POST or None),
        act,
        said="It is prepared. Another person checks it before it is sent.",
        heading="Prepare the answer",
        button="Give it to be checked",
        back=_path(incident),
        caption=incident.record.reference,
        intro="Say what is given and what is not, so that another person can check it.",
    )


@page(permissions.check_disclosures, logs_reads=True)
@of_case
def check_disclosure(request: PageRequest, incident: Incident, number: int) -> HttpResponse:
    """Say, as a second person, whether the answer that stands may go out."""
    last = queries.disclosure_of(incident, number).last
    if last is None:
        raise NotSeen
    answer = last.pk

    def act(given: dict[str, Any]) -> str:
        operations.check_disclosure(
            incident=incident,
            answer=answer,
            is_agreed=given["is_agreed"] == "yes",
            words=given["words"],
            by=request.actor,
            now=request.now,
        )
        return _path(incident)

    return ask(
        request,
        forms.DisclosureCheckForm(request.POST or None),
        act,
        said="Your check is recorded.",
        heading="Check the answer",
        button="Record the check",
        back=_path(incident),
        caption=incident.record.reference,
        intro="You cannot check what you prepared yourself.",
    )


@page(permissions.answer_disclosures, logs_reads=True)
@of_case
def send_disclosure(request: PageRequest, incident: Incident, number: int) -> HttpResponse:
    """Record that the answer went out."""
    queries.disclosure_of(incident, number)

    def act(given: dict[str, Any]) -> str:
        operations.send_disclosure(
            incident=incident, number=number, **given, by=request.actor, now=request.now
        )
        return _path(incident)

    return ask(
        request,
        forms.DisclosureSentForm(request.POST or None),
        act,
        said="It is recorded that it was sent.",
        heading="Record that the answer was sent",
        button="Record it",
        back=_path(incident),
        caption=incident.record.reference,
    )


def _path(incident: Incident) -> str:
    return reverse("reviews:disclosures", args=[incident.record.reference])

"""What the Panel and the Secretary of State answer to a decision not to publish a report."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from sightline.foundation.errors import NotSeen
from sightline.foundation.requests import PageRequest, page
from sightline.work.reviews import permissions
from sightline.work.reviews.forms import commenting as forms
from sightline.work.reviews.models import Incident
from sightline.work.reviews.operations import commenting as operations
from sightline.work.reviews.queries import commenting as queries
from sightline.work.reviews.views.opening import ask, of_case
from sightline.work.reviews.views.safety import address_of_publication


@page(permissions.publish_reviews, logs_reads=True)
@of_case
def record_comment(request: PageRequest, incident: Incident) -> HttpResponse:
    """Record what the Panel or the Secretary of State answers to not publishing."""

    def act(given: dict[str, Any]) -> str:
        operations.record_comment(incident=incident, **given, by=request.actor, now=request.now)
        return address_of_publication(incident)

    return ask(
        request,
        forms.CommentForm(request.POST or None),
        act,
        said="The answer is recorded. Say next what was made of it.",
        heading="Record an answer to not publishing the report",
        button="Record it",
        back=address_of_publication(incident),
        caption=incident.record.reference,
        intro="The partners have regard to what the Panel and the Secretary of State answer.",
    )


@page(permissions.publish_reviews, logs_reads=True)
@of_case
def consider_comment(request: PageRequest, incident: Incident, number: int) -> HttpResponse:
    """Record what the Executive made of an answer."""
    comment = next((one for one in queries.comments_of(incident) if one.pk == number), None)
    if comment is None:
        raise NotSeen
    found = comment

    def act(given: dict[str, Any]) -> str:
        operations.consider_comment(comment=found, **given, by=request.actor, now=request.now)
        return address_of_publication(incident)

    return ask(
        request,
        forms.ConsiderForm(request.POST or None),
        act,
        said="It is recorded.",
        heading="What was made of the answer?",
        button="Record it",
        back=address_of_publication(incident),
        caption=incident.record.reference,
        intro="If it is decided anew, record the new decision as well.",
    )

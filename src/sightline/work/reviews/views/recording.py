"""Recording a serious incident, and correcting what is known of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from sightline.foundation.requests import PageRequest, page
from sightline.work.reviews import operations, permissions, queries
from sightline.work.reviews.forms import recording as forms
from sightline.work.reviews.models import Account, Incident
from sightline.work.reviews.views.opening import address, ask, of_case


@page(permissions.notify)
def record_incident(request: PageRequest) -> HttpResponse:
    """Record a serious incident: it is known to the authority's notifiers alone."""
    form = forms.IncidentForm(request.POST or None)

    def act(_: dict[str, Any]) -> str:
        made = operations.record_incident(facts=form.facts(), by=request.actor, now=request.now)
        return address(made)

    return ask(
        request,
        form,
        act,
        said="The case is recorded. Judge each criterion next; add its people apart.",
        heading="Record a serious incident",
        button="Record it",
        back=reverse("reviews:cases"),
        intro="Only the notifiers of the local authority see it, until you name others. It gets a "
        "reference that says nothing; use that one in mail and in conversation.",
    )


@page(permissions.notify, logs_reads=True)
@of_case
def correct_incident(request: PageRequest, incident: Incident) -> HttpResponse:
    """Correct what is known of an incident; what stood before stays."""
    account = queries.case_by(incident).account
    form = forms.CorrectionForm(request.POST or None, initial=_first(account))

    def act(given: dict[str, Any]) -> str:
        operations.correct_incident(
            incident=incident,
            facts=form.facts(),
            reason=given["reason"],
            by=request.actor,
            now=request.now,
        )
        return address(incident)

    return ask(
        request,
        form,
        act,
        said="It is corrected. What stood before stays on record.",
        heading="Correct what is known",
        button="Correct it",
        back=address(incident),
        caption=incident.record.reference,
    )


def _first(account: Account) -> dict[str, Any]:
    aware = timezone.localtime(account.became_aware_at)
    kept = (
        "happened_on", "is_death", "harm", "abuse", "child_status", "place", "home_authority",
        "circumstances", "parallel", "media_interest",
    )  # fmt: skip
    return {
        **{name: getattr(account, name) for name in kept},
        "aware_on": aware.date(),
        "aware_time": aware.time().replace(second=0, microsecond=0),
    }

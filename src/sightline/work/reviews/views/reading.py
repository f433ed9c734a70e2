"""Who opened a case, and reading that somebody should ask about."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse

from sightline.foundation.requests import PageRequest, page, render
from sightline.work.reviews import permissions
from sightline.work.reviews.models import Incident
from sightline.work.reviews.queries import reading as queries
from sightline.work.reviews.rules.reading import SIGNS
from sightline.work.reviews.views.opening import MARKING, address, of_case


@page(permissions.see_readers, logs_reads=True)
@of_case
def case_readers(request: PageRequest, incident: Incident) -> HttpResponse:
    """Who opened this case, how often, when last, and why they said they need to."""
    context = {
        "incident": incident,
        "rows": queries.readers_of(incident),
        "signs": SIGNS,
        "shown": queries.SHOWN,
        "marking": MARKING,
        "breadcrumbs": [
            ("Cases", reverse("reviews:cases")),
            (incident.record.reference, address(incident)),
        ],
        "wide": True,
    }
    return render(request, "reviews/case_readers.html", context)


@page(permissions.watch_reading)
def unusual_reading(request: PageRequest) -> HttpResponse:
    """Reading of cases in the last thirty days that somebody should ask about: by whom, of which
    references, and no word of what they hold."""
    context = {
        "rows": queries.unusual_reading(request.actor.partnership_id or 0, request.now),
        "signs": SIGNS,
        "wide": True,
    }
    return render(request, "reviews/unusual_reading.html", context)

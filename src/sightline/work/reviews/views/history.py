"""All that was done to a case or to its rapid review; who looked at it is not told here."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from sightline.foundation.requests import PageRequest, page, render
from sightline.foundation.trail import queries as trail
from sightline.registers.records.models import Record
from sightline.work.reviews import permissions
from sightline.work.reviews.models import Incident, RapidReview
from sightline.work.reviews.views.opening import MARKING, address, of_case, of_review
from sightline.work.reviews.views.rapid_review import address_of_review


@page(permissions.see_cases, logs_reads=True)
@of_case
def case_history(request: PageRequest, incident: Incident) -> HttpResponse:
    """What was done to a case, the newest thousand lines."""
    return render(request, "records/history.html", _told(incident.record, address(incident)))


@page(permissions.see_cases, logs_reads=True)
@of_review
def rapid_review_history(request: PageRequest, review: RapidReview) -> HttpResponse:
    """What was done to a rapid review, the newest thousand lines."""
    return render(request, "records/history.html", _told(review.record, address_of_review(review)))


def _told(record: Record, there: str) -> dict[str, Any]:
    return {
        "record": record,
        "lines": trail.told(record.partnership_id, record.reference, of=trail.ALL_CHANGES),
        "marking": MARKING,
        "breadcrumbs": [("Cases", reverse("reviews:cases")), (record.reference, there)],
    }

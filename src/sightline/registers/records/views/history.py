"""All that was done to a record."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse

from sightline.foundation.errors import NotSeen
from sightline.foundation.requests import PageRequest, page, render
from sightline.registers.records import permissions
from sightline.registers.records.models import Marking
from sightline.registers.records.queries import seen, whole_history_of
from sightline.registers.records.queries.history import OPEN


@page(permissions.see_history)
def history(request: PageRequest, reference: str) -> HttpResponse:
    """What was done to a record, newest first. Of one that is more than OFFICIAL its own page
    tells, where reading it is noted."""
    record = seen(request.actor, reference, request.now)
    if record.marking not in OPEN:
        raise NotSeen
    context = {
        "record": record,
        "lines": whole_history_of(record),
        "marking": Marking(record.marking).label,
        "breadcrumbs": [(record.title, reverse(record.kind, args=[reference]))],
    }
    return render(request, "records/history.html", context)

"""An agency answers in its own space: a draft is its authors' alone, submitted it is sealed."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.foundation.permissions import Actor
from sightline.work.reviews import events, permissions, queries
from sightline.work.reviews.models import (
    AgencyAuthor,
    AgencyRequest,
    AgencySummary,
    ChronologyEvent,
)
from sightline.work.reviews.operations.recording import write
from sightline.work.reviews.rules import rapid_review as rules


@transaction.atomic
def save_summary(
    *, request: AgencyRequest, summary: rules.Summary, by: Actor, now: datetime
) -> AgencySummary:
    """Save what an agency has written so far; nobody else reads it."""
    held = draft_to_change(request=request, by=by, now=now)
    held.known, held.analysis = summary.known.strip(), summary.analysis.strip()
    held.immediate = summary.immediate.strip()
    held.save(update_fields=["known", "analysis", "immediate"])
    write(record=request.record, event=events.summary_saved, by=by, now=now)
    return held


@transaction.atomic
def add_event(
    *, request: AgencyRequest, event: rules.Happening, by: Actor, now: datetime
) -> ChronologyEvent:
    """Add an event to an agency's chronology."""
    held = draft_to_change(request=request, by=by, now=now)
    rules.check_event(event, timezone.localdate(now))
    made = ChronologyEvent.objects.create(
        summary=held, record=request.record, **asdict(event), entered_at=now, entered_by=by.name
    )
    write(record=request.record, event=events.chronology_event_added, by=by, now=now)
    return made


@transaction.atomic
def remove_event(*, request: AgencyRequest, number: int, by: Actor, now: datetime) -> None:
    """Take an event out of a chronology that is still a draft; it stays on record as taken out."""
    held = draft_to_change(request=request, by=by, now=now)
    found = held.events.filter(pk=number, removed_at__isnull=True).first()
    if found is None:
        raise RuleBroken("This event has been removed already.")
    found.removed_at, found.removed_by = now, by.name
    found.save(update_fields=["removed_at", "removed_by"])
    write(record=request.record, event=events.chronology_event_removed, by=by, now=now)


@transaction.atomic
def submit_summary(
    *, request: AgencyRequest, is_nil: bool, by: Actor, now: datetime
) -> AgencySummary:
    """Submit what an agency has written, or that it knew nobody: from now on it is sealed, and the
    caseworker reads it."""
    held = draft_to_change(request=request, by=by, now=now)
    told = [queries.event_of(one) for one in held.events.filter(removed_at=None).order_by("pk")]
    filed = queries.documents_sealed(held)
    summary = rules.Summary(held.known, held.analysis, held.immediate)
    rules.check_submission(
        summary, is_submitted=False, is_nil=is_nil, events=len(told), documents=len(filed)
    )
    held.is_nil, held.seal = is_nil, rules.seal(summary, is_nil, told, filed)
    held.submitted_at, held.submitted_by = now, by.name
    held.save(update_fields=["is_nil", "seal", "submitted_at", "submitted_by"])
    write(record=request.record, event=events.summary_submitted, by=by, now=now)
    return held


def draft_to_change(*, request: AgencyRequest, by: Actor, now: datetime) -> AgencySummary:
    """The answer that the actor writes, for nobody else to change meanwhile; refused to who does
    not write for the agency, and once it is submitted."""
    permissions.answer_for_agency.check(by)
    if not AgencyAuthor.objects.filter(request=request, person=by.person_id or 0).exists():
        raise NotAllowed(permissions.answer_for_agency.code)
    # what is sealed cannot be held to change it: the database gives no row then
    held = AgencySummary.objects.select_for_update().filter(request=request).first()
    rules.check_is_draft(held is None or held.submitted_at is not None)
    assert held is not None
    return held

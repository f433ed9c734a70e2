"""An agency's chronology from its spreadsheet: looked at first, then all of it or nothing; and
what is judged of events that two agencies tell (R6.2)."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from sightline.foundation.errors import RuleBroken
from sightline.foundation.files import operations as files
from sightline.foundation.files.rules.sheets import read_sheet
from sightline.foundation.permissions import Actor
from sightline.work.reviews import events, permissions
from sightline.work.reviews.models import (
    AgencyRequest,
    ChronologyEvent,
    ChronologyImport,
    RapidReview,
    SameEvent,
)
from sightline.work.reviews.operations.answering import draft_to_change
from sightline.work.reviews.operations.recording import write
from sightline.work.reviews.queries import merged_chronology as queries
from sightline.work.reviews.rules import chronology as rules


@transaction.atomic
def receive_chronology(
    *, request: AgencyRequest, upload: UploadedFile[bytes], by: Actor, now: datetime
) -> ChronologyImport:
    """Keep a spreadsheet of events to be looked at; nothing of it is entered yet. A file that
    cannot be read as rows is refused."""
    permissions.answer_for_agency.check(by)
    held = draft_to_change(request=request, by=by, now=now)
    stored = files.accept(upload, by=by, now=now)
    upload.seek(0)
    read_sheet(upload.read(), stored.kind)
    made = ChronologyImport.objects.create(
        summary=held,
        record=request.record,
        person_id=by.person_id or 0,
        stored_file=stored,
        sent_at=now,
        sent_by=by.name,
    )
    write(record=request.record, event=events.chronology_received, by=by, now=now)
    return made


@transaction.atomic
def bring_in_chronology(
    *, request: AgencyRequest, received: ChronologyImport, by: Actor, now: datetime
) -> int:
    """Enter the lines of a spreadsheet as events of a draft, once: all of them, or none while one
    is wrong. The answer is how many."""
    permissions.answer_for_agency.check(by)
    summary = draft_to_change(request=request, by=by, now=now)
    held = ChronologyImport.objects.select_for_update(of=("self",)).get(pk=received.pk)
    if held.brought_in_at is not None:
        raise RuleBroken("This spreadsheet was brought in already.")
    reading = queries.reading_of(held, timezone.localdate(now))
    if reading.wrong:
        cell, sentence = reading.wrong[0].errors[0]
        raise RuleBroken(f"Mend {cell} first. {sentence} Nothing was brought in.")
    if not reading.events:
        raise RuleBroken("There is no event in it to bring in.")
    ChronologyEvent.objects.bulk_create(
        [
            ChronologyEvent(
                summary=summary,
                record=request.record,
                **asdict(one),
                entered_at=now,
                entered_by=by.name,
            )
            for one in reading.events
        ]
    )
    held.brought_in_at, held.count = now, len(reading.events)
    held.save(update_fields=["brought_in_at", "count"])
    write(record=request.record, event=events.chronology_brought_in, by=by, now=now)
    return len(reading.events)


@transaction.atomic
def judge_same_event(
    *,
    review: RapidReview,
    first: int,
    second: int,
    is_same: bool,
    difference: str,
    by: Actor,
    now: datetime,
) -> SameEvent:
    """Record whether two agencies tell of the same event, and how they differ. A later judgement
    replaces an earlier one, which stays on record."""
    permissions.run_rapid_reviews.check(by)
    one, other = queries.two_events(review, first, second)
    rules.check_judgement(
        is_same=is_same, difference=difference,
        are_of_two_agencies=one.summary_id != other.summary_id,
    )  # fmt: skip
    made = SameEvent.objects.create(
        record=review.record,
        review=review,
        first_id=min(one.pk, other.pk),
        second_id=max(one.pk, other.pk),
        is_same=is_same,
        difference=difference.strip(),
        judged_at=now,
        judged_by=by.name,
    )
    write(record=review.record, event=events.same_event_judged, by=by, now=now)
    return made

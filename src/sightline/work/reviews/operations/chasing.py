"""Reminding agencies of answers that have not come. Nothing of a case goes out by e-mail."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from sightline.foundation.calendar import in_words
from sightline.foundation.outbox.operations import queue
from sightline.foundation.permissions import system_actor
from sightline.registers.partnership.models import Partnership
from sightline.work.reviews import events, notices
from sightline.work.reviews.operations.recording import write
from sightline.work.reviews.queries.chasing import awaited
from sightline.work.reviews.rules.chasing import chaser

WORDS = {
    "due": (notices.ANSWER_DUE, events.agency_reminded),
    "overdue": (notices.ANSWER_OVERDUE, events.agency_chased),
}


@transaction.atomic
def chase_agencies(*, partnership: Partnership, today: date, now: datetime) -> int:
    """Remind who answers for an agency two days before its answer is due, and once the day has
    passed: once for each day that was set, so that more time is more time. Whoever sees the space
    no longer when the message leaves gets none. The answer is how many messages were queued."""
    queued = 0
    by = system_actor("The timetable", partnership_id=partnership.pk)
    for one in awaited(partnership, today):
        occasion = chaser(one.due_on, today)
        if not occasion:
            continue
        notice, event = WORDS[occasion]
        path = reverse(one.record.kind, args=[one.record.reference])
        new = sum(
            queue(
                notice,
                to_person_id=person,
                to_email=None,
                facts={"due_on": in_words(one.due_on), "link": f"{settings.ADDRESS}{path}"},
                about=one.record.reference,
                key=f"{one.record.pk}:{person}:{one.due_on.isoformat()}",
                now=now,
            )
            for person in one.people
        )
        if new:
            write(record=one.record, event=event, by=by, now=now)
        queued += new
    return queued

"""Caseworkers are reminded of the days of their reviews, once for each day that was set (R6.4)."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from sightline.foundation.calendar import in_words
from sightline.foundation.outbox.notices import Notice
from sightline.foundation.outbox.operations import queue
from sightline.registers.partnership.models import Partnership
from sightline.work.reviews import notices
from sightline.work.reviews.queries import reminding as queries


@transaction.atomic
def remind_of_days(*, partnership: Partnership, today: date, now: datetime) -> int:
    """Remind who runs a review four weeks before its day, and once it has passed; and of the end of
    a deposit. Each person is told once for each day that was set: a delay sets another. The message
    names neither the review nor that it is one. The answer is how many were queued."""
    queued = 0
    for one in queries.days_of_reviews(partnership, today, now):
        notice = notices.DAY_PASSED if one.day < today else notices.DAY_NEAR
        queued += _tell(notice, one, now)
    for one in queries.deposits_that_end(partnership, today):
        queued += _tell(notices.DEPOSIT_ENDS, one, now)
    return queued


def _tell(notice: Notice, one: queries.DayToTell, now: datetime) -> int:
    link = f"{settings.ADDRESS}{reverse('reviews:cases')}"
    return sum(
        queue(
            notice,
            to_person_id=person,
            to_email=None,
            facts={"due_on": in_words(one.day), "link": link},
            about=one.reference,
            key=f"{one.what}:{one.number}:{person}:{one.day.isoformat()}",
            now=now,
        )
        for person in sorted(one.people)
    )

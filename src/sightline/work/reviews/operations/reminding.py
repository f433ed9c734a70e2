"""People of cases are reminded of days, once for each day that was set (R6.2 to R6.4)."""

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
    """Remind who runs a review of its day, four weeks before or, of a rapid review, some days, and
    once it has passed; of a request for what is held of a case; of the end of a deposit; and a
    decider of a window that closes. Each person is told once for each day that was set: a delay
    sets another. The message names neither the review nor that it is one. The answer is how many
    were queued."""
    queued = 0
    link = reverse("reviews:cases")
    days = [
        (queries.days_of_reviews(partnership, today, now), link),
        (queries.days_of_rapid_reviews(partnership, today), link),
        (queries.requests_to_answer(partnership, today), reverse("reviews:disclosure_log")),
    ]
    for found, led in days:
        for one in found:
            notice = notices.DAY_PASSED if one.day < today else notices.DAY_NEAR
            queued += _tell(notice, one, led, now)
    for one in queries.deposits_that_end(partnership, today):
        queued += _tell(notices.DEPOSIT_ENDS, one, link, now)
    for one in queries.windows_that_close(partnership, today, now):
        led = reverse("reviews:decision_window", args=[one.reference])
        queued += _tell(notices.DECISION_WAITS, one, led, now)
    return queued


def _tell(notice: Notice, one: queries.DayToTell, led: str, now: datetime) -> int:
    return sum(
        queue(
            notice,
            to_person_id=person,
            to_email=None,
            facts={"due_on": in_words(one.day), "link": f"{settings.ADDRESS}{led}"},
            about=one.reference,
            key=f"{one.what}:{one.number}:{person}:{one.day.isoformat()}",
            now=now,
        )
        for person in sorted(one.people)
    )

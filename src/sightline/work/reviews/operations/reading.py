"""Raising unusual reading of cases with who watches over it. Nothing of a case goes out by mail."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from sightline.foundation.outbox.operations import queue
from sightline.registers.partnership.models import Partnership
from sightline.registers.records.queries import people_who_act_as
from sightline.work.reviews import notices
from sightline.work.reviews.queries import reading

LATELY = timedelta(days=2)


@transaction.atomic
def raise_unusual_reading(*, partnership: Partnership, now: datetime) -> int:
    """Tell the data protection officer that somebody read cases in an unusual way in the last two
    days: once for each person, sign and day. The answer is how many messages were queued."""
    signs = [one for one in reading.unusual_reading(partnership.pk, now) if now - one.at <= LATELY]
    link = f"{settings.ADDRESS}{reverse('reviews:unusual_reading')}"
    return sum(
        queue(
            notices.READING_UNUSUAL,
            to_person_id=person,
            to_email=None,
            facts={"link": link},
            about="",
            key=f"{person}:{one.person}:{one.sign}:{one.at.date().isoformat()}",
            now=now,
        )
        for person in sorted(people_who_act_as("data-protection-officer", partnership.pk))
        for one in signs
        if one.person != person
    )

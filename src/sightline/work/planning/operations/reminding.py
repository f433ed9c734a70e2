"""Reminding of reviews of risks. Nothing of a risk goes out by e-mail (R3.8)."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from sightline.foundation.calendar import in_words
from sightline.foundation.outbox.operations import queue
from sightline.registers.partnership.models import Partnership
from sightline.registers.partnership.queries import chairs_of_bodies
from sightline.work.planning import notices
from sightline.work.planning.models import Risk
from sightline.work.planning.rules import risks


@transaction.atomic
def remind_of_reviews(*, partnership: Partnership, today: date, now: datetime) -> int:
    """Remind owners a week before a risk is to be looked at again, and owners and chairs once that
    day has passed; each person once for each day that was set. The answer is how many messages were
    queued."""
    standing = Risk.objects.filter(partnership=partnership).exclude(state=Risk.State.CLOSED)
    rows = standing.filter(review_on__lte=today + risks.SOON).select_related("record")
    chairs = chairs_of_bodies(partnership.pk)
    queued = 0
    for risk in rows.order_by("review_on", "pk"):
        overdue = risks.is_overdue(risk.state, risk.review_on, today)
        notice = notices.REVIEW_OVERDUE if overdue else notices.REVIEW_DUE
        path = reverse("planning:risk", args=[risk.record.reference])
        for person in sorted(
            {risk.owner_id} | (chairs.get(risk.body_id, set()) if overdue else set())
        ):
            queued += queue(
                notice,
                to_person_id=person,
                to_email=None,
                facts={"due_on": in_words(risk.review_on), "link": f"{settings.ADDRESS}{path}"},
                about=risk.record.reference,
                key=f"{risk.pk}:{person}:{risk.review_on.isoformat()}",
                now=now,
            )
    return queued

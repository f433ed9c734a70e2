"""Reminders before something is due, and the digest of the week."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from sightline.foundation.calendar import in_words
from sightline.foundation.outbox.notices import Notice
from sightline.foundation.outbox.operations import queue
from sightline.registers.duties import notices
from sightline.registers.duties.models import Duty, Reminder
from sightline.registers.duties.queries import register_as_at
from sightline.registers.partnership.models import Partnership, Seat


@transaction.atomic
def remind(*, partnership: Partnership, today: date, now: datetime) -> int:
    """Queue a reminder for each duty that falls due soon or is overdue, to those who must act; each
    person once for each occasion. The answer is how many were queued."""
    register = register_as_at(partnership.pk, today, today=today)
    if register is None:
        return 0
    rows = {row.key: row for row in Duty.objects.filter(partnership=partnership)}
    queued = 0
    for state in register.states():
        row = rows.get(state.duty.id)
        if row is None or state.next_due is None:
            continue
        if state.code in ("due-soon", "due"):
            notice, people = notices.DUE_SOON, register.owners(state.duty)
        elif state.code == "overdue":
            notice, people = notices.OVERDUE, register.chairs(state.duty)
        else:
            continue
        occasion = f"{notice.code} {state.next_due.isoformat()}"
        for person_id in sorted({one.person_id for one in people}):
            queued += _remind_once(row, person_id, occasion, notice, state.next_due, now)
    return queued


def _remind_once(
    row: Duty, person_id: int, occasion: str, notice: Notice, due_on: date, now: datetime
) -> int:
    _, is_new = Reminder.objects.get_or_create(
        duty=row,
        person_id=person_id,
        occasion=occasion,
        defaults={"partnership_id": row.partnership_id, "queued_at": now},
    )
    if not is_new:
        return 0
    link = f"{settings.ADDRESS}{reverse('duties:duty', args=[row.key])}"
    queue(
        notice,
        to_person_id=person_id,
        to_email=None,
        facts={"due_on": in_words(due_on), "link": link},
        about="",
        key=f"{row.pk}:{person_id}:{occasion}",
        now=now,
    )
    return 1


@transaction.atomic
def send_digest(*, partnership: Partnership, today: date, now: datetime) -> int:
    """Queue the week's digest for each business manager; none where nothing waits."""
    register = register_as_at(partnership.pk, today, today=today)
    if register is None:
        return 0
    waiting = [one for one in register.states() if one.code in ("overdue", "due", "due-soon")]
    if not waiting:
        return 0
    managers = Seat.objects.filter(
        Seat.live(), partnership=partnership, place__capacities__contains=["business-manager"]
    )
    people = sorted(set(managers.values_list("person_id", flat=True)))
    for person_id in people:
        queue(
            notices.DIGEST,
            to_person_id=person_id,
            to_email=None,
            facts={"count": str(len(waiting)), "link": f"{settings.ADDRESS}/line-of-sight"},
            about="",
            key=f"{partnership.pk}:{person_id}:{today.isoformat()}",
            now=now,
        )
    return len(people)

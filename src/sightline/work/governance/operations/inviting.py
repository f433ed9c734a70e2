"""Who is invited to a meeting: the holders of the body's places on its day, and their deputies."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse

from sightline.foundation.diary import operations as diary
from sightline.registers.partnership.models import Partnership
from sightline.registers.partnership.queries import seats_on
from sightline.work.governance.models import Meeting, Request
from sightline.work.governance.queries import moment_of


@transaction.atomic
def keep_in_diaries(*, meeting: Meeting, now: datetime) -> None:
    """Keep a meeting in the diaries of those who sit at its table on its day, and tell them what
    changed (R3.2). The title is the body's published name; what is discussed is never in it. A day
    that is only proposed stands in nobody's diary."""
    if meeting.state == Meeting.State.PROPOSED:
        return
    occasion = diary.keep_occasion(
        key=f"meeting:{meeting.record.reference}",
        partnership_id=meeting.partnership_id,
        about=meeting.record.reference,
        title=f"{meeting.body.name}: meeting",
        falls_on=meeting.on,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at if meeting.starts_at else None,
        place=meeting.venue,
        link=reverse("governance:meeting", args=[meeting.record.reference]),
        now=now,
    )
    is_off = meeting.state == Meeting.State.CANCELLED
    waiting = meeting.requests.filter(state=Request.State.ACCEPTED)
    waiting.update(meets_on=None if is_off else meeting.on)
    if is_off:
        diary.cancel_occasion(occasion=occasion, now=now)
        return
    people: dict[int, bool] = {}
    seats = seats_on(meeting.partnership_id, moment_of(meeting)).filter(place__body=meeting.body)
    for seat in seats.order_by("pk"):
        is_deputy = seat.deputises_for_id is not None
        people[seat.person_id] = people.get(seat.person_id, True) and is_deputy
    diary.invite_exactly(occasion=occasion, people=people, now=now)


@transaction.atomic
def follow_seats(*, partnership: Partnership, today: date, now: datetime) -> int:
    """Invite those appointed since a coming meeting was planned, and take off those whose seat
    ended; the answer is how many meetings were looked at."""
    coming = Meeting.objects.filter(
        partnership=partnership, state=Meeting.State.PLANNED, on__gte=today
    )
    meetings = list(coming.select_related("record", "body").order_by("on", "pk"))
    for meeting in meetings:
        keep_in_diaries(meeting=meeting, now=now)
    return len(meetings)

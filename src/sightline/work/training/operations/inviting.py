"""Events in people's calendars, and reminders: what the worker writes by itself, each once."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from sightline.foundation.calendar import in_words
from sightline.foundation.diary import operations as diary
from sightline.foundation.diary.models import Occasion
from sightline.foundation.outbox.operations import queue
from sightline.foundation.permissions import Actor
from sightline.work.training import notices, permissions
from sightline.work.training.models import (
    Booking,
    Certificate,
    Completion,
    Course,
    Event,
    EventSession,
    Learner,
)
from sightline.work.training.operations.telling import _address, _tell

WEEK, DAY = timedelta(days=7), timedelta(hours=36)
REFRESHER = timedelta(days=60)


@transaction.atomic
def keep_in_diaries(*, event_id: int, by: Actor, now: datetime) -> None:
    """Keep every session of an event in the calendars of exactly those who are booked. Done again
    it sends nothing; the place is what everybody may read, the rest is behind the link."""
    permissions.manage_programme.check(by)
    event = Event.objects.select_for_update(of=("self",)).select_related("course").get(pk=event_id)
    booked = Booking.objects.filter(event=event, state=Booking.State.BOOKED, person__isnull=False)
    people = dict.fromkeys(booked.values_list("person_id", flat=True), False)
    for session in EventSession.objects.filter(event=event).order_by("pk"):
        key = f"training:{event.reference}:{session.pk}"
        if session.dropped_at or event.state == Event.State.CANCELLED:
            for gone in Occasion.objects.filter(partnership_id=event.partnership_id, key=key):
                diary.cancel_occasion(occasion=gone, now=now)
            continue
        starts, ends = (timezone.localtime(one) for one in (session.starts_at, session.ends_at))
        occasion = diary.keep_occasion(
            key=key,
            partnership_id=event.partnership_id,
            about=event.reference,
            title=f"{event.course.title}{f': {session.title}' if session.title else ''}",
            falls_on=starts.date(),
            starts_at=starts.time(),
            ends_at=ends.time(),
            place="Online" if event.is_online else event.area,
            link=f"/training/events/{event.reference}",
            now=now,
        )
        diary.invite_exactly(occasion=occasion, people=people, now=now)


@transaction.atomic
def remind(*, by: Actor, now: datetime) -> int:
    """Remind those who are booked a week and a day before, and those whose refresher falls due
    within sixty days; each once, however often this is done. The answer is how many were looked
    at."""
    permissions.manage_programme.check(by)
    looked = 0
    for notice, ahead in ((notices.REMINDER_WEEK, WEEK), (notices.REMINDER_DAY, DAY)):
        rows = Booking.objects.filter(
            state=Booking.State.BOOKED,
            made_at__lte=now - timedelta(days=1),  # who has just booked knows
            event__state=Event.State.OPEN,
            event__starts_at__gt=now,
            event__starts_at__lte=now + ahead,
        )
        for row in rows.select_related("event__course", "learner").order_by("pk"):
            _tell(row, notice, now, address=_address(row))
            looked += 1
    return looked + _remind_of_refreshers(now)


def _remind_of_refreshers(now: datetime) -> int:
    """Of what was attended and of what was completed, here or elsewhere; not where the same course
    was taken again since."""
    today = timezone.localdate(now)
    due = {"expires_on__gt": today, "expires_on__lte": today + REFRESHER}
    attended = Certificate.objects.filter(
        booking__isnull=False, withdrawn_at__isnull=True, **due
    ).select_related("booking__learner", "booking__event__course")
    completed = Completion.objects.filter(taken_back_at__isnull=True, **due).select_related(
        "learner", "course"
    )
    looked = 0
    for certificate in attended.order_by("pk"):
        booking = certificate.booking
        if booking is not None and certificate.expires_on is not None:
            looked += _remind_of_one(
                booking.learner, booking.event.course, certificate.attended_on,
                certificate.expires_on, key=str(certificate.pk), now=now,
            )  # fmt: skip
    for one in completed.order_by("pk"):
        if one.expires_on is not None:
            looked += _remind_of_one(
                one.learner, one.course, one.completed_on, one.expires_on,
                key=f"completion-{one.pk}", now=now,
            )  # fmt: skip
    return looked


def _remind_of_one(
    learner: Learner, course: Course, taken_on: date, due_on: date, *, key: str, now: datetime
) -> int:
    again = Certificate.objects.filter(
        booking__learner=learner, booking__event__course=course, attended_on__gt=taken_on
    )
    since = Completion.objects.filter(
        learner=learner, course=course, completed_on__gt=taken_on, taken_back_at__isnull=True
    )
    if again.exists() or since.exists():
        return 0
    queue(
        notices.REFRESHER,
        to_person_id=learner.person_id,
        to_email=None if learner.person_id else learner.email,
        facts={
            "course": course.title,
            "due_on": in_words(due_on),
            "link": f"{settings.ADDRESS}/training/courses/{course.reference}",
        },
        about=course.reference if learner.person_id else "",
        key=key,
        now=now,
    )
    return 1

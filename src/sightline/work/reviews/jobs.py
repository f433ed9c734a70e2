"""What the worker does for reviews: the safety check, for which it alone knows everybody, and
reminders of days, which are everybody’s."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from sightline.foundation.jobs.queue import job, scheduled
from sightline.registers.partnership.models import Partnership
from sightline.work.reviews.models import Incident
from sightline.work.reviews.operations import chasing, knowing, reading, reminding, safety
from sightline.work.reviews.queries import publishing


@job("check_safety")
def check_safety(number: int) -> None:
    """Check one file or text that is to be published."""
    safety.check_safety(number=number, now=timezone.now())


@scheduled("check_waiting_safety", cron="*/10 * * * *")
def check_waiting_safety(at: datetime) -> None:
    """Check what still waits, as a file does that the scanner has let through since."""
    for number in publishing.waiting_for_a_check():
        safety.check_safety(number=number, now=at)


@scheduled("chase_agencies", cron="55 5 * * *")
def chase_agencies(at: datetime) -> None:
    """Every morning: who answers for an agency, before the answer is due and when it is overdue."""
    for partnership in Partnership.objects.order_by("pk"):
        chasing.chase_agencies(partnership=partnership, today=timezone.localdate(at), now=at)


@scheduled("raise_unusual_reading", cron="5 6 * * *")
def raise_unusual_reading(at: datetime) -> None:
    """Every morning: the data protection officer hears of unusual reading of cases."""
    for partnership in Partnership.objects.order_by("pk"):
        reading.raise_unusual_reading(partnership=partnership, now=at)


@scheduled("look_for_conflicts", cron="*/5 * * * *")
def look_for_conflicts(at: datetime) -> None:
    """Compare who may read a case with its people, whatever was missed when sight was given: a
    grant begins, a person changes their name."""
    for incident in Incident.objects.select_related("record").order_by("pk"):
        knowing.look_for_conflicts(incident=incident, now=at)


@job("sight_given_reviews")
def sight_given_reviews(record: int) -> None:
    """Compare who may read a case with its people as soon as somebody is given sight of it, or
    somebody is entered among its people."""
    knowing.look_for_conflicts_of(record=record, now=timezone.now())


@job("give_case_back")
def give_case_back(number: int) -> None:
    """End what hid a case from somebody who has no interest in it."""
    knowing.give_case_back(number=number, now=timezone.now())


@scheduled("remind_of_days_of_reviews", cron="20 5 * * *")
def remind_of_days_of_reviews(at: datetime) -> None:
    """Every morning: who runs a review, before its day and once it has passed."""
    for partnership in Partnership.objects.order_by("pk"):
        reminding.remind_of_days(partnership=partnership, today=timezone.localdate(at), now=at)

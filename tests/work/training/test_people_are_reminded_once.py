"""Calendar invitations with their changes, and reminders; nothing twice (R8.2)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from builders import partnership as made
from builders.training import on_offer, published
from builders.world import NOW
from sightline.foundation.diary.models import Invitee, Occasion
from sightline.foundation.outbox.models import Message
from sightline.work.training import operations
from sightline.work.training.models import Booking, Certificate
from sightline.work.training.operations import Named


@pytest.fixture
def event(scene):
    return on_offer(published(scene.partnership), is_consent_needed=False, area="Town Hall")


def book(scene, event, *personas):
    agency = scene.partnership.agency_set.get(key="bdct")
    people = [Named(who, scene.people[who].email) for who in personas]
    return operations.book_group(event=event, agency=agency, people=people, by=made.BY, now=NOW)


def keep(event):
    operations.keep_in_diaries(event_id=event.pk, by=made.BY, now=NOW)


def invited(event):
    rows = Invitee.objects.filter(occasion__about=event.reference, is_withdrawn=False)
    return set(rows.values_list("person_id", flat=True))


def mails(notice="", of=None):
    rows = Message.objects.filter(notice__startswith=notice)
    return rows.filter(key__startswith=f"{notice}:{of.pk}:").count() if of else rows.count()


def test_who_is_booked_is_invited_and_hears_nothing_twice(scene, event):
    book(scene, event, "group_chair", "group_member")
    keep(event)
    sent = mails()
    keep(event)
    assert mails() == sent
    people = {scene.people[who].pk for who in ("group_chair", "group_member")}
    assert invited(event) == people
    occasion = Occasion.objects.get(about=event.reference)
    assert (occasion.title, occasion.place) == ("Neglect", "Town Hall")


def test_who_gives_up_a_place_is_taken_off_and_the_other_stays(scene, event):
    first, _ = book(scene, event, "group_chair", "group_member")
    keep(event)
    operations.cancel_booking(booking=first, reason="", by=scene.actor("business_unit"), now=NOW)
    keep(event)
    assert invited(event) == {scene.people["group_member"].pk}


def test_a_cancelled_event_leaves_the_calendars(scene, event):
    book(scene, event, "group_chair")
    keep(event)
    operations.cancel_event(
        event=event, reason="The trainer is ill", by=scene.actor("business_unit"), now=NOW
    )
    keep(event)
    assert Occasion.objects.get(about=event.reference).is_cancelled


def test_people_are_reminded_a_week_and_a_day_before_and_once(scene, event):
    one = book(scene, event, "group_chair")[0]
    for days, week, day in ((20, 0, 0), (6, 1, 0), (5, 1, 0), (1, 1, 1), (1, 1, 1)):
        at = event.starts_at - timedelta(days=days)
        operations.remind(by=made.BY, now=at)
        counted = (mails("training_reminder_week", one), mails("training_reminder_day", one))
        assert counted == (week, day), days


def test_who_has_just_booked_or_given_up_is_not_reminded(scene, event):
    booked = book(scene, event, "group_chair")[0]
    near = event.starts_at - timedelta(days=3)
    Booking.objects.filter(pk=booked.pk).update(made_at=near - timedelta(hours=2))
    operations.remind(by=made.BY, now=near)
    assert mails("training_reminder_week", booked) == 0
    Booking.objects.filter(pk=booked.pk).update(made_at=NOW, state="cancelled")
    operations.remind(by=made.BY, now=near)
    assert mails("training_reminder_week", booked) == 0


def test_a_refresher_is_announced_once_sixty_days_before(scene, event):
    booked = book(scene, event, "group_chair")[0]
    today = NOW.date()
    Certificate.objects.create(
        booking=booked, partnership=scene.partnership, agency=booked.agency, person=booked.person,
        code="AAAA-BBBB-CCC2", name=booked.name, course="Neglect", attended_on=today,
        expires_on=today + timedelta(days=100), issued_at=NOW,
    )  # fmt: skip
    for days, sent in ((39, 0), (41, 1), (60, 1)):
        operations.remind(by=made.BY, now=NOW + timedelta(days=days))
        assert mails("training_refresher") == sent, days

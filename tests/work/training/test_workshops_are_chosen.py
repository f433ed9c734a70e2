"""Parallel workshops (R8.2): chosen by those who have a place, with places each, never oversold."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from builders import partnership as made
from builders.conferring import workshop
from builders.training import on_offer, published
from builders.world import NOW
from clients import Visitor
from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.foundation.trail.models import TrailEvent
from sightline.work.training import operations, queries
from sightline.work.training.models import Booking, WorkshopChoice
from sightline.work.training.operations import Named


@pytest.fixture
def event(scene):
    return on_offer(published(scene.partnership, "Conference", kind="conference"), places=20)


def booked(scene, event, number, key="swypft"):
    return operations.book_group(
        event=event, agency=scene.partnership.agency_set.get(key=key),
        people=[Named(f"Guest {number}", f"guest.{number}@example.org")], by=made.BY,
        now=timezone.now(),
    )[0]  # fmt: skip


def choose(booking, *workshops, by=made.BY):
    return operations.choose_workshops(booking=booking, workshops=workshops, by=by, now=NOW)


def test_the_last_place_goes_to_one_person_and_comes_back_with_a_cancelled_booking(scene, event):
    small, large = workshop(event, "Small", 1), workshop(event, "Large", 5)
    first, second = booked(scene, event, 1), booked(scene, event, 2)
    choose(first, small)
    with pytest.raises(RuleBroken, match="Small is full"):
        choose(second, small)
    choose(second, large)
    assert queries.chosen_of(event) == {small.pk: 1, large.pk: 1}
    operations.cancel_booking(booking=first, reason="", by=made.BY, now=NOW)
    choose(second, small)  # chosen again: the old choice ends
    assert queries.chosen_of(event) == {small.pk: 1}
    assert queries.choices_at(event)[second.pk] == "Morning: Small"
    lines = TrailEvent.objects.filter(about=f"BKG-{second.pk}", code="training_workshops_chosen")
    assert lines.count() == 2


def test_one_workshop_at_a_time_and_none_of_another_event(scene, event):
    morning, noon = workshop(event, "A", 5), workshop(event, "B", 5, time="Noon")
    place = booked(scene, event, 1)
    assert len(choose(place, morning, noon)) == 2
    assert choose(place, morning) == []  # as it stands
    other = workshop(on_offer(published(scene.partnership, "Other")), "Elsewhere")
    with pytest.raises(RuleBroken, match="not offered"):
        choose(place, other)
    with pytest.raises(RuleBroken, match="Somebody has chosen"):
        operations.drop_workshop(workshop=morning, by=made.BY, now=NOW)


def test_who_has_no_place_and_who_books_for_others_chooses_nothing(scene, event):
    one = workshop(event, "A", 5)
    place = booked(scene, event, 1, key="cafcass")
    with pytest.raises(NotAllowed):
        choose(place, one, by=scene.actor("agency_lead"))
    operations.cancel_booking(booking=place, reason="", by=made.BY, now=NOW)
    place.refresh_from_db()
    with pytest.raises(RuleBroken, match="who have a place"):
        choose(place, one)
    with pytest.raises(NotAllowed):
        operations.add_workshop(
            event=event, time="x", title="y", places=1, by=scene.actor("practitioner"), now=NOW
        )


def test_the_database_refuses_one_too_many(scene, event):
    one = workshop(event, "A", 1)
    first, second = booked(scene, event, 1), booked(scene, event, 2)
    choose(first, one)
    with pytest.raises(DatabaseError, match="more people than places"), transaction.atomic():
        WorkshopChoice.objects.create(
            partnership=scene.partnership, booking=second, workshop=one, time="Morning",
            chosen_at=NOW, chosen_by="Somebody",
        )  # fmt: skip


def test_a_workshop_that_filled_meanwhile_leaves_the_place_held_and_nothing_chosen(scene, event):
    only, other = workshop(event, "Hearing children", 1), workshop(event, "Neglect", 5)
    actor = scene.actor("practitioner")
    held = operations.hold_place(
        event=event, agency=scene.partnership.agency_set.get(key="swypft"), by=actor, now=NOW
    )
    first = booked(scene, event, 1)
    choose(first, only)
    said = {"booking": held, "role": "Nurse", "need": "interest", "manager_name": "",
            "manager_email": "m@example.org", "is_reserve": False, "needs": "", "by": actor,
            "now": NOW}  # fmt: skip
    with pytest.raises(RuleBroken, match="is full"):
        operations.answer_and_choose(workshops=[only], **said)
    assert Booking.objects.get(pk=held.pk).state == "held"
    assert not WorkshopChoice.objects.filter(booking=held).exists()
    assert operations.answer_and_choose(workshops=[other], **said).state == "consent"


def test_it_is_asked_at_booking_and_stands_on_lists_and_the_register(scene, event):
    one, two = workshop(event, "Hearing children", 1), workshop(event, "Neglect", 5)
    person = Visitor(scene.people["practitioner"])
    address = person.post(f"/training/events/{event.reference}/book", {}, status=302)
    answers = {"role": "Nurse", "need": "interest", "manager_email": "m@example.org",
               "is_reserve": "no"}  # fmt: skip
    assert "1 place left" in person.get(address)
    assert "Select a workshop for “Morning”" in person.post(address, answers)
    answers["time-0"] = str(one.pk)
    assert person.post(address, answers, status=302) == address
    assert Booking.objects.get(event=event).state == "consent"
    assert "Morning: Hearing children" in person.get(address)
    desk = Visitor(scene.people["business_unit"])
    home = f"/programme/events/{event.reference}"
    assert "Morning: Hearing children" in desk.get(f"{home}/bookings")
    late = booked(scene, event, 9)
    page = desk.get(f"/training/bookings/{late.pk}/workshops")
    assert "Neglect" in page and "Hearing children" not in page  # full: offered to nobody
    assert "Somebody chose it" in desk.get(f"{home}/workshops")
    desk.post(f"{home}/workshops", {"time": "Noon", "title": "Art", "places": "3"}, status=302)
    desk.post(f"{home}/workshops/{two.pk}/drop", {}, status=302)
    page = desk.get(f"{home}/workshops")
    assert "Art" in page and "Neglect" not in page

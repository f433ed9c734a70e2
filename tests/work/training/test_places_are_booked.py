"""Booking, consent, waiting, offers, swapping and cancelling (R8.2), through the operations."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from builders import partnership as made
from builders.training import on_offer, planned, published
from builders.world import NOW
from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.foundation.outbox.models import Message
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.models import TrailEvent
from sightline.work.training import operations, queries
from sightline.work.training.models import Booking, Charge, EventPlaces, Learner
from sightline.work.training.operations import Named
from sightline.work.training.rules.cancelling import Terms
from sightline.work.training.rules.published import SALFORD, WEST_SUSSEX

OFFICE_JOB = made.BY
GIVEN = {
    "role": "Nurse", "manager_name": "Lee Marsh", "manager_email": "lee.marsh@example.org",
    "need": "interest", "is_reserve": False, "needs": "",
}  # fmt: skip


@pytest.fixture
def agency(scene):
    return scene.partnership.agency_set.get(key="swypft")


def event_with(scene, *, places=2, **said):
    said.setdefault("is_consent_needed", False)
    return on_offer(published(scene.partnership), places=places, **said)


def hold(scene, event, persona="practitioner", *, agency=None, now=NOW):
    agency = agency or scene.partnership.agency_set.get(key="swypft")
    return operations.hold_place(event=event, agency=agency, by=scene.actor(persona), now=now)


def answer(scene, held, persona="practitioner", *, now=NOW, **more):
    return operations.answer_questions(
        booking=held, **{**GIVEN, **more}, by=scene.actor(persona), now=now
    )


def group(scene, event, agency, *names, persona="business_unit"):
    people = [Named(name, f"{name.lower()}@example.org", "Nurse") for name in names]
    return operations.book_group(
        event=event, agency=agency, people=people, by=scene.actor(persona), now=NOW
    )


def settle(event, now=NOW):
    return operations.settle_event(event_id=event.pk, by=OFFICE_JOB, now=now)


def count(event):
    row = EventPlaces.objects.get(event=event)
    taken = Booking.objects.filter(event=event, state__in=queries.TAKING).count()
    waiting = Booking.objects.filter(event=event, state="waiting", is_held_back=False).count()
    assert (row.taken, row.waiting) == (taken, waiting)
    return row.taken, row.waiting


def told(booking):
    rows = Message.objects.filter(key__contains=f":{booking.pk}:").order_by("queued_at", "notice")
    return [row.notice for row in rows]


def test_a_place_is_held_then_booked_and_the_person_is_told(scene):
    event = event_with(scene)
    held = hold(scene, event)
    assert (held.state, held.runs_out_at) == ("held", NOW + timedelta(minutes=15))
    booked = answer(scene, held)
    assert (booked.state, count(event)) == ("booked", (1, 0))
    assert told(booked) == ["training_booked"]


def test_a_held_place_that_is_not_answered_in_time_is_free_again(scene):
    event = event_with(scene)
    held = hold(scene, event)
    later = NOW + timedelta(minutes=15)
    with pytest.raises(RuleBroken, match="has run out"):
        answer(scene, held, now=later)
    settle(event, later)
    held.refresh_from_db()
    assert (held.state, count(event)) == ("lapsed", (0, 0))


def test_nobody_has_two_places_at_one_event(scene):
    event = event_with(scene)
    hold(scene, event)
    with pytest.raises(RuleBroken, match="has a place here"):
        hold(scene, event)
    assert count(event) == (1, 0)


def test_who_finds_no_place_waits_in_the_order_of_asking(scene, agency):
    event = event_with(scene, places=2)
    made = group(scene, event, agency, "Ann", "Ben", "Cal", "Dee")
    assert [one.state for one in made] == ["booked", "booked", "waiting", "waiting"]
    assert [one.number for one in made] == [0, 0, 1, 2]
    assert count(event) == (2, 2)


def statements(work):
    """What a piece of work asks of the database, by the tables it names first."""
    with CaptureQueriesContext(connection) as asked:
        work()
    return [one["sql"] for one in asked if "SAVEPOINT" not in one["sql"]]


def test_whoever_books_holds_the_lock_for_the_booking_and_its_line_alone(scene):
    event = event_with(scene)
    sent = statements(lambda: hold(scene, event))
    (taken,) = (at for at, one in enumerate(sent) if "training_eventplaces" in one)
    behind = sent[taken + 1 :]
    assert ['"training_booking"' in behind[0], "trail_trailevent" in behind[1]] == [True, True]
    assert len(behind) == 2


def test_whoever_answers_does_not_stand_behind_those_who_book(scene):
    event = event_with(scene)
    held = hold(scene, event)
    sent = statements(lambda: answer(scene, held))
    assert not [one for one in sent if "training_eventplaces" in one]
    assert "trail_trailevent" in sent[-1]


def test_without_a_waiting_list_a_full_event_says_so_and_books_nobody(scene, agency):
    event = event_with(scene, places=2, has_waiting_list=False)
    with pytest.raises(RuleBroken, match=r"Line 3, Cal: This event is full\."):
        group(scene, event, agency, "Ann", "Ben", "Cal")
    assert count(event) == (0, 0)


def test_a_newcomer_does_not_pass_those_who_wait(scene, agency):
    event = event_with(scene, places=1)
    first, waits = group(scene, event, agency, "Ann", "Ben")
    operations.cancel_booking(booking=first, reason="", by=scene.actor("business_unit"), now=NOW)
    assert hold(scene, event).state == "waiting"
    assert settle(event) == 1
    waits.refresh_from_db()
    assert (waits.state, count(event)) == ("offered", (1, 1))


def test_an_offer_not_answered_goes_to_the_next(scene, agency):
    event = event_with(scene, places=1)
    first, second, third = group(scene, event, agency, "Ann", "Ben", "Cal")
    operations.cancel_booking(booking=first, reason="", by=scene.actor("business_unit"), now=NOW)
    settle(event)
    second.refresh_from_db()
    assert settle(event, second.runs_out_at) == 1
    second.refresh_from_db()
    third.refresh_from_db()
    assert (second.state, third.state, count(event)) == ("lapsed", "offered", (1, 0))


def test_settling_twice_offers_nothing_twice(scene, agency):
    event = event_with(scene, places=1)
    first, second = group(scene, event, agency, "Ann", "Ben")
    operations.cancel_booking(booking=first, reason="", by=scene.actor("business_unit"), now=NOW)
    assert (settle(event), settle(event)) == (1, 0)
    assert told(second).count("training_offered") == 1


def test_an_offer_is_taken_or_let_go(scene):
    event = event_with(scene, places=1)
    first = hold(scene, event, "group_member")
    mine = answer(scene, hold(scene, event))
    assert mine.state == "waiting"
    operations.cancel_booking(booking=first, reason="", by=scene.actor("group_member"), now=NOW)
    settle(event)
    by = scene.actor("practitioner")
    mine.refresh_from_db()
    taken = operations.answer_offer(booking=mine, takes=True, by=by, now=NOW)
    assert (taken.state, count(event)) == ("booked", (1, 0))
    with pytest.raises(RuleBroken, match="no offer"):
        operations.answer_offer(booking=mine, takes=False, by=by, now=NOW)


def test_an_agency_beyond_its_share_waits_and_another_agency_still_gets_a_place(scene, agency):
    event = event_with(scene, places=4, agency_most=2)
    other = scene.partnership.agency_set.get(key="cafcass")
    made = group(scene, event, agency, "Ann", "Ben", "Cal")
    assert (made[2].state, made[2].is_held_back) == ("waiting", True)
    assert "has its 2 places" in made[2].position_reason
    assert group(scene, event, other, "Dee")[0].state == "booked"
    assert settle(event) == 0  # the limit still stands
    near = event.starts_at - timedelta(days=14)
    assert settle(event, near) == 1
    made[2].refresh_from_db()
    assert (made[2].state, count(event)) == ("offered", (4, 0))


def test_the_manager_is_asked_by_a_one_time_link_and_agrees(scene):
    event = event_with(scene, is_consent_needed=True)
    asked = answer(scene, hold(scene, event))
    assert (asked.state, told(asked)) == ("consent", ["training_consent"])
    message = Message.objects.get(notice="training_consent", key__contains=f":{asked.pk}:")
    assert message.to_email == "lee.marsh@example.org"
    token = re.search(r"/consent/(\S+)$", message.facts["link"])[1]
    manager = Actor(person_id=None, name="Lee Marsh")
    agreed = operations.answer_consent(token=token, agrees=True, by=manager, now=NOW)
    assert (agreed.state, agreed.answered_by, count(event)) == ("booked", "Lee Marsh", (1, 0))
    with pytest.raises(RuleBroken, match="was answered"):
        operations.answer_consent(token=token, agrees=False, by=manager, now=NOW)


def test_a_manager_who_says_no_makes_room(scene):
    event = event_with(scene, is_consent_needed=True)
    asked = answer(scene, hold(scene, event))
    message = Message.objects.get(notice="training_consent", key__contains=f":{asked.pk}:")
    token = message.facts["link"].rsplit("/", 1)[1]
    refused = operations.answer_consent(
        token=token, agrees=False, by=Actor(person_id=None, name="Lee"), now=NOW
    )
    assert (refused.state, count(event)) == ("refused", (0, 0))


def test_nobody_is_their_own_manager_and_a_manager_is_needed(scene):
    event = event_with(scene, is_consent_needed=True)
    held = hold(scene, event)
    with pytest.raises(RuleBroken, match="must agree"):
        answer(scene, held, manager_email="")
    with pytest.raises(RuleBroken, match="not your own"):
        answer(scene, held, manager_email=scene.people["practitioner"].email.upper())


def test_the_lead_of_an_agency_books_for_its_people_and_for_no_other(scene, agency):
    event = event_with(scene, is_consent_needed=True)
    assert group(scene, event, agency, "Ann", persona="agency_lead")[0].state == "booked"
    other = scene.partnership.agency_set.get(key="cafcass")
    with pytest.raises(NotAllowed):
        group(scene, event, other, "Ben", persona="agency_lead")


def test_a_delegate_books_from_the_moment_they_are_named_until_it_ends(scene, agency):
    event = event_with(scene)
    lead = scene.actor("agency_lead")
    with pytest.raises(NotAllowed):
        group(scene, event, agency, "Ann", persona="other_group_member")
    named = operations.name_delegate(
        agency=agency, email=scene.people["other_group_member"].email, by=lead, now=NOW
    )
    assert group(scene, event, agency, "Ann", persona="other_group_member")[0].state == "booked"
    operations.end_delegate(delegate=named, by=lead, now=NOW)
    with pytest.raises(NotAllowed):
        group(scene, event, agency, "Ben", persona="other_group_member")


def test_an_address_of_another_agency_is_not_taken_over(scene, agency):
    event = event_with(scene, places=9)
    other = scene.partnership.agency_set.get(key="cafcass")
    group(scene, event, other, "Ann")
    with pytest.raises(RuleBroken, match="another agency"):
        group(scene, event, agency, "Ann", persona="agency_lead")
    assert Learner.objects.get(email="ann@example.org").agency == other


def test_six_people_are_swapped_at_once_and_all_or_none(scene, agency):
    event = event_with(scene, places=6)
    booked = group(scene, event, agency, *"ABCDEF")
    by = scene.actor("agency_lead")
    colleagues = [Named(f"New {n}", f"new{n}@example.org") for n in range(6)]
    twice = [*colleagues[:5], colleagues[0]]
    with pytest.raises(RuleBroken, match="has a place here"):
        operations.substitute_many(swaps=zip(booked, twice, strict=True), by=by, now=NOW)
    assert {one.state for one in Booking.objects.filter(event=event)} == {"booked"}
    new = operations.substitute_many(swaps=zip(booked, colleagues, strict=True), by=by, now=NOW)
    assert [one.name for one in new] == [f"New {n}" for n in range(6)]
    assert count(event) == (6, 0)
    assert not Charge.objects.filter(booking__event=event).exists()


def test_the_second_of_two_managers_who_swap_a_place_is_told_to_whom_it_went(scene, agency):
    event = event_with(scene)
    booked = group(scene, event, agency, "Ann")[0]
    by = scene.actor("agency_lead")
    operations.substitute(booking=booked, to=Named("Bea", "bea@example.org"), by=by, now=NOW)
    with pytest.raises(RuleBroken, match="The place of Ann was given to Bea already"):
        operations.substitute(booking=booked, to=Named("Cy", "cy@example.org"), by=by, now=NOW)


def test_cancelling_late_is_charged_by_the_rules_the_booking_was_made_under(scene, agency):
    starts = on_a_weekday(NOW + timedelta(days=9))
    set_rules(scene, WEST_SUSSEX)
    event = event_with(scene, starts_at=starts)  # three hours: one half day
    booked = group(scene, event, agency, "Ann")[0]
    set_rules(scene, SALFORD)
    operations.cancel_booking(booking=booked, reason="", by=scene.actor("agency_lead"), now=NOW)
    assert [row.pence for row in Charge.objects.filter(booking=booked)] == [3500]


def test_under_rules_that_say_so_only_the_manager_cancels(scene, agency):
    set_rules(scene, SALFORD)
    mine = group(scene, event_with(scene), agency, "Ann")[0]
    with pytest.raises(RuleBroken, match="only the manager can cancel"):  # a delegate of the lead
        operations.cancel_booking(booking=mine, reason="", by=scene.actor("group_member"), now=NOW)
    operations.cancel_booking(booking=mine, reason="", by=scene.actor("agency_lead"), now=NOW)


def test_leaving_the_waiting_list_costs_nothing_and_moves_the_others_up(scene, agency):
    set_rules(scene, WEST_SUSSEX)
    event = event_with(scene, places=1, starts_at=on_a_weekday(NOW + timedelta(days=3)))
    _, second, third = group(scene, event, agency, "Ann", "Ben", "Cal")
    operations.cancel_booking(booking=second, reason="", by=scene.actor("agency_lead"), now=NOW)
    settle(event)
    third.refresh_from_db()
    assert (third.position, count(event)) == (1, (1, 1))
    assert not Charge.objects.filter(booking=second).exists()


def test_nobody_cancels_for_somebody_else(scene, agency):
    event = event_with(scene)
    booked = group(scene, event, agency, "Ann")[0]
    with pytest.raises(NotAllowed):
        operations.cancel_booking(
            booking=booked, reason="", by=scene.actor("practitioner"), now=NOW
        )


def test_an_event_that_is_cancelled_frees_and_tells_everybody_once(scene, agency):
    event = event_with(scene, places=1)
    booked, waits = group(scene, event, agency, "Ann", "Ben")
    operations.cancel_event(
        event=event, reason="The trainer is ill", by=scene.actor("business_unit"), now=NOW
    )
    for _ in range(2):
        operations.tell_of_cancelling(event_id=event.pk, by=OFFICE_JOB, now=NOW)
    assert count(event) == (0, 0)
    for one in (booked, waits):
        one.refresh_from_db()
        assert one.state == "cancelled"
        assert told(one).count("training_event_cancelled") == 1
    event.refresh_from_db()
    with pytest.raises(RuleBroken, match="has been cancelled"):
        hold(scene, event)


def test_a_booking_that_began_before_the_event_was_cancelled_finds_it_closed(scene, agency):
    seen = event_with(scene)  # as the page fetched it, still open
    operations.cancel_event(
        event=seen, reason="The trainer is ill", by=scene.actor("business_unit"), now=NOW
    )
    seen.state = "open"
    with pytest.raises(RuleBroken, match="does not take bookings any more"):
        hold(scene, seen)


def test_priority_is_the_offices_and_its_reason_is_kept(scene, agency):
    event = event_with(scene, places=1)
    _, second, third = group(scene, event, agency, "Ann", "Ben", "Cal")
    said = {"booking": third, "priority": 1, "reason": "Starts in the team on Monday", "now": NOW}
    with pytest.raises(NotAllowed):
        operations.set_priority(**said, by=scene.actor("agency_lead"))
    operations.set_priority(**said, by=scene.actor("business_unit"))
    settle(event)
    second.refresh_from_db()
    third.refresh_from_db()
    assert (third.position, second.position) == (1, 2)


def test_more_places_reach_those_who_wait(scene, agency):
    event = event_with(scene, places=1)
    _, second = group(scene, event, agency, "Ann", "Ben")
    operations.change_event(
        event=event, version=2, places=2, by=scene.actor("business_unit"), now=NOW
    )
    settle(event)
    second.refresh_from_db()
    assert second.state == "offered"


def test_the_trail_tells_of_the_booking_and_not_of_the_public_event(scene, agency):
    event = event_with(scene)
    booked = group(scene, event, agency, "Ann")[0]
    lines = TrailEvent.objects.filter(facts__name="Ann")
    assert {line.about for line in lines} == {f"BKG-{booked.pk}"}


def test_who_joins_later_sees_what_was_booked_for_them(scene, agency):
    event = event_with(scene)
    person = scene.people["group_chair"]
    learner = Learner.objects.create(
        partnership=scene.partnership, agency=agency, name="Chair", email=person.email
    )
    booked = group(scene, event, agency, "X")[0]
    Booking.objects.filter(pk=booked.pk).update(learner=learner)
    assert operations.link_learners(by=OFFICE_JOB, now=NOW) == 1
    booked.refresh_from_db()
    assert booked.person == person


def test_a_draft_takes_no_bookings(scene):
    event = planned(published(scene.partnership))
    with pytest.raises(RuleBroken, match="does not take bookings"):
        hold(scene, event)


def set_rules(scene, terms: Terms):
    return operations.set_charging_rules(
        partnership_id=scene.partnership.pk, name="Rules", terms=terms, kinds=[],
        by=scene.actor("business_unit"), now=NOW,
    )  # fmt: skip


def on_a_weekday(moment):
    moment = moment.replace(hour=9, minute=0, second=0, microsecond=0)
    return moment + timedelta(days=max(0, 7 - moment.weekday()) if moment.weekday() > 4 else 0)

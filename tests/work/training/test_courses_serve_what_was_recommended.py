"""A course is tied to the recommendations that it answers and the objectives that it serves, and
the recommendation's page shows it and who attended (R0.4, R1.2, R8.2)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from builders import partnership as made
from builders.acting import recommended
from builders.training import course, on_offer, published
from builders.world import NOW
from clients import Visitor
from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.foundation.permissions import system_actor
from sightline.registers.actions.models import Dissemination
from sightline.registers.records.models import Link
from sightline.registers.records.queries import tied_to
from sightline.work.training import operations
from sightline.work.training.models import SessionAttendance
from sightline.work.training.rules import programme as rules


@pytest.fixture
def asked(scene):
    body = scene.partnership.body_set.get(key="practice-group")
    return recommended(
        scene, "business_manager", body, wording="Ask what the child's day is like",
        hoped_for="Children are seen",
    )  # fmt: skip


def tie(of, *records, by):
    return operations.change_course(course=of, version=of.version, serves=records, by=by, now=NOW)


def served(of, actor):
    return [(one.how, one.record.reference) for one in tied_to(of.record, actor, NOW)]


def test_a_course_answers_a_recommendation_and_serves_anything_else_but_training():
    assert rules.how_served("actions:recommendation") == "answers"
    assert rules.how_served("planning:objective") == "serves"
    with pytest.raises(RuleBroken, match="not other training"):
        rules.how_served("training:course")


def test_what_is_named_no_more_is_untied_and_may_be_tied_again(scene, asked):
    of = course(scene.partnership)
    office = scene.actor("business_manager")
    reference = asked.record.reference
    of = tie(of, asked.record, by=office)
    assert served(of, office) == [("answers", reference)]
    of = tie(of, by=office)
    assert served(of, office) == []
    of = tie(of, asked.record, by=office)
    assert served(of, office) == [("answers", reference)]
    ended = Link.objects.filter(source=of.record).order_by("pk").values_list("ended_at", flat=True)
    assert [one is None for one in ended] == [False, True]


def test_what_somebody_does_not_see_stays_tied_when_they_save(scene):
    hidden = scene.record("identified")
    of = tie(course(scene.partnership), hidden, by=made.BY)
    assert served(of, scene.actor("business_unit")) == []
    of = tie(of, by=scene.actor("business_unit"))
    assert served(of, made.BY) == [("serves", hidden.reference)]


def test_others_than_the_office_tie_nothing(scene, asked):
    of = course(scene.partnership)
    with pytest.raises(NotAllowed):
        tie(of, asked.record, by=scene.actor("group_chair"))


def test_it_is_chosen_on_the_form_by_reference_within_sight(scene, asked):
    desk = Visitor(scene.people["business_manager"])
    sent = {"title": "A day seen", "kind": "core", "summary": "What it is like.",
            "aims": "Ask", "serves": "REC-1999-001"}  # fmt: skip
    assert "There is no REC-1999-001 that you see" in desk.post("/programme/courses/make", sent)
    sent["serves"] = f"{asked.record.reference.lower()},, {asked.record.reference}"
    led = desk.post("/programme/courses/make", sent, status=302)
    page = desk.get(led)
    assert "Answers" in page and f"/recommendations/{asked.record.reference}" in page
    assert asked.record.reference in desk.get(led.replace("/training/", "/programme/") + "/change")


def test_the_public_and_who_does_not_see_it_read_nothing_of_it(scene, asked):
    of = published(scene.partnership, "A day seen")
    tie(of, asked.record, by=scene.actor("business_manager"))
    path = f"/training/courses/{of.reference}"
    seen = Visitor(scene.people["business_manager"]).get(path)
    assert asked.record.reference in seen
    for page in (Visitor().get(path), Visitor(scene.people["practitioner"]).get(path)):
        assert of.title in page
        assert asked.record.reference not in page and "What it is for" not in page


def held(scene, of, *, came):
    """An event of yesterday that is closed with so many who came, and one who did not."""
    event = on_offer(of, starts_at=NOW + timedelta(days=1))
    agency = scene.partnership.agency_set.get(key="swypft")
    people = [
        operations.Named(f"Person {number}", f"p{number}@example.org", "Nurse")
        for number in range(came + 1)
    ]
    office = scene.actor("business_manager")
    booked = operations.book_group(event=event, agency=agency, people=people, by=office, now=NOW)
    for number, one in enumerate(booked):
        SessionAttendance.objects.create(
            booking=one, session=event.sessions.get(), partnership=scene.partnership,
            how="full" if number < came else "absent", entered_at=NOW, entered_by="The tests",
        )  # fmt: skip
    return operations.close_register(event=event, by=office, now=NOW + timedelta(days=2))


def test_who_attended_is_told_to_the_recommendation_once(scene, asked):
    of = published(scene.partnership, "A day seen")
    tie(of, asked.record, by=scene.actor("business_manager"))
    event = held(scene, of, came=3)
    told = {"event_id": event.pk, "by": system_actor("The tests"), "now": NOW + timedelta(days=2)}
    assert operations.tell_what_it_serves(**told) == 1
    assert operations.tell_what_it_serves(**told) == 0
    row = Dissemination.objects.get(record=asked.record)
    assert (row.how, row.reached, row.told_in_id) == ("training", 3, event.record_id)
    page = Visitor(scene.people["business_manager"]).get(
        f"/recommendations/{asked.record.reference}"
    )
    assert "Other work that answers it" in page and f"/training/courses/{of.reference}" in page
    assert "3 people" in page and f"/training/events/{event.reference}" in page


def test_an_event_not_held_and_a_course_untied_tell_nothing(scene, asked):
    of = published(scene.partnership, "A day seen")
    of = tie(of, asked.record, by=scene.actor("business_manager"))
    event = on_offer(of)
    told = {"by": system_actor("The tests"), "now": NOW}
    assert operations.tell_what_it_serves(event_id=event.pk, **told) == 0
    tie(of, by=scene.actor("business_manager"))
    assert operations.tell_what_it_serves(event_id=held(scene, of, came=1).pk, **told) == 0
    assert not Dissemination.objects.filter(record=asked.record).exists()

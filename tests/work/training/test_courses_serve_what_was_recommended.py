"""A course is tied to the recommendations that it answers and the objectives that it serves, and
the recommendation's page shows it and who attended (R0.4, R1.2, R8.2)."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from django.db import connection

from builders import partnership as made
from builders.acting import recommended
from builders.completing import HEADINGS, sent
from builders.training import course, on_offer, published
from builders.world import NOW
from clients import Visitor
from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.foundation.permissions import system_actor
from sightline.registers.actions.models import Dissemination, Recommendation
from sightline.registers.records.models import Link
from sightline.registers.records.queries import tied_to
from sightline.work.training import jobs, operations
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


def asked_for(job):
    """The arguments of the jobs of a name that were entered."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT args FROM procrastinate_jobs WHERE task_name = %s", [job])
        return [json.loads(args) if isinstance(args, str) else args for (args,) in cursor]


@pytest.fixture
def two_days_on(monkeypatch):
    """The job that tells what a course served, done in two days."""

    def tell(of):
        with monkeypatch.context() as then:
            then.setattr(jobs.timezone, "now", lambda: NOW + timedelta(days=2))
            jobs.tell_what_course_served(of.pk)

    return tell


def test_an_event_held_before_the_course_was_tied_is_told_once_it_is(scene, asked, two_days_on):
    of = published(scene.partnership, "A day seen")
    event = held(scene, of, came=2)
    Recommendation.objects.filter(pk=asked.pk).update(said_on=NOW.date())
    tie(of, asked.record, by=scene.actor("business_manager"))
    assert asked_for("tell_what_course_served") == [{"number": of.pk}]
    two_days_on(of)
    two_days_on(of)
    row = Dissemination.objects.get(record=asked.record)
    assert (row.reached, row.told_in_id) == (2, event.record_id)


def test_an_event_before_the_recommendation_does_not_answer_it(scene, asked, two_days_on):
    of = published(scene.partnership, "A day seen")
    held(scene, of, came=2)  # the day after NOW
    Recommendation.objects.filter(pk=asked.pk).update(said_on=(NOW + timedelta(days=2)).date())
    tie(of, asked.record, by=scene.actor("business_manager"))
    two_days_on(of)
    assert not Dissemination.objects.filter(record=asked.record).exists()


def completed(of, lines, taken_at):
    """Completions of a course that a file told of, taken in at a moment."""
    text = HEADINGS + "".join(f"{who}@example.org,{who},swypft,{on}\n" for who, on in lines)
    operations.take_completions(file=sent(of, text), by=made.BY, now=taken_at)


def test_elearning_is_told_month_by_month_as_it_became_known_and_once(scene, asked):
    of = published(scene.partnership, "A day seen", kind="e-learning")
    tie(of, asked.record, by=scene.actor("business_manager"))
    Recommendation.objects.filter(pk=asked.pk).update(said_on=date(2025, 1, 10))
    told = {"course_id": of.pk, "by": system_actor("The tests")}
    january, march = NOW.replace(year=2025, month=1, day=20), NOW.replace(year=2025, month=3, day=3)
    # Ann twice in January counts once; Ben completed it before it was recommended
    completed(of, [("ann", "2025-01-11"), ("ben", "2025-01-09")], january)
    completed(of, [("ann", "2025-01-12")], january)
    assert operations.tell_what_learning_serves(now=january, **told) == 0  # not over yet
    # Cal completed it in January too, and was known in March alone
    completed(of, [("cal", "2025-01-31")], march)
    assert operations.tell_what_learning_serves(now=march, **told) == 1
    assert operations.tell_what_learning_serves(now=march, **told) == 0
    april = NOW.replace(year=2025, month=4, day=1)
    jobs.tell_what_learning_served(april)
    rows = Dissemination.objects.filter(record=asked.record).order_by("happened_on")
    assert [(one.happened_on, one.reached, one.told_in_id) for one in rows] == [
        (date(2025, 1, 31), 1, of.record_id),
        (date(2025, 3, 31), 1, of.record_id),
    ]

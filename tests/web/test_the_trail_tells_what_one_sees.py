"""The office reads the trail without learning from it that a hidden record is there; the data
protection officer watches over who opened what, except where they have an interest (R12.5)."""

from __future__ import annotations

import pytest

from builders import partnership as made
from builders.world import NOW, World
from clients import Visitor
from page_inspection import read
from sightline.foundation.accounts.models import Person
from sightline.foundation.trail import operations as trail
from sightline.registers.partnership.models import Place
from sightline.registers.records.events import emergency_ended, emergency_look
from sightline.registers.records.models import Conflict

pytestmark = pytest.mark.django_db
NOTHING = "Nothing matches these filters."


@pytest.fixture
def case(scene: World) -> str:
    """The reference of a case that was changed and opened by its notifier."""
    record, by = scene.record("identified"), scene.actor("notifier")
    reference = record.reference
    trail.record(emergency_ended, by=by, now=NOW, about=reference)
    trail.record_read(emergency_look, by=by, now=NOW, about=reference)
    return str(reference)


@pytest.fixture
def officer(scene: World) -> Person:
    """A data protection officer."""
    place = Place.objects.create(
        partnership=scene.partnership,
        key="data-protection-officer",
        name="Data protection officer",
        function=Place.Function.OFFICE,
        capacities=["data-protection-officer"],
    )
    return made.appointed(scene.partnership, place.key).person


def test_the_manager_does_not_learn_of_a_case_from_the_trail(scene: World, case: str) -> None:
    manager = Visitor(scene.people["business_manager"])
    assert case not in manager.get("/trail")
    assert "Recorded the meeting" in manager.get(f"/trail?about={scene.record('held').reference}")
    hidden, absent = (
        read(manager.get(f"/trail?about={reference}")).all("main")[0].text
        for reference in (case, "CAS-1999-999")
    )
    assert NOTHING in hidden
    assert hidden.replace(case, "CAS-1999-999") == absent


def test_the_officer_reads_who_opened_it_and_not_what_was_done(officer: Person, case: str) -> None:
    page = Visitor(officer).get(f"/trail?about={case}")
    assert "by emergency access" in page
    assert "Ended their emergency access" not in page


def test_an_officer_with_an_interest_is_told_nothing(
    scene: World, officer: Person, case: str
) -> None:
    Conflict.objects.create(
        record=scene.record("identified"),
        person=officer,
        nature="A cousin of the child",
        how="detected",
        found_at=NOW,
        found_by="Nobody in particular",
    )
    assert NOTHING in Visitor(officer).get(f"/trail?about={case}")


def test_lines_about_no_record_stay(scene: World) -> None:
    manager = Visitor(scene.people["business_manager"])
    trail.record(emergency_ended, by=scene.actor("notifier"), now=NOW, about="")
    assert "Ended their emergency access" in manager.get("/trail")


def test_the_newest_line_comes_first_and_the_oldest_can(scene: World) -> None:
    manager = Visitor(scene.people["business_manager"])
    for who in ("first", "second"):
        trail.record(emergency_look, by=scene.actor("notifier"), now=NOW, about="", page=who)
    page = manager.get("/trail")
    assert page.index("Read second by") < page.index("Read first by")
    page = manager.get("/trail?sort=at")
    assert "Read first by" not in page or page.index("Read first by") < page.index("Read second by")

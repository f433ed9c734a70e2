"""Whoever answers for a case sees who opened it and why they said they need to; reading that
somebody should ask about is raised with the data protection officer (security 3 and 4)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from builders import partnership as made
from builders.world import NOW
from clients import Visitor
from page_inspection import read
from sightline.foundation.outbox.models import Message
from sightline.foundation.trail.models import TrailEvent
from sightline.foundation.trail.operations import record, record_read
from sightline.registers.partnership.models import Place
from sightline.registers.records import operations as records
from sightline.work.reviews import events
from sightline.work.reviews.operations.reading import raise_unusual_reading
from sightline.work.reviews.queries import reading as queries
from sightline.work.reviews.rules.reading import MANY, Opened, is_night, unusual
from web.test_policy_and_database_give_the_same_rows import as_web

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def opened(person, *minutes, at=NOON, prefix="CAS"):
    return [
        Opened(person, f"Person {person}", f"{prefix}-2026-{n:03}", at + timedelta(minutes=minute))
        for n, minute in enumerate(minutes, start=1)
    ]


def test_more_than_five_cases_within_an_hour_are_many():
    assert MANY == 5
    assert unusual(opened(1, 0, 10, 20, 30, 40)) == []
    (found,) = unusual(opened(1, 0, 10, 20, 30, 40, 59))
    assert (found.sign, len(found.references)) == ("many", 6)
    assert unusual(opened(1, 0, 12, 24, 36, 48, 60)) == []  # the sixth an hour after the first
    assert unusual(opened(1, 0, 10, 20) + opened(2, 1, 11, 21, 31)) == []  # two people
    assert unusual(opened(1, *([0] * 6), prefix="ASK")) == []  # spaces of one case
    same = [Opened(1, "x", "CAS-2026-001", NOON + timedelta(minutes=n)) for n in range(30)]
    assert unusual(same) == []


@pytest.mark.parametrize(
    ("hour", "minute", "night"),
    [(21, 59, False), (22, 0, True), (0, 30, True), (5, 59, True), (6, 0, False)],
)
def test_night_is_from_ten_to_six(hour, minute, night):
    assert is_night(NOON.replace(hour=hour, minute=minute)) is night


def test_one_night_is_one_sign():
    late = NOON.replace(hour=23)
    (found,) = unusual(opened(1, 0, 120, at=late))  # eleven in the evening and one in the morning
    assert (found.sign, found.references) == ("night", ("CAS-2026-001", "CAS-2026-002"))
    assert len(unusual(opened(1, 0, 60 * 24, at=late))) == 2


@pytest.mark.django_db
def test_who_answers_for_a_case_sees_who_opened_it_and_why(scene):
    reference = scene.record("case ours").reference
    for persona, at in (("group_chair", NOW), ("group_chair", NOW), ("practitioner", NOW)):
        record_read(events.case_read, by=scene.actor(persona), now=at, about=reference)
    path = f"/cases/{reference}/readers"
    for persona in ("business_manager", "notifier"):
        visitor = Visitor(token=scene.tokens[persona])
        shown = visitor.get(path)
        assert visitor.statements <= 12
        assert "I chair the panel of this review" in shown
        assert "Opened it and never said why" in shown  # the practitioner
        assert scene.people["practitioner"].name in shown
    chair = Visitor(token=scene.tokens["group_chair"])
    assert chair.ask("get", path).status_code == 403
    with as_web(scene.tokens["group_chair"]):
        assert not TrailEvent.objects.filter(about=reference, kind="read").exists()
    with as_web(scene.tokens["notifier"]):  # named to the case
        assert TrailEvent.objects.filter(about=reference, kind="read").count() >= 3
        other = scene.record("case theirs").reference
        assert not TrailEvent.objects.filter(about=other).exists()


@pytest.fixture
def officer(scene):
    """The data protection officer of our partnership."""
    Place.objects.create(
        partnership=scene.partnership, key="data-protection-officer",
        name="Data protection officer", function="office",
        capacities=["data-protection-officer"],
    )  # fmt: skip
    return made.appointed(scene.partnership, "data-protection-officer").person


@pytest.mark.django_db
def test_unusual_reading_is_raised_once_and_says_nothing_of_the_case(scene, officer):
    by = scene.actor("business_manager")
    noon = NOW.replace(hour=12, minute=0) - timedelta(days=1)
    for n in range(6):
        record_read(
            events.case_read, by=by, now=noon + timedelta(minutes=n), about=f"CAS-2026-80{n}"
        )
    assert raise_unusual_reading(partnership=scene.partnership, now=NOW) == 1
    assert raise_unusual_reading(partnership=scene.partnership, now=NOW) == 0
    message = Message.objects.get(notice="reading_unusual")
    assert message.to_person_id == officer.pk
    assert "CAS-" not in str(message.facts)
    visitor = Visitor(officer)
    shown = visitor.get("/cases/reading")
    assert visitor.statements <= 12
    assert "CAS-2026-805" in shown
    assert scene.people["business_manager"].name in shown
    assert Visitor(token=scene.tokens["notifier"]).ask("get", "/cases/reading").status_code == 403


@pytest.mark.django_db
def test_an_officer_is_told_nothing_of_a_case_they_have_an_interest_in(scene, officer):
    reference = scene.record("case ours").reference
    night = NOW.replace(hour=23, minute=0) - timedelta(days=1)
    record_read(events.case_read, by=scene.actor("group_chair"), now=night, about=reference)
    visitor = Visitor(officer)
    assert reference in visitor.get("/cases/reading")
    records.detect_conflict(
        record=scene.record("case ours"), person_id=officer.pk, nature="A niece",
        by=scene.actor("business_manager"), now=NOW,
    )  # fmt: skip
    assert reference not in visitor.get("/cases/reading")
    assert queries.unusual_reading(scene.partnership.pk, NOW)


@pytest.mark.django_db
def test_a_case_tells_the_newest_five_things_done_and_has_a_page_of_all_of_them(scene):
    """Who looked at it stands on neither."""
    case = scene.record("case ours")
    for number in range(7):
        record(
            events.case_person_named, by=scene.actor("notifier"), now=NOW, about=case.reference,
            name=f"Reader {number}",
        )  # fmt: skip
    visitor = Visitor(token=scene.tokens["notifier"])
    page = visitor.get(f"/cases/{case.reference}")
    done = read(page).classed("app-timeline__item")
    assert len(done) == 5
    whole = visitor.get(f"/cases/{case.reference}/history")
    assert f"/cases/{case.reference}/history" in page
    lines = TrailEvent.objects.filter(about=case.reference, kind="change").count()
    assert len(read(whole).classed("app-timeline__item")) == lines > 5
    assert "Opened" not in " ".join(one.text for one in read(whole).classed("app-timeline__item"))

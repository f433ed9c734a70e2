"""Readers of a case are compared with its people by their names: whoever has the same name does not
see it until somebody else has decided, and is told nothing (security 1.2, 3; decision 018)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from builders import partnership as made
from builders.world import NOW
from clients import Visitor
from sightline.foundation.errors import RuleBroken
from sightline.foundation.jobs.operations import run_worker
from sightline.foundation.outbox.models import Message
from sightline.registers.partnership.models import Place, Seat
from sightline.registers.records import operations as records
from sightline.registers.records.models import Conflict
from sightline.work.reviews import operations as reviews
from sightline.work.reviews.models import ConflictDecided, PossibleConflict
from sightline.work.reviews.operations.knowing import (
    decide_conflict,
    give_case_back,
    look_for_conflicts,
)
from sightline.work.reviews.rules.knowing import Known, is_same_name, plain, why
from web.test_policy_and_database_give_the_same_rows import as_web


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Dr. Siân O’Neill-Jones", ["sian", "oneill", "jones"]),
        ("Mrs Anne  Marie SMITH", ["anne", "marie", "smith"]),
        ("Zoë", ["zoe"]),
    ],
)
def test_a_name_is_compared_by_its_plain_words(name, words):
    assert plain(name) == words


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Anne Smith", "Ms Anne Marie SMITH", True),  # whatever stands between
        ("Smith Anne", "Anne Smith", True),  # in another order
        ("Siân O’Neill", "Sian ONeill", True),
        ("Anne Smith", "Annie Smith", False),
        ("Anne", "Anne", False),  # one word is nobody's name
        ("Anne Smith", "Anne Smithson", False),
    ],
)
def test_the_same_first_and_last_word_are_the_same_name(one, other, same):
    assert is_same_name(one, other) is same


def test_the_strongest_reason_stands():
    people = [Known("Robin Fox", ("Robbie Trelawney",)), Known("Kim Fox")]
    assert why("Robin James Fox", people) == "name"
    assert why("Robbie Trelawney", people) == "other-name"
    assert why("Sam Fox", people) == "family-name"
    assert why("Sam Trelawney", people) == ""  # an other name is compared whole
    assert why("Fox", people) == ""


@pytest.fixture
def family(scene):
    """Readers of our case: the chair of its panel has the name of its Adult B."""
    chair, author = scene.people["group_chair"], scene.people["agency_lead"]
    for person, name in ((chair, "Mary Jane Trelawney"), (author, "Sam Trelawney")):
        person.name = name
        person.save(update_fields=["name"])
    reviews.keep_identity(
        people=scene.works["case ours"].identities, label="Adult B", part="parent",
        name="Mary Trelawney", born_on=date(1990, 1, 1), by=scene.actor("notifier"), now=NOW,
    )  # fmt: skip
    return scene.works["case ours"]


def found(scene, incident, persona):
    return PossibleConflict.objects.get(incident=incident, person=scene.people[persona])


@pytest.mark.django_db
def test_who_has_the_name_does_not_see_the_case_and_is_told_nothing(scene, family):
    path = f"/cases/{family.record.reference}"
    chair = Visitor(token=scene.tokens["group_chair"])
    chair.get(path)
    assert look_for_conflicts(incident=family, now=NOW) == 2
    chair.get(path, status=404)
    chair.get(f"/rapid-reviews/{family.review.record.reference}", status=404)
    assert family.record.reference not in chair.get("/cases")
    assert look_for_conflicts(incident=family, now=NOW) == 0  # once
    assert found(scene, family, "group_chair").why == "name"
    author = found(scene, family, "agency_lead")
    assert (author.why, author.is_hidden) == ("family-name", False)
    request = scene.works["request draft"]
    Visitor(token=scene.tokens["agency_lead"]).get(f"/agency-requests/{request.record.reference}")
    told = Message.objects.filter(notice="conflict_possible")
    named = {scene.people["notifier"].pk, scene.people["business_manager"].pk}
    assert {one.to_person_id for one in told} == named
    assert "Trelawney" not in str([one.facts for one in told])
    for persona in ("group_chair", "agency_lead", "group_member"):
        with as_web(scene.tokens[persona]):
            assert PossibleConflict.objects.count() == 0
            assert ConflictDecided.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("how", ["granted", "named", "asked", "entered"])
def test_the_case_is_hidden_as_soon_as_sight_is_given(scene, how):
    """By the worker's queue, without its timetable: nobody in a case reads it for five minutes."""
    case, by = scene.works["case ours"], scene.actor("business_manager")
    reader = scene.people["scrutineer"]
    if how == "entered":  # somebody of the panel, who sees the case, is entered among its people
        reader = scene.people["group_chair"]
    if how == "asked":  # who is asked for an agency sees a space of their own
        reader = scene.people["school_lead"]
    if how == "named":
        Place.objects.create(
            partnership=scene.partnership, key="second-notifier", name="Second notifier",
            function="office", capacities=["notifier"],
        )  # fmt: skip
        seat = made.appointed(scene.partnership, "second-notifier")
        reader = seat.person
    reader.name = "Mary Trelawney"
    reader.save(update_fields=["name"])
    reviews.keep_identity(
        people=case.identities, label="Adult B", part="parent", name="Mary Trelawney",
        by=scene.actor("notifier"), now=NOW,
    )  # fmt: skip
    if how == "granted":
        records.grant_sight(
            record=case.review.record, person_id=reader.pk, reason="Observes the panel of it",
            ends_at=NOW + timedelta(days=1), by=by, now=NOW,
        )  # fmt: skip
    if how == "named":
        reviews.name_to_case(
            incident=case, seat=seat, part="notifier", reason="Answers for it as well", by=by,
            now=NOW,
        )  # fmt: skip
    if how == "asked":
        seat = Seat.objects.filter(person=reader, place__agency__isnull=False)[0]
        reviews.ask_agency(
            review=case.review, agency=seat.place.agency, author=seat,
            words="What did you know of Child A?", by=by, now=NOW,
        )  # fmt: skip
    assert not PossibleConflict.objects.filter(person=reader).exists()
    run_worker(one_shot=True)
    found = PossibleConflict.objects.get(person=reader, incident=case)
    assert found.why == "name"
    hidden = Conflict.objects.filter(person=reader, record=case.record, ended_at=None).exists()
    assert hidden == (how != "named")  # who answers for it keeps it until somebody decides


@pytest.mark.django_db
def test_somebody_else_decides_and_gives_it_back_or_not(scene, family):
    look_for_conflicts(incident=family, now=NOW)
    visitor = Visitor(scene.people["business_manager"])
    path = f"/cases/{family.record.reference}/conflicts"
    shown = visitor.get(path)
    assert visitor.statements <= 12
    assert "Hidden from them" in shown
    possible = found(scene, family, "group_chair")
    visitor.get(f"{path}/{possible.pk}")
    said = {"is_conflict": "no", "reason": "She is from another county"}
    visitor.post(f"{path}/{possible.pk}", said, status=302)
    later = NOW + timedelta(minutes=1)
    give_case_back(number=possible.pk, now=later)
    Visitor(token=scene.tokens["group_chair"]).get(f"/cases/{family.record.reference}")
    assert look_for_conflicts(incident=family, now=later) == 0
    with pytest.raises(RuleBroken, match="decided already"):
        decide_conflict(
            possible=PossibleConflict.objects.get(pk=possible.pk), is_conflict=True,
            reason="On second thoughts", by=scene.actor("business_manager"), now=later,
        )  # fmt: skip
    # the author shares a family name: it is an interest, and from now on hidden
    author = found(scene, family, "agency_lead")
    visitor.post(
        f"{path}/{author.pk}", {"is_conflict": "yes", "reason": "He is an uncle"}, status=302
    )
    space = f"/agency-requests/{scene.works['request draft'].record.reference}"
    Visitor(token=scene.tokens["agency_lead"]).get(space, status=404)


@pytest.mark.django_db
def test_who_is_named_to_a_case_keeps_it_until_somebody_else_decides(scene, family):
    manager = scene.people["business_manager"]
    manager.name = "Mary Trelawney"
    manager.save(update_fields=["name"])
    look_for_conflicts(incident=family, now=NOW)
    possible = found(scene, family, "business_manager")
    assert not possible.is_hidden
    told = Message.objects.filter(notice="conflict_possible", to_person_id=manager.pk)
    assert told.count() == 2  # of the two others
    visitor = Visitor(token=scene.tokens["business_manager"])
    path = f"/cases/{family.record.reference}/conflicts"
    assert ">Mary Trelawney</th>" not in visitor.get(path)
    visitor.get(f"{path}/{possible.pk}", status=404)
    with pytest.raises(RuleBroken, match="Somebody else"):
        decide_conflict(
            possible=possible, is_conflict=False, reason="It is not me at all",
            by=scene.actor("business_manager"), now=NOW,
        )  # fmt: skip


@pytest.mark.django_db
def test_what_was_declared_is_never_given_back(scene, family):
    look_for_conflicts(incident=family, now=NOW)
    possible = found(scene, family, "group_chair")
    other = records.detect_conflict(
        record=family.record, person_id=possible.person_id, nature="A cousin",
        by=scene.actor("business_manager"), now=NOW + timedelta(minutes=2),
    )  # fmt: skip
    assert other is None
    decide_conflict(
        possible=possible, is_conflict=False, reason="Another Mary Trelawney",
        by=scene.actor("notifier"), now=NOW,
    )  # fmt: skip
    give_case_back(number=possible.pk, now=NOW + timedelta(minutes=3))
    assert (
        Conflict.objects.filter(
            record=family.record, person=possible.person_id, ended_at=None
        ).count()
        == 1
    )
    Visitor(token=scene.tokens["group_chair"]).get(f"/cases/{family.record.reference}", status=404)

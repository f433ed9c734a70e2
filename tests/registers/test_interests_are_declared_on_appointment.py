"""Interests are declared on taking a place, read by those who prepare meetings, and found there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from builders.world import NOW, World
from clients import Visitor
from page_inspection import words
from sightline.foundation.errors import NotSeen
from sightline.registers.records import operations
from sightline.registers.records.models import Record, StandingInterest
from sightline.registers.records.queries.interests import touching
from sightline.registers.records.rules import words_in_common


def visitor(world: World, persona: str) -> Visitor:
    return Visitor(token=world.tokens[persona])


def test_a_member_is_asked_until_they_have_declared(scene: World) -> None:
    member = visitor(scene, "lead_partner")
    asked = "Declare your interests, or that you have none"
    assert asked in words(member.get("/home"))
    member.post("/interests/declare", {"nature": ""}, status=302)
    assert asked not in words(member.get("/home"))
    assert "Nothing to declare" in member.get("/interests")


def test_a_place_taken_afterwards_asks_again(scene: World) -> None:
    member = scene.actor("lead_partner")
    operations.declare_on_appointment(nature="", by=member, now=NOW - timedelta(days=9_000))
    assert "Declare your interests" in words(visitor(scene, "lead_partner").get("/home"))


def test_who_prepares_meetings_reads_all_and_a_member_their_own(scene: World) -> None:
    said = "My sister is head of Kettlethorpe Academy."
    visitor(scene, "lead_partner").post("/interests/declare", {"nature": said}, status=302)
    for persona in ("business_manager", "business_unit", "group_chair", "scrutineer"):
        assert said in visitor(scene, persona).get("/interests"), persona
    for persona in ("group_member", "practitioner", "agency_lead", "stranger"):
        assert said not in visitor(scene, persona).get("/interests"), persona


def test_the_secretary_is_shown_what_shares_words_with_a_matter(scene: World) -> None:
    record = scene.record("held")
    Record.objects.filter(pk=record.pk).update(title="Closure of Kettlethorpe Academy")
    for persona, said in (
        ("lead_partner", "My sister is head of Kettlethorpe Academy."),
        ("scrutineer", "I sit as a magistrate."),
    ):
        operations.declare_on_appointment(nature=said, by=scene.actor(persona), now=NOW)
    shown = words(
        visitor(scene, "business_manager").get(f"/records/{record.reference}/interest-found")
    )
    assert "My sister is head of Kettlethorpe Academy. In both: kettlethorpe and academy" in shown
    assert "magistrate" not in shown
    record.refresh_from_db()
    nobody = touching(scene.actor("business_manager"), record, [])
    assert nobody == [], "only of the people who could be named there"


def test_it_ends_by_its_own_hand_and_stays_on_record(scene: World) -> None:
    made = operations.declare_on_appointment(
        nature="I advise a school.", by=scene.actor("lead_partner"), now=NOW
    )
    with pytest.raises(NotSeen):
        operations.end_declared(interest=made, by=scene.actor("business_manager"), now=NOW)
    path = f"/interests/{made.pk}/end"
    visitor(scene, "business_manager").post(path, {}, status=404)
    visitor(scene, "lead_partner").post(path, {}, status=302)
    assert "I advise a school." not in visitor(scene, "business_manager").get("/interests")
    made.refresh_from_db()
    assert made.ended_at is not None
    assert made.nature == "I advise a school."


@pytest.mark.parametrize("change", ["nature = 'None'", "ended_at = NULL"])
def test_the_database_keeps_what_was_declared(scene: World, change: str) -> None:
    made = operations.declare_on_appointment(
        nature="I advise a school.", by=scene.actor("lead_partner"), now=NOW
    )
    operations.end_declared(interest=made, by=scene.actor("lead_partner"), now=NOW)
    with (
        pytest.raises(DatabaseError, match="can only be ended, and once"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE records_standinginterest SET {change} WHERE id = %s", [made.pk])


def test_nobody_declares_for_somebody_else(scene: World, as_role: Callable[[str], Any]) -> None:
    begin = "SELECT person_id FROM sightline_request_begin(%s, false)"
    add = """INSERT INTO records_standinginterest (partnership_id, person_id, nature, declared_at)
             VALUES (%s, %s, 'None', now())"""
    ours, member = scene.partnership.pk, scene.people["lead_partner"].pk
    with transaction.atomic(), as_role("sightline_web"), connection.cursor() as cursor:
        cursor.execute(begin, [scene.tokens["lead_partner"]])
        cursor.execute(add, [ours, member])
        cursor.execute(begin, [scene.tokens["business_manager"]])
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            cursor.execute(add, [ours, member])
    assert StandingInterest.objects.filter(person=member).count() == 1


def test_words_in_common_are_long_and_tell_something() -> None:
    interest = "My wife works for the Kettlethorpe Academy, a school"
    assert words_in_common(interest, "KETTLETHORPE academy: report on a school") == [
        "kettlethorpe", "academy",
    ]  # fmt: skip
    assert words_in_common("I am a governor", "Report of the police") == []

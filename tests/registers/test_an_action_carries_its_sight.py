"""An action carries who sees its record (decision 022): the copy follows the record at once, nobody
can write it, and who loses sight of the record loses the action, in code and in the database."""

from __future__ import annotations

import pytest
from django.db import connection

from builders.acting import acted
from builders.world import NOW, World
from sightline.registers.actions import queries
from sightline.registers.actions.models import Action
from sightline.registers.records import operations as records
from sightline.registers.records.models import Record
from web.test_policy_and_database_give_the_same_rows import as_web

pytestmark = pytest.mark.django_db
COPIED = ("reference", "audience", "marking", "opens_at", "arises_from_id")


def made(world: World) -> Action:
    return acted(world, "business_manager", world.partnership.body_set.get(key="practice-group"))


def finds(world: World, persona: str, act: Action) -> tuple[bool, bool]:
    """Whether a persona finds an action: by the code, and by the database alone."""
    by_code = queries.actions(world.actor(persona), NOW).filter(pk=act.pk).exists()
    with as_web(world.tokens[persona]):
        by_database = Action.objects.filter(pk=act.pk).exists()
    return by_code, by_database


def as_its_record(act: Action) -> None:
    act = Action.objects.get(pk=act.pk)
    record = Record.objects.get(pk=act.record_id)
    assert [getattr(act, name) for name in COPIED] == [getattr(record, name) for name in COPIED]


def test_an_action_is_made_with_the_sight_of_its_record(scene: World) -> None:
    act = made(scene)
    as_its_record(act)
    assert Action.objects.get(pk=act.pk).marking == "internal"
    assert finds(scene, "group_chair", act) == (True, True)


def test_who_may_no_longer_see_the_record_finds_no_action(scene: World) -> None:
    act = made(scene)
    assert finds(scene, "lead_partner", act) == (True, True)
    records.change_marking(
        record=act.record, marking="identified", named=[scene.seat("group_chair").pk],
        reason="It names a family whom nobody expected", by=scene.actor("business_manager"),
        now=NOW,
    )  # fmt: skip
    as_its_record(act)
    assert finds(scene, "lead_partner", act) == (False, False)
    assert finds(scene, "group_chair", act) == (True, True)


def test_who_has_an_interest_in_the_record_finds_no_action(scene: World) -> None:
    act = made(scene)
    records.declare_interest(
        record=act.record, nature="My sister leads it", by=scene.actor("group_chair"), now=NOW
    )
    assert finds(scene, "group_chair", act) == (False, False)
    assert finds(scene, "business_manager", act) == (True, True)


def test_what_is_written_into_the_copy_is_replaced(scene: World) -> None:
    act = made(scene)
    with as_web(scene.tokens["business_manager"]), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE actions_action SET marking = 'public', audience = '{public}',"
            " arises_from_id = NULL WHERE id = %s",
            [act.pk],
        )
        assert cursor.rowcount == 1
        as_its_record(act)


def test_saving_an_action_that_was_read_before_keeps_what_the_record_says(scene: World) -> None:
    act = made(scene)  # in memory it says nothing of its sight yet
    Record.objects.filter(pk=act.record_id).update(marking="restricted")
    act.save()
    as_its_record(act)
    assert Action.objects.get(pk=act.pk).marking == "restricted"

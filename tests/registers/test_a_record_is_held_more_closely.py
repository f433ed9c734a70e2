"""A record is held more closely by hand for a reason, who sees it follows at once, and it is given
back; nothing is opened by hand (security design, 2)."""

from __future__ import annotations

import pytest

from builders.trail import told
from builders.world import NOW, World
from clients import Visitor
from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.registers.records import operations, queries, rules
from sightline.registers.records.models import Record

pytestmark = pytest.mark.django_db
WHY = "It names a family whom nobody expected"


def sees(scene: World, persona: str, name: str = "held") -> bool:
    return queries.visible_to(scene.actor(persona), NOW).filter(pk=scene.record(name).pk).exists()


def changed(scene: World, marking: str, *, by: str = "business_manager", name: str = "held",
            named=(), reason: str = WHY) -> Record:  # fmt: skip
    operations.change_marking(
        record=scene.record(name), marking=marking, named=named, reason=reason,
        by=scene.actor(by), now=NOW,
    )  # fmt: skip
    return Record.objects.get(pk=scene.record(name).pk)


@pytest.mark.parametrize(
    "marking, held_from, offered",
    [
        ("public", "", ("internal", "agency", "restricted", "identified")),
        ("internal", "", ("agency", "restricted", "identified")),
        ("restricted", "internal", ("internal", "agency", "identified")),
        ("identified", "internal", ("internal", "agency", "restricted")),
        ("identified", "", ()),  # a case is never opened by hand
        ("voice", "", ()),
    ],
)
def test_only_closer_markings_and_the_one_before_are_offered(marking, held_from, offered) -> None:
    assert rules.markings_to_choose(marking, held_from) == offered


def test_a_named_list_takes_the_record_from_all_others_at_once_and_back(scene: World) -> None:
    chair = scene.seat("group_chair").pk
    assert sees(scene, "group_chair") and sees(scene, "group_member")
    record = changed(scene, "identified", named=[chair])
    assert (record.marking, record.held_from) == ("identified", "internal")
    assert sees(scene, "group_chair")
    assert not sees(scene, "group_member")
    assert sees(scene, "business_manager")  # who draws up the list stands on it
    assert not sees(scene, "lead_partner")
    where = f"/meetings/{record.reference}"
    assert Visitor(scene.people["group_member"]).ask("get", where).status_code == 404
    record = changed(scene, "internal", reason="The name was taken out of the papers")
    assert (record.marking, record.held_from) == ("internal", "")
    assert sees(scene, "group_member")
    assert any(WHY in line for line in told(record.reference))


@pytest.mark.parametrize(
    "more, said",
    [
        ({"marking": "public"}, "closer"),
        ({"marking": "internal"}, "closer"),
        ({"marking": "restricted", "reason": "no"}, "why"),
        ({"marking": "identified"}, "list of names"),  # nobody was chosen
    ],
)
def test_what_is_not_closer_reasoned_or_named_is_refused(scene: World, more, said) -> None:
    with pytest.raises(RuleBroken, match=said):
        changed(scene, **more)


def test_the_wrong_role_is_refused(scene: World) -> None:
    with pytest.raises(NotAllowed):
        changed(scene, "restricted", by="group_chair")


def test_its_room_does_not_open_what_is_held_by_hand(scene: World) -> None:
    record = changed(scene, "restricted")
    with pytest.raises(RuleBroken, match="held more closely"):
        operations.mark(record=record, marking="public", audience=[])


def test_the_page_asks_for_a_reason_and_changes_the_marking(scene: World) -> None:
    manager = Visitor(scene.people["business_manager"])
    where = f"/records/{scene.record('held').reference}/marking"
    assert "There is a problem" in manager.post(where, {"marking": "restricted"})
    manager.post(where, {"marking": "restricted", "reason": WHY}, status=302)
    assert Record.objects.get(pk=scene.record("held").pk).marking == "restricted"
    assert "it was marked OFFICIAL" in manager.get(where)
    named = {"marking": "identified", "reason": WHY, "named": [scene.seat("group_chair").pk]}
    manager.post(where, named, status=302)
    assert Record.objects.get(pk=scene.record("held").pk).marking == "identified"
    assert Visitor(scene.people["group_member"]).ask("get", where).status_code in (403, 404)

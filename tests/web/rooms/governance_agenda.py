"""Agendas, minutes and decisions: each item is seen by whom it is meant for (R2.1, R3.2)."""

from __future__ import annotations

from builders.minuting import itemised
from builders.world import World
from sightline.work.governance.models import (
    AgendaItem,
    Amendment,
    Approval,
    Decision,
    Minute,
    PackIssue,
    Position,
    StandingItem,
)
from web.roles import EVERYBODY, NOBODY, OFFICE, STAFF, UNIT
from web.room import Room, Row, about_ours_and_theirs
from web.rooms.governance import SIGHT as MEETINGS

CHAIRS = frozenset({"lead_partner", "group_chair"})
SIGHT = {
    "item ours": MEETINGS["planned"],
    # not the unit, not the scrutineer: who sits on the Executive, and the business manager
    "item members": frozenset({"business_manager", "lead_partner", "school_lead"}),
    "item partners": frozenset({"business_manager", "lead_partner"}),
    # an interest in one item hides that item alone
    "item interest": MEETINGS["planned"] - {"school_lead"},
    "item theirs": frozenset({"stranger"}),
    "item approved": MEETINGS["other_body"],
}
WRITTEN = ("title", "presenter", "note", "minute", "decision", "reasons", "options", "dissent")


def about_items() -> list[Row]:
    """Rows of the pages about one item."""
    rows = []
    for thing, sees in SIGHT.items():
        rows.append(Row("governance:item", EVERYBODY, sees, thing))
        for name in (
            "change_item",
            "file_item_paper",
            "remove_item",
            "carry_item",
            "write_minute",
            "amend_minute",
            "record_decision",
        ):
            rows.append(Row(f"governance:{name}", UNIT, sees, thing))
        rows.append(
            Row("governance:withdraw_decision", UNIT, sees, thing.replace("item", "decision"))
        )
    return rows  # fmt: skip


def about_meetings() -> list[Row]:
    """Rows of agenda and minutes of one meeting."""
    rows = []
    for thing in ("held", "planned", "closed", "conflicted", "theirs"):
        sees, about = MEETINGS[thing], f"meeting {thing}"
        rows += [
            Row("governance:agenda", EVERYBODY, sees, about),
            Row("governance:minutes", EVERYBODY, sees, about),
            Row("governance:add_item", UNIT, sees, about),
            Row("governance:issue_pack", UNIT, sees, about),
            Row("governance:order_agenda", UNIT, sees, about, get=302, post=302, is_page=False),
            Row("governance:fill_agenda", UNIT, sees, about, get=302, post=302, is_page=False),
            Row("governance:approve_minutes", CHAIRS, sees, about),
            Row("governance:agree_minutes", UNIT, sees, about),
            Row("governance:pack", EVERYBODY, sees, about, is_page=False),
            Row("governance:agenda_file", EVERYBODY, sees, f"asfile {thing}", is_page=False),
            Row("governance:minutes_file", EVERYBODY, sees, f"asfile {thing}", is_page=False),
        ]
    return rows


def one_more(world: World, number: int) -> None:
    """An item of the agenda that the list of statements is taken from."""
    itemised(world, world.meetings["planned"], f"more {'abcdefghij'[number]}", "meeting")


def decided(world: World, which: str) -> list[object]:
    item = world.works[f"item {which}"]
    return [item.record.reference, item.decisions.get().pk]


def standing(world: World, which: str) -> list[object]:
    row = world.works[f"standing {which}"]
    return [row.body.key, row.pk]


ROOM = Room(
    rows=[
        *about_items(),
        *about_meetings(),
        *about_ours_and_theirs("governance:minutes_of_body", EVERYBODY, "body"),
        *(
            Row(one.name, one.may, one.sees, one.about, is_page=False)
            for one in about_ours_and_theirs(
                "governance:minutes_of_body_file", EVERYBODY, "bodyfile"
            )
        ),
        *about_ours_and_theirs("governance:standing_items", UNIT, "body"),
        *(
            Row(one.name, one.may, one.sees, one.about, get=302, post=302, is_page=False)
            for one in about_ours_and_theirs("governance:end_standing_item", UNIT, "standing")
        ),
    ],
    about={
        "item": lambda world, which: [world.record(f"item {which}").reference],
        "asfile": lambda world, which: [world.record(which).reference, "pdf"],
        "bodyfile": lambda world, which: ["board" if which == "theirs" else "executive", "docx"],
        "decision": decided,
        "standing": standing,
    },
    held={
        "governance.approve_minutes": CHAIRS,
        "governance.keep_agenda": UNIT,
        "governance.take_minutes": UNIT,
    },
    sight=SIGHT,
    words={f"{what} {thing.split()[1]}": who for thing, who in SIGHT.items() for what in WRITTEN}
    | {f"{what} approved": MEETINGS["other_body"] for what in ("amended", "asked")}
    | {"standing ours": STAFF - {"stranger"}, "standing theirs": frozenset({"stranger"})},
    keyed=(AgendaItem, Minute, Amendment, Approval, Decision, PackIssue, Position),
    of_staff=(StandingItem,),
    one_more=one_more,
    writes={
        "governance_agendaitem": (UNIT, UNIT),
        "governance_packissue": (OFFICE, NOBODY),
        "governance_standingitem": (UNIT, UNIT),
        "governance_minute": (UNIT, UNIT),
        "governance_decision": (UNIT, UNIT),
        "governance_position": (OFFICE, NOBODY),
        "governance_amendment": (OFFICE, NOBODY),
        "governance_approval": (OFFICE | {"lead_partner"}, NOBODY),  # the chair approves
    },
)

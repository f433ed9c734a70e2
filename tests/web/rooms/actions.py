"""Recommendations and actions (R0.4, R3.7, docs/decisions/012): seen by those who follow or do
them, and nothing of where they come from."""

from __future__ import annotations

from builders.acting import acted, recommended
from builders.world import World
from sightline.registers.actions.models import (
    Action,
    DateChange,
    Dissemination,
    Note,
    Proof,
    Recommendation,
    Step,
)
from web.roles import EVERYBODY, NOBODY, OF_ACTION, OF_RECOMMENDATION, UNIT
from web.room import Room, Row
from web.rooms.governance import OF_PRACTICE_GROUP

MAKE = UNIT | {"group_chair", "lead_partner", "scrutineer", "panel_administrator"}
GIVE_ON = UNIT | {"group_chair", "lead_partner", "agency_lead"}
VERIFY = UNIT | {"group_chair", "group_member", "other_group_member", "lead_partner", "school_lead"}
ACTS = frozenset(
    {"business_manager", "business_unit", "lead_partner", "group_chair", "group_member"}
)
SIGHT = {
    # the group that follows it, the office, the Executive, the scrutineer
    "recommendation ours": OF_PRACTICE_GROUP,
    "recommendation theirs": frozenset({"stranger"}),
    # of a case closely held: owner and agency, the group, the office, the lead partners
    "action ours": ACTS | {"agency_lead"},
    # an interest in the source beats the group
    "action conflicted": ACTS - {"group_chair"},
    "action theirs": frozenset({"stranger"}),
}


def about_actions() -> list[Row]:
    """Rows of the pages about one action and one recommendation."""
    rows = []
    for thing, sees in SIGHT.items():
        if thing.startswith("recommendation"):
            rows += [
                Row("actions:recommendation", EVERYBODY, sees, thing),
                Row("actions:answer", GIVE_ON, sees, thing),
                Row("actions:disseminate", EVERYBODY, sees, thing),
                Row("actions:prove", EVERYBODY, sees, thing),
            ]
            continue
        rows += [
            Row(f"actions:{name}", EVERYBODY, sees, thing)
            for name in (
                "action",
                "record_progress",
                "re_date",
                "complete_action",
                "add_proof",
                "file_evidence",
            )
        ]
        rows += [
            Row(f"actions:{name}", VERIFY, sees, thing)
            for name in ("difference", "reopen_action", "cancel_action")
        ]
        rows.append(Row("actions:hand_over", GIVE_ON, sees, thing))
        rows.append(Row("actions:merge", UNIT, sees, thing))
    return rows


def words() -> dict[str, frozenset[str]]:
    """What is said of an action is read by those who see it."""
    of_action = (
        "what",
        "detail",
        "step",
        "note",
        "blocked",
        "moved",
        "changed",
        "proof",
        "filed",
        "file",
        "verdict",
    )
    of_asked = ("wording", "hoped", "reason", "spread", "shown")
    return {
        f"{what} {thing}": who
        for thing, who in SIGHT.items()
        for what in (of_asked if thing.startswith("recommendation") else of_action)
    }


def one_more(world: World, number: int) -> None:
    """An action and a recommendation of a group."""
    group = world.partnership.body_set.get(key="effectiveness-group")
    acted(world, "business_manager", group)
    recommended(world, "business_manager", group)


ROOM = Room(
    rows=[
        Row("actions:actions"),
        Row("actions:recommendations"),
        Row("actions:make_action", MAKE),
        Row("actions:make_recommendation", MAKE),
        Row("actions:move_dates", UNIT),
        Row("actions:receive_import", UNIT),
        Row("actions:import_template", UNIT, is_page=False),
        # a spreadsheet is for whoever sent it
        Row(
            "actions:look_at_import",
            UNIT,
            frozenset({"business_manager"}),
            "import ours",
            post=302,
        ),
        *about_actions(),
    ],
    about={
        "action": lambda world, which: [world.record(f"action {which}").reference],
        "import": lambda world, which: [world.works[f"import {which}"].pk],
        "recommendation": lambda world, which: [world.record(f"recommendation {which}").reference],
    },
    held={
        "actions.answer_recommendations": GIVE_ON,
        "actions.arrange_actions": UNIT,
        "actions.hand_over_actions": GIVE_ON,
        "actions.make_actions": MAKE,
        "actions.see_actions": EVERYBODY,
        "actions.verify_difference": VERIFY,
    },
    sight=SIGHT,
    words=words() | {"line import": frozenset({"business_manager"})},
    keyed=(Action, DateChange, Dissemination, Note, Proof, Recommendation, Step),
    # whoever sent it: test_actions_come_from_a_spreadsheet
    otherwise=("actions_actionimport",),
    lists={"/actions?show=all": 8, "/recommendations": 8},
    one_more=one_more,
    exports=("/actions?show=all", "/recommendations"),
    # who sees an action works on it and tells of it: its owner, the group, the office, the partners
    # (R3.7); who sees a recommendation answers and follows it
    writes={
        "actions_action": (OF_ACTION, OF_ACTION),
        "actions_datechange": (OF_ACTION, NOBODY),
        "actions_note": (OF_ACTION, NOBODY),
        "actions_step": (OF_ACTION, OF_ACTION),
        "actions_proof": (OF_ACTION | OF_RECOMMENDATION, NOBODY),
        "actions_recommendation": (OF_RECOMMENDATION, OF_RECOMMENDATION),
        "actions_actionimport": (frozenset({"business_manager"}), frozenset({"business_manager"})),
        "actions_dissemination": (OF_RECOMMENDATION, NOBODY),
    },
)

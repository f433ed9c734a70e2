"""Requests of a body (R3.4): chairs and partners ask, the body and the office answer."""

from __future__ import annotations

from builders.governing import asked
from builders.world import World
from sightline.work.governance.models import Request
from web.roles import STAFF, UNIT
from web.room import Room, Row

ASK = STAFF - {"system_administrator", "panel_administrator"}
ANSWER = UNIT | {"lead_partner"}
SIGHT = {
    # who asked, who answers, the office: until it stands on an agenda
    "request ours": frozenset({"group_chair", "lead_partner", "business_manager", "business_unit"}),
    "request theirs": frozenset({"stranger"}),
}


def about_requests() -> list[Row]:
    """Rows of the pages about one request."""
    rows = []
    for thing, sees in SIGHT.items():
        rows += [
            Row("governance:request", ASK, sees, thing),
            Row("governance:answer_request", ANSWER, sees, thing),
            Row("governance:finish_request", ANSWER, sees, thing),
            Row("governance:withdraw_request", ASK, sees, thing, post=302),
        ]
    return rows


def one_more(world: World, number: int) -> None:
    """A request of a group."""
    asked(world, "group_chair", world.partnership.body_set.get(key="effectiveness-group"))


ROOM = Room(
    rows=[Row("governance:requests", ASK), Row("governance:make_request", ASK), *about_requests()],
    about={"request": lambda world, which: [world.record(f"request {which}").reference]},
    held={"governance.answer_requests": ANSWER, "governance.make_requests": ASK},
    sight=SIGHT,
    words={
        f"{what} {thing.split()[1]}": who
        for thing, who in SIGHT.items()
        for what in ("subject", "words")
    },
    keyed=(Request,),
    lists={"/requests": 8},
    one_more=one_more,
    # the asker, the chair of the body and the office (R3.6)
    writes={
        "governance_request": (UNIT | {"group_chair", "lead_partner"},) * 2,
    },
)

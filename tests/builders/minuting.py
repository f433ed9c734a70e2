"""Agendas for the world of the tests: an item for each kind of sight, minuted and decided, each
free text with a word of its own."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING, Any

from builders import partnership as made
from sightline.registers.records import operations as records
from sightline.registers.records.models import ReferenceCount
from sightline.work.governance import operations as governance
from sightline.work.governance.models import Meeting

if TYPE_CHECKING:
    from builders.world import World

MEANT_FOR = {"ours": "meeting", "members": "members", "partners": "partners"}


def minute(world: World) -> None:
    """Items of the Executive's next meeting for everybody, for members and for the lead partners;
    one in which a member has an interest; one next door."""
    from builders.world import NOW

    meeting = world.meetings["planned"]
    for name, meant_for in (*MEANT_FOR.items(), ("interest", "meeting")):
        world.works[f"item {name}"] = itemised(world, meeting, name, meant_for)
    records.declare_interest(
        record=world.works["item interest"].record,
        nature="A relative works there",
        by=world.actor("school_lead"),
        now=NOW,
    )
    governance.issue_pack(meeting=meeting, by=made.BY, now=NOW)
    world.works["item approved"] = approved(world)
    # other numbers than ours: what is told apart by reference alone would hide in equal ones
    board = world.other.body_set.get(key="board")
    for prefix in ("ITM", board.prefix):
        ReferenceCount.objects.create(
            partnership=world.other, prefix=prefix, year=NOW.year, last=900
        )
    theirs = governance.plan_meeting(
        body=board,
        on=NOW.date() + timedelta(days=30),
        starts_at=time(10),
        ends_at=time(12),
        venue="",
        by=made.BY,
        now=NOW,
    )
    world.works["item theirs"] = itemised(world, theirs, "theirs", "meeting")
    world.works["standing ours"] = stands(world, world.partnership, "executive", "ours")
    world.works["standing theirs"] = stands(world, world.other, "board", "theirs")


def approved(world: World) -> Any:
    """An item whose minute was approved by its chair and amended since."""
    from builders.world import NOW, canary

    meeting = world.meetings["other_body"]
    governance.reopen_meeting(meeting=meeting, reason="To add an item", by=made.BY, now=NOW)
    item = itemised(world, meeting, "approved", "meeting")
    governance.hold_meeting(
        meeting=meeting,
        chaired_by=None,
        chair_name=canary("chair other_body"),
        late_reason=canary("late other_body"),
        by=made.BY,
        now=NOW,
        today=NOW.date(),
    )
    governance.approve_minutes(meeting=meeting, by=made.BY, now=NOW)
    governance.amend_minute(
        item=item,
        words=f"{canary('minute approved')} {canary('amended approved')}",
        reason=canary("asked approved"),
        by=made.BY,
        now=NOW,
    )
    meeting.refresh_from_db()
    return item


def itemised(world: World, meeting: Meeting, name: str, meant_for: str) -> Any:
    """An item with a minute and a decision."""
    from builders.world import NOW, canary

    item = governance.add_item(
        meeting=meeting,
        title=f"Thresholds {canary(f'title {name}')}",
        purpose="decide",
        takes=15,
        presenter=canary(f"presenter {name}"),
        note=canary(f"note {name}"),
        meant_for=meant_for,
        by=made.BY,
        now=NOW,
    )
    governance.write_minute(
        item=item, words=canary(f"minute {name}"), by=made.BY, now=NOW, today=meeting.on
    )
    governance.record_decision(
        item=item,
        words=canary(f"decision {name}"),
        reasons=canary(f"reasons {name}"),
        options=canary(f"options {name}"),
        dissent=canary(f"dissent {name}"),
        stances={"executive-lead-police": "agreed"},
        by=made.BY,
        now=NOW,
        today=meeting.on,
    )
    return item


def stands(world: World, whose: Any, body: str, name: str) -> Any:
    """A line on every agenda of a body."""
    from builders.world import NOW, canary

    return governance.keep_standing_item(
        body=whose.body_set.get(key=body),
        title=f"Partner updates {canary(f'standing {name}')}",
        purpose="note",
        takes=10,
        presenter="",
        by=made.BY,
        now=NOW,
    )

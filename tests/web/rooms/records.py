"""Cover sheets, documents, and sight given and taken (security design, 3 and 4)."""

from __future__ import annotations

from builders.world import World
from sightline.registers.evidence.models import Document, DocumentVersion
from sightline.registers.records.models import Record
from web.roles import ENTER, EVERYBODY, GIVE
from web.room import Room, Row
from web.rooms.governance import SIGHT


def _grant(world: World, which: str) -> list[object]:
    return [world.record("identified").reference, world.grants["lead_partner"].pk]


ROOM = Room(
    rows=[
        *(
            row
            for thing in ("held", "identified", "conflicted", "closed")
            for row in (
                Row("records:sight", GIVE, SIGHT[thing], f"meeting {thing}"),
                Row("records:declare_interest", EVERYBODY, SIGHT[thing], f"meeting {thing}"),
            )
        ),
        Row("records:end_sight", GIVE, frozenset(), "grant ours"),  # sight of what the giver sees
    ],
    about={"grant": _grant},
    held={
        "evidence.file_documents": ENTER,
        "evidence.read_documents": EVERYBODY,
        "records.declare_interest": EVERYBODY,
        "records.grant_sight": GIVE,
        "records.search": EVERYBODY,
    },
    words={
        # of a grant, who gave it, who has it, and those who see what was done to the record
        **{
            f"grant {persona}": frozenset({"business_manager", "lead_partner", persona})
            for persona in ("lead_partner", "group_chair", "group_member", "scrutineer")
        },
        "nature": frozenset(),  # what an interest consists of is shown to nobody yet
    },
    keyed=(Record, Document, DocumentVersion),
    otherwise=("records_grant", "records_conflict", "records_link"),
)

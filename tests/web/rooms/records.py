"""Cover sheets, documents, and sight given and taken (security design, 3 and 4)."""

from __future__ import annotations

from builders.world import World
from sightline.registers.evidence.models import Document, DocumentVersion
from sightline.registers.records.models import Record
from web.roles import (
    ENTER,
    EVERYBODY,
    GIVE,
    MANAGE,
    NOBODY,
    OF_ACTION,
    OFFICE,
    OURS,
    STAFF,
    UNIT,
)
from web.room import Room, Row
from web.rooms.governance import SIGHT


def _grant(world: World, which: str) -> list[object]:
    return [world.record("identified").reference, world.grants["lead_partner"].pk]


def _emergency(world: World, which: str) -> list[object]:
    return [world.works["emergency"].pk]


def _interest(world: World, which: str) -> list[object]:
    return [world.works["interest"].pk]


ROOM = Room(
    rows=[
        *(
            row
            for thing in ("held", "identified", "conflicted", "closed")
            for row in (
                Row("records:sight", GIVE, SIGHT[thing], f"meeting {thing}"),
                Row("records:change_marking", GIVE, SIGHT[thing], f"meeting {thing}"),
                Row("records:declare_interest", EVERYBODY, SIGHT[thing], f"meeting {thing}"),
                Row("records:record_interest", GIVE, SIGHT[thing], f"meeting {thing}"),
            )
        ),
        # a record that is more than OFFICIAL is told of on its own page alone, to whom it opens
        *(
            Row("records:history", EVERYBODY, SIGHT[thing], f"meeting {thing}")
            for thing in ("held", "planned", "theirs")
        ),
        *(
            Row("records:history", EVERYBODY, frozenset(), f"meeting {thing}")
            for thing in ("identified", "conflicted", "closed")
        ),
        Row("records:interests", EVERYBODY),
        Row("records:declare_on_appointment", EVERYBODY),
        Row(
            "records:end_declared",
            EVERYBODY,
            frozenset({"group_member"}),
            "interest ours",
            post=302,
        ),
        Row("records:end_sight", GIVE, frozenset(), "grant ours"),  # sight of what the giver sees
        # whom the security design names (3): business manager, duty caseworker, the authority's
        # notifier, panel administrator
        Row("records:emergency_accesses", GIVE),
        Row("records:open_in_emergency", GIVE),
        Row("records:end_emergency", GIVE, get=302, post=302),
        # reviewed by somebody else of the same partnership
        Row("records:review_emergency", MANAGE, frozenset({"business_manager"}), "emergency ours"),
    ],
    about={"grant": _grant, "emergency": _emergency, "interest": _interest},
    held={
        "evidence.add_evidence": EVERYBODY,
        "evidence.file_documents": ENTER,
        "evidence.read_documents": EVERYBODY,
        "records.change_marking": GIVE,
        "records.declare_interest": EVERYBODY,
        "records.grant_sight": GIVE,
        "records.open_in_emergency": GIVE,
        "records.record_interest": GIVE,  # the secretary's, and whose case it is
        "records.review_emergency_access": MANAGE,
        "records.see_emergency_access": GIVE,
        "records.see_history": EVERYBODY,
        "records.see_interests": UNIT | {"group_chair", "lead_partner", "scrutineer"},
        "records.search": EVERYBODY,
    },
    words={
        # of a grant, who gave it, who has it, and those who see what was done to the record
        **{
            f"grant {persona}": frozenset({"business_manager", "lead_partner", persona})
            for persona in ("lead_partner", "group_chair", "group_member", "scrutineer")
        },
        # to those who review, and to those who see what was done to the record
        "emergency reason": frozenset({"business_manager", "lead_partner"}),
        "emergency review": frozenset({"business_manager", "lead_partner"}),
        # one's own, and whoever prepares and chairs meetings
        "standing interest": OFFICE | {"group_chair", "lead_partner", "scrutineer", "group_member"},
        "nature": frozenset(),  # what an interest consists of is shown to nobody yet
    },
    keyed=(Record, Document, DocumentVersion),
    otherwise=(
        "records_grant",
        "records_conflict",
        "records_link",
        "records_emergencyaccess",  # registers/test_a_case_is_opened_in_an_emergency
        "records_emergencyreview",
        "records_standinginterest",  # registers/test_interests_are_declared_on_appointment
    ),
    lists={"/emergency-access": 8, "/interests": 6},
    writes={
        "evidence_document": (ENTER | OF_ACTION, ENTER),
        "evidence_documentversion": (ENTER | OF_ACTION, ENTER),
        # who opens a record is in its audience, or the office: any of the staff may
        "records_record": (STAFF | {"notifier", "colleague"}, STAFF | {"notifier", "colleague"}),
        # what waits for an agenda: those who see it
        "records_raising": ((STAFF & OURS) | {"notifier", "colleague"},) * 2,
        "records_link": (SIGHT["held"] | {"stranger"}, NOBODY),  # those who see both
        "records_grant": (frozenset({"business_manager"}),) * 2,  # what they gave themselves
        # one that was detected, by those who give sight of the record
        "records_conflict": (frozenset({"business_manager", "notifier"}), NOBODY),
        "records_standinginterest": (frozenset({"group_member"}),) * 2,  # one's own
        "records_emergencyaccess": (frozenset({"notifier"}), NOBODY),  # ended, both of them
        "records_emergencyreview": (frozenset({"business_manager"}), NOBODY),
    },
)

"""Meetings: who sees which, and who may do what there (R0.2, R3.1, R3.2)."""

from __future__ import annotations

from datetime import timedelta

from builders import partnership as made
from builders.world import NOW, World
from sightline.work.governance import operations as governance
from sightline.work.governance.models import Attendance, Meeting, ReportReceived
from web.roles import ENTER, EVERYBODY, OFFICE, OURS, UNIT
from web.room import Room, Row

# Records: the members of the body, the business unit, the scrutineer, and for a group of the
# Executive also the Executive that oversees it (R0.2). Other bodies' members see nothing.
OF_PRACTICE_GROUP = frozenset(
    [
        "business_manager",
        "business_unit",
        "lead_partner",
        "group_chair",
        "group_member",
        "scrutineer",
        "school_lead",
    ]
)


SIGHT = {
    "held": OF_PRACTICE_GROUP,
    "planned": OF_PRACTICE_GROUP - {"group_chair", "group_member"},
    "other_body": OF_PRACTICE_GROUP - {"group_chair", "group_member"} | {"other_group_member"},
    # restricted to the body: not the Executive, not the unit
    "closed": frozenset({"group_chair", "group_member"}),
    # a grant that lives; those that ended, ran out or have not begun give nothing, nor does rank
    "identified": frozenset({"lead_partner"}),
    # the chair has an interest, which beats body and grant
    "conflicted": frozenset({"business_manager", "group_member"}),
    "embargoed": frozenset({"group_chair", "group_member"}),
    "public": OURS,  # pages of members show their own partnership's records
    "theirs": frozenset({"stranger"}),
}


def about_meetings() -> list[Row]:
    """Rows of the pages about one meeting, for each kind of meeting."""
    rows = []
    for thing, sees in SIGHT.items():
        rows += [
            Row("governance:meeting", EVERYBODY, sees, f"meeting {thing}"),
            # a public document is for everyone, of whichever partnership
            Row("evidence:download", EVERYBODY, EVERYBODY if thing == "public" else sees,
                f"paper {thing}", is_page=False),
            Row("evidence:document", EVERYBODY, sees, f"document {thing}"),
        ]  # fmt: skip
        if thing not in ("held", "closed", "conflicted", "theirs"):
            continue  # what hides the meeting hides its forms
        for name in ("file_version", "withdraw_document"):
            rows.append(Row(f"evidence:{name}", ENTER, sees, f"document {thing}"))
        for name in ("move", "cancel"):
            rows.append(Row(f"governance:{name}_meeting", UNIT, sees, f"meeting {thing}"))
        for name in ("receive_report", "file_paper", "hold_meeting", "reopen_meeting"):
            rows.append(Row(f"governance:{name}", UNIT, sees, f"meeting {thing}"))
        rows.append(Row("governance:record_attendance", UNIT, sees, f"meeting {thing}"))
    return rows


def one_more(world: World, number: int) -> None:
    """A meeting that is still to come."""
    governance.plan_meeting(
        body=world.partnership.body_set.get(key="effectiveness-group"),
        on=NOW.date() + timedelta(days=2 + number),
        starts_at=None,
        ends_at=None,
        venue="",
        by=made.BY,
        now=NOW,
    )


def words() -> dict[str, frozenset[str]]:
    """What is written at a meeting is read by those who see it."""
    written = ("venue", "paper", "file", "content", "deputy", "report", "chair", "late")
    known = {f"{what} {name}": frozenset(who) for name, who in SIGHT.items() for what in written}
    # what is public is for everybody, next door as well: the document, not the members' page
    return known | {f"{what} public": EVERYBODY for what in ("file", "content")}


ROOM = Room(
    rows=[
        Row("governance:meetings"),
        Row("governance:plan_meeting", UNIT),
        Row("governance:forward_plan"),
        Row("governance:propose_meetings", UNIT, get=302, post=302, is_page=False),
        Row("governance:confirm_meetings", UNIT, get=302, post=302, is_page=False),
        *about_meetings(),
    ],
    about={
        "meeting": lambda world, which: [world.record(which).reference],
        "paper": lambda world, which: [world.papers[which].pk],
        "document": lambda world, which: [world.papers[which].document_id],
    },
    held={
        "governance.plan_meetings": UNIT,
        "governance.record_meetings": UNIT,
        "governance.see_meetings": EVERYBODY,
    },
    sight=SIGHT,
    words=words(),
    keyed=(Meeting, Attendance, ReportReceived),
    lists={"/meetings": 8, "/forward-plan": 12},
    one_more=one_more,
    writes={
        "governance_meeting": (UNIT, UNIT),
        "governance_attendance": (OFFICE, OFFICE),
        "governance_reportreceived": (UNIT, UNIT),
    },
)

"""Who we are: the public site (R12.5), bodies, places, seats, arrangements (R0.1 to R0.6)."""

from __future__ import annotations

from builders import partnership as made
from builders.world import World
from sightline.registers.partnership.models import ContradictionDecision, OneOffDay, Seat
from web.roles import APPOINT, DECIDE, EVERYBODY, NOBODY, OURS, STAFF
from web.room import Room, Row, about_ours_and_theirs, everyone_reads


def _person(which: str) -> str:
    return "stranger" if which == "theirs" else "colleague"


def one_more(world: World, number: int) -> None:
    """Somebody more in a group."""
    made.appointed(world.partnership, "effectiveness-group-members")


ROOM = Room(
    rows=[
        everyone_reads("partnership:arrangements"),
        # a member is shown the public pages of their own partnership
        Row("partnership:section", EVERYBODY, OURS, "section", public=True),
        everyone_reads("partnership:structure"),
        Row("partnership:group", EVERYBODY, OURS, "body front", public=True),
        everyone_reads("partnership:partners"),
        Row("partnership:partner", EVERYBODY, OURS, "agency front", public=True),
        everyone_reads("partnership:raise_a_concern"),
        everyone_reads("partnership:accessibility"),
        everyone_reads("partnership:cookies"),
        everyone_reads("partnership:privacy"),
        Row("partnership:bodies"),
        Row("partnership:agencies"),
        Row("partnership:rotate", APPOINT, OURS, "body ours"),
        Row("partnership:rotate", APPOINT, frozenset(), "body theirs"),  # its chair is fixed
        Row("partnership:people", STAFF),
        Row("partnership:appoint", APPOINT),
        *about_ours_and_theirs("partnership:person", STAFF, "person"),
        *about_ours_and_theirs("partnership:end_seat", APPOINT, "seat"),
        *about_ours_and_theirs("partnership:name_deputy", APPOINT, "seat"),
        Row("partnership:calendar", APPOINT),
        Row("partnership:arrangements_of_members"),
        Row("partnership:versions"),
        Row("partnership:version", about="version"),
        Row("partnership:changes", about="version"),
        *about_ours_and_theirs("partnership:version_file", EVERYBODY, "version_file"),
        Row("partnership:coverage"),
        Row("partnership:contradictions", STAFF),
        Row("partnership:contradiction", STAFF, OURS, "contradiction ours", may_post=DECIDE),
        Row("partnership:contradiction", STAFF, frozenset({"stranger"}), "contradiction theirs"),
        Row("partnership:check", APPOINT),
    ],
    about={
        "section": lambda world, which: ["introduction"],
        "body": lambda world, which: ["board" if which == "theirs" else "executive"],
        "agency": lambda world, which: ["saltmarsh-council" if which == "theirs" else "swypft"],
        "contradiction": lambda world, which: [
            "bulletin-frequency" if which == "theirs" else "executive-frequency"
        ],
        "person": lambda world, which: [world.people[_person(which)].pk],
        "seat": lambda world, which: [world.seat(_person(which)).pk],
        "version": lambda world, which: [1],
        "version_file": lambda world, which: [
            1, "promises.toml" if which == "theirs" else "bodies.toml"
        ],
    },
    held={
        "partnership.add_one_off_day": APPOINT,
        "partnership.appoint": APPOINT,
        "partnership.decide_contradiction": DECIDE,
        "partnership.load_arrangements": APPOINT,
        "partnership.see_members": EVERYBODY,
        "partnership.see_people": STAFF,
    },
    words={
        **{
            f"name {persona}": (STAFF - {"stranger"}) | {persona}
            for persona in (*OURS, "colleague", "notifier")
        },
        "decision reason": STAFF - {"stranger"},
        "day name": APPOINT - {"stranger"},
    },
    of_staff=(Seat, ContradictionDecision, OneOffDay),
    lists={"/people": 8, "/bodies": 8, "/agencies": 8, "/arrangements/versions": 8},
    one_more=one_more,
    exports=("/people", "/agencies", "/bodies", "/arrangements/coverage"),
    writes={
        "partnership_contradictiondecision": (frozenset({"business_manager", "lead_partner"}),) * 2,
        "partnership_oneoffday": (frozenset({"business_manager", "system_administrator"}), NOBODY),
        "partnership_seat": (APPOINT, APPOINT),
    },
)  # fmt: skip

"""The register of duties, the shelf and line of sight (R2.1, R2.2)."""

from __future__ import annotations

from builders.world import World
from sightline.registers.duties.models import (
    Dispensation,
    Draft,
    Duty,
    Edition,
    Fulfilment,
    Reminder,
    RunningClock,
)
from web.roles import DECIDE, ENTER, EVERYBODY, GIVE, MANAGE, OFFICE, OURS, SEE_DUTIES, STAFF, UNIT
from web.room import Room, Row, about_ours_and_theirs

BEGIN = UNIT | {"lead_partner", "group_chair"}  # of what their own body owes: a rule says so
REGISTER = SEE_DUTIES - {"stranger"}


def _entry(world: World, which: str) -> list[object]:
    whose = world.other if which == "theirs" else world.partnership
    entry = Fulfilment.objects.filter(partnership=whose, is_attested=True).first()
    assert entry is not None
    return [entry.pk]


ROOM = Room(
    rows=[
        Row("line_of_sight:duties", SEE_DUTIES),
        *about_ours_and_theirs("line_of_sight:body", EVERYBODY, "body"),
        *about_ours_and_theirs("line_of_sight:agency", EVERYBODY, "agency"),
        *about_ours_and_theirs("duties:duty", SEE_DUTIES, "duty"),
        *about_ours_and_theirs("duties:enter_evidence", ENTER, "duty"),
        *about_ours_and_theirs("duties:dispense", DECIDE, "duty"),
        *about_ours_and_theirs("duties:withdraw_entry", MANAGE, "entry"),
        # clocks run for those who keep them, the panel's administration among them
        *about_ours_and_theirs("duties:start_clock", GIVE | UNIT, "duty"),
        Row("duties:stop_clock", GIVE | UNIT, OURS, "clock ours"),
        Row("duties:withdraw_dispensation", DECIDE, OURS, "dispensation ours"),
        Row("duties:shelf", SEE_DUTIES),
        Row("duties:add_to_shelf", ENTER),
        Row("duties:offer_draft", ENTER),
        Row("duties:shelved", SEE_DUTIES, STAFF & OURS, "offered ours"),
        Row("duties:answer_draft", ENTER, STAFF & OURS, "offered ours"),
        Row("duties:shelved", SEE_DUTIES, frozenset(), "meeting held"),  # no document of the shelf
        Row("duties:take_down", UNIT, STAFF & OURS, "offered ours"),
        Row("duties:put_back", UNIT, STAFF & OURS, "offered ours"),
        Row("duties:editions", SEE_DUTIES, OURS, "editioned ours"),
        Row("duties:begin_edition", BEGIN, OURS, "editioned ours"),
        Row("duties:withdraw_edition", MANAGE, OURS, "edition ours"),
    ],
    about={
        "duty": lambda world, which: [
            "board-meets" if which == "theirs" else "fully-operational"
        ],
        "entry": _entry,
        "editioned": lambda world, which: ["threshold-document"],
        "edition": lambda world, which: [Edition.objects.get(partnership=world.partnership).pk],
        "offered": lambda world, which: [world.record(f"offered {which}").reference],
        "clock": lambda world, which: [RunningClock.objects.get(partnership=world.partnership).pk],
        "dispensation": lambda world, which: [
            Dispensation.objects.get(partnership=world.partnership).pk
        ],
    },
    held={
        "duties.begin_editions": BEGIN,
        "duties.dispense": DECIDE,
        "duties.enter_evidence": ENTER,
        "duties.run_clock": GIVE - {"stranger"} | UNIT,  # the panel's clocks are theirs
        "duties.see_own": EVERYBODY,
        "duties.see_register": SEE_DUTIES,
        "duties.take_down": UNIT,
        "duties.withdraw_evidence": MANAGE,
    },
    words={
        **{f"entry {what}": REGISTER for what in ("words", "link", "late")},
        "dispensation reason": REGISTER,
        "offered content": STAFF & OURS,
        "offered words": STAFF & SEE_DUTIES & OURS,
        "theirs entry": frozenset({"stranger"}),
    },
    sight={"offered ours": STAFF & OURS},
    keyed=(Draft,),
    of_staff=(Duty, Edition, Fulfilment, RunningClock, Dispensation, Reminder),
    lists={"/line-of-sight": 12, "/shelf": 8},
    exports=("/line-of-sight",),
    writes={
        "duties_dispensation": (frozenset({"business_manager", "lead_partner"}),) * 2,
        "duties_draft": (ENTER - {"stranger"}, ENTER - {"stranger"}),
        "duties_edition": (BEGIN - {"stranger"}, frozenset({"business_manager"})),
        "duties_fulfilment": (ENTER, ENTER),
        "duties_runningclock": (OFFICE | {"panel_administrator"},) * 2,
    },
)  # fmt: skip

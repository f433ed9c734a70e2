"""Training needs (R8.1): an agency counts its own people and sees its own gaps; the office all."""

from __future__ import annotations

from web.roles import EVERYBODY, OURS, UNIT
from web.room import Room, Row
from web.rooms.training_places import OFFICE, THEIRS

COUNTS = {"ours": OFFICE | {"agency_lead", "group_member"}, "theirs": THEIRS}
MEMBERS = {"ours": OURS, "theirs": THEIRS}
BY_AGENCY = UNIT | {"agency_lead", "group_member"}

ROOM = Room(
    rows=[
        Row("training:needs"),
        Row("training:roles", UNIT),
        Row("training:add_role", UNIT),
        Row("training:place_role", UNIT),
        *(
            row
            for which, office in (("ours", OFFICE), ("theirs", THEIRS))
            for row in (
                Row("training:change_role", UNIT, office, f"training_role {which}"),
                *(
                    Row(name, EVERYBODY, COUNTS[which], f"training_agency {which}")
                    for name in ("training:count_workforce", "training:workforce_file")
                ),
            )
        ),
    ],
    about={
        "training_role": lambda world, which: [world.training[f"role {which}"].pk],
        "training_agency": lambda world, which: [world.training[f"booking one {which}"].agency_id],
    },
    words={f"role {which}": members for which, members in MEMBERS.items()},
    otherwise=(  # of the agency and the office: test_policies_of_training
        "training_roleneed",
        "training_workforcecount",
        "training_workforcerole",
    ),
    lists={"/training/needs": 12},
    exports=("/training/needs",),
    writes={
        "training_roleneed": (UNIT, UNIT),
        "training_workforcecount": (BY_AGENCY, BY_AGENCY),
        "training_workforcerole": (UNIT, UNIT),
    },
)

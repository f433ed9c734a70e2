"""The forum (R3.5): its members, the office and those who oversee it; behind a link no account."""

from __future__ import annotations

from sightline.work.governance.models import ForumPack, ForumTheme
from web.roles import NOBODY, OFFICE, UNIT
from web.room import Room, Row

SEE_FORUM = UNIT | {"lead_partner", "school_lead", "scrutineer"}
SAYS = UNIT | {"scrutineer"}
MEETS = (SEE_FORUM - {"stranger"}) | {"young_person"}
SIGHT = {"forum_pack ours": MEETS, "forum_meeting ours": MEETS}

ROOM = Room(
    rows=[
        Row("governance:forum", SEE_FORUM),
        Row("governance:open_pack", about="secret", public=True),
        Row("governance:forum_pack", SEE_FORUM, MEETS, "forum_pack ours"),
        Row("governance:send_pack", UNIT, MEETS, "forum_pack ours"),
        Row("governance:record_theme", SAYS, MEETS, "forum_pack ours"),
        Row("governance:answer_theme", SAYS, MEETS, "theme ours"),
        Row("governance:write_pack", UNIT, MEETS, "forum_meeting ours"),
    ],
    about={
        "secret": lambda world, which: ["x" * 43],
        "forum_pack": lambda world, which: [world.record(f"forum_pack {which}").reference],
        "forum_meeting": lambda world, which: [world.record(f"forum_meeting {which}").reference],
        "theme": lambda world, which: [
            world.record(f"forum_pack {which}").reference,
            world.works[f"forum_pack {which}"].themes.get().pk,
        ],
    },
    held={
        "governance.record_themes": SAYS,
        "governance.run_forum": UNIT,
        "governance.see_forum": SEE_FORUM,
    },
    sight=SIGHT,
    words={f"{what} ours pack": MEETS for what in ("words", "theme")},
    keyed=(ForumPack, ForumTheme),
    otherwise=("governance_forumlink",),  # the office alone: test_policies_of_governance
    lists={"/forum": 8},
    writes={
        "governance_forumpack": (OFFICE, OFFICE),
        "governance_forumlink": (OFFICE, NOBODY),
        "governance_forumtheme": (OFFICE | {"scrutineer"},) * 2,
    },
)

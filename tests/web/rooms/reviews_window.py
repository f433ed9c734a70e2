"""The deciders' window (R6.3): the pack is for caseworkers and deciders, a position its own."""

from __future__ import annotations

from sightline.work.reviews.models import (
    Decider,
    DecisionPackPart,
    DecisionWindow,
    DelayApproval,
    DelayAsked,
    PositionByHand,
)
from web.roles import MANAGE, NOBODY
from web.room import Room, Row
from web.rooms.reviews import SEE, SIGHT, WHICH
from web.rooms.reviews_deciding import DECIDER
from web.rooms.reviews_rapid import RUNS

PACK = RUNS | DECIDER
ROOM = Room(
    rows=[
        *(
            Row("reviews:open_decision_window", MANAGE, SIGHT[f"case {one}"], f"case {one}")
            for one in WHICH
        ),
        *(
            Row("reviews:ask_for_delay", MANAGE, SIGHT[f"case {one}"], f"case {one}")
            for one in WHICH
        ),
        Row("reviews:record_approved_delay", MANAGE, PACK, "window ours", get=302, post=302),
        Row("reviews:decision_window", SEE, PACK, "window ours"),
        Row("reviews:enter_position", DECIDER, PACK, "window ours"),
    ],
    about={"window": lambda world, which: [world.record(f"window {which}").reference]},
    held={"reviews.enter_position": DECIDER},
    sight={"window ours": PACK},
    words={"own position": PACK, "asked delay": PACK, "approved delay": SIGHT["case ours"]},
    keyed=(
        Decider,
        DecisionPackPart,
        DecisionWindow,
        DelayApproval,
        DelayAsked,
        PositionByHand,
    ),
    otherwise=("reviews_ownposition",),  # work/test_reviews_partners_decide_by_hand
    writes={
        "reviews_decisionwindow": (RUNS, NOBODY),
        "reviews_decider": (RUNS, NOBODY),
        "reviews_decisionpackpart": (RUNS, NOBODY),
        "reviews_ownposition": (DECIDER, NOBODY),
        "reviews_positionbyhand": (RUNS, NOBODY),
        "reviews_delayasked": (RUNS, NOBODY),
        "reviews_delayapproval": (RUNS, NOBODY),
    },
)

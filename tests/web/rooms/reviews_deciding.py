"""Deciding on a local review (R6.3, R6.4): the recommendation is seen with the rapid review, the
Executive's decision with the case."""

from __future__ import annotations

from builders.world import World
from sightline.work.reviews.models import (
    CriterionJudged,
    DecisionTold,
    DelayTold,
    PartnerPosition,
    Recommendation,
    ReviewDecision,
    ReviewDelay,
)
from web.roles import MANAGE, NOBODY
from web.room import Room, Row
from web.rooms.reviews import SEE, SIGHT, WHICH
from web.rooms.reviews_rapid import REVIEW, RUNS


def rows_of(which: str) -> list[Row]:
    """Rows of the pages about deciding in one case."""
    sees, thing = SIGHT[f"case {which}"], f"case {which}"
    return [
        Row("reviews:local_review", SEE, sees, thing),
        Row("reviews:decide_review", MANAGE, sees, thing),
        Row("reviews:delay_review", MANAGE, sees, thing),
    ]


def _delay(world: World, which: str) -> list[object]:
    return [world.record(f"case {which}").reference, world.works[f"delay {which}"].pk]


CASE = SIGHT["case ours"]
DECIDER = frozenset({"lead_partner"})  # has the pack for a time
OF_DECISION = ("decided criterion", "decided reasons", "dissent", "panel view", "position",
               "changed because", "delay reason", "delay evidence")  # fmt: skip
ROOM = Room(
    rows=[
        Row("reviews:recommend_review", MANAGE, REVIEW, "review ours"),
        *(row for which in WHICH for row in rows_of(which)),
        Row("reviews:tell_delay", MANAGE, CASE, "delayof ours"),
        Row("reviews:tell_decision", MANAGE, CASE, "decisionof ours"),
    ],
    about={
        "delayof": _delay,
        "decisionof": lambda world, which: [world.record(f"case {which}").reference, 1],
    },
    held={"reviews.record_decisions": MANAGE},
    words={
        "recommended criterion": REVIEW | DECIDER,
        "recommended reasons": REVIEW | DECIDER,
        **dict.fromkeys(OF_DECISION, CASE),
    },
    keyed=(
        CriterionJudged,
        DecisionTold,
        DelayTold,
        PartnerPosition,
        Recommendation,
        ReviewDecision,
        ReviewDelay,
    ),
    writes={
        f"reviews_{name}": (RUNS, NOBODY)
        for name in ("recommendation", "reviewdecision", "criterionjudged", "partnerposition",
                     "reviewdelay", "delaytold", "decisiontold")
    },
)  # fmt: skip

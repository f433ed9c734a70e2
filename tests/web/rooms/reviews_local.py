"""The local review (R6.4): who is named to the case runs and sees it, the panel sees it by grant;
nobody sees it by rank, nor because they see the case."""

from __future__ import annotations

from collections.abc import Callable

from builders.world import World
from sightline.work.reviews.models import (
    LocalReview,
    Proceeding,
    ProceedingStanding,
    Reviewer,
    ReviewerEnd,
    ReviewTerms,
)
from web.roles import MANAGE, NOBODY
from web.room import Room, Row
from web.rooms.reviews import SEE, SIGHT
from web.rooms.reviews_rapid import RUNS

LOCAL = frozenset({"notifier", "business_manager", "group_chair"})


def enters(name: str, about: str = "local ours") -> Row:
    """A page where the caseworker enters something."""
    return Row(f"reviews:{name}", MANAGE, LOCAL, about)


def within(name: str) -> Callable[[World, str], list[object]]:
    """The address of something of our local review: its reference and the thing's number."""
    return lambda world, which: [
        world.record("local ours").reference,
        world.works[f"{name} {which}"].pk,
    ]


ROOM = Room(
    rows=[
        Row("reviews:begin_local_review", MANAGE, SIGHT["case ours"], "case ours",
            get=302, post=302),
        Row("reviews:local_review_room", SEE, LOCAL, "local ours"),
        Row("reviews:attest_local_review", SEE, LOCAL, "local ours", get=302),
        enters("set_terms"),
        enters("appoint_reviewer"),
        enters("record_proceeding"),
        enters("end_reviewer", "localreviewer ours"),
        enters("review_proceeding", "localproceeding ours"),
    ],
    about={
        "local": lambda world, which: [world.record(f"local {which}").reference],
        "localreviewer": within("reviewer"),
        "localproceeding": within("proceeding"),
    },
    held={"reviews.run_local_reviews": MANAGE},
    sight={"local ours": LOCAL},
    words=dict.fromkeys(
        ("grant local", "local terms", "local terms changed", "local reviewer",
         "local reviewer ended", "local proceeding", "local effect"), LOCAL,
    ),
    keyed=(LocalReview, Proceeding, ProceedingStanding, Reviewer, ReviewerEnd, ReviewTerms),
    writes={
        f"reviews_{name}": (RUNS, NOBODY)
        for name in ("localreview", "reviewterms", "reviewer", "reviewerend", "proceeding",
                     "proceedingstanding")
    },
)  # fmt: skip

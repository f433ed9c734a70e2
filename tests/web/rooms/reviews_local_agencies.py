"""Information asked for a local review (R6.4): an agency sees its own request and no other; the
panel, which sees the review, sees none unless it is given sight of one."""

from __future__ import annotations

from sightline.work.reviews.models import (
    InformationAnswer,
    InformationChaser,
    InformationExtension,
    InformationRequest,
)
from web.roles import MANAGE, NOBODY
from web.room import Room, Row
from web.rooms.reviews import SEE
from web.rooms.reviews_local import LOCAL, enters
from web.rooms.reviews_rapid import RUNS

SIGHT = {
    "information open": frozenset({"business_manager", "agency_lead"}),
    "information shut": frozenset({"business_manager", "lead_partner"}),
}


def rows_of(which: str) -> list[Row]:
    """Rows of the pages of one request."""
    sees, thing = SIGHT[f"information {which}"], f"information {which}"
    return [
        Row("reviews:information_request", SEE, sees, thing),
        Row("reviews:answer_information", SEE, sees, thing),
        Row("reviews:chase_information", MANAGE, sees, thing),
        Row("reviews:extend_information", MANAGE, sees, thing),
    ]


ROOM = Room(
    rows=[
        Row("reviews:local_review_agencies", SEE, LOCAL, "local ours"),
        enters("ask_for_information"),
        *rows_of("open"),
        *rows_of("shut"),
    ],
    about={
        "information": lambda world, which: [world.record(f"information {which}").reference],
    },
    sight=SIGHT,
    words={
        **{
            f"information {what} {which}": SIGHT[f"information {which}"]
            for what in ("asked", "chased", "extended")
            for which in ("open", "shut")
        },
        "information answered": SIGHT["information shut"],
    },
    keyed=(InformationAnswer, InformationChaser, InformationExtension, InformationRequest),
    writes={
        "reviews_informationrequest": (RUNS, NOBODY),
        "reviews_informationchaser": (RUNS, NOBODY),
        "reviews_informationextension": (RUNS, NOBODY),
        # one answer to a request: who answers for its agency, or the caseworker
        "reviews_informationanswer": (RUNS | {"lead_partner"}, NOBODY),
    },
)

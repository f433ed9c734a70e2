"""Files made from a case (R6.2 to R6.5), for the caseworker who sends them; and what is answered to
a decision not to publish, seen with the case."""

from __future__ import annotations

from collections.abc import Callable

from builders.world import World
from sightline.work.reviews.models import CommentConsidered, PublicationComment
from web.roles import MANAGE, NOBODY
from web.room import Room, Row
from web.rooms.reviews import SIGHT
from web.rooms.reviews_publishing import CASE
from web.rooms.reviews_rapid import RUNS
from web.rooms.reviews_rapid import SIGHT as OF_REVIEWS

KINDS = ("docx", "pdf")


def _number(world: World, which: str) -> object:
    return {"decision": 1, "delay": world.works["delay ours"].pk}[which]


def _letter(kind: str, case: str = "case ours") -> Callable[[World, str], list[object]]:
    return lambda world, which: [world.record(case).reference, _number(world, which), kind]


ROOM = Room(
    rows=[
        Row("reviews:record_comment", MANAGE, CASE, "commenton withheld"),
        Row("reviews:consider_comment", MANAGE, CASE, "commentof withheld"),
        *(
            row
            for kind in KINDS
            for row in (
                Row("reviews:rapid_review_report", MANAGE, OF_REVIEWS["review ours"],
                    f"{kind}report ours", is_page=False),
                Row("reviews:decision_letter", MANAGE, SIGHT["case ours"],
                    f"{kind}letter decision", is_page=False),
                Row("reviews:delay_letter", MANAGE, SIGHT["case ours"], f"{kind}letter delay",
                    is_page=False),
                Row("reviews:publication_letter", MANAGE, CASE, f"{kind}withheld decision",
                    is_page=False),
            )
        ),
    ],
    about={
        "commenton": lambda world, which: [world.record(f"case {which}").reference],
        "commentof": lambda world, which: [
            world.record(f"case {which}").reference,
            world.works[f"comment {which}"].pk,
        ],
        **{
            f"{kind}report": lambda world, which, kind=kind: [
                world.record(f"review {which}").reference, kind]
            for kind in KINDS
        },
        **{f"{kind}letter": _letter(kind) for kind in KINDS},
        **{f"{kind}withheld": _letter(kind, "case withheld") for kind in KINDS},
    },
    sight={"case withheld": CASE, "people withheld": CASE},
    words=dict.fromkeys(("withheld why", "withheld comment", "withheld regard"), CASE),
    keyed=(CommentConsidered, PublicationComment),
    writes={
        "reviews_publicationcomment": (RUNS, NOBODY),
        "reviews_commentconsidered": (RUNS, NOBODY),
    },
)  # fmt: skip

"""Rapid reviews (R6.2): the panel sees the review, an agency its own space and no other's."""

from __future__ import annotations

from builders.world import World
from sightline.work.reviews.models import (
    AgencyAuthor,
    AgencyRequest,
    ChronologyEvent,
    PurposeAnswer,
    RapidReview,
    RequestExtension,
)
from web.roles import MANAGE, NOBODY
from web.room import Room, Row
from web.rooms.reviews import SEE

RUNS = frozenset({"business_manager"})  # the caseworker of our case
SIGHT = {
    # who is named to the case, and the panel; not the agencies that were asked
    "review ours": frozenset({"notifier", "business_manager", "group_chair"}),
    "request draft": frozenset({"business_manager", "agency_lead"}),
    "request done": frozenset({"business_manager", "lead_partner"}),
}
AUTHOR = {"draft": frozenset({"agency_lead"}), "done": frozenset({"lead_partner"})}


def rows_of_request(which: str) -> list[Row]:
    """Rows of the pages of one agency's space."""
    sees, thing = SIGHT[f"request {which}"], f"agencyrequest {which}"
    return [
        Row("reviews:agency_request", SEE, sees, thing),
        # absent for the caseworker too: what is written here is the agency's
        *(
            Row(f"reviews:{name}", SEE, AUTHOR[which], thing)
            for name in ("save_summary", "add_event", "submit_summary")
        ),
        Row("reviews:remove_event", SEE, AUTHOR[which], f"agencyevent {which}", get=302, post=302),
        Row("reviews:extend_request", MANAGE, sees, thing),
        Row("reviews:release_summary", MANAGE, sees, thing, get=302, post=302),
    ]


def _event(world: World, which: str) -> list[object]:
    request = world.works[f"request {which}"]
    return [request.record.reference, ChronologyEvent.objects.filter(summary=request.pk)[0].pk]


def _reference(world: World, name: str) -> str:
    return str(world.record(name).reference)


REVIEW = SIGHT["review ours"]
ROOM = Room(
    rows=[
        Row("reviews:begin_rapid_review", MANAGE, REVIEW, "case ours", get=302, post=302),
        Row("reviews:rapid_review", SEE, REVIEW, "review ours"),
        Row("reviews:attest_review", SEE, REVIEW, "review ours", get=302),
        Row("reviews:ask_agency", MANAGE, REVIEW, "review ours"),
        Row("reviews:chronology", SEE, REVIEW, "review ours"),
        Row("reviews:answer_purpose", MANAGE, REVIEW, "purpose facts"),
        *rows_of_request("draft"),
        *rows_of_request("done"),
    ],
    about={
        "review": lambda world, which: [_reference(world, f"review {which}")],
        "agencyrequest": lambda world, which: [_reference(world, f"request {which}")],
        "purpose": lambda world, which: [_reference(world, "review ours"), which],
        "agencyevent": _event,
    },
    held={
        "reviews.answer_for_agency": SEE,
        "reviews.run_rapid_reviews": MANAGE,
    },
    sight=SIGHT,
    words={
        "asked draft": SIGHT["request draft"],
        "asked done": SIGHT["request done"],
        "extended draft": SIGHT["request draft"],
        "written draft": AUTHOR["draft"],  # until it is submitted
        "written done": SIGHT["request done"] | REVIEW,  # released to the panel
        "answer review": REVIEW | {"lead_partner"},  # in the pack
        "grant review": REVIEW,
    },
    keyed=(AgencyAuthor, AgencyRequest, PurposeAnswer, RapidReview, RequestExtension),
    # work/test_reviews_agencies_answer_apart
    otherwise=("reviews_agencysummary", "reviews_chronologyevent"),
    writes={
        "reviews_rapidreview": (RUNS, NOBODY),
        "reviews_agencyrequest": (RUNS, NOBODY),
        "reviews_agencyauthor": (RUNS, NOBODY),
        "reviews_requestextension": (RUNS, NOBODY),
        "reviews_purposeanswer": (RUNS, NOBODY),
        # by its author while it is a draft; what was submitted here is released, and sealed for all
        "reviews_agencysummary": (RUNS, AUTHOR["draft"]),
        "reviews_chronologyevent": (AUTHOR["draft"], AUTHOR["draft"]),
    },
)

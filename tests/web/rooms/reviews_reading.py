"""Who opened a case: for who answers for it; unusual reading: for the data protection officer."""

from __future__ import annotations

from sightline.work.reviews.models import PossibleConflict
from web.roles import MANAGE, NOBODY
from web.room import Room, Row
from web.rooms.reviews import SEE, SIGHT, WHICH
from web.rooms.reviews_rapid import REVIEW

CASE = frozenset({"notifier", "business_manager"})
ROOM = Room(
    rows=[
        *(
            Row("reviews:case_readers", MANAGE, SIGHT[f"case {one}"], f"case {one}")
            for one in WHICH
        ),
        *(Row("reviews:case_history", SEE, SIGHT[f"case {one}"], f"case {one}") for one in WHICH),
        Row("reviews:rapid_review_history", SEE, REVIEW, "review ours"),
        Row("reviews:unusual_reading", NOBODY),
        Row("reviews:conflicts", MANAGE, CASE, "case ours"),
        Row("reviews:decide_conflict", MANAGE, CASE, "possible ours"),
    ],
    about={
        "possible": lambda world, _: [
            world.record("case ours").reference,
            PossibleConflict.objects.get().pk,
        ]
    },
    words={"may know": CASE, "known how": CASE},
    otherwise=("reviews_possibleconflict", "reviews_conflictdecided"),  # work/..._may_know_somebody
    writes={
        "reviews_possibleconflict": (NOBODY, NOBODY),  # the worker's word
        "reviews_conflictdecided": (CASE, NOBODY),
    },
    held={"reviews.see_readers": MANAGE, "reviews.watch_reading": NOBODY},
)

"""Who opened a case: for who answers for it; unusual reading: for the data protection officer."""

from __future__ import annotations

from web.roles import MANAGE, NOBODY
from web.room import Room, Row
from web.rooms.reviews import SIGHT, WHICH

WATCH = frozenset({"data_protection_officer"})
ROOM = Room(
    rows=[
        *(
            Row("reviews:case_readers", MANAGE, SIGHT[f"case {one}"], f"case {one}")
            for one in WHICH
        ),
        Row("reviews:unusual_reading", NOBODY),
    ],
    held={"reviews.see_readers": MANAGE, "reviews.watch_reading": NOBODY},
)

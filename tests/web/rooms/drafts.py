"""Drafts: each person their own, and nobody another's (security 7)."""

from __future__ import annotations

from web.roles import EVERYBODY
from web.room import Room, Row

ROOM = Room(
    rows=[
        Row("drafts:my_drafts"),
        Row("drafts:save_draft", get=302, post=404),  # nothing to save: no such form
        Row("drafts:discard_draft", get=302, post=404),
    ],
    held={"drafts.keep_own_drafts": EVERYBODY},
    otherwise=("drafts_draft",),  # test_nothing_typed_is_lost
    lists={"/drafts": 8},
    writes={"drafts_draft": (frozenset({"colleague"}), frozenset({"colleague"}))},
)

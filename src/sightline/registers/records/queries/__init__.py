"""Records that a person may see, and who opened one in an emergency."""

from sightline.registers.records.queries.emergency import (
    case_for_emergency,
    emergency_accesses,
    looks_by_emergency,
    pages_read,
    people_who_act_as,
)
from sightline.registers.records.queries.history import History, history_of, whole_history_of
from sightline.registers.records.queries.sight import (
    Hit,
    InSight,
    ListsInSight,
    Pair,
    Reads,
    address_if_still_seen,
    grants_of,
    linked,
    matching,
    seen,
    seen_among,
    sight,
    visible_to,
    waiting_for,
    with_interest,
)

__all__ = [
    "History",
    "Hit",
    "InSight",
    "ListsInSight",
    "Pair",
    "Reads",
    "address_if_still_seen",
    "case_for_emergency",
    "emergency_accesses",
    "grants_of",
    "history_of",
    "linked",
    "looks_by_emergency",
    "matching",
    "pages_read",
    "people_who_act_as",
    "seen",
    "seen_among",
    "sight",
    "visible_to",
    "waiting_for",
    "whole_history_of",
    "with_interest",
]

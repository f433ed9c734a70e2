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
    CARRIED,
    Hit,
    InSight,
    ListsInSight,
    OneInSight,
    Reads,
    address_if_still_seen,
    grants_of,
    matching,
    seen,
    seen_among,
    sight,
    visible_to,
    waiting_for,
    with_interest,
)
from sightline.registers.records.queries.ties import Pair, Tied, linked, tied_from, tied_to

__all__ = [
    "CARRIED",
    "History",
    "Hit",
    "InSight",
    "ListsInSight",
    "OneInSight",
    "Pair",
    "Reads",
    "Tied",
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
    "tied_from",
    "tied_to",
    "visible_to",
    "waiting_for",
    "whole_history_of",
    "with_interest",
]

"""Every write of cover sheets and of who sees them."""

from sightline.registers.records.operations.emergency import (
    end_emergency,
    note_emergency_look,
    open_in_emergency,
    remind_of_emergency_access,
    review_emergency,
    tell_of_emergency_access,
)
from sightline.registers.records.operations.interests import (
    declare_on_appointment,
    end_declared,
)
from sightline.registers.records.operations.raising import raise_with, settle
from sightline.registers.records.operations.sheets import (
    change_marking,
    declare_interest,
    detect_conflict,
    end_detected,
    end_link,
    end_sight,
    grant_sight,
    link,
    mark,
    next_reference,
    open_record,
    retitle,
)

__all__ = [
    "change_marking",
    "declare_interest",
    "declare_on_appointment",
    "detect_conflict",
    "end_declared",
    "end_detected",
    "end_emergency",
    "end_link",
    "end_sight",
    "grant_sight",
    "link",
    "mark",
    "next_reference",
    "note_emergency_look",
    "open_in_emergency",
    "open_record",
    "raise_with",
    "remind_of_emergency_access",
    "retitle",
    "review_emergency",
    "settle",
    "tell_of_emergency_access",
]

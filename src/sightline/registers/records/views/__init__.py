"""Pages of the sight of records."""

from sightline.registers.records.views.emergency import (
    emergency_accesses,
    end_emergency,
    open_in_emergency,
    review_emergency,
)
from sightline.registers.records.views.history import history
from sightline.registers.records.views.interests import (
    declare_on_appointment,
    end_declared,
    interests,
)
from sightline.registers.records.views.sight import (
    change_marking,
    declare_interest,
    end_sight,
    record_interest,
    sight,
)

__all__ = [
    "change_marking",
    "declare_interest",
    "declare_on_appointment",
    "emergency_accesses",
    "end_declared",
    "end_emergency",
    "end_sight",
    "history",
    "interests",
    "open_in_emergency",
    "record_interest",
    "review_emergency",
    "sight",
]

"""Every change to who we are: loading the arrangements, appointing people, deciding."""

from sightline.registers.partnership.operations.appointing import (
    appoint,
    appoint_by_invitation,
    end_seat,
    rotate_chair,
)
from sightline.registers.partnership.operations.deciding import (
    add_one_off_day,
    decide_contradiction,
)
from sightline.registers.partnership.operations.loading import (
    Loading,
    load_arrangement,
    preview_loading,
)

__all__ = [
    "Loading",
    "add_one_off_day",
    "appoint",
    "appoint_by_invitation",
    "decide_contradiction",
    "end_seat",
    "load_arrangement",
    "preview_loading",
    "rotate_chair",
]

"""Planning and holding meetings; a meeting that was held tells the duties register."""

from sightline.work.governance.operations.holding import (
    PlaceFilled,
    hold_meeting,
    receive_report,
    record_attendance,
    reopen_meeting,
)
from sightline.work.governance.operations.inviting import follow_seats, keep_in_diaries
from sightline.work.governance.operations.planning import cancel_meeting, move_meeting, plan_meeting
from sightline.work.governance.operations.requests import (
    answer_request,
    finish_request,
    make_request,
    withdraw_request,
)

__all__ = [
    "PlaceFilled",
    "answer_request",
    "cancel_meeting",
    "finish_request",
    "follow_seats",
    "hold_meeting",
    "keep_in_diaries",
    "make_request",
    "move_meeting",
    "plan_meeting",
    "receive_report",
    "record_attendance",
    "reopen_meeting",
    "withdraw_request",
]

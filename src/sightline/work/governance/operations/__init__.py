"""Planning and holding meetings; a meeting that was held tells the duties register."""

from sightline.work.governance.operations.disputes import (
    raise_dispute,
    refer_dispute,
    settle_stage,
    withdraw_dispute,
)
from sightline.work.governance.operations.forum import (
    answer_theme,
    record_theme,
    send_pack,
    use_link,
    write_pack,
)
from sightline.work.governance.operations.holding import (
    PlaceFilled,
    hold_meeting,
    receive_report,
    record_attendance,
    reopen_meeting,
)
from sightline.work.governance.operations.inviting import follow_seats, keep_in_diaries
from sightline.work.governance.operations.planning import cancel_meeting, move_meeting, plan_meeting
from sightline.work.governance.operations.reports import (
    begin_report,
    give_report_back,
    pass_report_on,
    submit_report,
    write_report,
)
from sightline.work.governance.operations.requests import (
    answer_request,
    finish_request,
    make_request,
    withdraw_request,
)
from sightline.work.governance.operations.task_groups import (
    extend_task_group,
    report_back,
    set_up_task_group,
)

__all__ = [
    "PlaceFilled",
    "answer_request",
    "answer_theme",
    "begin_report",
    "cancel_meeting",
    "extend_task_group",
    "finish_request",
    "follow_seats",
    "give_report_back",
    "hold_meeting",
    "keep_in_diaries",
    "make_request",
    "move_meeting",
    "pass_report_on",
    "plan_meeting",
    "raise_dispute",
    "receive_report",
    "record_attendance",
    "record_theme",
    "refer_dispute",
    "reopen_meeting",
    "report_back",
    "send_pack",
    "set_up_task_group",
    "settle_stage",
    "submit_report",
    "use_link",
    "withdraw_dispute",
    "withdraw_request",
    "write_pack",
    "write_report",
]

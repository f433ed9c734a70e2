"""Planning and holding meetings; a meeting that was held tells the duties register."""

from sightline.work.governance.operations.agenda import (
    add_item,
    carry_item,
    change_item,
    file_paper,
    order_agenda,
    remove_item,
)
from sightline.work.governance.operations.disputes import (
    raise_dispute,
    refer_dispute,
    settle_stage,
    withdraw_dispute,
)
from sightline.work.governance.operations.filling import (
    end_standing_item,
    fill_agenda,
    keep_standing_item,
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
from sightline.work.governance.operations.issuing import issue_pack
from sightline.work.governance.operations.minuting import (
    agree_minutes,
    amend_minute,
    approve_minutes,
    record_decision,
    withdraw_decision,
    write_minute,
)
from sightline.work.governance.operations.planning import (
    cancel_meeting,
    confirm_meetings,
    move_meeting,
    plan_meeting,
    propose_meetings,
)
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
    "add_item",
    "agree_minutes",
    "amend_minute",
    "answer_request",
    "answer_theme",
    "approve_minutes",
    "begin_report",
    "cancel_meeting",
    "carry_item",
    "change_item",
    "confirm_meetings",
    "end_standing_item",
    "extend_task_group",
    "file_paper",
    "fill_agenda",
    "finish_request",
    "follow_seats",
    "give_report_back",
    "hold_meeting",
    "issue_pack",
    "keep_in_diaries",
    "keep_standing_item",
    "make_request",
    "move_meeting",
    "order_agenda",
    "pass_report_on",
    "plan_meeting",
    "propose_meetings",
    "raise_dispute",
    "receive_report",
    "record_attendance",
    "record_decision",
    "record_theme",
    "refer_dispute",
    "remove_item",
    "reopen_meeting",
    "report_back",
    "send_pack",
    "set_up_task_group",
    "settle_stage",
    "submit_report",
    "use_link",
    "withdraw_decision",
    "withdraw_dispute",
    "withdraw_request",
    "write_minute",
    "write_pack",
    "write_report",
]

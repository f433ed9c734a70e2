"""Planning, agreeing and judging; an agreed plan tells the duties register."""

from sightline.work.planning.operations.closing import close_risk, reopen_risk
from sightline.work.planning.operations.controls import add_control, end_control
from sightline.work.planning.operations.objectives import (
    add_objective,
    change_objective,
    drop_objective,
    file_evidence,
    judge_objective,
)
from sightline.work.planning.operations.plans import (
    add_priority,
    agree_plan,
    change_plan,
    change_priority,
    copy_plan,
    draw_up_plan,
    take_back_agreement,
)
from sightline.work.planning.operations.reminding import remind_of_reviews
from sightline.work.planning.operations.risks import (
    answer_risk,
    assess_risk,
    change_risk,
    enter_risk,
    raise_risk,
)

__all__ = [
    "add_control",
    "add_objective",
    "add_priority",
    "agree_plan",
    "answer_risk",
    "assess_risk",
    "change_objective",
    "change_plan",
    "change_priority",
    "change_risk",
    "close_risk",
    "copy_plan",
    "draw_up_plan",
    "drop_objective",
    "end_control",
    "enter_risk",
    "file_evidence",
    "judge_objective",
    "raise_risk",
    "remind_of_reviews",
    "reopen_risk",
    "take_back_agreement",
]

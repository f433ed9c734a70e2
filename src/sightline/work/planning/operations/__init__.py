"""Planning, agreeing and judging; an agreed plan tells the duties register."""

from sightline.work.planning.operations.objectives import (
    add_objective,
    change_objective,
    drop_objective,
    judge_objective,
)
from sightline.work.planning.operations.plans import (
    add_priority,
    agree_plan,
    change_plan,
    change_priority,
    copy_plan,
    draw_up_plan,
)

__all__ = [
    "add_objective",
    "add_priority",
    "agree_plan",
    "change_objective",
    "change_plan",
    "change_priority",
    "copy_plan",
    "draw_up_plan",
    "drop_objective",
    "judge_objective",
]

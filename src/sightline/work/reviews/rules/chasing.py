"""When an agency is reminded of its answer (R6.2, R6.4). Pure Python."""

from __future__ import annotations

from datetime import date, timedelta

SOON = timedelta(days=2)


def chaser(due_on: date, today: date) -> str:
    """Whether an answer that has not come is `due`, in two days or less, `overdue`, or neither."""
    if due_on < today:
        return "overdue"
    return "due" if due_on - SOON <= today else ""

"""Recommendations and actions that a person may see."""

from sightline.registers.actions.queries.lists import (
    actions,
    of_body,
    own,
    recommendations,
    risen_to,
)
from sightline.registers.actions.queries.one import (
    Thread,
    action_by,
    recommendation_by,
    thread_of,
)
from sightline.registers.actions.queries.panel import Panel, panel_of

__all__ = [
    "Panel",
    "Thread",
    "action_by",
    "actions",
    "of_body",
    "own",
    "panel_of",
    "recommendation_by",
    "recommendations",
    "risen_to",
    "thread_of",
]

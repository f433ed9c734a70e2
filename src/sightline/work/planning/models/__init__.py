"""The tables of planning, by subject."""

from sightline.work.planning.models.plans import Judgement, Objective, Plan, Priority
from sightline.work.planning.models.risks import RATED, Assessment, Control, Risk

__all__ = [
    "RATED",
    "Assessment",
    "Control",
    "Judgement",
    "Objective",
    "Plan",
    "Priority",
    "Risk",
]

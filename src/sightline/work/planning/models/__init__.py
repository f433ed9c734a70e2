"""The tables of planning, by subject."""

from sightline.work.planning.models.plans import Judgement, Objective, Plan, Priority

__all__ = ["Judgement", "Objective", "Plan", "Priority"]

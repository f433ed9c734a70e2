"""Plans, objectives and risks that a person may see."""

from sightline.work.planning.queries.objectives import (
    NONE,
    Counted,
    counted,
    judged,
    judgements_of,
    lines,
    objective_by,
    objectives,
    which,
)
from sightline.work.planning.queries.plans import (
    Part,
    Served,
    aims,
    in_force,
    list_of_plans,
    parts_of,
    plan_by,
    plans,
    priority_of,
)
from sightline.work.planning.queries.standing import looks_after

__all__ = [
    "NONE",
    "Counted",
    "Part",
    "Served",
    "aims",
    "counted",
    "in_force",
    "judged",
    "judgements_of",
    "lines",
    "list_of_plans",
    "looks_after",
    "objective_by",
    "objectives",
    "parts_of",
    "plan_by",
    "plans",
    "priority_of",
    "which",
]

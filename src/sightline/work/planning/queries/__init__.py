"""Plans, objectives and risks that a person may see."""

from sightline.work.planning.queries.objectives import (
    NONE,
    Counted,
    counted,
    judgements_of,
    objective_by,
    objectives,
)
from sightline.work.planning.queries.objectives import (
    listed as objectives_listed,
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
from sightline.work.planning.queries.risks import (
    Placed,
    assessments_of,
    control_of,
    controls_of,
    picture,
    risk_by,
)
from sightline.work.planning.queries.risks import (
    listed as risks_listed,
)
from sightline.work.planning.queries.standing import looks_after

__all__ = [
    "NONE",
    "Counted",
    "Part",
    "Placed",
    "Served",
    "aims",
    "assessments_of",
    "control_of",
    "controls_of",
    "counted",
    "in_force",
    "judgements_of",
    "list_of_plans",
    "looks_after",
    "objective_by",
    "objectives",
    "objectives_listed",
    "parts_of",
    "picture",
    "plan_by",
    "plans",
    "priority_of",
    "risk_by",
    "risks_listed",
]

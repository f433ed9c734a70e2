"""Who may plan, judge, and keep the risks."""

from sightline.foundation.permissions import Permission

see_plans = Permission(
    "planning.see_plans",
    "See the business plan, the aims, and what was judged of each objective",
    frozenset(
        {"business-manager", "lead-partner", "executive-member", "scrutineer", "group-chair"}
    ),
)
write_plans = Permission(
    "planning.write_plans",
    "Draw up the business plan, change it, record that it is agreed, and copy it forward",
    frozenset({"business-manager"}),
)
judge_objectives = Permission(
    "planning.judge_objectives",
    "Judge progress and impact of objectives: a chair those of their own body",
    frozenset({"business-manager", "group-chair"}),
)
# risks
see_risks = Permission(
    "planning.see_risks",
    "See the register of risks",
    frozenset(
        {"business-manager", "lead-partner", "executive-member", "scrutineer", "group-chair"}
    ),
)
raise_risks = Permission(
    "planning.raise_risks",
    "Enter a risk of a body one chairs or looks after, and raise it to the Executive",
    frozenset({"business-manager", "group-chair"}),
)
keep_risks = Permission(
    "planning.keep_risks",
    "Change, reassess, control and close risks, and record what the Executive said of them",
    frozenset({"business-manager"}),
)

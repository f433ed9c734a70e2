"""Who may call, hold and record meetings."""

from sightline.foundation.permissions import EVERYBODY, Permission

see_meetings = Permission(
    "governance.see_meetings",
    "See the meetings of the bodies one belongs to",
    frozenset({EVERYBODY}),
)
plan_meetings = Permission(
    "governance.plan_meetings",
    "Plan, move and cancel meetings",
    frozenset({"business-manager", "business-unit"}),
)
record_meetings = Permission(
    "governance.record_meetings",
    "Record attendance, reports received, papers and minutes, and that a meeting was held",
    frozenset({"business-manager", "business-unit"}),
)
# requests
make_requests = Permission(
    "governance.make_requests",
    "Escalate a concern to a body, ask to attend, or propose to co-opt a partner",
    frozenset(
        {
            "group-chair",
            "group-member",
            "agency-lead",
            "school-lead",
            "executive-member",
            "lead-partner",
            "chief-officer",
            "scrutineer",
            "business-manager",
            "business-unit",
        }
    ),
)
answer_requests = Permission(
    "governance.answer_requests",
    "Answer requests to a body and record what came of them",
    frozenset({"business-manager", "business-unit", "lead-partner"}),
)

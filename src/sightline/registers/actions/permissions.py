"""Who may enter, answer, arrange and verify."""

from sightline.foundation.permissions import EVERYBODY, Permission

see_actions = Permission(
    "actions.see_actions",
    "See actions and recommendations within one's sight, and report on one's own",
    frozenset({EVERYBODY}),
)
make_actions = Permission(
    "actions.make_actions",
    "Enter actions and recommendations",
    frozenset(
        {
            "business-manager",
            "business-unit",
            "group-chair",
            "lead-partner",
            "scrutineer",
            "caseworker",
            "panel-administrator",
        }
    ),
)
answer_recommendations = Permission(
    "actions.answer_recommendations",
    "Answer a recommendation: accepted, in part, or not",
    frozenset({"business-manager", "business-unit", "group-chair", "lead-partner", "agency-lead"}),
)
hand_over_actions = Permission(
    "actions.hand_over_actions",
    "Hand an action over to another owner",
    frozenset({"business-manager", "business-unit", "group-chair", "lead-partner", "agency-lead"}),
)
verify_difference = Permission(
    "actions.verify_difference",
    "Say, for the group that owns an action, whether it made a difference",
    frozenset(
        {
            "business-manager",
            "business-unit",
            "group-chair",
            "group-member",
            "executive-member",
            "lead-partner",
        }
    ),
)
arrange_actions = Permission(
    "actions.arrange_actions",
    "Move many actions at once, and merge what was entered twice",
    frozenset({"business-manager", "business-unit"}),
)

"""What may be done with the sight of records."""

from sightline.foundation.permissions import EVERYBODY, Permission

grant_sight = Permission(
    "records.grant_sight",
    "Give a person sight of one record for a time",
    frozenset({"business-manager", "caseworker", "notifier", "panel-administrator"}),
)
change_marking = Permission(
    "records.change_marking",
    "Hold a record more closely than its room does, and give it back",
    frozenset({"business-manager", "caseworker", "notifier", "panel-administrator"}),
)
record_interest = Permission(
    "records.record_interest",
    "Record an interest of somebody else, which hides the record from them at once",
    frozenset({"business-manager", "caseworker", "notifier", "panel-administrator"}),
)
declare_interest = Permission(
    "records.declare_interest", "Declare an interest in a record", frozenset({EVERYBODY})
)
see_interests = Permission(
    "records.see_interests",
    "See what members declared on taking a place",
    frozenset({"business-manager", "business-unit", "group-chair", "lead-partner", "scrutineer"}),
)
see_history = Permission(
    "records.see_history",
    "See what was done to a record that one sees, where it is not more than OFFICIAL",
    frozenset({EVERYBODY}),
)
search = Permission("records.search", "Search records and documents", frozenset({EVERYBODY}))
open_in_emergency = Permission(
    "records.open_in_emergency",
    "Open one case for an hour without a grant, when it cannot wait",
    frozenset({"business-manager", "caseworker", "notifier", "panel-administrator"}),
)
see_emergency_access = Permission(
    "records.see_emergency_access",
    "See emergency accesses: all of them, one's own, or those to one's own cases",
    frozenset(
        {
            "business-manager",
            "caseworker",
            "data-protection-officer",
            "notifier",
            "panel-administrator",
        }
    ),
)
review_emergency_access = Permission(
    "records.review_emergency_access",
    "Review an emergency access of somebody else",
    frozenset({"business-manager", "data-protection-officer"}),
)

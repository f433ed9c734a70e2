"""Who may change who we are."""

from sightline.foundation.permissions import EVERYBODY, Permission

see_members = Permission(
    "partnership.see_members", "See bodies, agencies and people", frozenset({EVERYBODY})
)
load_arrangements = Permission(
    "partnership.load_arrangements",
    "Load a new version of the arrangements",
    frozenset({"business-manager", "system-administrator"}),
)
appoint = Permission(
    "partnership.appoint",
    "Appoint people to places, end seats, name deputies and rotate the chair",
    frozenset({"business-manager", "system-administrator"}),
)
decide_contradiction = Permission(
    "partnership.decide_contradiction",
    "Record which reading of a contradiction the partnership follows",
    frozenset({"business-manager", "lead-partner"}),
)
add_one_off_day = Permission(
    "partnership.add_one_off_day",
    "Add a day that is not a working day",
    frozenset({"business-manager", "system-administrator"}),
)

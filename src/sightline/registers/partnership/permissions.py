"""Who may see and change who we are."""

from typing import get_args

from sightline.foundation.permissions import EVERYBODY, Permission
from sightline.registers.partnership.rules.arrangement import Capacity

see_members = Permission(
    "partnership.see_members", "See bodies, agencies and people", frozenset({EVERYBODY})
)
see_people = Permission(
    "partnership.see_people",
    "See who holds which place",
    # the forum takes in parents and young people, and a peer reviewer is a neighbour's: the same
    # two the row policies leave out
    frozenset(get_args(Capacity)) - {"forum-member", "peer-reviewer"},
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

"""What may be done with the sight of records."""

from sightline.foundation.permissions import EVERYBODY, Permission

grant_sight = Permission(
    "records.grant_sight",
    "Give a person sight of one record for a time",
    frozenset({"business-manager", "caseworker", "panel-administrator"}),
)
declare_interest = Permission(
    "records.declare_interest", "Declare an interest in a record", frozenset({EVERYBODY})
)
search = Permission("records.search", "Search records and documents", frozenset({EVERYBODY}))

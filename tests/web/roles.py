"""The personas of the tests and what their roles give them, written from the requirements and never
from the code.

Sources: the table of roles and sight of the security design (what each role gets, what never by
role alone), R0.2, R0.3, R0.6, R2.1, R3.1, R3.2 and R12.5.
"""

from __future__ import annotations

EVERYBODY = frozenset(
    [
        "business_manager",
        "business_unit",
        "lead_partner",
        "group_chair",
        "group_member",
        "other_group_member",
        "scrutineer",
        "agency_lead",
        "school_lead",
        "practitioner",
        "panel_administrator",
        "young_person",
        "system_administrator",
        "stranger",
    ]
)
"""All who hold a seat; `stranger` holds theirs in another partnership."""

OURS = EVERYBODY - {"stranger"}
FORUM = {"practitioner", "young_person"}  # no staff directory, no view of others' work
STAFF = EVERYBODY - FORUM
SEE_DUTIES = STAFF - {"system_administrator"}  # a technical role holds no content
MANAGE = frozenset({"business_manager", "stranger"})  # each in their own partnership
APPOINT = MANAGE | {"system_administrator"}  # accounts, settings, queues, health
UNIT = MANAGE | {"business_unit"}
ENTER = UNIT | {"group_chair", "scrutineer"}
GIVE = MANAGE | {"panel_administrator"}
DECIDE = MANAGE | {"lead_partner"}
OUTSIDE = FORUM | {"nobody", "without_second_factor", "seat_ended"}  # sees no register
AT_THE_FRONT = OURS | {"nobody", "without_second_factor", "seat_ended"}  # the public site
NOBODY: frozenset[str] = frozenset()
ANYONE = EVERYBODY | OUTSIDE | {"colleague", "notifier"}  # every persona and everybody else
OFFICE = frozenset({"business_manager", "business_unit"})  # ours alone
IN_DIARIES = STAFF | {"colleague", "notifier"}
# who sees the action and the recommendation of the world: the office, the group's chair and member,
# the partners; the owner of the action; who reads recommendations of the partnership
OF_ACTION = UNIT | {"agency_lead", "group_chair", "group_member", "lead_partner"}
OF_RECOMMENDATION = UNIT | {
    "group_chair",
    "group_member",
    "lead_partner",
    "school_lead",
    "scrutineer",
}
BOOK = frozenset({"agency_lead", "group_member", "practitioner"})  # have booked, or booked others

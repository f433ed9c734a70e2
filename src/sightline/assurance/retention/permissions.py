"""Who may hold, propose, answer, and set how long is kept."""

from sightline.foundation.permissions import Permission

see_retention = Permission(
    "retention.see",
    "See how long records are kept, what has passed, and what is held, of what one sees",
    frozenset({"business-manager", "caseworker", "data-protection-officer", "lead-partner"}),
)
hold_records = Permission(
    "retention.hold",
    "Hold a record, so that nothing of it is destroyed, and end the hold",
    frozenset({"business-manager", "caseworker", "data-protection-officer"}),
)
propose_destruction = Permission(
    "retention.propose",
    "Propose that records whose period has passed are destroyed",
    frozenset({"business-manager", "caseworker", "data-protection-officer"}),
)
answer_proposals = Permission(
    "retention.answer",
    "Approve or refuse, as a second person, that a record is destroyed",
    frozenset({"business-manager", "data-protection-officer", "lead-partner"}),
)
set_periods = Permission(
    "retention.set_periods",
    "Set how long a class of records is kept",
    frozenset({"business-manager", "data-protection-officer"}),
)
see_certificates = Permission(
    "retention.see_certificates",
    "Read certificates of what was destroyed, where one might see the record",
    frozenset({"business-manager", "caseworker", "data-protection-officer", "lead-partner"}),
)

"""Who sees the register and who may enter what it cannot know by itself."""

from sightline.foundation.permissions import EVERYBODY, Permission

see_register = Permission(
    "duties.see_register",
    "See every duty of the arrangements with its live state",
    frozenset(
        {
            "lead-partner",
            "executive-member",
            "group-chair",
            "group-member",
            "scrutineer",
            "business-manager",
            "business-unit",
            "chief-officer",
            "analyst",
            "training-coordinator",
            "panel-administrator",
            "voice-coordinator",
            "agency-lead",
            "data-protection-officer",
        }
    ),
)
enter_evidence = Permission(
    "duties.enter_evidence",
    "Enter evidence for a duty that no other record gives, and vouch for it",
    frozenset({"business-manager", "business-unit", "group-chair", "scrutineer"}),
)
withdraw_evidence = Permission(
    "duties.withdraw_evidence",
    "Withdraw an entry made by mistake",
    frozenset({"business-manager"}),
)
dispense = Permission(
    "duties.dispense",
    "Record the Executive's decision that a duty need not be kept for a time",
    frozenset({"business-manager", "lead-partner"}),
)
run_clock = Permission(
    "duties.run_clock",
    "Start and stop the clock of a deadline",
    frozenset({"business-manager", "business-unit", "caseworker", "panel-administrator"}),
)
begin_editions = Permission(
    "duties.begin_editions",
    "Begin an edition of a document: the office of any, a chair of what their body owes",
    frozenset({"business-manager", "business-unit", "lead-partner", "group-chair"}),
)
take_down = Permission(
    "duties.take_down",
    "Record that a published document was taken down, and that it was put back",
    frozenset({"business-manager", "business-unit"}),
)
see_own_duties = Permission("duties.see_own", "See what is due from you", frozenset({EVERYBODY}))

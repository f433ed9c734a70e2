"""Who may make the programme, book, and keep the register."""

from sightline.foundation.permissions import EVERYBODY, Permission

manage_programme = Permission(
    "training.manage_programme",
    "Make courses and events, publish, copy and cancel them",
    frozenset({"business-manager", "business-unit", "training-coordinator"}),
)
book = Permission(
    "training.book",
    "Book training for oneself, and for the people of an agency one books for",
    frozenset({EVERYBODY}),
)
learn = Permission(
    "training.learn",
    "Take e-learning for oneself",
    frozenset({EVERYBODY}),
)
name_delegates = Permission(
    "training.name_delegates",
    "Say who else books for the people of one's agency",
    frozenset({"agency-lead"}),
)
read_results = Permission(
    "training.read_results",
    "Read what training changed, in figures that name nobody",
    frozenset(
        {
            "business-manager",
            "business-unit",
            "training-coordinator",
            "group-chair",
            "lead-partner",
            "scrutineer",
        }
    ),
)
read_learning = Permission(
    "training.read_learning",
    "Read learning that was made known, and confirm having read it",
    frozenset({EVERYBODY}),
)
compare_agencies = Permission(
    "training.compare_agencies",
    "Compare agencies in figures of six people or more",
    frozenset(
        {
            "business-manager",
            "business-unit",
            "training-coordinator",
            "group-chair",
            "lead-partner",
            "scrutineer",
            "agency-lead",
        }
    ),
)

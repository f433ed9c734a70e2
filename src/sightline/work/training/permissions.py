"""Who may make the programme, book, and keep the register."""

from sightline.foundation.permissions import Permission

manage_programme = Permission(
    "training.manage_programme",
    "Make courses and events, publish, copy and cancel them",
    frozenset({"business-manager", "business-unit", "training-coordinator"}),
)

"""Who may read the trail as a whole; those who see a record read its changes on its page."""

from sightline.foundation.permissions import Permission

read_trail = Permission(
    "trail.read",
    "Read the trail: who changed what, and who opened what was restricted",
    frozenset({"business-manager", "data-protection-officer"}),
)

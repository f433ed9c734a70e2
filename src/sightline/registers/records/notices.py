"""What emergency access writes to people: that it happened, never to which case."""

from sightline.foundation.outbox.notices import Notice

EMERGENCY_OPENED = Notice(
    "emergency_opened",
    "Emergency access was used",
    "Somebody opened a record by emergency access. It must be reviewed by somebody else by "
    "{due_on}.\n\nSee who, when and why:\n{link}",
    "the owner of the record and the data protection officer, at once",
    ("due_on", "link"),
)
EMERGENCY_WAITS = Notice(
    "emergency_waits",
    "An emergency access has not been reviewed",
    "An emergency access should have been reviewed by {due_on}.\n\nReview it:\n{link}",
    "the data protection officer and the business manager, once it is late",
    ("due_on", "link"),
)

"""What the register writes to people: that something waits, when, and where to look."""

from sightline.foundation.outbox.notices import Notice

DUE_SOON = Notice(
    "duty_due_soon",
    "A duty of the arrangements falls due",
    "Something that your body or post promised in the arrangements falls due on {due_on}.\n\n"
    "See what it is, and what is on record:\n{link}",
    "the chair of the body that owes the duty, or the holder of the post",
    ("due_on", "link"),
)
OVERDUE = Notice(
    "duty_overdue",
    "A duty of the arrangements is overdue",
    "Something that a body you chair promised in the arrangements was due on {due_on} and nothing "
    "on record shows that it was done.\n\nSee what it is, and who must act:\n{link}",
    "the chair of the body that owes the duty; for a post, the chair of the executive",
    ("due_on", "link"),
)
DIGEST = Notice(
    "duties_digest",
    "What waits in the arrangements this week",
    "{count} duties of the arrangements are overdue, due or due soon.\n\nSee them all:\n{link}",
    "the business manager, on Mondays",
    ("count", "link"),
)

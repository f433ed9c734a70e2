"""Messages of planning: that something waits, never what."""

from sightline.foundation.outbox.notices import Notice

REVIEW_DUE = Notice(
    "risk_review_due",
    "A risk is to be looked at again",
    "A risk that you own is to be looked at again by {due_on}.\n\nReassess it:\n{link}",
    "the owner of the risk, a week before its review",
    ("due_on", "link"),
)
REVIEW_OVERDUE = Notice(
    "risk_review_overdue",
    "The review of a risk is overdue",
    "A risk was to be looked at again by {due_on}, and was not.\n\nSee it:\n{link}",
    "the owner of the risk, and the chair of the body that owns it",
    ("due_on", "link"),
)
RISK_RAISED = Notice(
    "risk_raised",
    "A risk is raised to the Executive",
    "A body has raised a risk to the Executive.\n\nRead it, after you sign in:\n{link}",
    "the business managers, when a chair raises a risk of their body",
    ("link",),
)

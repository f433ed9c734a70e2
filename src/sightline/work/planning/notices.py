"""Messages of planning: that something waits, never what."""

from sightline.foundation.outbox.notices import Notice

RISK_RAISED = Notice(
    "risk_raised",
    "A risk is raised to the Executive",
    "A body has raised a risk to the Executive.\n\nRead it, after you sign in:\n{link}",
    "the business managers, when a chair raises a risk of their body",
    ("link",),
)

"""What actions write to people: that something waits, never what."""

from sightline.foundation.outbox.notices import Notice

ACTION_GIVEN = Notice(
    "action_given",
    "An action is yours",
    "You are named as the owner of an action, due on {due_on}.\n\n"
    "Read it and report on it:\n{link}",
    "the owner of the action",
    ("due_on", "link"),
)
ACTION_DUE = Notice(
    "action_due",
    "An action of yours falls due",
    "An action of yours is due on {due_on}.\n\nReport on it:\n{link}",
    "the owner of the action, a week before its day",
    ("due_on", "link"),
)
ACTION_OVERDUE = Notice(
    "action_overdue",
    "An action is overdue",
    "An action was due on {due_on} and is not complete.\n\nSee it:\n{link}",
    "the owner of the action, and the chair of the group that owns it",
    ("due_on", "link"),
)
ACTIONS_DIGEST = Notice(
    "actions_digest",
    "Your actions this week",
    "{count} of your actions are overdue or due within two weeks.\n\nSee them all:\n{link}",
    "whoever owns an action that is overdue or due within two weeks, on Mondays",
    ("count", "link"),
)

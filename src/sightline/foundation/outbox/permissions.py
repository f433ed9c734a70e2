"""Who may have failed messages sent again. Nobody may read messages."""

from sightline.foundation.permissions import Permission

retry_failed_messages = Permission(
    "outbox.retry_failed_messages",
    "Have a failed message sent again",
    frozenset({"business-manager", "system-administrator"}),
)

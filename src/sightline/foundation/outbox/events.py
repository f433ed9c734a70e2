"""Lines of the trail about messages."""

from sightline.foundation.trail.events import Event

failed_message_retried = Event(
    "failed_message_retried", "Asked for the failed message {message} to be sent again"
)

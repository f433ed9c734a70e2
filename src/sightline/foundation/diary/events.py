"""Lines of the trail about feeds."""

from sightline.foundation.trail.events import Event

feed_made = Event("feed_made", "Made a private calendar feed; an earlier one stopped working")
feed_ended = Event("feed_ended", "Ended the private calendar feed")

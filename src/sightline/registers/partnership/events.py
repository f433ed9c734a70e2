"""Lines of the trail about the arrangements and the people who hold places in them."""

from sightline.foundation.trail.events import Event

arrangements_loaded = Event(
    "arrangements_loaded", "Loaded version {version} of the arrangements: {changes} changes"
)
person_appointed = Event("person_appointed", "Appointed {person} to {place}", ("person",))
seat_ended = Event("seat_ended", "Ended the seat of {person}: {place} ({reason})", ("person",))
deputy_named = Event("deputy_named", "Named {person} deputy for {place}", ("person",))
chair_rotated = Event("chair_rotated", "The chair of {body} passed to {person}", ("person",))
contradiction_decided = Event(
    "contradiction_decided", "Decided to follow one reading of {contradiction}: {reading}"
)
one_off_day_added = Event("one_off_day_added", "Added {day} as a day that is not worked")

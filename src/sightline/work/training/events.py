"""Lines of the trail about training."""

from sightline.foundation.trail.events import Event

course_made = Event("training_course_made", "Added the course {title}")
course_changed = Event("training_course_changed", "Changed the course {title}")
course_published = Event("training_course_published", "Put the course {title} in the catalogue")
course_withdrawn = Event("training_course_withdrawn", "Withdrew the course {title}: {reason}")
event_made = Event("training_event_made", "Planned {title} for {on}, {places} places")
event_changed = Event("training_event_changed", "Changed the event of {on}")
event_opened = Event("training_event_opened", "Opened the event of {on} for booking")
event_cancelled = Event("training_event_cancelled", "Cancelled the event of {on}: {reason}")
session_added = Event("training_session_added", "Added a session on {on}")
session_dropped = Event("training_session_dropped", "Took out the session on {on}")
trainer_set = Event("training_trainer_set", "Named {name} as a trainer of the event")
trainer_dropped = Event("training_trainer_dropped", "Took {name} off the event")
trainer_added = Event("training_trainer_added", "Added {name} to the trainers")
audience_added = Event("training_audience_added", "Added the group {name} of {framework}")
programme_copied = Event(
    "training_programme_copied", "Copied {count} events of {year} to the year after, as drafts"
)

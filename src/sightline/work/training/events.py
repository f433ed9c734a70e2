"""Lines of the trail about training."""

from sightline.foundation.trail.events import Event

course_made = Event("training_course_made", "Added the course {title}")
course_changed = Event("training_course_changed", "Changed the course {title}")
course_tied = Event(
    "training_course_tied", "Changed what the course is for: {made} tied, {ended} untied"
)
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
trainer_rate_set = Event("training_trainer_rate_set", "Set a day of teaching to {pence} pence")
trainer_added = Event("training_trainer_added", "Added {name} to the trainers")
audience_added = Event("training_audience_added", "Added the group {name} of {framework}")
programme_copied = Event(
    "training_programme_copied", "Copied {count} events of {year} to the year after, as drafts"
)
# of a booking, whose lines are about the booking and not about the public event
booking_held = Event("training_place_held", "Held a place at {training} for {name}", ("name",))
booking_made = Event("training_booking_made", "Booked {name} on {training}", ("name",))
booking_waits = Event("training_booking_waits", "Put {name} on the list of {training}", ("name",))
consent_asked = Event("training_consent_asked", "Asked the manager about {name}", ("name",))
consent_given = Event("training_consent_given", "{manager} agreed to the place", ("manager",))
consent_refused = Event("training_consent_refused", "{manager} said no to the place", ("manager",))
booking_cancelled = Event(
    "training_booking_cancelled", "Cancelled {name} at {training}: {due}", ("name",)
)
booking_replaced = Event(
    "training_booking_replaced", "Gave the place of {name} at {training} to {to}", ("name", "to")
)
place_offered = Event("training_place_offered", "Offered {name} a place at {training}", ("name",))
booking_lapsed = Event("training_booking_lapsed", "What was held for {name} ran out", ("name",))
priority_set = Event(
    "training_priority_set",
    "Set the priority of {name} to {priority}: {reason}",
    ("name", "reason"),
)
delegate_named = Event("training_delegate_named", "Let {name} book for {agency}", ("name",))
delegate_ended = Event("training_delegate_ended", "{name} no longer books for {agency}", ("name",))
rules_made = Event("training_rules_made", "Set the charging rules {name}")
charge_entered = Event("training_charge_entered", "Entered {pence} pence for {agency}: {why}")
# the day and after
register_entered = Event("training_register_entered", "Entered {entries} lines of the register")
event_held = Event("training_event_held", "Recorded the event of {on} as held")
walk_in_added = Event("training_walk_in_added", "Added {name} on the day of {training}", ("name",))
attended = Event("training_attended", "{name} attended {training}", ("name",))
missed = Event("training_missed", "{name} at {training}: {outcome}", ("name",))
# what it changed
evaluation_set = Event("training_evaluation_set", "Set {items} things the course asks, and {later}")
evaluation_answered = Event("training_evaluation_answered", "Answered the questions: {stage}")
theme_added = Event("training_theme_added", "Added the theme {name} to what people say of {course}")
comment_sorted = Event("training_comment_sorted", "Put a comment on {course} under {themes} themes")
# learning made known
briefing_made = Event("training_briefing_made", "Began {title}")
briefing_written = Event("training_briefing_written", "Wrote on")
briefing_issued = Event("training_briefing_issued", "Issued it to the members of the partnership")
briefing_read = Event("training_briefing_read", "Confirmed having read it")
reach_recorded = Event("training_reach_recorded", "Recorded whom it reached by {channel}")
# needs
role_set = Event("training_role_set", "Set the role {role}, which needs {courses} courses")
role_placed = Event("training_role_placed", "Counted the role “{words}” as {role}")
workforce_counted = Event("training_workforce_counted", "Counted {agency} in {roles} roles")
# e-learning completed elsewhere
completions_received = Event(
    "training_completions_received", "Read {lines} completions of {course}"
)
completions_taken = Event(
    "training_completions_taken", "Took in {new} new completions of {course}, of {lines} lines"
)
# e-learning taken here; lines are about the try and not about the public course
module_begun = Event("training_module_begun", "Began version {number} of the module")
module_set = Event("training_module_set", "Set the pass mark of the module to {pass_mark} per cent")
module_written = Event("training_module_written", "Wrote the module: {count} {what}")
module_published = Event("training_module_published", "Published version {number} of the module")
learning_begun = Event("training_learning_begun", "Began {course}")
learning_read = Event("training_learning_read", "Read {pages} pages of {course}")
learning_passed = Event("training_learning_passed", "Passed {course}: {score}")
learning_failed = Event("training_learning_failed", "Did not pass {course}: {score}")
completion_taken_back = Event(
    "training_completion_taken_back", "Took back a completion of {course}: {reason}", ("reason",)
)
package_received = Event("training_package_received", "Sent a package of SCORM {standard}")
package_dropped = Event("training_package_dropped", "Took the package out of the draft")
# parallel workshops
workshop_added = Event("training_workshop_added", "Added the workshop {title}")
workshop_dropped = Event("training_workshop_dropped", "Took out the workshop {title}")
workshops_chosen = Event(
    "training_workshops_chosen", "Chose {count} workshops for {name}", ("name",)
)

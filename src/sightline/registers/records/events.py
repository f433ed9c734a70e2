"""Lines of the trail about records and their sight."""

from sightline.foundation.trail.events import Event

sight_granted = Event("sight_granted", "Gave {person} sight until {until}: {reason}", ("person",))
sight_ended = Event("sight_ended", "Ended the sight of {person}", ("person",))
conflict_found = Event("conflict_found", "An interest of {person} was recorded", ("person",))
interest_declared = Event("interest_declared", "Declared an interest on taking a place")
nothing_to_declare = Event("nothing_to_declare", "Declared to have no interest to declare")
interest_ended = Event("interest_ended", "Ended an interest that was declared")
marking_changed = Event(
    "marking_changed", "Changed its marking from {was} to {becomes}: {reason}", ("reason",)
)
emergency_opened = Event(
    "emergency_opened", "Opened it by emergency access until {until}: {reason}", ("reason",)
)
emergency_ended = Event("emergency_ended", "Ended their emergency access")
emergency_look = Event("emergency_look", "Read {page} by emergency access")
emergency_reviewed = Event(
    "emergency_reviewed", "Reviewed an emergency access: {finding}. {words}", ("words",)
)

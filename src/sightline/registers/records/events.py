"""Lines of the trail about records and their sight."""

from sightline.foundation.trail.events import Event

sight_granted = Event("sight_granted", "Gave {person} sight until {until}: {reason}", ("person",))
sight_ended = Event("sight_ended", "Ended the sight of {person}", ("person",))
conflict_found = Event("conflict_found", "An interest of {person} was recorded", ("person",))

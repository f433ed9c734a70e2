"""Lines of the trail about keeping and destroying. None of them counts as a change of the record:
the period is not begun anew by who looks after it."""

from sightline.foundation.trail.events import Event

period_set = Event("retention_period_set", "Set the period of {class_name} to {years} years")
held = Event("retention_held", "Put a hold on it")
hold_ended = Event("retention_hold_ended", "Ended the hold")
proposed = Event("retention_proposed", "Proposed to destroy it: {rows} rows, {files} files")
answered = Event("retention_answered", "Answered the proposal to destroy it: {verdict}")
destroyed = Event(
    "retention_destroyed",
    "Destroyed it, as two persons agreed: {rows} rows, {files} files, certificate {certificate}",
)
not_destroyed = Event("retention_not_destroyed", "Did not destroy it: {why}")

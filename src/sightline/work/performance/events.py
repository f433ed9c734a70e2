"""Lines of the trail about the data set."""

from sightline.foundation.trail.events import Event

data_set_set_up = Event("data_set_set_up", "Set up the data set for area {area}, read by {body}")
file_received = Event("file_received", "Received {title}, published on {on}, to be loaded")
file_loaded = Event(
    "file_loaded", "Loaded {title}: {new} figures new, {revised} revised, from {lines} lines"
)
file_refused = Event("file_refused", "Did not load {title}: {faults} faults")
indicator_defined = Event(
    "indicator_defined", "Defined indicator {code}, version {version}: {reason}"
)
chart_decided = Event("chart_decided", "Decided on the chart of {code} ({what}): {reason}")
chart_decision_withdrawn = Event(
    "chart_decision_withdrawn", "Withdrew a decision on the chart of {code} ({what})"
)
return_opened = Event("return_opened", "Asked {agency} for its return by {due}")
return_saved = Event("return_saved", "Saved a draft of the return of {agency}")
return_taken_in = Event(
    "return_taken_in", "Fills in the return of {agency} from figures that it sent to the office"
)
return_submitted = Event("return_submitted", "Submitted the return of {agency}, seal {number}")
return_taken_up = Event("return_taken_up", "Took the return of {agency} up again to correct it")
return_moved = Event(
    "return_moved", "Moved the return of {agency} from {before} to {due}: {reason}"
)
return_withdrawn = Event("return_withdrawn", "No longer asked for the return of {agency}: {reason}")
return_left = Event("return_left", "Left the return of {agency} as it was submitted")
figure_commented = Event("figure_commented", "Commented on a figure of {code}, for {whom}")
question_asked = Event("question_asked", "Asked {agency} about a figure")
question_replied = Event("question_replied", "Replied for {agency} to a question about a figure")
question_closed = Event("question_closed", "Closed the question to {agency}")
figures_received = Event(
    "figures_received", "Recorded that the {body} received the report on figures on {on}"
)
figures_received_withdrawn = Event(
    "figures_received_withdrawn",
    "Took back that the {body} received the report on figures on {on}: {reason}",
)
scrutiny_asked = Event("scrutiny_asked", "Asked a scrutiny question of {code}")
scrutiny_answered = Event("scrutiny_answered", "Answered a scrutiny question of {code}")
headline_marked = Event("headline_marked", "Put {code} on the public page of figures")
headline_ended = Event("headline_ended", "Took {code} off the public page of figures")
token_made = Event("token_made", "Made token {number} for a program, to read: {scope}")
token_ended = Event("token_ended", "Ended token {number} of a program")
token_used = Event("token_used", "A program read {what} by token {number}")

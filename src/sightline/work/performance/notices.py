"""Messages of the data set: that something waits, never what."""

from sightline.foundation.outbox.notices import Notice

QUESTION_ASKED = Notice(
    "question_asked",
    "A question about figures waits for your agency",
    "The group that reads the data set has a question for your agency. A reply is asked for by "
    "{due_on}.\n\nRead it and reply:\n{link}",
    "the leads of the agency that is asked",
    ("due_on", "link"),
)
QUESTION_REPLIED = Notice(
    "question_replied",
    "A question about figures has a reply",
    "An agency has replied to a question about figures.\n\nRead it:\n{link}",
    "whoever asked the question",
    ("link",),
)
QUESTION_LATE = Notice(
    "question_late",
    "A reply about figures is late",
    "A reply to a question about figures was asked for by {due_on} and is not there yet.\n\n"
    "Read the question and reply:\n{link}",
    "the leads of the agency that is asked, once",
    ("due_on", "link"),
)
SCRUTINY_ASKED = Notice(
    "scrutiny_asked",
    "A scrutiny question about figures waits for your agency",
    "A scrutiny question was asked about a figure that your agency returns.\n\n"
    "Read it and answer:\n{link}",
    "the leads of the agency that returns the figure",
    ("link",),
)
SCRUTINY_WAITS = Notice(
    "scrutiny_waits",
    "A scrutiny question about a published figure waits",
    "A scrutiny question was asked about a figure that no agency returns.\n\n"
    "Read it and answer:\n{link}",
    "the office",
    ("link",),
)
SCRUTINY_ANSWERED = Notice(
    "scrutiny_answered",
    "A scrutiny question about figures is answered",
    "A scrutiny question about a figure was answered.\n\nRead the answer:\n{link}",
    "whoever asked the question, and the office",
    ("link",),
)
RETURN_OPENED = Notice(
    "return_opened",
    "Figures are asked for from your agency",
    "Your agency's return of figures is open. It is asked for by {due_on}.\n\nFill it in:\n{link}",
    "the leads of the agency that owes the return",
    ("due_on", "link"),
)
RETURN_DUE = Notice(
    "return_due",
    "Your agency's return of figures is due soon",
    "Your agency's return of figures is asked for by {due_on} and is not submitted yet.\n\n"
    "Fill it in:\n{link}",
    "the leads of the agency that owes the return, once, five days before",
    ("due_on", "link"),
)
RETURN_LATE = Notice(
    "return_late",
    "Your agency's return of figures is late",
    "Your agency's return of figures was asked for by {due_on} and is not submitted yet.\n\n"
    "Fill it in:\n{link}",
    "the leads of the agency that owes the return, once",
    ("due_on", "link"),
)
RETURN_TAKEN_IN = Notice(
    "return_taken_in",
    "Your agency's return of figures is filled in by the office",
    "Figures of your agency were sent to the partnership's office, which fills in your return from "
    "them. You can look them over, and correct them.\n\nSee who sent them:\n{link}",
    "the leads of the agency that owes the return",
    ("link",),
)
RETURN_MOVED = Notice(
    "return_moved",
    "Your agency's return of figures has another day",
    "Your agency's return of figures is now asked for by {due_on}.\n\nRead why, and fill it in:\n"
    "{link}",
    "the leads of the agency that owes the return",
    ("due_on", "link"),
)
RETURN_WITHDRAWN = Notice(
    "return_withdrawn",
    "Your agency's return of figures is no longer asked for",
    "A return of figures that your agency owed is no longer asked for.\n\nRead why:\n{link}",
    "the leads of the agency that owed the return",
    ("link",),
)

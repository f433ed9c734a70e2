"""What training writes to people: that something waits, when, and where to look."""

from sightline.foundation.outbox.notices import Notice

CONSENT = Notice(
    "training_consent",
    "Somebody in your team would like to attend training",
    "{name} asks you, as their manager, to agree to training: {course}, on {date}.\n\n"
    "Say yes or no until {expires_at}, without signing in:\n{link}\n\n"
    "The place is kept until then.",
    "the manager whom somebody named when booking",
    ("name", "course", "date", "expires_at", "link"),
)
BOOKED = Notice(
    "training_booked",
    "Your training place is booked",
    "You have a place at {course}, on {date} at {time}.\n\n"
    "How to join, and what to do if you cannot come:\n{link}",
    "the person who is booked",
    ("course", "date", "time", "link"),
)
WAITING = Notice(
    "training_waiting",
    "You are on a waiting list for training",
    "{course}, on {date}, is full. You are on the waiting list and hear from us when a place "
    "falls free.\n\nSee how you stand:\n{link}",
    "the person who waits",
    ("course", "date", "link"),
)
OFFERED = Notice(
    "training_offered",
    "A training place is free for you",
    "A place at {course}, on {date}, has fallen free.\n\nTake it or let it go until "
    "{expires_at}:\n{link}\n\nAfter that it is offered to the next person.",
    "the person who is offered a place",
    ("course", "date", "expires_at", "link"),
)
ENDED = Notice(
    "training_place_ended",
    "Your training place has changed",
    "Your place at {course}, on {date}, is no longer booked.\n\nSee why:\n{link}",
    "the person whose place was cancelled, refused, passed on or ran out",
    ("course", "date", "link"),
)
EVENT_CANCELLED = Notice(
    "training_event_cancelled",
    "Training you are booked on is cancelled",
    "{course}, on {date}, does not take place.\n\nSee why, and other dates:\n{link}",
    "everybody who has a place at the event or waits for one",
    ("course", "date", "link"),
)
MISSED = Notice(
    "training_missed",
    "We missed you at training",
    "You had a place at {course}, on {date}, and our register says that you did not come.\n\n"
    "If that is wrong, tell the training office. Other dates are here:\n{link}",
    "the person who was booked and did not come",
    ("course", "date", "link"),
)
CERTIFICATE = Notice(
    "training_certificate",
    "Your certificate is ready",
    "Thank you for attending {course}, on {date}. Your certificate is here:\n{link}",
    "the person who attended",
    ("course", "date", "link"),
)
REMINDER_WEEK = Notice(
    "training_reminder_week",
    "Your training is next week",
    "You have a place at {course}, on {date} at {time}.\n\nHow to join, and what to do if you "
    "cannot come:\n{link}\n\nA colleague may take your place; others are waiting.",
    "everybody who is booked, seven days before",
    ("course", "date", "time", "link"),
)
REMINDER_DAY = Notice(
    "training_reminder_day",
    "Your training begins soon",
    "{course} is on {date} at {time}.\n\nHow to join:\n{link}",
    "everybody who is booked, the day before",
    ("course", "date", "time", "link"),
)
REFRESHER = Notice(
    "training_refresher",
    "Your training falls due again",
    "Your attendance at {course} counts until {due_on}.\n\nSee the dates of this course:\n{link}",
    "whoever attended, sixty days before the refresher is due",
    ("course", "due_on", "link"),
)
ASK_BEFORE = Notice(
    "training_ask_before",
    "A few questions before your training",
    "You have a place at {course}, on {date}. Please say in a minute how you stand now, until "
    "{due_on}:\n{link}\n\nThe same questions are asked afterwards, so that you and the partnership "
    "see what changed. Your agency does not see your answers.",
    "everybody who is booked on a course that asks questions, up to four weeks before",
    ("course", "date", "due_on", "link"),
)
ASK_AFTER = Notice(
    "training_ask_after",
    "A few questions after your training",
    "Thank you for attending {course}, on {date}. Please answer the same few questions as before, "
    "until {due_on}:\n{link}\n\nYour agency does not see your answers.",
    "whoever attended a course that asks questions",
    ("course", "date", "due_on", "link"),
)
ASK_LATER = Notice(
    "training_ask_later",
    "Did your training change anything?",
    "Some time ago, on {date}, you attended {course}. Please say until {due_on} how you stand "
    "now:\n{link}\n\nYour manager is asked too. Neither sees what the other says.",
    "whoever attended, after the interval that the course names",
    ("course", "date", "due_on", "link"),
)
ASK_MANAGER = Notice(
    "training_ask_manager",
    "Did training change anything in your team?",
    "{name}, in your team, attended {course} on {date}. Please say until {due_on} what you have "
    "seen since:\n{link}\n\n{name} is asked too. Neither of you sees what the other says.",
    "the manager of somebody who attended, after the interval that the course names",
    ("name", "course", "date", "due_on", "link"),
)
ASK_AGAIN = Notice(
    "training_ask_again",
    "A reminder: a few questions about training",
    "A week ago we asked a few questions about {course}, of {date}. It takes a minute, until "
    "{due_on}:\n{link}\n\nWe do not ask again.",
    "whoever was asked about training a week ago and has not answered",
    ("course", "date", "due_on", "link"),
)

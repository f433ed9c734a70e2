"""Messages of governance: that something waits, never what."""

from sightline.foundation.outbox.notices import Notice

# requests
REQUEST_MADE = Notice(
    "request_made",
    "A request waits for an answer",
    "Somebody has asked something of a body that you chair or look after. An answer is owed by "
    "{due_on}.\n\nRead it and answer:\n{link}",
    "the business managers and the chair of the body that is asked",
    ("due_on", "link"),
)
REQUEST_ANSWERED = Notice(
    "request_answered",
    "Your request has an answer",
    "What you asked of a body has an answer.\n\nRead it:\n{link}",
    "whoever made the request",
    ("link",),
)
REQUEST_FINISHED = Notice(
    "request_finished",
    "Your request has been dealt with",
    "What you asked of a body has been dealt with.\n\nSee what came of it:\n{link}",
    "whoever made the request",
    ("link",),
)
# disputes
DISPUTE_REFERRED = Notice(
    "dispute_referred",
    "Something is referred to you",
    "A matter is referred to you, to be settled by {due_on}.\n\n"
    "Read it, after you sign in:\n{link}",
    "the scrutineer, or the chief officers, when a dispute is referred to them",
    ("due_on", "link"),
)
# forum
FORUM_PACK = Notice(
    "forum_pack",
    "Your pack for the forum",
    "The forum meets on {date}. Your pack is ready, in plain words.\n\nOpen it here. The link "
    "works one time, until {expires_at}, and needs no account:\n{link}",
    "a member of the forum without a work account",
    ("date", "expires_at", "link"),
)
# packs
PACK_READY = Notice(
    "pack_ready",
    "Papers for your meeting are ready",
    "The papers for a meeting on {date} are ready. Your pack is made for you when you open "
    "it.\n\nRead them after you sign in:\n{link}",
    "everybody who holds a place at the meeting's table",
    ("date", "link"),
)
SUPPLEMENT_READY = Notice(
    "supplement_ready",
    "More papers for your meeting",
    "Something was added to the papers for a meeting on {date}. What came late is marked."
    "\n\nRead them after you sign in:\n{link}",
    "everybody who holds a place at the meeting's table",
    ("date", "link"),
)

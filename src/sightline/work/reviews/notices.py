"""What reviews write to people: that something waits, never what, of whom or for whom else."""

from sightline.foundation.outbox.notices import Notice

ANSWER_DUE = Notice(
    "agency_answer_due",
    "An answer is due",
    "You are asked for an answer by {due_on}.\n\nRead what is asked, after you sign in:\n{link}",
    "who answers for an agency, two days before the answer is due",
    ("due_on", "link"),
)
ANSWER_OVERDUE = Notice(
    "agency_answer_overdue",
    "An answer is overdue",
    "You were asked for an answer by {due_on}, and it has not come.\n\nAnswer, or ask for more "
    "time, after you sign in:\n{link}",
    "who answers for an agency, once the day has passed",
    ("due_on", "link"),
)
READING_UNUSUAL = Notice(
    "reading_unusual",
    "Unusual reading was noticed",
    "Somebody read records in an unusual way. See who and when, after you sign in:\n{link}",
    "the data protection officer, the morning after",
    ("link",),
)
CONFLICT_POSSIBLE = Notice(
    "conflict_possible",
    "Something waits for your decision",
    "Something was found that you should decide. Read it after you sign in:\n{link}",
    "who answers for a case, when a reader may know somebody in it",
    ("link",),
)

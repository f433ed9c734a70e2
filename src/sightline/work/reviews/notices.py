"""What reviews write to people: that something waits or a day has passed, never what, of whom or
for whom else."""

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
DECISION_WAITS = Notice(
    "decision_waits",
    "Something waits for your decision",
    "You are asked for your view until {due_on}.\n\nRead what is asked, after you sign in:\n{link}",
    "lead partners who were given a pack and have entered nothing, before the window closes",
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
DAY_NEAR = Notice(
    "review_day_near",
    "A day that was set is near",
    "Something that you run is to be finished by {due_on}.\n\nSee what:\n{link}",
    "the caseworkers who are named, four weeks before the day; of a rapid review, and all who are "
    "named of a request for what is held, as many days before as the settings say",
    ("due_on", "link"),
)
DAY_PASSED = Notice(
    "review_day_passed",
    "A day that was set has passed",
    "Something that you run was to be finished by {due_on}, and is not.\n\nSee what:\n{link}",
    "the caseworkers who are named, or of a request all who are, once the day has passed",
    ("due_on", "link"),
)
DEPOSIT_ENDS = Notice(
    "review_deposit_ends",
    "A period that was set is nearly over",
    "A period that you recorded ends on {due_on}. Decide what follows.\n\nSee what:\n{link}",
    "the caseworkers who are named, four weeks before the end",
    ("due_on", "link"),
)

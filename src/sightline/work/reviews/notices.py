"""What reviews write to those who run them: that a day is near or has passed, never of what."""

from sightline.foundation.outbox.notices import Notice

DAY_NEAR = Notice(
    "review_day_near",
    "A day that was set is near",
    "Something that you run is to be finished by {due_on}.\n\nSee what:\n{link}",
    "the caseworkers who are named, four weeks before the day",
    ("due_on", "link"),
)
DAY_PASSED = Notice(
    "review_day_passed",
    "A day that was set has passed",
    "Something that you run was to be finished by {due_on}, and is not.\n\nSee what:\n{link}",
    "the caseworkers who are named, once the day has passed",
    ("due_on", "link"),
)
DEPOSIT_ENDS = Notice(
    "review_deposit_ends",
    "A period that was set is nearly over",
    "A period that you recorded ends on {due_on}. Decide what follows.\n\nSee what:\n{link}",
    "the caseworkers who are named, four weeks before the end",
    ("due_on", "link"),
)

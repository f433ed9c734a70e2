"""Rule sets that councils have published, to start from. Sums that a source does not print are 0
here and must be set by the partnership; what is said of the source is what was read in it."""

from __future__ import annotations

from sightline.work.training.rules.cancelling import NOTHING, Amount, Terms

BRADFORD = Terms(
    counts="calendar",
    enough_notice=15,
    cancelled_late=Amount(of_fee=True),
    absent=Amount(of_fee=True),
    too_late_to_join=Amount(of_fee=True),
    absent_when_free=NOTHING,  # charged too, the sum is not printed
    source="Bradford Council: 15 days of notice or more give a full refund, 14 or fewer none; "
    "late or part attendance can be refused and is charged; free courses charge absence too",
)
WEST_SUSSEX = Terms(
    counts="working",
    enough_notice=11,
    cancelled_late=Amount(half_day=3500),
    absent=Amount(half_day=3500),
    too_late_to_join=Amount(half_day=3500),
    absent_when_free=Amount(half_day=3500),
    source="West Sussex: cancelled 10 working days or less before, absent or too late to join: "
    "£35 for a half day, £70 for a day; webinars too",
)
SALFORD = Terms(
    counts="working",
    enough_notice=2,
    cancelled_late=NOTHING,  # charged, the sum is not printed
    absent=NOTHING,
    too_late_to_join=NOTHING,
    absent_when_free=NOTHING,
    cancelled_by=("manager",),
    source="Salford: less than 2 working days of notice is charged; a substitute on the day is "
    "free; the manager cancels, not a delegate; invoiced monthly to the organisation",
)
PUBLISHED = {"bradford": BRADFORD, "west-sussex": WEST_SUSSEX, "salford": SALFORD}

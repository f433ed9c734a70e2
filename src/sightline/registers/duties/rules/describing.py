"""The states of duties as a part of the page of states, drawn from their declarations."""

from __future__ import annotations

from sightline.registers.duties.rules.facts import (
    DUE_DAYS,
    FROM_BEST_TO_WORST,
    LATE_ENTRY_DAYS,
    SOON_DAYS,
    STATES,
)
from sightline.registers.duties.rules.quota import WHO_COUNTS

KINDS = (
    ("Cadence", "So many in each period, or never longer than an interval between two, stage by "
     "stage. Only whole periods count. One that is missed makes the duty overdue until as much has "
     "been done since as was lacking; then it is late but done until a period is kept in time."),
    ("Quota", "So many in each period by each member. " + WHO_COUNTS),
    ("Deadline", "An event sets it running and its last day is stored then, with the version of "
     "the rule; a change of law moves no day already given. The worst of the open ones decides."),
    ("Fixed date", "The first event that keeps it decides, in time or late."),
    ("Document", "It exists; and where an interval of review is printed, it is looked at again "
     "within that interval. A document that came before the arrangements counts from their start."),
    ("Required content", "Every required part is in one edition. The edition begun last decides; "
     "where none was begun as such, the fullest."),
    ("Approval chain", "Every step is taken, each on or after the day of the step ahead of it. An "
     "edition that is begun starts at the first step, and decides from then on."),
    ("Reporting line", "With a frequency: as a cadence. Without: as a continuing promise."),
    ("Stays public", "Each publication stays for as long as is printed, from its day on. Taken "
     "down before, it is to be put back; without a figure it can never be overdue."),
    ("Continuing", "Evidence is shown; with no frequency stated it can never be overdue."),
)  # fmt: skip


def describe_states() -> str:
    """Write what each state means, and how each kind of duty reaches it, in Markdown."""
    lines = [
        f"The days of notice are {SOON_DAYS} unless the partnership sets others. The day on which",
        "something happened decides, never the day it was entered; where more than",
        f"{LATE_ENTRY_DAYS} days lie between the two, that is shown. A last day at most",
        f"{DUE_DAYS} days away is due. The state as at a day follows from what happened by then.",
        "",
        "| State | Code | What it means |",
        "|---|---|---|",
    ]
    lines += [f"| {word} | `{code}` | {meaning} |" for code, (word, _, meaning) in STATES.items()]
    order = ", ".join(STATES[code][0].lower() for code in FROM_BEST_TO_WORST)
    lines += ["", f"From best to worst: {order}. One more event that counts for a duty may move it",
              "towards the best, never away from it.", ""]  # fmt: skip
    lines += ["### How each kind of duty is settled", "", "| Kind | Rule |", "|---|---|"]
    lines += [f"| {kind} | {rule} |" for kind, rule in KINDS]
    return "\n".join(lines) + "\n"

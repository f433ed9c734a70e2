"""Words for the register's sentences: a lead partner reads them, so they read as people speak."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sightline.foundation.calendar import in_words
from sightline.registers.duties.rules.facts import LATE_ENTRY_DAYS, Happened
from sightline.registers.partnership.rules.arrangement import Duty, Every

THINGS: dict[str, tuple[str, str, str]] = {
    "meeting-held": ("meeting", "meetings", "held"),
    "forum-held": ("forum", "forums", "held"),
    "report-received": ("report", "reports", "received"),
    "document-published": ("publication", "publications", "made"),
    "document-agreed": ("agreement", "agreements", "given"),
    "document-taken-down": ("taking down", "takings down", "recorded"),
    "document-reviewed": ("review", "reviews", "made"),
    "appointment-made": ("appointment", "appointments", "made"),
    "chair-rotated": ("change of chair", "changes of chair", "made"),
    "visit-made": ("visit", "visits", "made"),
    "audit-completed": ("audit", "audits", "completed"),
    "review-completed": ("review", "reviews", "completed"),
    "notification-sent": ("notification", "notifications", "sent"),
    "training-held": ("training event", "training events", "held"),
    "event-held": ("event", "events", "held"),
    "approval-given": ("approval", "approvals", "given"),
    "content-included": ("inclusion", "inclusions", "recorded"),
    "feedback-reported": ("feedback report", "feedback reports", "made"),
    "attendance": ("attendance", "attendances", "recorded"),
    "attested": ("attested entry", "attested entries", "made"),
}
"""One of it, several of it, and what is done with it, for each kind of event."""


def thing(duty: Duty) -> tuple[str, str, str]:
    """The words for what a duty counts: that of its first evidence rule."""
    return THINGS[duty.evidenced_by[0].kind] if duty.evidenced_by else THINGS["attested"]


def plural(n: int, one: str, many: str | None = None) -> str:
    """A number with its noun: 1 day, 28 days."""
    return f"{n} {one if n == 1 else many or one + 's'}"


def figure(duty: Duty, printed: str) -> str:
    """Whose figure it is: the document's, the law's, or a local decision's."""
    basis = duty.basis
    if basis.kind == "national":
        return f"The rule is “{printed}” ({basis.citation})."
    if basis.kind == "local-decision" and basis.decided_on:
        return f"“{printed}”, as decided by {basis.decided_by} on {in_words(basis.decided_on)}."
    return f"The document says “{printed}”."


def interval(every: Every) -> str:
    """An interval: 6 weeks, 5 working days."""
    return plural(every.n, every.unit.rstrip("s").replace("-", " "))


def days_left(last: date, as_at: date) -> str:
    """How long there is until a last day."""
    left = (last - as_at).days
    if left == 0:
        return "today is the last day"
    return f"{plural(left, 'day')} {'is' if left == 1 else 'are'} left, to {in_words(last)}"


def days_over(last: date, as_at: date) -> str:
    """How long a last day has passed."""
    return f"{plural((as_at - last).days, 'day')} overdue on {in_words(as_at)}"


def listing(words: Iterable[str]) -> str:
    """Names in a row: a, b and c."""
    row = list(words)
    return row[0] if len(row) == 1 else f"{', '.join(row[:-1])} and {row[-1]}" if row else ""


def dates_of(happened: Sequence[Happened], most: int = 4) -> str:
    """The days on which things happened; of many, only the last few."""
    shown = [in_words(one.on) for one in happened[-most:]]
    if len(happened) > most:
        shown.insert(0, f"{len(happened) - most} earlier")
    return listing(shown)


def notes_on(deciding: Iterable[Happened]) -> tuple[str, ...]:
    """What to know about the evidence that decides: entered late, or vouched for by a person."""
    notes = []
    for one in deciding:
        name = f"The {THINGS[one.kind][0]} of {in_words(one.on)}"
        later = (one.entered_on - one.on).days
        if later > LATE_ENTRY_DAYS or one.late_reason:
            reason = f": {one.late_reason.rstrip('.')}" if one.late_reason else ""
            on = in_words(one.entered_on)
            notes.append(f"{name} was entered {on}, {plural(later, 'day')} later{reason}.")
        if one.is_attested:
            notes.append(f"{name} is vouched for by a person, not drawn from another record.")
    return tuple(notes)

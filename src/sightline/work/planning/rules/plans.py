"""What a business plan must hold, when it may be changed, and how it is judged (R1.1, R1.2). Pure
Python."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from sightline.foundation.calendar import in_words
from sightline.foundation.errors import RuleBroken
from sightline.registers.partnership.rules.arrangement import Arrangement, Document

READERS = ("business-manager", "lead-partner", "executive-member", "scrutineer", "group-chair")
"""The capacities that read plans and risks."""

SCALES: dict[str, dict[str, tuple[str, str]]] = {
    "progress": {
        "none": ("No progress", "late"),
        "little": ("Little progress", "missing"),
        "some": ("Some progress", "soon"),
        "good": ("Good progress", "open"),
        "complete": ("Complete", "done"),
    },
    "impact": {
        "not-yet-known": ("Not yet known", "quiet"),
        "none": ("No impact", "missing"),
        "some": ("Some impact", "soon"),
        "clear": ("Clear impact", "done"),
    },
}
"""Of each side: value -> its words and the tone it is shown in."""

LITTLE = ("none", "little")
"""The progress that stands in the list of little or no progress."""
UNSHOWN = ("not-yet-known", "none")
"""The impact that shows no difference for children."""

NOT_JUDGED = ("Not judged yet", "ended")


def audience(partnership_id: int) -> list[str]:
    """The keys of those who read plans and risks."""
    return [f"capacity:{partnership_id}:{name}" for name in READERS]


def year_of(year: int, month: int) -> tuple[date, date]:
    """The first and the last day of a plan's year, which begins in the month the arrangements
    name."""
    first = date(year, month, 1)
    return first, date(year + 1, month, 1) - timedelta(days=1)


def name_of(starts_on: date) -> str:
    """What a plan is called: "Business plan 2026-27"; of a calendar year "Business plan 2026"."""
    if starts_on.month == 1:
        return f"Business plan {starts_on.year}"
    return f"Business plan {starts_on.year}-{(starts_on.year + 1) % 100:02d}"


def choices(side: str) -> list[tuple[str, str]]:
    """What may be judged of a side: value and words."""
    return [(value, words) for value, (words, _) in SCALES[side].items()]


def in_word(side: str, value: str | None) -> tuple[str, str]:
    """What was judged last, in words, and the tone it is shown in."""
    return SCALES[side][value] if value else NOT_JUDGED


def document_in(arrangement: Arrangement | None) -> Document | None:
    """The business plan among the documents the arrangements speak of; none where they do not."""
    documents: Sequence[Document] = arrangement.documents if arrangement else ()
    by_key = (one for one in documents if one.id == "business-plan")
    by_name = (one for one in documents if one.name.strip().lower() == "business plan")
    return next(by_key, None) or next(by_name, None)


def check_year(starts_on: date, today: date) -> None:
    """Refuse a plan of a year that nobody plans for now."""
    if not -6 <= starts_on.year - today.year <= 3:
        raise RuleBroken("Choose a year near this one.", field="year")


def check_words(words: str, field: str, what: str, least: int = 10) -> None:
    """Refuse an empty or token answer."""
    if len(words.strip()) < least:
        raise RuleBroken(f"{what}.", field=field)


def check_reason(state: str, reason: str) -> str:
    """Settle what the trail says of a change: of a draft nothing is asked, an agreed plan is
    changed with a reason."""
    if state == "draft":
        return reason.strip() or "while it was a draft"
    check_words(reason, "reason", "The plan is agreed: say why it is changed")
    return reason.strip()


def check_aims(chosen: Collection[str], known: Collection[str]) -> None:
    """Refuse an aim that the arrangements do not state."""
    if not set(chosen) <= set(known):
        raise RuleBroken("Choose among the aims of the arrangements.", field="aims")


def check_agreement(
    *, state: str, without_objective: Sequence[int], count: int, agreed_on: date, today: date
) -> None:
    """Refuse to call a plan agreed that is empty, agreed already, or to be agreed later.
    `without_objective` are the numbers of priorities that hold nothing."""
    if state != "draft":
        raise RuleBroken("This plan is agreed already.")
    if not count:
        raise RuleBroken("A plan without a priority cannot be agreed. Add a priority first.")
    if without_objective:
        raise RuleBroken(
            f"Priority {without_objective[0]} has no objective. Add one, or there is nothing to "
            "judge it by."
        )
    if agreed_on > today:
        raise RuleBroken("The day must not be in the future.", field="agreed_on")


def check_taking_back(*, state: str, is_judged: bool) -> None:
    """Refuse to take back an agreement that is none, or that has been built on."""
    if state != "agreed":
        raise RuleBroken("This plan is a draft already.")
    if is_judged:
        raise RuleBroken(
            "Objectives of this plan have been judged since it was agreed. Change the plan, with a "
            "reason, instead."
        )


def check_judgement(
    *,
    side: str,
    value: str,
    words: str,
    judged_on: date,
    last_on: date | None,
    plan_state: str,
    is_dropped: bool,
    today: date,
) -> None:
    """Refuse a judgement of a draft, of what was dropped, without words, of a day to come, or of a
    day before the last one of the same side. Progress says nothing of impact, nor the reverse."""
    if plan_state != "agreed":
        raise RuleBroken("This plan is a draft. Objectives are judged once it is agreed.")
    if is_dropped:
        raise RuleBroken("This objective was dropped.")
    if value not in SCALES[side]:
        raise RuleBroken("Choose one of the answers.", field="value")
    check_words(words, "words", "Say what the judgement rests on, in a sentence")
    if judged_on > today:
        raise RuleBroken("The day must not be in the future.", field="judged_on")
    if last_on is not None and judged_on < last_on:
        raise RuleBroken(
            f"The last judgement is of {in_words(last_on)}. Enter that day or a later one.",
            field="judged_on",
        )

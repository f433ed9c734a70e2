"""How long deciders have the pack, and what they enter there (R6.3). Pure Python."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sightline.foundation.errors import RuleBroken
from sightline.work.reviews.rules.deciding import OUTCOMES, Held
from sightline.work.reviews.rules.words import check_told

LONGEST = timedelta(days=28)
"""A window ends by itself; no source says after how long."""


def check_window(*, closes_at: datetime, now: datetime, has_deciders: bool) -> None:
    """Refuse a window for nobody, one that is over, and one that stays open for months."""
    if not has_deciders:
        raise RuleBroken("Choose who decides.", field="deciders")
    if closes_at <= now:
        raise RuleBroken("Choose a day from today on.", field="closes_on")
    if closes_at - now > LONGEST:
        raise RuleBroken("Choose a day within the next four weeks.", field="closes_on")


def check_names(named: Sequence[tuple[str, Sequence[str]]], justified: str) -> None:
    """Refuse a pack in which something stands that is known of somebody in the case, unless it is
    said why that may be."""
    if not named:
        return
    where = "; ".join(f"{heading} ({', '.join(labels)})" for heading, labels in named)
    check_told(
        justified, "names_justified",
        f"Something that is known of people of the case stands under: {where}. Mend it, or say "
        "why it may stand there",
    )  # fmt: skip


def check_position(
    held: Held,
    *,
    closes_at: datetime,
    now: datetime,
    is_decider: bool,
    outcomes: Mapping[str, str] = OUTCOMES,
) -> None:
    """Refuse a position of nobody who decides, after the window has closed, or without reasons."""
    if not is_decider:
        raise RuleBroken("Only who was given the pack to decide enters a position.")
    if now >= closes_at:
        raise RuleBroken("The window has closed.")
    if held.outcome not in outcomes:
        raise RuleBroken("Say what you hold.", field="outcome")
    check_told(held.reasons, "reasons", "Give your reasons", least=10)


def check_as_entered(given: Mapping[int, Held], entered: Mapping[int, Held]) -> None:
    """Refuse to record of a partner anything else than they entered themselves."""
    for number, own in entered.items():
        held = given.get(number)
        if held is None or held.outcome != own.outcome:
            raise RuleBroken("They entered another position themselves.", field=f"holds-{number}")
        if held.reasons.split() != own.reasons.split():
            raise RuleBroken("They entered other reasons themselves.", field=f"position-{number}")


def check_all_approve(answers: Mapping[str, str]) -> None:
    """Refuse to record a delay as approved by the Executive's own hands while one of those who were
    asked has not answered, or does not approve it. `answers` are by partner, `""` where missing."""
    missing = [one for one, answer in sorted(answers.items()) if not answer]
    if missing:
        raise RuleBroken(f"Not answered yet: {', '.join(missing)}.")
    against = [one for one, answer in sorted(answers.items()) if answer != "approve"]
    if against or not answers:
        raise RuleBroken(
            f"Not approved by {', '.join(against)}. Settle it in the Executive, and ask them anew."
        )


def check_not_refused(answer: str) -> None:
    """Refuse to record that a partner approved a delay who answered otherwise themselves."""
    if answer == "refuse":
        raise RuleBroken("They answered themselves that they do not approve it.", field="approver")

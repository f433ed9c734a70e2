"""What a piece of learning must say before it is made known (R8.5)."""

from __future__ import annotations

from collections.abc import Sequence

from sightline.foundation.errors import RuleBroken

SEVEN = (
    ("Why this briefing", "What it is about and whom it concerns"),
    ("What happened", "So that no child, family or member of staff could be known"),
    ("What was found", "The learning, one thing a line"),
    ("What worked well", "Practice to keep"),
    ("What to do", "What each reader should do differently from now on, one thing a line"),
    ("Questions for your team", "For supervision or a team meeting, one a line"),
    ("Where to read more", "Procedures, training, and whom to ask"),
)
"""The parts of a seven-minute briefing: each is read in a minute."""

MINUTE = 200  # words that are read in one


def check_issue(kind: str, words: str, sections: Sequence[str]) -> None:
    """Raise unless there is something to read: of a seven-minute briefing all seven parts, none
    longer than is read in a minute."""
    if kind != "briefing":
        if not words.strip():
            raise RuleBroken("Write what is to be known before it is issued.")
        return
    missing = [name for (name, _), text in zip(SEVEN, sections, strict=True) if not text.strip()]
    if missing:
        raise RuleBroken(f"Write these parts first: {', '.join(missing)}.")
    long = [
        name for (name, _), text in zip(SEVEN, sections, strict=True) if len(text.split()) > MINUTE
    ]
    if long:
        raise RuleBroken(f"Shorten these parts to {MINUTE} words each: {', '.join(long)}.")

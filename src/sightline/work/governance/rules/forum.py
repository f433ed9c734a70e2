"""What a forum's pack, links and themes must say (R3.5). Pure Python."""

from __future__ import annotations

from datetime import timedelta

from sightline.foundation.errors import RuleBroken

LINK_LASTS = timedelta(days=21)
"""How long a link to a pack may wait to be opened."""

TOPICS = {"challenge": "challenge", "answer": "solutions"}
"""What the register of duties is told: that the forum challenged, and considered solutions."""


def check_words(words: str, field: str, what: str, least: int = 20) -> None:
    """Refuse a pack, theme or answer that says nothing."""
    if len(words.strip()) < least:
        raise RuleBroken(f"{what}, in a sentence or more.", field=field)


def check_forum(kind: str) -> None:
    """Refuse a pack for a body that is no forum."""
    if kind != "forum":
        raise RuleBroken("Only a forum has members without a work account.")

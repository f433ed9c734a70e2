"""Reasons are words, and the same few checks of them stand everywhere. Pure Python."""

from __future__ import annotations

from sightline.foundation.errors import RuleBroken

REASONS = 20
"""Characters that reasons have at least: a sentence, not a word."""


def check_told(words: str, field: str, sentence: str, least: int = REASONS) -> None:
    """Refuse words that say nothing."""
    if len(words.strip()) < least:
        raise RuleBroken(f"{sentence}, in {least} characters or more.", field=field)

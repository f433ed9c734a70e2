"""Who may see a record. The same rule stands in the database as a row policy; tests hold the two
against each other for every persona."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import datetime

from sightline.foundation.errors import RuleBroken

SENSITIVE = frozenset({"restricted", "identified", "voice"})
"""Markings of which every opening is logged."""


@dataclass(frozen=True)
class Sheet:
    """What of a cover sheet decides its sight."""

    number: int
    marking: str
    audience: frozenset[str]
    opens_at: datetime | None
    arises_from: int | None = None


def may_see(
    sheet: Sheet, *, keys: Set[str], granted: Set[int], conflicted: Set[int], now: datetime
) -> bool:
    """Settle whether a person sees a record: a conflict, with it or with what it arises from, beats
    everything, an identified record is seen by grant or by a seat it names, a public one by all
    once it opens, any other by its audience or a grant."""
    if sheet.number in conflicted or sheet.arises_from in conflicted:
        return False
    if sheet.number in granted:
        return True
    if sheet.marking == "identified":
        return not sheet.audience.isdisjoint(seats_among(keys))
    if sheet.marking == "public" and (sheet.opens_at is None or sheet.opens_at <= now):
        return True
    return not sheet.audience.isdisjoint(keys)


def seats_among(keys: Iterable[str]) -> list[str]:
    """The keys that name one seat. Only these count where a record is identified: a list of bodies
    or capacities is not a list of names (security design, 2)."""
    return sorted(key for key in keys if key.startswith("seat:"))


CLOSENESS = ("public", "internal", "agency", "restricted", "identified")
"""From open to a named list. What a child said (voice) is held apart from this order."""


def markings_to_choose(marking: str, held_from: str) -> tuple[str, ...]:
    """Settle which markings a record may be given by hand: any that is closer than the one its room
    gave it, and that one again. Nothing is opened by hand: its room does so, by its approvals."""
    by_its_room = held_from or marking
    if by_its_room not in CLOSENESS:
        return ()
    offered = CLOSENESS[CLOSENESS.index(by_its_room) :]
    return tuple(one for one in offered if one != marking)


def check_marking(
    *, was: str, held_from: str, becomes: str, audience: Iterable[str], reason: str
) -> None:
    """Refuse a marking more open than its room gave the record, one without a reason, and a named
    list on which nobody stands."""
    if becomes not in markings_to_choose(was, held_from):
        raise RuleBroken(
            "Choose a closer marking, or the one it had before it was held more closely.",
            field="marking",
        )
    if len(reason.strip()) < 10:
        raise RuleBroken("Say why the marking changes.", field="reason")
    if becomes == "identified" and not seats_among(audience):
        raise RuleBroken("Choose who is on the list of names.", field="named")


def check_grant(
    *, grantee: int, granter: int, reason: str, starts: datetime, ends: datetime
) -> None:
    """Refuse a grant to oneself, one without a reason, or one that does not end after it starts."""
    if grantee == granter:
        raise RuleBroken("You cannot give yourself sight of a record. Ask someone else to.")
    if len(reason.strip()) < 10:
        raise RuleBroken("Say why this person needs to see the record.", field="reason")
    if ends <= starts:
        raise RuleBroken("The sight must end after it starts.", field="ends_on")


def check_interest(*, whose: int, found_by: int, nature: str) -> None:
    """Refuse an interest without words, or one's own, which is declared instead."""
    if whose == found_by:
        raise RuleBroken("Declare your own interest on the record's page.", field="person")
    if not nature.strip():
        raise RuleBroken("Say what the interest is.", field="nature")


def check_emergency(*, reason: str, has_another: bool) -> None:
    """Refuse emergency access without a reason of thirty characters, or beside another one."""
    if has_another:
        raise RuleBroken("You have emergency access to another case. End that first.")
    if len(reason.strip()) < 30:
        raise RuleBroken("Say in 30 characters or more why it cannot wait.", field="reason")


def check_review(*, reader: int, reviewer: int, is_reviewed: bool, words: str) -> None:
    """Refuse a review by the one who looked, a second one, or one that says nothing."""
    if reader == reviewer:
        raise RuleBroken("Somebody else must review your emergency access.")
    if is_reviewed:
        raise RuleBroken("This emergency access has been reviewed already.")
    if len(words.strip()) < 10:
        raise RuleBroken("Say what you looked at and what you found.", field="words")


COMMON_WORDS = frozenset({
    "about", "after", "agenda", "annual", "being", "board", "child", "children", "close",
    "district", "executive", "family", "group", "health", "interest", "local", "meeting", "member",
    "minutes", "partner", "partnership", "people", "police", "report", "safeguarding", "school",
    "service", "services", "their", "there", "which", "works", "young", "youth",
})  # fmt: skip
"""Words that tell nothing of what an interest and a matter have in common."""


def words_in_common(interest: str, matter: str) -> list[str]:
    """The words of five letters or more that an interest shares with a matter, in their order."""
    theirs = {word.casefold() for word in re.findall(r"\w{5,}", matter)} - COMMON_WORDS
    mine = [word.casefold() for word in re.findall(r"\w{5,}", interest)]
    return list(dict.fromkeys(word for word in mine if word in theirs))

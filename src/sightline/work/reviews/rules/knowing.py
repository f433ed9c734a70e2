"""Whether somebody who may read a case is, by their name, one of its people or of their family
(security 1.2, 3). Pure Python; the rule and its limits stand in decision page 018."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from sightline.foundation.errors import RuleBroken
from sightline.work.reviews.rules.words import check_told

TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "cllr", "rev"})
WHY = {
    "name": "The same name as somebody in the case",
    "other-name": "The same name as another name of somebody in the case",
    "family-name": "The same family name as somebody in the case",
}
HIDES = frozenset({"name", "other-name"})
"""What hides a case until it is decided; a family name alone is only noted."""


@dataclass(frozen=True)
class Known:
    """What somebody in a case is called: their name and other names."""

    name: str
    aliases: tuple[str, ...] = ()


def plain(name: str) -> list[str]:
    """The words of a name in small letters, without accents, titles, hyphens and full stops."""
    parted = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(one for one in parted if not unicodedata.combining(one))
    words = re.sub(r"[-.,’'`]+", lambda it: "" if it[0] in "’'`" else " ", letters).split()
    return [one for one in words if one not in TITLES]


def is_same_name(one: str, other: str) -> bool:
    """Whether two names are the same: the same first and last word, whatever stands between, or the
    same words in another order. A name of one word is nobody's."""
    mine, theirs = plain(one), plain(other)
    if min(len(mine), len(theirs)) < 2:
        return False
    return (mine[0], mine[-1]) == (theirs[0], theirs[-1]) or sorted(mine) == sorted(theirs)


def why(reader: str, people: Iterable[Known]) -> str:
    """Why a reader may know somebody in a case, the strongest reason; or nothing."""
    found = set()
    mine = plain(reader)
    for one in people:
        if is_same_name(reader, one.name):
            found.add("name")
        if any(is_same_name(reader, other) for other in one.aliases):
            found.add("other-name")
        theirs = plain(one.name)
        if len(mine) > 1 and len(theirs) > 1 and mine[-1] == theirs[-1]:
            found.add("family-name")
    return next((key for key in WHY if key in found), "")


def other_names(aliases: str) -> tuple[str, ...]:
    """Other names, as they are typed: parted by commas, semicolons or lines."""
    return tuple(one.strip() for one in re.split(r"[,;/\n]+", aliases) if one.strip())


def check_decision(*, reason: str, is_decided: bool, is_own: bool) -> None:
    """Refuse a decision about oneself, a second one, or one without a reason."""
    if is_own:
        raise RuleBroken("Somebody else must decide about you.")
    if is_decided:
        raise RuleBroken("This was decided already.")
    check_told(reason, "reason", "Say how you know", least=10)

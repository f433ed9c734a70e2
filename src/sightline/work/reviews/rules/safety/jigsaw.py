"""Pieces that together could tell who a review is about: days, places, ages, gender, what is
unusual in a family. One alone says little; several in one place, or the same as in a review that
was published before, say much (R6.6)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sightline.work.reviews.rules.safety import dates
from sightline.work.reviews.rules.safety.pieces import VISIBLE, Hit, Piece, shown

COUNTS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"  # noqa: E501
UNITS = r"days?|weeks?|months?|years?"
PLACE = (
    r"Street|Road|Lane|Avenue|Close|Crescent|Drive|Park|Hospital|Infirmary|Estate|Nursery|School|"
    r"Academy|College|Church|Mosque|Temple|Surgery|Medical Centre|Health Centre|Children’s Centre|"
    r"Children's Centre|Community Centre|Police Station|Prison|Village|Refuge|Hostel|Flats"
)
MANY = "five|six|seven|eight|nine|ten|eleven|twelve"
_OCCUPATIONS = (
    "vicar imam rabbi priest pastor footballer soldier sergeant paramedic firefighter pilot "
    "councillor magistrate barrister solicitor surgeon dentist vet headteacher midwife "
    "farmer fairground circus travelling showman taxi-driver lorry-driver butcher baker publican "
    "jockey musician actor model boxer"
)
OCCUPATIONS = _OCCUPATIONS.split()
PATTERNS: dict[str, re.Pattern[str]] = {
    "age": re.compile(
        rf"\b(?:aged?\s+(?:of\s+)?(?:\d{{1,2}}|{COUNTS})(?:\s+(?:{UNITS}))?(?:\s+and\s+\w+\s+"
        rf"(?:{UNITS}))?|(?:\d{{1,2}}|{COUNTS})[\s-]+(?:{UNITS})(?:[\s-]+and[\s-]+\w+[\s-]+"
        rf"(?:{UNITS}))?[\s-]+olds?)\b",
        re.IGNORECASE,
    ),
    "gender": re.compile(r"\b(?:boy|girl|son|daughter|male|female|brother|sister)s?\b", re.I),
    "place": re.compile(rf"\b(?:[A-Z][\w’'-]+\s+){{1,3}}(?:{PLACE})\b"),
    "family": re.compile(
        rf"\b(?:twins?|triplets?|quadruplets?|(?:{MANY}|[5-9]|1[0-2])\s+(?:\w+\s+)?"
        r"(?:children|siblings|brothers|sisters)|(?:fifth|sixth|seventh|eighth|ninth|tenth)\s+"
        r"(?:\w+\s+)?child|only child|adopted|triplet)\b",
        re.IGNORECASE,
    ),
    "occupation": re.compile(rf"\b(?:{'|'.join(OCCUPATIONS)})s?\b", re.IGNORECASE),
    "background": re.compile(
        r"\b(?:Polish|Romanian|Roma|Slovak|Lithuanian|Latvian|Bulgarian|Kurdish|Iraqi|Iranian|"
        r"Syrian|Afghan|Somali|Eritrean|Ethiopian|Sudanese|Nigerian|Ghanaian|Zimbabwean|Kenyan|"
        r"Pakistani|Bangladeshi|Indian|Chinese|Vietnamese|Filipino|Ukrainian|Russian|Albanian|"
        r"Turkish|Traveller|Gypsy|Sikh|Hindu|Jewish|Muslim|Jehovah’s Witness|asylum)\b"
    ),
}
STRONG = {"date", "place", "family", "occupation", "background"}
TOGETHER = 3
"""Different kinds of pieces in one paragraph that together are a hit."""
SHARED = 2
"""Strong pieces that a text shares with one published review before they are a hit."""


@dataclass(frozen=True)
class Clue:
    """One piece: of which kind, what it says as it is compared, and where."""

    kind: str
    value: str
    start: int
    end: int


@dataclass(frozen=True)
class Published:
    """A review published before, by its title, and its words."""

    title: str
    text: str


def clues(text: str, places: Sequence[str] = ()) -> list[Clue]:
    """Every piece in a text; `places` are names of places that are known to matter."""
    found = [
        Clue(kind, " ".join(at[0].casefold().replace("-", " ").split()), at.start(), at.end())
        for kind, pattern in PATTERNS.items()
        for at in pattern.finditer(text)
    ]
    found += [
        Clue("date", str(one.usual), one.start, one.end)
        for one in dates.written(text)
        if any(reading[2] for reading in one.means)
    ]
    for name in places:
        if len(name.strip()) > 2:
            pattern = rf"\b{re.escape(name.strip())}\b"
            found += [Clue("place", name.casefold(), at.start(), at.end())
                      for at in re.finditer(pattern, text, re.IGNORECASE)]  # fmt: skip
    return sorted(found, key=lambda one: one.start)


def find(
    pieces: Iterable[Piece], *, places: Sequence[str], earlier: Sequence[Published]
) -> Iterator[Hit]:
    """Exact days; paragraphs in which several pieces meet; and pieces that, put beside a review
    that was published before, would tell that both are about the same family."""
    read = [(piece, clues(piece.text, places)) for piece in pieces if piece.hidden == VISIBLE]
    for piece, here in read:
        for one in here:
            if one.kind == "date":
                yield shown("exact-date", piece, one.start, one.end)
        kinds = {one.kind for one in here}
        if len(kinds) >= TOGETHER and kinds & STRONG:
            first, last = here[0].start, max(one.end for one in here)
            yield shown("together", piece, first, last)
    yield from _over_the_whole(read)
    for before in earlier:
        yield from _shared(read, before, places)


def _over_the_whole(read: list[tuple[Piece, list[Clue]]]) -> Iterator[Hit]:
    """Strong pieces of two kinds or more, far apart in one text, other than days."""
    by_kind = defaultdict(list)
    for piece, here in read:
        for one in here:
            if one.kind in STRONG - {"date"}:
                by_kind[one.kind].append((piece, one))
    if len(by_kind) >= 2:
        for found in by_kind.values():
            for piece, one in found:
                yield shown("unusual", piece, one.start, one.end)


def _shared(
    read: list[tuple[Piece, list[Clue]]], before: Published, places: Sequence[str]
) -> Iterator[Hit]:
    known = {(one.kind, one.value) for one in clues(before.text, places)}
    ages = {one for one in known if one[0] == "age"}
    known = {one for one in known if one[0] in STRONG} | ages
    both = [(piece, one) for piece, here in read for one in here if (one.kind, one.value) in known]
    if len({(one.kind, one.value) for _, one in both}) >= SHARED:
        for piece, one in both:
            yield shown("published-before", piece, one.start, one.end)

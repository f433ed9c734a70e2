"""Who must not be found in a text, and what of them stands in it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sightline.work.reviews.rules.safety import dates, numbers
from sightline.work.reviews.rules.safety.letters import (
    Word,
    forms,
    is_near,
    run_together,
    words,
)

TITLES = {"mr", "mrs", "ms", "miss", "dr", "mx", "sir", "lady", "prof", "professor", "of", "the",
          "de", "van", "der", "von", "al", "el", "bin", "da", "la", "le", "jr", "sr"}  # fmt: skip
_EVERY_DAY = (
    "may will mark hope faith grace joy rose lily ivy daisy poppy summer autumn june april august "
    "dawn eve guy rob bill frank grant jack art pat sue drew chase hunter mason reed heath dale "
    "young long short hill wood woods green brown white black gray grey king price rich day may "
    "field fields banks bell best bird bishop bond bridge brook brooks burns bush carter church "
    "clay cook cooper court cross farmer fisher fox friend gardener good hall hand hart head "
    "holmes house hunt kay knight lake lamb lane law little love major marsh mills moon moor moore "
    "north east south west park parks parker page pope porter power ray read reader reid rice "
    "rivers rose sharp shepherd small stone street sun taylor temple turner walker wall ward "
    "river waters weaver well wells winter wise wright child adult sibling mother father review "
    "family local case care practice social worker health school police children agency agencies "
    "service services professional professionals partnership"
)
WORDS_OF_EVERY_DAY = frozenset(_EVERY_DAY.split())
_SCHOOLS = (
    "school schools primary secondary academy college nursery infant infants junior high grammar "
    "comprehensive community voluntary aided controlled church of england catholic rc ce c e the "
    "and st saint saints pre preschool sixth form centre trust free special unit"
)
TYPES_OF_SCHOOL = frozenset(_SCHOOLS.split())
_STREETS = (
    "street st road rd lane ln avenue ave close drive dr way court crescent terrace place grove "
    "gardens square hill walk row mews park rise view yard croft fold green house flat"
)
STREETS = frozenset(_STREETS.split())
LEAST_OF_A_NAME = 3
LEAST_TO_BE_NEAR = 5


@dataclass(frozen=True)
class Somebody:
    """A person of a case as they are kept: this case's own, or of another one."""

    name: str
    aliases: str = ""
    born_on: date | None = None
    nhs_number: str = ""
    address: str = ""
    school: str = ""
    is_ours: bool = True


@dataclass(frozen=True)
class Found:
    """What of somebody stands where; of a person of another case only that it does."""

    kind: str
    start: int
    end: int
    is_ours: bool


Runs = dict[str, list[tuple[tuple[str, ...], str, bool]]]


@dataclass
class Watched:
    """Everything to be found, sorted by its first word, so that a text is read once."""

    runs: Runs = field(default_factory=lambda: defaultdict(list))
    given: dict[str, bool] = field(default_factory=dict)
    surnames: dict[str, bool] = field(default_factory=dict)
    pairs: dict[str, set[tuple[str, bool]]] = field(default_factory=lambda: defaultdict(set))
    whole: dict[str, bool] = field(default_factory=dict)
    born: dict[date, bool] = field(default_factory=dict)
    nhs: dict[str, bool] = field(default_factory=dict)
    postcodes: dict[str, bool] = field(default_factory=dict)
    outward: set[str] = field(default_factory=set)


def watched(people: Iterable[Somebody]) -> Watched:
    """Sort what is known of people for the search."""
    found = Watched()
    for one in people:
        for name in (one.name, *re.split(r"[,;/\n]| aka | known as ", one.aliases)):
            _add_name(found, name, one.is_ours)
        if one.born_on:
            _add(found.born, one.born_on, one.is_ours)
        if one.nhs_number:
            _add(found.nhs, one.nhs_number, one.is_ours)
        _add_address(found, one.address, one.is_ours)
        _add_school(found, one.school, one.is_ours)
    return found


def _add(where: dict[Any, bool], key: Any, is_ours: bool) -> None:
    where[key] = where.get(key, False) or is_ours


def _add_name(found: Watched, name: str, is_ours: bool) -> None:
    parts = [word.plain.replace("'", "") for word in words(name) if word.plain not in TITLES]
    parts = [one for one in parts if len(one) > 1]
    if not parts:
        return
    given, surname = parts[0], parts[-1]
    if len(parts) > 1:
        found.pairs[surname].add((given, is_ours))
        for middle in parts[1:-1]:
            found.pairs[middle].add((given, is_ours))
        for one in (given + surname, surname + given, "".join(parts)):
            if len(one) >= 8:
                _add(found.whole, one, is_ours)
        for one in parts[1:]:
            _add(found.surnames, one, is_ours)
        if is_ours:
            _add(found.given, given, True)
    elif is_ours or (len(given) > 4 and given not in WORDS_OF_EVERY_DAY):
        _add(found.surnames, given, is_ours)


def _add_run(found: Watched, parts: list[str], kind: str, is_ours: bool) -> None:
    if parts:
        found.runs[parts[0]].append((tuple(parts), kind, is_ours))


def _add_address(found: Watched, address: str, is_ours: bool) -> None:
    for at in numbers.POSTCODE.finditer(address):
        _add(found.postcodes, numbers.postcode(at[0]), is_ours)
        if is_ours:
            found.outward.add(at[1].upper())
    for line in re.split(r"[,;\n]", numbers.POSTCODE.sub(",", address)):
        parts = [word.plain.replace("'", "") for word in words(line)]
        street = [one for one in parts if not one[0].isdigit()]
        is_street = len(street) > 1 and street[-1] in STREETS
        if is_street or (len(street) < len(parts) and street and street[0] not in STREETS):
            _add_run(found, street, "address", is_ours)


def _add_school(found: Watched, school: str, is_ours: bool) -> None:
    parts = [word.plain.replace("'", "") for word in words(school)]
    _add_run(found, parts, "school", is_ours)
    own = [one for one in parts if one not in TYPES_OF_SCHOOL]
    if own and (len(own) > 1 or (len(own[0]) > 4 and own[0] not in WORDS_OF_EVERY_DAY)):
        _add_run(found, own, "school", is_ours)


def find(text: str, who: Watched) -> Iterator[Found]:
    """All that stands in a text of who is watched for."""
    said = words(text)
    yield from _names(text, said, who)
    yield from _runs(said, who)
    yield from _run_together(text, who)
    for day in dates.written(text):
        for born, is_ours in who.born.items():
            no_year = all(year == 0 for year, _, _ in day.means)
            if day.tells(born) and (is_ours or not no_year):
                yield Found("born-on", day.start, day.end, is_ours)
    for kind, start, end in numbers.numbers(text):
        if kind == "nhs-number":
            known = who.nhs.get(numbers.digits_of(text[start:end]))
            if known is not None:
                yield Found("nhs-number", start, end, known)
        elif kind == "postcode":
            known = who.postcodes.get(numbers.postcode(text[start:end]))
            if known is not None:
                yield Found("postcode", start, end, known)
    for outward in who.outward:
        for at in re.finditer(rf"\b{outward}\b(?!\s?\d[A-Z])", text, re.IGNORECASE):
            yield Found("postcode", at.start(), at.end(), True)


def _names(text: str, said: list[Word], who: Watched) -> Iterator[Found]:
    for n, word in enumerate(said):
        for one in forms(word.plain):
            yield from _pair(said, n, one, who)
            if one in who.surnames and _is_name(word, one, who.surnames[one]):
                yield Found("name", word.start, word.end, who.surnames[one])
            if one in who.given and _is_name(word, one, True):
                yield Found("name", word.start, word.end, True)
        yield from _near(said, n, who)


def _is_name(word: Word, one: str, is_ours: bool) -> bool:
    """A name that is a word of every day counts with a capital alone; of another case, where it
    would be found in every text, not at all."""
    if one in WORDS_OF_EVERY_DAY:
        return is_ours and word.is_capital and len(one) >= LEAST_OF_A_NAME
    return (word.is_capital or is_ours) and len(one) >= (LEAST_OF_A_NAME if is_ours else 4)


def _pair(said: list[Word], n: int, one: str, who: Watched) -> Iterator[Found]:
    """A given name or its first letter before a surname, up to two words apart, or behind it."""
    for given, is_ours in who.pairs.get(one, ()):
        for m in range(max(0, n - 3), min(len(said), n + 3)):
            before = said[m]
            if m == n or (m > n and before.start - said[n].end > 3):
                continue
            is_whole = given in forms(before.plain)
            is_initial = before.plain == given[0] and before.is_capital and abs(m - n) <= 2
            if is_whole or is_initial or (abs(m - n) == 1 and _is_close(before.plain, given)):
                first, last = min(m, n), max(m, n)
                yield Found("name", said[first].start, said[last].end, is_ours)


def _is_close(one: str, name: str) -> bool:
    return (
        len(name) >= LEAST_TO_BE_NEAR and one not in WORDS_OF_EVERY_DAY
        and abs(len(one) - len(name)) < 2 and is_near(one, name)
    )  # fmt: skip


def _near(said: list[Word], n: int, who: Watched) -> Iterator[Found]:
    """A name with a slip of the pen: of this case alone, and written as a name."""
    word = said[n]
    bare = forms(word.plain)[-1] if word.plain.endswith("'s") else word.plain.replace("'", "")
    if not word.is_capital or len(bare) < LEAST_TO_BE_NEAR or bare in WORDS_OF_EVERY_DAY:
        return
    for names in (who.surnames, who.given):
        for name, is_ours in names.items():
            if is_ours and name != bare and _is_close(bare, name):
                yield Found("near-name", word.start, word.end, True)
    for surname in who.pairs if n > 0 else ():
        if surname != bare and _is_close(bare, surname):
            for given, is_ours in who.pairs[surname]:
                if said[n - 1].plain == given:
                    yield Found("near-name", said[n - 1].start, word.end, is_ours)


def _runs(said: list[Word], who: Watched) -> Iterator[Found]:
    for n, word in enumerate(said):
        for first in forms(word.plain):
            for parts, kind, is_ours in who.runs.get(first, ()):
                here = said[n : n + len(parts)]
                if len(here) == len(parts) and all(
                    part in forms(one.plain) for part, one in zip(parts, here, strict=True)
                ):
                    yield Found(kind, word.start, here[-1].end, is_ours)


def _run_together(text: str, who: Watched) -> Iterator[Found]:
    """A whole name with its letters spaced out, or without a space between."""
    if not who.whole:
        return
    letters, places = run_together(text)
    for name, is_ours in who.whole.items():
        at = letters.find(name)
        while at >= 0:
            start, end = places[at], places[at + len(name) - 1] + 1
            if _stands_alone(text, start, end):
                yield Found("name", start, end, is_ours)
            at = letters.find(name, at + 1)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Not a piece of longer words: a letter on neither side."""
    return not (text[start - 1 : start].isalpha() and start) and not text[end : end + 1].isalpha()

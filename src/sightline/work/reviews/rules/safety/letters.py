"""Words as they are compared: without accents, case, invisible characters and look-alikes."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

LOOK_ALIKES = str.maketrans(
    "АВСЕНІЈКМОРЅТХаеіјорѕсухΑΒΕΖΗΙΚΜΝΟΡΤΧο’‘ʼ`´", "ABCEHIJKMOPSTXaeijopscyxABEZHIKMNOPTXo'''''"
)
"""Cyrillic and Greek letters that look like ours, and the apostrophes there are."""


@dataclass(frozen=True)
class Word:
    """A word as it is compared, where it stands, and how it was written."""

    plain: str
    start: int
    end: int
    is_capital: bool


def plain(text: str) -> str:
    """Text as it is compared, without what stands between words."""
    return "".join(letter for letter, _ in _letters(text))


def _letters(text: str) -> list[tuple[str, int]]:
    """Each letter and digit as it is compared, with where it came from; an apostrophe is kept."""
    found = []
    for at, char in enumerate(text.translate(LOOK_ALIKES)):
        for one in unicodedata.normalize("NFKD", char).casefold():
            if one.isalnum() or one == "'":
                found.append((one, at))
    return found


def words(text: str) -> list[Word]:
    """The words of a text. A soft hyphen, and a hyphen at the end of a line, part no word."""
    said = text.translate(LOOK_ALIKES)
    found: list[Word] = []
    letters: list[str] = []
    start = end = -1

    def close() -> None:
        nonlocal letters
        made = "".join(letters).strip("'")
        if made:
            found.append(Word(made, start, end, text[start].isupper()))
        letters = []

    skip_until = 0
    for at, char in enumerate(said):
        if at < skip_until:
            continue
        kind = unicodedata.category(char)
        if kind in ("Cf", "Mn"):
            continue
        parts = [
            one for one in unicodedata.normalize("NFKD", char).casefold()
            if one.isalnum() or one == "'"
        ]  # fmt: skip
        if parts:
            if not letters:
                start = at
            letters += parts
            end = at + 1
        elif char in "-\u2010\ufffe\u0002" and letters and _goes_on(said, at):
            skip_until = _goes_on(said, at)
        else:
            close()
    close()
    return found


def _goes_on(said: str, at: int) -> int:
    """Where a word goes on that a hyphen at the end of a line parts; 0 if it does not."""
    if said[at] in "\ufffe\u0002":  # how a PDF's reader tells such a hyphen
        after = at + 1
        while after < len(said) and said[after] in "\r\n ":
            after += 1
        return after if after < len(said) and said[after].islower() else 0
    after = at + 1
    while after < len(said) and said[after] in "\r\n":
        after += 1
    return after if at + 1 < after < len(said) and said[after].islower() else 0


def forms(word: str) -> tuple[str, ...]:
    """A word, and the same without the ending of a possessive."""
    bare = word.replace("'", "")
    if word.endswith("'s"):
        return bare, word[:-2].replace("'", "")
    return (bare, bare[:-1]) if bare.endswith("s") and len(bare) > 4 else (bare,)


def is_near(one: str, other: str) -> bool:
    """Whether two words differ by one letter: wrong, missing, too much, or changed places."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    at = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    swapped = short[at : at + 2] == long[at : at + 2][::-1]
    return short[at + 1 :] == long[at + 1 :] or (swapped and short[at + 2 :] == long[at + 2 :])


def run_together(text: str) -> tuple[str, list[int]]:
    """All letters and digits of a text without what stands between, and where each stands."""
    letters = [(one, at) for one, at in _letters(text) if one != "'"]
    return "".join(one for one, _ in letters), [at for _, at in letters]

"""Hold what was read against whom it must not name, and say what is to be mended or justified."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from sightline.work.reviews.rules.safety import dates, jigsaw, numbers, people
from sightline.work.reviews.rules.safety.pieces import HIDDEN, LONGEST, Hit, Piece, shown

KINDS = {
    "name": "A name of somebody in this case",
    "near-name": "Nearly a name of somebody in this case",
    "born-on": "A date of birth of somebody in this case",
    "nhs-number": "An NHS number",
    "address": "An address of somebody in this case",
    "postcode": "A postcode",
    "school": "A school of somebody in this case",
    "contact": "A telephone number or an e-mail address",
    "reference": "The reference of a case",
    "happened-on": "The day it happened",
    "somebody-else": "A detail that identifies somebody else",
    "exact-date": "An exact day: a month or a season says less",
    "together": "These details together could tell who it is",
    "unusual": "Unusual, and not the only unusual detail in the text",
    "published-before": "The same stands in a review published before",
    "too-many": "There is more than is shown: mend these first",
    **HIDDEN,
}
"""What a hit is called. Of somebody of another case nothing more is said than that."""
MOST = 400
"""Hits that are kept of one check: who has more mends the text, and has it checked again."""
RANK = ("name", "born-on", "address", "school", "happened-on")


def check(
    pieces: Sequence[Piece],
    who: Iterable[people.Somebody],
    *,
    happened_on: date | None = None,
    places: Sequence[str] = (),
    earlier: Sequence[jigsaw.Published] = (),
) -> list[Hit]:
    """Every hit, in the order of the text; the same words in one part are told once."""
    watched = people.watched(who)
    order: list[Hit] = []
    for piece in pieces:
        order += _of_piece(piece, watched, happened_on)
    order += jigsaw.find(pieces, places=places, earlier=earlier)
    kept = _once(order)
    if len(kept) > MOST:
        kept = [*kept[:MOST], Hit("too-many", "The whole text", "", f"{len(kept) - MOST} more", "")]
    return kept


def _of_piece(piece: Piece, who: people.Watched, happened_on: date | None) -> Iterator[Hit]:
    if piece.hidden:
        yield Hit(piece.hidden, piece.part, "", piece.text[:LONGEST], piece.text[LONGEST:][:80])
    spans: list[tuple[int, int, str]] = []
    for one in people.find(piece.text, who):
        spans.append((one.start, one.end, one.kind if one.is_ours else "somebody-else"))
    for kind, start, end in numbers.numbers(piece.text):
        spans.append((start, end, kind))
    if happened_on is not None:
        spans += [(one.start, one.end, "happened-on") for one in dates.written(piece.text)
                  if one.tells(happened_on)]  # fmt: skip
    for start, end, kind in _widest(spans):
        yield shown(kind, piece, start, end)


def _widest(spans: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """One hit where several lie upon another: of this case before one of another, so that a
    detail of both tells nothing of the other; then the widest."""

    def weight(span: tuple[int, int, str]) -> tuple[int, int, int]:
        start, end, kind = span
        known = 0 if kind in RANK else 2 if kind == "somebody-else" else 1
        return known, start - end, start

    kept: list[tuple[int, int, str]] = []
    for start, end, kind in sorted(set(spans), key=weight):
        if not any(start < one[1] and one[0] < end for one in kept):
            kept.append((start, end, kind))
    return sorted(kept)


def _once(hits: Iterable[Hit]) -> list[Hit]:
    seen: set[tuple[str, str, str]] = set()
    kept = []
    for one in hits:
        key = (one.kind, one.part, one.found)
        if key not in seen:
            seen.add(key)
            kept.append(one)
    return kept

"""What was read in a file, piece by piece, and what was found in it."""

from __future__ import annotations

from dataclasses import dataclass

VISIBLE = ""
HIDDEN = {
    "comment": "A comment stands in the file",
    "inserted": "A tracked insertion is not accepted yet",
    "deleted": "Deleted text is still in the file, as a tracked change",
    "hidden-text": "Hidden text: it is in the file and not on the page",
    "pale-text": "Text in the colour of its background",
    "tiny-text": "Text too small to be seen",
    "covered": "Text under a box or a picture: whoever copies it can read it",
    "off-page": "Text outside the page",
    "metadata": "A property of the file says who it is from",
    "embedded": "Another file is carried inside this one",
    "hidden-sheet": "A hidden sheet, row or column of a workbook inside the file",
    "annotation": "A note or a mark was laid over the page",
    "layer-off": "A layer is switched off, and its words are still in the file",
    "earlier-revision": "An earlier version of the text is still in the file",
    "unreadable": "A page is a picture: its words cannot be checked",
}
"""What is hidden in a file, each a hit of its own whatever it says (R6.6)."""


@dataclass(frozen=True)
class Piece:
    """Some words of a file: where they stand, and whether they are hidden there."""

    part: str
    text: str
    hidden: str = VISIBLE


@dataclass(frozen=True)
class Hit:
    """Something to mend or to justify: what, in which part, and the words around it."""

    kind: str
    part: str
    before: str
    found: str
    after: str


AROUND = 80
"""Characters shown on each side of a hit."""
LONGEST = 300
"""Characters shown of a hit."""


def shown(kind: str, piece: Piece, start: int, end: int) -> Hit:
    """A hit with the words around it."""
    return Hit(
        kind,
        piece.part,
        piece.text[max(0, start - AROUND) : start],
        piece.text[start:end][:LONGEST],
        piece.text[end : end + AROUND],
    )

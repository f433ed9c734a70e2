"""Text for everybody, as it is typed: headings, paragraphs, lists and tables, and nothing else.
Nothing of a file is passed on; page and PDF are built from these blocks. Pure Python."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

BULLET = re.compile(r"^[-*•]\s+")
NUMBER = re.compile(r"^\d{1,3}[.)]\s+")


@dataclass(frozen=True)
class Block:
    """One block: a `heading`, a `subheading`, a `paragraph`, `bullets`, `numbers` or a `table`."""

    kind: str
    text: str = ""
    items: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def blocks(text: str) -> list[Block]:
    """The blocks of a text: an empty line parts them, as does a change of kind."""
    found: list[Block] = []
    for kind, lines in _groups(text):
        if kind == "heading":
            found.append(Block(kind, lines[0].removeprefix("# ").strip()))
        elif kind == "subheading":
            is_first = not any(one.kind == "heading" for one in found)
            words = lines[0].lstrip("#").strip()
            found.append(Block("heading" if is_first else kind, words))
        elif kind == "bullets":
            found.append(Block(kind, items=tuple(BULLET.sub("", one) for one in lines)))
        elif kind == "numbers":
            found.append(Block(kind, items=tuple(NUMBER.sub("", one) for one in lines)))
        elif kind == "table":
            found.append(_table(lines))
        else:
            found.append(Block("paragraph", " ".join(lines)))
    return found


def _groups(text: str) -> Iterator[tuple[str, list[str]]]:
    kept: list[str] = []
    of = ""
    for line in [*(one.strip() for one in text.splitlines()), ""]:
        kind = _kind(line)
        if kept and (kind != of or kind.endswith("heading")):
            yield of, kept
            kept = []
        of = kind
        if line:
            kept.append(line)


def _kind(line: str) -> str:
    if not line:
        return ""
    if line.startswith("# "):
        return "heading"
    if re.match(r"#{2,4} ", line):
        return "subheading"
    if line.startswith("|"):
        return "table"
    if BULLET.match(line):
        return "bullets"
    return "numbers" if NUMBER.match(line) else "paragraph"


def _table(lines: list[str]) -> Block:
    rows = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines]
    rows = [row for row in rows if not all(re.fullmatch(r":?-+:?", cell) for cell in row)]
    if not rows:
        return Block("paragraph", "")
    width = max(len(row) for row in rows)
    rows = [(*row, *[""] * (width - len(row))) for row in rows]
    return Block("table", headings=rows[0], rows=tuple(rows[1:]))

"""On which line of a TOML text each table, key and list entry stands.

`tomllib` reads the values but forgets where they stood. This walk runs only over text that
`tomllib` has already accepted, so it need not check anything.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from contextlib import suppress

from .problems import Loc

_STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"""(?:"{0,2})'
    r"|'''.*?'''(?:'{0,2})"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
_BLANK = re.compile(r"(?:[\s,]|#[^\n]*)*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_BARE_VALUE = re.compile(r"[^,\]}\n#]*")


def lines_of(text: str) -> dict[Loc, int]:
    """Give the line of every place in a valid TOML text."""
    walk = _Walk(text)
    # Lists nested hundreds deep end the walk: the lines found so far must do.
    with suppress(RecursionError):
        walk.document()
    return walk.lines


class _Walk:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[Loc, int] = {}
        self._ends = [match.start() for match in re.finditer("\n", text)]
        self._counts: dict[Loc, int] = {}  # arrays of tables and their latest entry

    def document(self) -> None:
        table: Loc = ()
        self._skip_blank()
        while self.at < len(self.text):
            before = self.at
            if self.text[self.at] == "[":
                table = self._header()
            else:
                self._pair(table)
            self._skip_blank()
            if self.at == before:
                return

    def _skip_blank(self) -> None:
        match = _BLANK.match(self.text, self.at)
        self.at = match.end() if match else self.at

    def _note(self, loc: Loc) -> None:
        self.lines.setdefault(loc, bisect_right(self._ends, self.at - 1) + 1)

    def _header(self) -> Loc:
        start, double = self.at, self.text.startswith("[[", self.at)
        self.at += 2 if double else 1
        names = self._names()
        end, self.at = self.at + (2 if double else 1), start
        loc: Loc = ()
        for name in names[:-1]:
            loc = self._latest((*loc, name))
            self._note(loc)
        loc = (*loc, names[-1])
        if double:
            self._counts[loc] = self._counts.get(loc, -1) + 1
            self._note(loc)
            loc = (*loc, self._counts[loc])
        self._note(loc)
        self.at = end
        return loc

    def _latest(self, loc: Loc) -> Loc:
        return (*loc, self._counts[loc]) if loc in self._counts else loc

    def _names(self) -> list[str]:
        names: list[str] = []
        while self.at < len(self.text) and self.text[self.at] not in "=]\n":
            quoted = _STRING.match(self.text, self.at)
            bare = quoted or _BARE_KEY.match(self.text, self.at)
            if bare is None:
                self.at += 1  # a blank or the full stop between two names
                continue
            names.append(bare.group()[1:-1] if quoted else bare.group())
            self.at = bare.end()
        return names or [""]

    def _pair(self, table: Loc) -> None:
        start = self.at
        names = self._names()
        after, self.at = self.at, start
        loc = table
        for name in names:
            loc = (*loc, name)
            self._note(loc)
        self.at = after + 1
        self._value(loc)

    def _value(self, loc: Loc) -> None:
        while self.at < len(self.text) and self.text[self.at] in " \t":
            self.at += 1
        first = self.text[self.at : self.at + 1]
        if first == "[":
            self._entries(loc)
        elif first == "{":
            self._inline_table(loc)
        else:
            match = _STRING.match(self.text, self.at) or _BARE_VALUE.match(self.text, self.at)
            self.at = match.end() if match else self.at + 1

    def _entries(self, loc: Loc) -> None:
        self.at += 1
        position = 0
        self._skip_blank()
        while self.at < len(self.text) and self.text[self.at] != "]":
            before = self.at
            self._note((*loc, position))
            self._value((*loc, position))
            position += 1
            self._skip_blank()
            if self.at == before:
                return
        self.at += 1

    def _inline_table(self, loc: Loc) -> None:
        self.at += 1
        self._skip_blank()
        while self.at < len(self.text) and self.text[self.at] != "}":
            self._pair(loc)
            self._skip_blank()
        self.at += 1

"""From the bytes of one or several TOML files to one set of tables, with every place kept."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .lines import lines_of
from .problems import Loc, Problem

LARGEST_FILE = 1_000_000  # bytes; Wakefield 2019 with its whole text is about a seventh of this
MOST_FILES = 50
LARGEST_TOTAL = 2_000_000
LONGEST_LINE = 10_000
# Sixteen names joined by full stops: no key of the schema is deeper than five, and reading a
# key of thousands of names takes the parser minutes.
_ENDLESS_KEY = re.compile(r"""(?<![\w"'-])(?:[\w"'-]++[ \t]*+\.[ \t]*+){16}""")
_LINE_OF_ERROR = re.compile(r"\(at (?:line (\d+), column \d+|end of document)\)")
_OTHER_FORMATS = {
    b"PK\x03\x04": "a Word, Excel or zip file",
    b"%PDF": "a PDF",
    b"\xd0\xcf\x11\xe0": "an older Word or Excel file",
    b"\xff\xfe": "saved in the encoding UTF-16",
    b"\xfe\xff": "saved in the encoding UTF-16",
}
_PLAIN_TEXT = "An arrangement file is plain text in the format TOML, saved with the encoding UTF-8."
_IN_WORDS = (
    ("Cannot overwrite a value", "This is given a second time.", "Give each key once."),
    ("Cannot declare", "This table is given a second time.", "Use [[name]] for lists, else once."),
    ("Expected '=' after a key", 'A key must be followed by "=".', 'Write: key = "value".'),
    ("Invalid value", "The value after the equals sign cannot be read.", "Put words in quotes."),
    ("Unterminated string", "A text in quotes is not closed.", "Close it with the same quotes."),
    ("Illegal character", "A text in quotes is not closed on its line.", 'Use """ for long texts.'),
    ("Unclosed array", "A list is not closed.", 'Close the list with "]".'),
    ("Unescaped '\\'", "A backslash stands in a text.", "Write it twice: \\\\."),
    ("Expected newline", "Something follows the value on this line.", "One key on each line."),
    ("Expected ']", "The name of a table is not closed.", "Write [name] or [[name]]."),
    ("Invalid initial character", "A key starts with a sign it may not have.", "Letters, digits."),
    ("Invalid statement", "This line is neither a table nor a key.", 'Write: key = "value".'),
    ("Invalid date", "This date does not exist.", "Write dates as 2019-09-29."),
)


@dataclass
class Tables:
    """The tables of all files merged; lists joined in the order of the file names."""

    data: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    first_file: str = ""
    is_whole: bool = True  # False when a file could not be read, so that things may be missing
    _lines: dict[str, dict[Loc, int]] = field(default_factory=dict)
    _file_of_key: dict[str, str] = field(default_factory=dict)
    _origins: dict[str, list[tuple[str, int]]] = field(default_factory=dict)

    def origin(self, loc: Loc) -> tuple[str, int | None]:
        """Give the file and the line where a place of the merged tables was written."""
        if not loc:
            return self.first_file, None
        file, local = self._file_of_key.get(str(loc[0]), self.first_file), loc
        origins = self._origins.get(str(loc[0]), [])
        if len(loc) > 1 and isinstance(loc[1], int) and loc[1] < len(origins):
            file, index = origins[loc[1]]
            local = (loc[0], index, *loc[2:])
        lines = self._lines.get(file, {})
        while local and local not in lines:
            local = local[:-1]
        return file, lines.get(local)

    def add(self, file: str, data: dict[str, Any], lines: dict[Loc, int]) -> None:
        """Join the tables of one more file."""
        self._lines[file] = lines
        for key, value in data.items():
            known = self.data.get(key)
            if key not in self.data:
                self.data[key] = list(value) if isinstance(value, list) else value
                self._file_of_key[key] = file
            elif isinstance(known, list) and isinstance(value, list):
                known.extend(value)
            else:
                self._twice(file, key, lines)
                continue
            if isinstance(value, list):
                entries = self._origins.setdefault(key, [])
                entries.extend((file, index) for index in range(len(value)))

    def _twice(self, file: str, key: str, lines: dict[Loc, int]) -> None:
        other = self._file_of_key[key]
        self.problems.append(
            Problem(
                file,
                lines.get((key,)),
                key,
                f'"{key}" is already given in {other}.',
                "Give it in one file only; lists may be spread over several files.",
            )
        )


def merge_files(files: Mapping[str, bytes]) -> Tables:
    """Read every file and join what they say; a file that cannot be read is a problem."""
    tables = Tables(first_file=min(files, default=""))
    if len(files) > MOST_FILES:
        wrong = f"There are {len(files)} files."
        tables.problems.append(
            Problem(
                tables.first_file, None, "", wrong, f"At most {MOST_FILES} make one arrangement."
            )
        )
        tables.is_whole = False
        return tables
    total = sum(map(len, files.values()))
    if len(files) > 1 and total > LARGEST_TOTAL:
        tables.problems.append(too_large("All files together", total, LARGEST_TOTAL))
        tables.is_whole = False
        return tables
    for name in sorted(files):
        text = _text_of(name, files[name])
        if isinstance(text, str):
            text = _refuse_monsters(name, text) or text
        parsed = text if isinstance(text, Problem) else _parse(name, text)
        if isinstance(parsed, Problem):
            tables.problems.append(parsed)
            tables.is_whole = False
        else:
            tables.add(name, parsed, lines_of(str(text)))
    return tables


def too_large(name: str, size: int, limit: int = LARGEST_FILE) -> Problem:
    """Say that a file is too large to be an arrangement file."""
    wrong = f"This has {size / 1_000_000:.1f} MB, which is too large for an arrangement file."
    return Problem(name, None, "", wrong, f"At most {limit / 1_000_000:.0f} MB.")


def _text_of(name: str, content: bytes) -> str | Problem:
    if len(content) > LARGEST_FILE:
        return too_large(name, len(content))
    for start, what in _OTHER_FORMATS.items():
        if content.startswith(start):
            return Problem(name, None, "", f"This is {what}.", _PLAIN_TEXT)
    try:
        # Windows editors put an invisible mark at the start of UTF-8 files: it does no harm.
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        wrong = "This line holds a character that is not saved as UTF-8."
        return Problem(name, line, "", wrong, 'Save the file again with the encoding "UTF-8".')
    if not text.strip():
        return Problem(name, None, "", "This file is empty.", _PLAIN_TEXT)
    return text


def _refuse_monsters(name: str, text: str) -> Problem | None:
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > LONGEST_LINE:
            wrong = f"This line has {len(line):,} characters."
            return Problem(name, number, "", wrong, f"At most {LONGEST_LINE:,} on one line.")
    match = _ENDLESS_KEY.search(text)
    if match:
        number = text.count("\n", 0, match.start()) + 1
        wrong = "This line joins more than fifteen names by full stops."
        return Problem(name, number, "", wrong, "No key of an arrangement file is so deep.")
    return None


def _parse(name: str, text: str) -> dict[str, Any] | Problem:
    try:
        return tomllib.loads(text)
    except RecursionError:
        return Problem(
            name, None, "", "Lists or tables stand too deep in one another.", _PLAIN_TEXT
        )
    except ValueError as error:  # TOMLDecodeError, and numbers of thousands of digits
        message = str(error)
        match = _LINE_OF_ERROR.search(message)
        line = None
        if match:
            line = int(match[1]) if match[1] else text.rstrip().count("\n") + 1
        for start, wrong, allowed in _IN_WORDS:
            if message.startswith(start):
                return Problem(name, line, "", wrong, allowed)
        wrong = "This is not written as TOML from here on."
        return Problem(name, line, "", wrong, _PLAIN_TEXT)

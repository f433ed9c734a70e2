"""Plain text and CSV: text, in an encoding that people use, and nothing that runs."""

from __future__ import annotations

import codecs
from pathlib import Path

from sightline.foundation.errors import RuleBroken
from sightline.foundation.files.rules.names import Kind

RUNS = (b"<!doctype", b"<html", b"<head", b"<body", b"<script", b"<svg", b"<?xml", b"<?php", b"#!")
ENCODINGS = ("utf-8-sig", "cp1252")
BLOCK = 1 << 16
ALLOWED_CONTROLS = set("\t\n\r\f")


def looks_like_code(start: bytes) -> bool:
    """Whether a file begins as a page or program, which a browser or system might run."""
    return start.lstrip(b"\xef\xbb\xbf \t\r\n\x00").lower().startswith((*RUNS, b"%pdf-", b"mz\x90"))


def encoding_of(path: Path) -> str | None:
    """The encoding in which the whole file reads as text, or None."""
    with path.open("rb") as file:
        start = file.read(2)
    candidates = ("utf-16",) if start in (b"\xff\xfe", b"\xfe\xff") else ENCODINGS
    return next((name for name in candidates if _reads_as(path, name)), None)


def check(path: Path, kind: Kind) -> None:
    """Refuse what is not text throughout."""
    if encoding_of(path) is None:
        raise RuleBroken(
            f"This file is called .{kind.extension} but is not text throughout. Save it as "
            f"{'CSV UTF-8' if kind.extension == 'csv' else 'plain text'} and upload that.",
            field="upload",
        )


def _reads_as(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while block := file.read(BLOCK):
                if not _is_text(decoder.decode(block)):
                    return False
        return _is_text(decoder.decode(b"", final=True))
    except UnicodeError:
        return False


def _is_text(text: str) -> bool:
    return all(c >= " " or c in ALLOWED_CONTROLS for c in set(text)) and "\x7f" not in text

"""References such as `EXE-2026-004`: how they are written and read. Numbers are given out by the
register of records, in the database."""

from __future__ import annotations

import re
from typing import NamedTuple

SHAPE = re.compile(r"^([A-Z][A-Z0-9]{0,7})-(\d{4})-(\d{3,6})$")


class Reference(NamedTuple):
    """A reference taken apart."""

    prefix: str
    year: int
    number: int


def format_reference(prefix: str, year: int, number: int) -> str:
    """Write a reference; numbers have at least three digits and may grow longer."""
    return f"{prefix}-{year:04d}-{number:03d}"


def parse_reference(text: str) -> Reference | None:
    """Read a reference as people type it (spaces and small letters forgiven), or None."""
    found = SHAPE.match(re.sub(r"\s+", "", text).upper())
    return Reference(found[1], int(found[2]), int(found[3])) if found else None

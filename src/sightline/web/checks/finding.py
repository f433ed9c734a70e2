"""A finding: what one check saw."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """How a check came out."""

    OK = "ok"
    WARN = "warn"
    FAIL = "FAIL"


@dataclass(frozen=True)
class Finding:
    """The verdict, what was seen, and how to mend it where something is wrong."""

    verdict: Verdict
    seen: str
    mend: str = ""


Check = Callable[[], Finding]


def ok(seen: str) -> Finding:
    return Finding(Verdict.OK, seen)


def warn(seen: str, mend: str) -> Finding:
    return Finding(Verdict.WARN, seen, mend)


def fail(seen: str, mend: str) -> Finding:
    return Finding(Verdict.FAIL, seen, mend)

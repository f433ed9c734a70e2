"""Targets that change: which is in force for a period, and how people write them down.

A target is set from a period on and holds until the next; what was in force for a figure then is
what it is held to now (R9.1).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import itemgetter

from sightline.work.performance.rules.periods import EARLIEST, MONTHS

Step = tuple[int, float]
"""The first period it holds for, and the target."""
MOST = 24


def in_force(steps: Sequence[Sequence[float]], fixed: float | None, period: int) -> float | None:
    """The target of a period: of the last step that begins with it or before, else the one that
    was fixed without a date."""
    begun = [step for step in steps if step[0] <= period]
    return float(max(begun, key=itemgetter(0))[1]) if begun else fixed


def read_steps(text: str) -> list[Step]:
    """Steps from lines such as “April 2025: 90”, in order of time. Raises ValueError with a
    sentence."""
    found: dict[int, float] = {}
    for line in filter(None, (each.strip() for each in text.splitlines())):
        match = re.fullmatch(r"([A-Za-z]+)\s+(\d{4})\s*:\s*(-?[\d,]+(?:\.\d+)?)\s*%?", line)
        month = match and _month(match[1])
        if match is None or not month:
            raise ValueError(f"“{line[:60]}” is not a month and a target, such as April 2025: 90.")
        if not EARLIEST <= int(match[2]) <= 2100:
            raise ValueError(f"The year {match[2]} cannot be right.")
        period = int(match[2]) * 100 + month
        if period in found:
            raise ValueError(f"{match[1]} {match[2]} stands there twice.")
        found[period] = float(match[3].replace(",", ""))
    if len(found) > MOST:
        raise ValueError(f"At most {MOST} targets can be set in advance.")
    return sorted(found.items())


def written(steps: Sequence[Sequence[float]]) -> str:
    """Steps as lines, as `read_steps` reads them."""
    return "\n".join(
        f"{MONTHS[int(first) % 100 - 1]} {int(first) // 100}: {float(target):g}"
        for first, target in steps
    )


def _month(name: str) -> int:
    found = [n for n, each in enumerate(MONTHS, 1) if each.lower().startswith(name.lower())]
    return found[0] if len(found) == 1 and len(name) >= 3 else 0

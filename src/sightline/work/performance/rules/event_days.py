"""The days of rare events: read as an agency writes them, and asked of a return (R9.1).

Days say more of a child than a count does, so they are held more closely: who sees counts as small
as they are sees a chart that counts days, and nothing that leaves says a day.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from sightline.foundation.calendar import period_of
from sightline.work.performance.rules.periods import MONTHS, STEP, moved

MOST = 200  # days of one figure: what happens more often is not rare
SHORT = {month[:3].lower(): place for place, month in enumerate(MONTHS, start=1)}


def read_days(text: str) -> tuple[date, ...]:
    """The days in a text, one a line or between commas: 3 May 2026, 3/5/2026 or 2026-05-03; a day
    on which two events fell stands twice. Raises ValueError with a sentence."""
    parts = [each.strip() for each in re.split(r"[\n,;]+", text) if each.strip()]
    if len(parts) > MOST:
        raise ValueError(f"Enter at most {MOST} days")
    return tuple(sorted(_day(each) for each in parts))


def written(days: Sequence[date]) -> str:
    """Days as they would be typed, one a line."""
    return "\n".join(f"{each.day} {MONTHS[each.month - 1]} {each.year}" for each in days)


def bounds(period: int, kind: str) -> tuple[date, date]:
    """The first and the last day of a period."""
    before = moved(period, 1 - STEP.get(kind, 12))
    last = date(period // 100, period % 100, 1)
    return date(before // 100, before % 100, 1), period_of(last, "month").end


def _day(text: str) -> date:
    found = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00)?)?", text)
    if found:
        year, month, day = int(found[1]), int(found[2]), int(found[3])
    else:
        found = re.fullmatch(r"(\d{1,2})(?:[ /.-]+)([A-Za-z]+|\d{1,2})(?:[ /.-]+)(\d{4})", text)
        if found is None:
            raise ValueError(f"“{text[:40]}” is not a day such as 3 May 2026")
        day, year = int(found[1]), int(found[3])
        named = found[2].lower()
        month = int(named) if named.isdigit() else SHORT.get(named[:3], 0)
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"“{text[:40]}” is not a day such as 3 May 2026") from None

"""Who needs which training, how far it is covered, and when more dates are worth it (R8.1)."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date


def called(role: str) -> str:
    """A role as it is compared: how people write it does not matter."""
    return " ".join(role.replace("-", " ").split()).casefold()


@dataclass(frozen=True)
class Gap:
    """One course that one role of one agency needs: staff in the role, those with the course in
    force, and those still without. More may be trained than were counted: nobody is then missing.
    """

    agency: str
    role: str
    course: str
    staff: int
    covered: int

    @property
    def missing(self) -> int:
        return max(0, self.staff - self.covered)

    @property
    def share(self) -> int | None:
        """Of the staff, in whole per cent; none where there is nobody in the role."""
        return round(100 * min(self.covered, self.staff) / self.staff) if self.staff else None


def gaps(
    needs: Iterable[tuple[str, str]],
    staff: Mapping[tuple[str, str], int],
    covered: Mapping[tuple[str, str, str], int],
) -> list[Gap]:
    """Every gap of those agencies that said how many staff they have: `needs` are (role, course),
    `staff` by (agency, role), `covered` by (agency, role, course)."""
    wanted: dict[str, list[str]] = {}
    for role, course in needs:
        wanted.setdefault(role, []).append(course)
    return [
        Gap(agency, role, course, count, covered.get((agency, role, course), 0))
        for (agency, role), count in sorted(staff.items())
        if count
        for course in sorted(wanted.get(role, []))
    ]


def share_by_agency(rows: Iterable[Gap]) -> dict[str, float]:
    """Of all places that an agency's staff need, how many per cent are covered."""
    needed: dict[str, int] = {}
    had: dict[str, int] = {}
    for one in rows:
        needed[one.agency] = needed.get(one.agency, 0) + one.staff
        had[one.agency] = had.get(one.agency, 0) + min(one.covered, one.staff)
    return {agency: round(100 * had[agency] / total, 1) for agency, total in needed.items()}


def dates_to_add(waiting: int, places: int) -> int:
    """How many more dates of so many places those who wait would fill: each at least half."""
    if places <= 0:
        return 0
    full, rest = divmod(waiting, places)
    return full + (2 * rest >= places)


SEARCHED = 3  # times at least: what one person typed once is nobody else's to read
LETTERS = re.compile(r"[^\w\s'-]|\d|_")


def search_words(typed: str) -> str:
    """What somebody looked for, so that the same is counted as the same: small letters, in the
    order of the alphabet, without figures; nothing where too little or too much is left."""
    words = sorted(set(LETTERS.sub(" ", typed.casefold()).split()))
    kept = " ".join(words)
    return kept if 3 <= len(kept) <= 60 and len(words) <= 5 else ""


def searcher_mark(secret: str, today: date, who: str) -> str:
    """What tells one who searched from another on one day, and from which neither who it was nor
    whether they came on another day can be found without the secret."""
    said = f"training.search|{today.isoformat()}|{who}"
    return hmac.new(secret.encode(), said.encode(), hashlib.sha256).hexdigest()

"""How many people an agency has in each role, in a file: read whole or not at all (R8.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sightline.work.training.rules.completing import Faulty, places_of
from sightline.work.training.rules.needing import called

COLUMNS = {
    "role": ("role", "job role", "job title", "post", "posts"),
    "staff": ("staff", "number", "count", "headcount", "people", "how many"),
}
MOST_LINES = 500
MOST_STAFF = 100_000  # as the database holds it


@dataclass(frozen=True)
class Counted:
    """What a file says: how many people in each known role, by its number; and the roles the list
    does not know, each with its line."""

    staff: dict[int, int]
    unknown: list[tuple[int, str]]


def read(table: Sequence[Sequence[Any]], roles: Mapping[str, int]) -> Counted:
    """The counts of a table whose first row names its columns; raise `Faulty` with all that is
    wrong, line by line. `roles` are the names of the list as `called` compares them. Two names of
    one role are added up: they are other people. The same name twice is a fault."""
    if not table:
        raise Faulty([(1, "The file is empty")])
    where = places_of(table[0], COLUMNS)
    if len(table) > MOST_LINES + 1:
        raise Faulty([(MOST_LINES + 2, f"Send at most {MOST_LINES} lines at once")])
    staff: dict[int, int] = {}
    unknown: list[tuple[int, str]] = []
    faults: list[tuple[int, str]] = []
    seen: dict[str, int] = {}
    for line, row in enumerate(table[1:], 2):
        role, given = (
            " ".join(str(row[at] if at < len(row) else "").split()) for at in where.values()
        )
        if not role and not given:
            continue
        count = _count(given)
        key = called(role)
        if not role:
            faults.append((line, "There is a number without a role"))
        elif count is None:
            faults.append((line, f"“{given[:30]}” is not a whole number up to 100,000"))
        elif key in seen:
            faults.append((line, f"“{role[:60]}” is on line {seen[key]} already"))
        elif key not in roles:
            unknown.append((line, role[:120]))
        else:
            staff[roles[key]] = staff.get(roles[key], 0) + count
        seen.setdefault(key, line)
    if not staff and not unknown and not faults:
        faults.append((2, "There is no line below the headings"))
    if faults:
        raise Faulty(faults)
    return Counted(staff, unknown)


def _count(given: str) -> int | None:
    """A whole number of people as people and spreadsheets write it: 12, 1,200, 12.0."""
    plain = given.replace(",", "").removesuffix(".0")
    if not (plain.isascii() and plain.isdigit()):
        return None
    return int(plain) if int(plain) <= MOST_STAFF else None

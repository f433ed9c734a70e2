"""Small numbers: no child is made out from a figure that leaves the partnership (R10.2).

A count below its class's threshold is hidden (primary suppression). Then further cells are hidden
until nothing that is shown, here or in an earlier release, lets anyone work a hidden cell out or
narrow it to fewer values than the threshold spans (secondary suppression). What is shown and how
cells add up are given as sums, so that totals, several tables of one release, and a figure that was
published before under another cut are all the same kind of thing: an equation.

That a hidden cell is safe is proved: another set of whole numbers for the hidden cells satisfies
every sum, keeps every lower bound that a reader may assume, and gives this cell another value. If
the simple proof is not found, one more cell is hidden: more than must be, perhaps, never less.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm
from typing import Literal

Key = Hashable
Why = Literal["shown", "small", "protects"]
Number = int | Fraction


@dataclass(frozen=True)
class DisclosureClass:
    """How closely figures of a kind are held: counts from 1 to below `threshold` are hidden, zero
    too where `hides_zero`; what is shown is rounded to `rounding`."""

    code: str
    words: str
    threshold: int
    rounding: int = 1
    hides_zero: bool = False

    def is_small(self, count: int) -> bool:
        """Whether a count is hidden for its own size."""
        return (0 < count < self.threshold) or (count == 0 and self.hides_zero)

    @property
    def lowest_hidden(self) -> int:
        """The least that a reader knows a hidden cell to be: 1 where every zero is shown."""
        return 0 if self.hides_zero else 1

    @property
    def span(self) -> int:
        """How far apart the least and the greatest possible value of a hidden cell must be."""
        return max(1, self.threshold - 1)


OPEN = DisclosureClass("open", "Published already, or about no child: shown as it is", 0)
CHILDREN = DisclosureClass(
    "children", "Children counted: 1 to 5 are hidden, with what would give them away", 6
)
SENSITIVE = DisclosureClass(
    "sensitive",
    "Exploitation, deaths and other grave harm: below 10 is hidden, the rest rounded to 5",
    10,
    rounding=5,
)
CLASSES = {each.code: each for each in (OPEN, CHILDREN, SENSITIVE)}


@dataclass(frozen=True)
class Sum:
    """One cell that is the sum of others."""

    total: Key
    parts: tuple[Key, ...]


@dataclass(frozen=True)
class Table:
    """Everything that is released together, with what was released before and bears on it.

    `counts` are true counts, whole and not negative; `sums` how they add up. `shown_before` are
    cells of earlier releases, or of this table, that readers already know; `hidden_before` cells
    that were hidden then and must stay so."""

    counts: Mapping[Key, int]
    sums: Sequence[Sum] = ()
    shown_before: frozenset[Key] = frozenset()
    hidden_before: frozenset[Key] = frozenset()


@dataclass(frozen=True)
class Released:
    """What leaves: a value or None for each cell, why it is hidden, and the cells that cannot be
    protected any more because of what was released before."""

    values: Mapping[Key, int | None]
    why: Mapping[Key, Why]
    exposed: frozenset[Key] = frozenset()

    @property
    def hidden(self) -> frozenset[Key]:
        return frozenset(key for key, value in self.values.items() if value is None)


def protect(table: Table, of: DisclosureClass) -> Released:
    """Settle which cells are shown. Raises ValueError for sums that do not add up: what is wrong
    cannot be protected."""
    _check(table)
    counts = table.counts
    hidden: dict[Key, Why] = {key: "small" for key, n in counts.items() if of.is_small(n)}
    for key in table.hidden_before - hidden.keys():
        hidden[key] = "protects"
    exposed = {key for key in hidden if key in table.shown_before}
    totals = {each.total for each in table.sums}
    while True:
        unknown = [key for key in counts if key in hidden and key not in exposed]
        unsafe = _unsafe(table, unknown, of)
        if not unsafe:
            break
        partner = _partner(table, unsafe[0], hidden, totals, of)
        if partner is None:
            exposed.add(unsafe[0])
        else:
            hidden[partner] = "protects"
    values = {key: None if key in hidden else _rounded(n, of.rounding) for key, n in counts.items()}
    why: dict[Key, Why] = {key: hidden.get(key, "shown") for key in counts}
    return Released(values, why, frozenset(exposed))


def cross_table(
    counts: Mapping[tuple[str, str], int], *, total: str = "Total", prefix: tuple[str, ...] = ()
) -> Table:
    """A table of rows by columns with its totals. Keys are (row, column) after the prefix."""
    rows = list(dict.fromkeys(row for row, _ in counts))
    columns = list(dict.fromkeys(column for _, column in counts))
    cells: dict[Key, int] = {
        (*prefix, row, column): counts.get((row, column), 0) for row in rows for column in columns
    }
    sums = []
    for row in rows:
        sums.append(Sum((*prefix, row, total), tuple((*prefix, row, each) for each in columns)))
    for column in [*columns, total]:
        sums.append(Sum((*prefix, total, column), tuple((*prefix, each, column) for each in rows)))
    for each in sums:
        cells[each.total] = sum(cells[part] for part in each.parts)
    return Table(cells, sums)


def together(tables: Iterable[Table]) -> Table:
    """Tables of one release as one: cells of the same key are the same figure."""
    all_of = [*tables]
    return Table(
        {key: count for each in all_of for key, count in each.counts.items()},
        [one for each in all_of for one in each.sums],
        frozenset().union(*(each.shown_before for each in all_of)),
        frozenset().union(*(each.hidden_before for each in all_of)),
    )


def share(
    part: int | None, whole: int | None, *, per: int = 100, decimals: int = 1
) -> float | None:
    """A percentage or rate of two released counts: hidden where either is, since it would give the
    count away."""
    if part is None or not whole:
        return None
    return round(per * part / whole, decimals)


def _check(table: Table) -> None:
    for each in table.sums:
        if any(key not in table.counts for key in (each.total, *each.parts)):
            raise ValueError(f"The sum of {each.total} names a cell that is not there.")
        if sum(table.counts[part] for part in each.parts) != table.counts[each.total]:
            raise ValueError(f"The parts of {each.total} do not add up to it.")
    if any(count < 0 for count in table.counts.values()):
        raise ValueError("A count cannot be below 0.")


def _rounded(count: int, base: int) -> int:
    return count if base == 1 else (count + base // 2) // base * base


@dataclass
class _Moves:
    """Ways in which the hidden cells could be otherwise: each gives some of them a step."""

    counts: Mapping[Key, int]
    lowest: int
    reach: dict[Key, int] = field(default_factory=dict)

    def add(self, steps: Mapping[Key, Number]) -> None:
        """Note how far each cell can go along this move and back, keeping every lower bound."""
        whole = lcm(*(Fraction(step).denominator for step in steps.values()))
        moved = {key: int(step * whole) for key, step in steps.items()}
        room = {key: self.counts[key] - self.lowest for key in moved}
        forward = min((room[k] // -s for k, s in moved.items() if s < 0), default=None)
        back = min((room[k] // s for k, s in moved.items() if s > 0), default=None)
        free = forward is None or back is None  # nothing stops it on one side
        for key, step in moved.items():
            reach = 10**9 if free else ((forward or 0) + (back or 0)) * abs(step)
            self.reach[key] = max(self.reach.get(key, 0), reach)


def _unsafe(table: Table, unknown: list[Key], of: DisclosureClass) -> list[Key]:
    """Hidden cells whose possible values are not proved to span enough."""
    lowest = of.lowest_hidden
    moves = _Moves(table.counts, lowest)
    rows = _equations(table, set(unknown))
    movable = [key for key in unknown if table.counts[key] > lowest]
    stuck = [key for key in unknown if table.counts[key] <= lowest]
    by_room = sorted(movable, key=lambda key: (-table.counts[key], str(key)))
    for parts in _growing(rows, table.counts):
        moves.add(parts)
    for order in (by_room, by_room[1:] + by_room[:1], by_room[::-1], [*by_room, *stuck]):
        pivots = _reduced(rows, order)
        for key in unknown:
            steps = _move(pivots, rows, key)
            if steps is not None:
                moves.add(steps)
        if all(moves.reach.get(key, 0) >= of.span for key in unknown):
            break
    return sorted((key for key in unknown if moves.reach.get(key, 0) < of.span), key=str)


def _growing(rows: list[dict[Key, Number]], counts: Mapping[Key, int]) -> list[dict[Key, Number]]:
    """Hidden cells bound to one another alone, beside zeros: all could be twice as many."""
    groups: list[tuple[set[Key], bool]] = []
    for row in rows:
        is_closed = sum(value * counts[key] for key, value in row.items()) == 0
        near = [each for each in groups if each[0] & row.keys()]
        groups = [each for each in groups if each not in near]
        joined = set(row).union(*(keys for keys, _ in near))
        groups.append((joined, is_closed and all(closed for _, closed in near)))
    return [{key: counts[key] for key in keys if counts[key]} for keys, closed in groups if closed]


def _equations(table: Table, unknown: set[Key]) -> list[dict[Key, Number]]:
    """Each sum as far as it is about hidden cells: what is known moves to the other side."""
    rows = []
    for each in table.sums:
        row: dict[Key, Number] = {}
        for key, sign in ((each.total, 1), *((part, -1) for part in each.parts)):
            if key in unknown:
                row[key] = row.get(key, 0) + sign
        row = {key: value for key, value in row.items() if value}
        if row:
            rows.append(row)
    return rows


def _reduced(rows: list[dict[Key, Number]], order: Sequence[Key]) -> dict[Key, dict[Key, Number]]:
    """Gauss and Jordan: each equation solved for one cell, cells with most room first."""
    left = [dict(row) for row in rows]
    pivots: dict[Key, dict[Key, Number]] = {}
    for key in order:
        found = next((row for row in left if row.get(key)), None)
        if found is None:
            continue
        left.remove(found)
        lead = found[key]
        found = {k: (v * lead if abs(lead) == 1 else Fraction(v) / lead) for k, v in found.items()}
        for row in (*left, *pivots.values()):
            times = row.get(key)
            if times:
                for k, v in found.items():
                    row[k] = row.get(k, 0) - times * v
                    if not row[k]:
                        del row[k]
        pivots[key] = found
    if any(left):  # what is left binds cells that cannot move: such a cell has no move at all
        pivots[_LEFT] = {key: 1 for row in left for key in row}
    return pivots


_LEFT = object()


def _move(
    pivots: dict[Key, dict[Key, Number]], rows: list[dict[Key, Number]], key: Key
) -> dict[Key, Number] | None:
    """One step of a cell, with what the solved cells must do to keep every sum."""
    if key in pivots or key in pivots.get(_LEFT, {}):
        return None  # a solved cell moves with another
    steps: dict[Key, Number] = {key: 1}
    for solved, row in pivots.items():
        if solved is not _LEFT and row.get(key):
            steps[solved] = -row[key]
    return steps


def _partner(
    table: Table, lonely: Key, hidden: Mapping[Key, Why], totals: set[Key], of: DisclosureClass
) -> Key | None:
    """The next cell to hide for the sake of one that is not safe: the smallest beside it, a total
    only where nothing else is left; a zero never, where readers know that zeros are shown."""

    def may_hide(key: Key) -> bool:
        is_known = key in hidden or key in table.shown_before
        return not is_known and (of.hides_zero or table.counts[key] > 0)

    def cost(key: Key) -> tuple[bool, int, str]:
        return key in totals, table.counts[key], str(key)

    sums = [(each.total, *each.parts) for each in table.sums]
    reached, frontier = {lonely}, {lonely}
    while frontier:
        near = [keys for keys in sums if frontier & set(keys)]
        # a sum in which the cell stands alone gives it away at once
        near.sort(key=lambda keys: sum(key in hidden for key in keys))
        for keys in near:
            candidates = [key for key in keys if may_hide(key)]
            if candidates:
                return min(candidates, key=cost)
        frontier = {key for keys in near for key in keys} - reached
        reached |= frontier
    return None

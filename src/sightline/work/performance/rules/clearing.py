"""What of a count may leave: the figures of one period that bear on one another, with every state
they were let out in before, put to the engine of small numbers (R10.2).

A count has three cells: what was counted, out of how many, and the others, which nobody prints but
anybody can reckon. Parts and their total bind cells of one state; a figure that was let out and
later corrected binds two states by what was added.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from sightline.foundation.small_numbers import (
    CLASSES,
    DisclosureClass,
    Key,
    Sum,
    Table,
    protect,
    share,
)


@dataclass(frozen=True)
class Counted:
    """One figure as it truly is: its count, and out of how many where it is a share or a rate."""

    number: int
    count: int
    out_of: int | None = None
    is_part_of_whole: bool = False  # a share: who is not counted is counted among the others
    part_of: int | None = None
    is_open: bool = False  # published already


@dataclass(frozen=True)
class Seen:
    """How a figure was let out before: what of it was shown."""

    counted: Counted
    count_shown: bool
    out_of_shown: bool
    protects: bool  # hidden for the sake of others


@dataclass(frozen=True)
class Cleared:
    """What may leave of a figure, and why no more."""

    count: int | None
    out_of: int | None
    why: str


def clear(
    now: Sequence[Counted], earlier: Iterable[Mapping[int, Seen]], of: DisclosureClass
) -> dict[int, Cleared]:
    """Settle what may leave of the figures of a period, given each state in which they left."""
    states = [*earlier]
    counts: dict[Key, int] = {}
    sums: dict[Key, Sum] = {}
    known: set[Key] = set()
    kept: set[Key] = set()
    for state in states:
        _bind([one.counted for one in state.values()], counts, sums, known)
    _bind(now, counts, sums, known)
    for seen in (one for state in states for one in state.values()):
        _note(seen, known, kept)
    if of.rounding == 1:  # a difference of rounded figures says less than a hidden cell does
        _bind_corrections(counts, sums)
    released = protect(Table(counts, list(sums.values()), frozenset(known), frozenset(kept)), of)
    found = {}
    for each in now:
        count, out_of = _count(each), _out_of(each)
        hidden = [key for key in (count, out_of) if key and released.values[key] is None]
        why = "exposed" if any(key in released.exposed for key in hidden) else (
            released.why[hidden[0]] if hidden else "shown"
        )  # fmt: skip
        shown = released.values[out_of] if out_of else None
        found[each.number] = Cleared(released.values[count], shown, why)
    return found


def strictest(codes: Iterable[str]) -> DisclosureClass:
    """The class that figures of several classes are held by where they bear on one another."""
    return max((CLASSES[code] for code in codes), key=lambda each: each.threshold)


def figure_of(
    cleared: Cleared, value: float, scale: float, decimals: int, of: DisclosureClass
) -> float | None:
    """The figure that leaves: the one on record where nothing is rounded, else worked out of what
    is shown."""
    if cleared.out_of is None and cleared.count is None:
        return None
    if cleared.why != "shown":
        return None
    if of.rounding == 1:
        return value
    if cleared.out_of is None:
        return float(cleared.count) if cleared.count is not None else None
    return share(cleared.count, cleared.out_of, per=int(scale), decimals=decimals)


def _count(each: Counted) -> Key:
    return (each.number, "count", each.count)


def _out_of(each: Counted) -> Key | None:
    return None if each.out_of is None else (each.number, "out of", each.out_of)


def _bind(
    state: Sequence[Counted], counts: dict[Key, int], sums: dict[Key, Sum], known: set[Key]
) -> None:
    """The cells of one state and how they add up."""
    by_number = {each.number: each for each in state}
    for each in state:
        count, out_of = _count(each), _out_of(each)
        counts[count] = each.count
        if out_of is not None and each.out_of is not None:
            counts[out_of] = each.out_of
            if each.is_part_of_whole and each.count <= each.out_of:
                others = (each.number, "others", each.count, each.out_of)
                counts[others] = each.out_of - each.count
                sums[out_of, count] = Sum(out_of, (count, others))
        if each.is_open:
            known.update(key for key in (count, out_of) if key)
    for total in state:
        parts = [each for each in state if each.part_of == total.number]
        rest = total.count - sum(each.count for each in parts)
        if not parts or rest < 0 or total.number not in by_number:
            continue
        cells = [_count(each) for each in parts]
        if rest:
            left: Key = (total.number, "rest", tuple(cells), total.count)
            counts[left] = rest
            cells.append(left)
        sums[_count(total), tuple(cells)] = Sum(_count(total), tuple(cells))


def _note(seen: Seen, known: set[Key], kept: set[Key]) -> None:
    count, out_of = _count(seen.counted), _out_of(seen.counted)
    for key, is_shown in ((count, seen.count_shown), (out_of, seen.out_of_shown)):
        if key is None:
            continue
        if is_shown:
            known.add(key)
        elif seen.protects:
            kept.add(key)


def _bind_corrections(counts: dict[Key, int], sums: dict[Key, Sum]) -> None:
    """Two values of one cell, and what lies between them."""
    cells: dict[tuple[object, object], list[Key]] = {}
    for key in counts:
        if isinstance(key, tuple) and key[1] in ("count", "out of"):
            cells.setdefault((key[0], key[1]), []).append(key)
    for cell, states in cells.items():
        for one, other in combinations(sorted(states, key=lambda key: counts[key]), 2):
            between: Key = (*cell, "added", counts[one], counts[other])
            counts[between] = counts[other] - counts[one]
            sums[between] = Sum(other, (one, between))

"""Does following parents, reports, mergers and conditions come to an end?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from .arrangement import Arrangement, Part
from .problems import Found


def circles(arrangement: Arrangement) -> Iterable[Found]:
    """Find links that come back to where they began; following them must come to an end."""
    links: list[tuple[str, str, Callable[[Part], tuple[str, ...]]]] = [
        ("bodies", "parent", lambda it: _one(getattr(it, "parent", None))),
        ("bodies", "reports_to", lambda it: _one(getattr(it, "reports_to", None))),
        ("agencies", "part_of", lambda it: _one(getattr(it, "part_of", None))),
        ("agencies", "merged_into", lambda it: _one(getattr(it, "merged_into", None))),
        ("duties", "depends_on", lambda it: getattr(it, "depends_on", ())),
    ]
    for name, field, follow in links:
        parts = getattr(arrangement, name)
        places = {part.id: index for index, part in enumerate(parts)}
        for way in _ways_round({part.id: follow(part) for part in parts}):
            wrong = f"This goes round in a circle: {' → '.join((*way, way[0]))}."
            loc = (name, places[way[0]], field)
            yield Found(loc, wrong, f'Take one "{field}" out of the circle.')


def _one(name: str | None) -> tuple[str, ...]:
    return (name,) if name else ()


def _ways_round(steps: Mapping[str, tuple[str, ...]]) -> Iterable[tuple[str, ...]]:
    """Find circles, each from the first of its members in the alphabet; none shares a member."""
    left = {name: [there for there in way if there in steps] for name, way in steps.items()}
    while left := _without_ends(left):
        way = [min(left)]
        while (there := left[way[-1]][0]) not in way:
            way.append(there)
        circle = way[way.index(there) :]
        first = circle.index(min(circle))
        yield (*circle[first:], *circle[:first])
        gone = set(circle)
        left = {
            name: [there for there in then if there not in gone]
            for name, then in left.items()
            if name not in gone
        }


def _without_ends(steps: dict[str, list[str]]) -> dict[str, list[str]]:
    """Take away, again and again, whatever leads nowhere: what is left leads into circles."""
    before: dict[str, list[str]] = {name: [] for name in steps}
    for name, then in steps.items():
        for there in then:
            before[there].append(name)
    ways_on = {name: len(then) for name, then in steps.items()}
    ends = [name for name, count in ways_on.items() if not count]
    for end in ends:
        for name in before[end]:
            ways_on[name] -= 1
            if not ways_on[name]:
                ends.append(name)
    gone = set(ends)
    return {
        name: [there for there in then if there not in gone]
        for name, then in steps.items()
        if name not in gone
    }

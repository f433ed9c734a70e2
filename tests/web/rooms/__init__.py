"""The tables of the tests, put together from the rooms: every module here says `ROOM = Room(...)`.

A new room, or a new subject of one, adds a module; nobody edits a table that others edit.
"""

from __future__ import annotations

import pkgutil
from collections import Counter
from importlib import import_module

from builders.world import World, canary
from web.room import Room

ROOMS: dict[str, Room] = {
    found.name: import_module(f"{__name__}.{found.name}").ROOM
    for found in pkgutil.iter_modules(__path__)
}


def _together(name: str) -> dict:  # type: ignore[type-arg]
    """One table of all rooms; that two rooms speak of the same thing is a fault."""
    times = Counter(key for room in ROOMS.values() for key in getattr(room, name))
    twice = [key for key, n in times.items() if n > 1]
    assert not twice, f"said by two rooms in {name}: {twice}"
    return {k: v for room in ROOMS.values() for k, v in getattr(room, name).items()}


ROWS = [row for room in ROOMS.values() for row in room.rows]
ABOUT = _together("about")
HELD = _together("held")
SIGHT = _together("sight")
WORDS = {canary(text): who for text, who in _together("words").items()}
KEYED = [model for room in ROOMS.values() for model in room.keyed]
OF_STAFF = [model for room in ROOMS.values() for model in room.of_staff]
OTHERWISE = {table for room in ROOMS.values() for table in room.otherwise}
LISTS = _together("lists")
WRITES = _together("writes")
EXPORTS = [path for room in ROOMS.values() for path in room.exports]


def arguments(world: World, about: str) -> list[object]:
    """What stands in the address of a row about a thing."""
    if not about:
        return []
    kind, _, which = about.partition(" ")
    return list(ABOUT[kind](world, which))


def one_more_of_everything(world: World, number: int) -> None:
    """One row more in every list."""
    for room in ROOMS.values():
        if room.one_more is not None:
            room.one_more(world, number)

"""Read an arrangement file, or say at once everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .arrangement import Arrangement
from .files import LARGEST_FILE, Tables, merge_files, too_large
from .problems import ArrangementRefused, Checked, Found, Loc, Problem, remedy
from .references import reference_faults
from .schema import lists_of_parts, place_in_words
from .sense import sense_faults
from .shape import endless_lists, shape_faults

MOST_PROBLEMS = 200
_STAND_IN = {
    "id": "unknown",
    "name": "Unknown",
    "short": "Unknown",
    "document_title": "Unknown",
    "published": "Unknown",
    "from": "2000-01-01",
}
"""Where these are missing or wrong, the rest is still checked."""


def read_arrangement(path: Path) -> Arrangement:
    """Read an arrangement from a TOML file or a folder of them; refuse it with all its problems."""
    checked = check_arrangement(path)
    if checked.arrangement is None:
        raise ArrangementRefused(checked.problems)
    return checked.arrangement


def check_arrangement(path: Path) -> Checked:
    """Check a TOML file, or a folder of them read as one."""
    if path.is_dir():
        paths = sorted(entry for entry in path.glob("*.toml") if entry.is_file())
        if not paths:
            allowed = "Put one or more files with names ending in .toml there."
            return _refuse(path.name, "There is no arrangement file in this folder.", allowed)
    elif path.is_file():
        paths = [path]
    else:
        return _refuse(path.name, "There is no such file or folder.", "Check the name.")
    files: dict[str, bytes] = {}
    unread: list[Problem] = []
    for entry in paths:
        try:
            size = entry.stat().st_size
            if size > LARGEST_FILE:
                unread.append(too_large(entry.name, size))
            else:
                files[entry.name] = entry.read_bytes()
        except OSError:
            wrong = "This file cannot be opened."
            unread.append(Problem(entry.name, None, "", wrong, "Check who may read it."))
    return _check(files, unread)


def check_text(files: Mapping[str, bytes]) -> Checked:
    """Check files sent by a browser: their names and their bytes."""
    if not files:
        return _refuse("", "No file was sent.", "Choose one or more TOML files.")
    return _check(files, [])


def _refuse(file: str, wrong: str, allowed: str) -> Checked:
    return Checked(None, (Problem(file, None, "", wrong, allowed),))


def _check(files: Mapping[str, bytes], unread: list[Problem]) -> Checked:
    tables = merge_files(files)
    problems = unread + tables.problems
    faults: list[Found] = []
    # With a file missing, everything it holds would seem missing too: mend that first.
    if not unread and tables.is_whole:
        arrangement, faults = _faults(tables.data)
        if arrangement and not problems and not faults:
            return Checked(arrangement, ())
    shown = faults[: max(0, MOST_PROBLEMS - len(problems))]
    problems += [_placed(fault, tables) for fault in shown]
    problems.sort(key=lambda problem: (problem.file, problem.line or 0))
    if len(shown) < len(faults):
        wrong = f"There are {len(faults) - len(shown)} more problems."
        allowed = "They are shown once these are mended."
        problems.append(Problem(problems[0].file, None, "", wrong, allowed))
    return Checked(None, tuple(problems))


def _placed(fault: Found, tables: Tables) -> Problem:
    file, line = tables.origin(fault.loc)
    place = place_in_words(fault.loc, tables.data)
    return Problem(file, line, place, fault.wrong, remedy(fault))


def _faults(data: dict[str, Any]) -> tuple[Arrangement | None, list[Found]]:
    """Check shape, then sense: of everything, or of the parts whose shape is right."""
    endless = endless_lists(data)
    if endless:
        return None, endless
    arrangement, faults = shape_faults(data)
    if arrangement:
        return arrangement, reference_faults(arrangement, {}) + sense_faults(arrangement)
    sound, kept, broken = _sound_parts(data, faults)
    rest, _ = shape_faults(sound)
    if rest is None:
        return None, faults
    more = reference_faults(rest, broken) + sense_faults(rest)
    return None, faults + [fault._replace(loc=_as_written(fault.loc, kept)) for fault in more]


def _sound_parts(
    data: dict[str, Any], faults: list[Found]
) -> tuple[dict[str, Any], dict[str, list[int]], dict[str, set[str]]]:
    """Leave out the parts with faults; keep where the others stood, and what was left out."""
    bad: set[Loc] = {fault.loc[:2] if len(fault.loc) > 1 else fault.loc for fault in faults}
    sound: dict[str, Any] = dict(_STAND_IN)
    kept: dict[str, list[int]] = {}
    broken: dict[str, set[str]] = {}
    bad_keys = {loc[0] for loc in bad}
    lists = lists_of_parts()
    for key, value in data.items():
        if key in lists and isinstance(value, list):
            kept[key] = [at for at in range(len(value)) if (key, at) not in bad]
            left_out = (value[at] for at in range(len(value)) if (key, at) in bad)
            names = (entry.get("id") for entry in left_out if isinstance(entry, dict))
            broken[key] = {name for name in names if isinstance(name, str)}
            sound[key] = [value[at] for at in kept[key]]
        elif key not in bad_keys:
            sound[key] = value
    return sound, kept, broken


def _as_written(loc: Loc, kept: Mapping[str, list[int]]) -> Loc:
    """Give the place in the file of a place among the sound parts."""
    if len(loc) > 1 and isinstance(loc[1], int) and loc[0] in kept:
        return (loc[0], kept[str(loc[0])][loc[1]], *loc[2:])
    return loc

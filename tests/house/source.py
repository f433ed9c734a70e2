"""The source as the house tests read it: its rooms, its files, and who stands above whom.

The order of strata and rooms is read from the import contracts in `pyproject.toml`, so that
imports, foreign keys, templates and addresses are held to one and the same order.
"""

from __future__ import annotations

import ast
import functools
import subprocess
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ROOT / "src" / "sightline"
STRATA = ("web", "assurance", "work", "registers", "foundation")
NOT_SOURCE = {"node_modules", "__pycache__", "vendor", "var", "build", "dist"}


@dataclass(frozen=True, order=True)
class Room:
    """One room: a Django app inside a stratum, or the front door."""

    stratum: str
    name: str

    @property
    def folder(self) -> Path:
        return HOUSE / self.stratum / self.name if self.name else HOUSE / self.stratum

    @property
    def module(self) -> str:
        return ".".join(part for part in ("sightline", self.stratum, self.name) if part)

    def __str__(self) -> str:
        return f"{self.stratum}/{self.name}" if self.name else self.stratum


FRONT_DOOR = Room("web", "")


@functools.cache
def rooms() -> tuple[Room, ...]:
    """Every room there is, from its folder."""
    return tuple(
        Room(stratum, folder.name)
        for stratum in STRATA
        if stratum != "web"
        for folder in sorted((HOUSE / stratum).iterdir())
        if folder.is_dir() and folder.name not in NOT_SOURCE
    )


def room_of(name: str | Path) -> Room | None:
    """The room of a dotted name or a path; none for what stands beside the rooms."""
    if isinstance(name, Path):
        parts = list(name.resolve().relative_to(HOUSE.parent).parts)
    else:
        parts = name.split(".")
    if parts[0] != "sightline" or len(parts) < 2:
        return None
    if parts[1] == "web":
        return FRONT_DOOR
    room = Room(parts[1], parts[2]) if len(parts) > 2 else None
    return room if room in rooms() else None


@functools.cache
def contracts() -> tuple[dict[str, Any], ...]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return tuple(settings["tool"]["importlinter"]["contracts"])


@functools.cache
def depth_inside(stratum: str) -> dict[str, int]:
    """How deep each room of a stratum lies, by its contract; empty where all are strangers."""
    for contract in contracts():
        if contract["type"] == "layers" and contract["containers"] == [f"sightline.{stratum}"]:
            return {
                name.strip(" ()"): depth
                for depth, layer in enumerate(contract["layers"])
                for name in layer.split("|")
            }
    return {}


def may_reach(upper: Room, lower: Room) -> bool:
    """Whether one room may know another: itself, or one that lies below it."""
    if upper in (lower, FRONT_DOOR):
        return True
    if upper.stratum != lower.stratum:
        return STRATA.index(upper.stratum) < STRATA.index(lower.stratum)
    depth = depth_inside(upper.stratum)
    if not depth:
        return False
    return depth[upper.name] < depth[lower.name]


def python_files(folder: Path = HOUSE) -> list[Path]:
    """Python files of the product, without migrations."""
    return [
        path
        for path in sorted(folder.rglob("*.py"))
        if "migrations" not in path.parts and not NOT_SOURCE & set(path.parts)
    ]


@functools.cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def module_of(path: Path) -> str:
    parts = path.relative_to(HOUSE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def where(path: Path, line: int | None = None) -> str:
    place = str(path.relative_to(ROOT))
    return f"{place}:{line}" if line else place


@functools.cache
def tracked_files() -> tuple[Path, ...]:
    """Files that belong to the project: as git lists them, or, in an export, what is not made."""
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True,
        check=False,
    )
    if listed.returncode == 0:
        paths = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
        return tuple(sorted(path for path in paths if path.is_file()))
    made = NOT_SOURCE | {".venv", ".git"}
    return tuple(
        path
        for path in sorted(ROOT.rglob("*"))
        if path.is_file() and not made & set(path.relative_to(ROOT).parts)
    )


def text_files(*suffixes: str) -> Iterator[tuple[Path, str]]:
    """Tracked files with these endings (all readable ones, if none is given) and what they say."""
    for path in tracked_files():
        if suffixes and path.suffix not in suffixes:
            continue
        try:
            yield path, path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def templates() -> list[Path]:
    """Our own page templates, without those written for Django's engine."""
    from sightline.foundation.govuk.jinja import NOT_OURS

    return [
        path
        for path in sorted(HOUSE.rglob("templates/**/*.html"))
        if not name_of_template(path).startswith(NOT_OURS)
    ]


def name_of_template(path: Path) -> str:
    """The name by which a template is asked for: `govuk/member.html`."""
    parts = path.parts
    return "/".join(parts[len(parts) - parts[::-1].index("templates") :])

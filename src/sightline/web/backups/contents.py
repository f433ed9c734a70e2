"""A backup as a folder: database.dump, files/, and manifest.json, which is written last."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sightline.web.stopping import Refused

DUMP = "database.dump"
FILES = "files"
MANIFEST = "manifest.json"
FORM = 1  # of the manifest


@dataclass(frozen=True)
class Backup:
    """One backup on disk and what its manifest says."""

    folder: Path
    manifest: dict[str, Any]

    @property
    def dump(self) -> Path:
        return self.folder / DUMP

    def faults(self) -> list[str]:
        """Files that are missing or changed since the backup was written, as sentences."""
        return compare_files(self.folder, self.manifest["checksums"])


def open_backup(folder: Path) -> Backup:
    """Read a backup's manifest; a folder without one is no backup."""
    path = folder / MANIFEST
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise Refused(f"{folder} is no backup: there is no {MANIFEST} in it.") from error
    except ValueError as error:
        raise Refused(f"{path} cannot be read: {error}") from error
    if manifest.get("form") != FORM:
        raise Refused(f"{path} has the form {manifest.get('form')}; this version reads {FORM}.")
    return Backup(folder, manifest)


def newest_in(folder: Path) -> Path:
    """The newest complete backup in a folder of backups."""
    found = complete_in(folder)
    if not found:
        raise Refused(f"There is no backup in {folder}. Make one with 'sightline backup'.")
    return found[-1]


def complete_in(folder: Path) -> list[Path]:
    """All complete backups in a folder, oldest first; their names sort by time."""
    return sorted(path.parent for path in folder.glob(f"sightline-*/{MANIFEST}"))


def checksum(path: Path) -> str:
    """SHA-256 of one file, read piece by piece."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def checksums_of(folder: Path) -> dict[str, str]:
    """The checksum of every file below a folder, by its path in it."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): checksum(path) for path in paths}


def compare_files(folder: Path, expected: dict[str, str]) -> list[str]:
    """What is missing or changed below a folder, as sentences."""
    faults = []
    for name, wanted in expected.items():
        path = folder / name
        if not path.is_file():
            faults.append(f"{name} is missing from the backup.")
        elif checksum(path) != wanted:
            faults.append(f"{name} is not the file that was backed up: its checksum differs.")
    return faults


def copy_files(source: Path, target: Path) -> int:
    """Copy stored documents that are not there yet; their names are their checksums."""
    copied = 0
    for path in sorted(path for path in source.rglob("*") if path.is_file()):
        goal = target / path.relative_to(source)
        if goal.is_file() and goal.stat().st_size == path.stat().st_size:
            continue
        goal.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        half_made = goal.with_name(goal.name + ".part")
        shutil.copyfile(path, half_made)
        half_made.chmod(0o600)
        half_made.replace(goal)
        copied += 1
    return copied


def keep_on_disk(folder: Path) -> None:
    """Ask the system to have every file below a folder on the disk before going on."""
    for path in [*folder.rglob("*"), folder]:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

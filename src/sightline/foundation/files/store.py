"""The folder of stored files: content by its hash, safe on the disk before its row."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

BLOCK = 1 << 18
NOTES = "destroyed"
COPYING = 712_020  # the lock of the database that keeps contents in place while they are copied


class TooLarge(Exception):
    """More came than is accepted."""


def folder() -> Path:
    return Path(settings.FILES_FOLDER)


def path_of(sha256: str) -> Path:
    """Where the content with this hash lies."""
    return folder() / sha256[:2] / sha256[2:4] / sha256


@contextmanager
def arriving(blocks: Iterable[bytes], *, most: int) -> Iterator[tuple[Path, str, int]]:
    """Write blocks to a file of the arrivals folder, hashing as they come; it is removed at the end
    unless `keep` has moved it."""
    arrivals = folder() / "arriving"
    arrivals.mkdir(parents=True, exist_ok=True, mode=0o750)
    digest, size = hashlib.sha256(), 0
    with tempfile.NamedTemporaryFile(dir=arrivals, delete=False) as file:
        path = Path(file.name)
        try:
            for block in blocks:
                size += len(block)
                if size > most:
                    raise TooLarge
                digest.update(block)
                file.write(block)
            file.flush()
            os.fsync(file.fileno())
            yield path, digest.hexdigest(), size
        finally:
            path.unlink(missing_ok=True)


def keep(arrived: Path, sha256: str) -> None:
    """Move an arrived file to its place; on return it survives a loss of power."""
    place = path_of(sha256)
    made = [parent for parent in (place.parent.parent, place.parent) if not parent.exists()]
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
    arrived.chmod(0o440)
    # the same content may lie there already: an equal copy takes its place, which also mends it
    os.replace(arrived, place)
    for changed in {place.parent, *(parent.parent for parent in made)}:
        _flush_folder(changed)


def remove(sha256: str, *, before: float) -> bool:
    """Take a content off the disk, unless it came (again) after a moment in seconds of the epoch:
    an upload of the same content may be on its way, and its row not there yet."""
    place, leaving = path_of(sha256), folder() / "arriving" / f"leaving-{sha256}"
    leaving.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
    try:
        os.replace(place, leaving)  # what is looked at now is what goes
    except FileNotFoundError:
        return False
    if leaving.stat().st_mtime >= before:
        os.replace(leaving, place)
        return False
    leaving.unlink()
    _flush_folder(place.parent)
    return True


def leave_note(name: str, text: str) -> None:
    """Keep a note beside the contents, under a name of its own, once."""
    notes = folder() / NOTES
    notes.mkdir(parents=True, exist_ok=True, mode=0o750)
    place = notes / f"{name}.json"
    if not place.exists():
        half_made = place.with_suffix(".part")
        half_made.write_text(text, encoding="utf-8")
        os.replace(half_made, place)


def notes() -> Iterator[str]:
    """The text of every note."""
    for path in sorted((folder() / NOTES).glob("*.json")):
        yield path.read_text(encoding="utf-8")


def hash_of(file: BinaryIO) -> str:
    """The hash of an open file, which is left at its start."""
    digest = hashlib.sha256()
    while block := file.read(BLOCK):
        digest.update(block)
    file.seek(0)
    return digest.hexdigest()


def every_hash() -> Iterator[str]:
    """The name of every content in the folder."""
    for path in folder().glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*"):
        yield path.name


def _flush_folder(path: Path) -> None:
    number = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(number)
    finally:
        os.close(number)

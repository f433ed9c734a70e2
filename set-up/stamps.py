"""Stamps: what was set up from which locks, so that nothing is fetched twice."""

from __future__ import annotations

import hashlib
from pathlib import Path


def fingerprint(*parts: str | Path) -> str:
    """One hash over words and over the contents of files."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.read_bytes() if isinstance(part, Path) else part.encode())
        digest.update(b"\0")
    return digest.hexdigest()


def is_current(stamp: Path, value: str) -> bool:
    """Whether the thing beside this stamp was made from exactly these inputs."""
    return stamp.is_file() and stamp.read_text(encoding="ascii").strip() == value


def write(stamp: Path, value: str) -> None:
    """Note that the thing is complete; always the last act of making it."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(value + "\n", encoding="ascii")

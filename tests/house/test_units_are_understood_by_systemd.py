"""The service units are read by systemd's own checker, where the machine has it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

UNITS = sorted((Path(__file__).resolve().parents[2] / "deploy" / "systemd").iterdir())
CHECKER = shutil.which("systemd-analyze")
pytestmark = pytest.mark.skipif(CHECKER is None, reason="systemd is not on this machine")


def verdict(folder: Path) -> str:
    done = subprocess.run(
        [str(CHECKER), "verify", "--man=no", *map(str, sorted(folder.iterdir()))],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.stderr


def copies(folder: Path, said: str = "", instead: str = "") -> Path:
    """The units with a program that is there in place of ours, which is not installed here."""
    for unit in UNITS:
        text = unit.read_text(encoding="utf-8")
        text = text.replace("/opt/sightline/.venv/bin/sightline", "/bin/true")
        (folder / unit.name).write_text(text.replace(said, instead) if said else text)
    return folder


def test_systemd_has_nothing_to_say(tmp_path: Path) -> None:
    said = verdict(copies(tmp_path))
    assert "sightline" not in said, said


def test_a_misspelt_line_would_be_noticed(tmp_path: Path) -> None:
    assert "Unknown key" in verdict(copies(tmp_path, "TimeoutStopSec", "TimeoutStopSeconds"))

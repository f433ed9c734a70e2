"""`make new-room` makes a room that the house accepts, once the steps it prints are done."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from house.source import ROOT

COPIED = ("src", "tests/house", "tests/conftest.py", "set-up", "pyproject.toml")
WITHOUT = shutil.ignore_patterns("__pycache__", "vendor", "node_modules")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The project's source in another place, where a room can be added to it."""
    for name in COPIED:
        here, there = ROOT / name, tmp_path / name
        there.parent.mkdir(parents=True, exist_ok=True)
        if here.is_dir():
            shutil.copytree(here, there, ignore=WITHOUT)
        else:
            shutil.copy(here, there)
    return tmp_path


def run(copy: Path, *words: str) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join(str(copy / name) for name in ("src", "tests"))
    return subprocess.run(
        words,
        cwd=copy,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


def make_room(copy: Path, name: str) -> subprocess.CompletedProcess[str]:
    return run(copy, sys.executable, "set-up/new_room.py", name)


def test_a_new_room_passes_the_house_tests(copy: Path) -> None:
    made = make_room(copy, "work/audits")
    assert made.returncode == 0, made.stderr
    settings = copy / "src/sightline/web/settings.py"
    listed = '    "sightline.work.governance",\n'
    text = settings.read_text(encoding="utf-8")
    assert listed in text
    settings.write_text(text.replace(listed, listed + '    "sightline.work.audits",\n'))

    tests = "tests/house/test_rooms_hold_only_what_the_house_names.py"
    chosen = "audits or installed or stratum"
    done = run(copy, sys.executable, "-m", "pytest", "-vv", "-k", chosen, tests)
    assert done.returncode == 0, done.stdout
    assert "work/audits" in done.stdout
    contracts = run(copy, str(Path(sys.executable).with_name("lint-imports")), "--no-cache")
    assert contracts.returncode == 0, contracts.stdout


def test_a_new_room_that_is_not_installed_is_found(copy: Path) -> None:
    make_room(copy, "work/audits")
    tests = "tests/house/test_rooms_hold_only_what_the_house_names.py"
    done = run(copy, sys.executable, "-m", "pytest", "-k", "installed", tests)
    assert done.returncode == 1, done.stdout
    assert "audits" in done.stdout


@pytest.mark.parametrize("name", ["audits", "web/audits", "work/Audits", "work/../x", ""])
def test_a_room_with_an_impossible_name_is_refused(copy: Path, name: str) -> None:
    before = sorted(copy.rglob("*.py"))
    assert make_room(copy, name).returncode == 1
    assert sorted(copy.rglob("*.py")) == before


def test_a_room_that_is_there_is_left_alone(copy: Path) -> None:
    before = (copy / "src/sightline/work/governance/__init__.py").read_text(encoding="utf-8")
    assert make_room(copy, "work/governance").returncode == 1
    after = (copy / "src/sightline/work/governance/__init__.py").read_text(encoding="utf-8")
    assert after == before

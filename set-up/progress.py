"""What set-up says while it works: plain lines with the time since the start."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

# kept across the change from the machine's Python to the environment's
STARTED = float(os.environ.setdefault("SIGHTLINE_SETUP_STARTED", str(time.time())))


class Stop(Exception):
    """Set-up cannot go on; the sentence says what to do."""


def say(sentence: str) -> None:
    """Print one line with the seconds since the start."""
    print(f"[{time.time() - STARTED:6.1f} s] {sentence}", flush=True)


def run(
    command: Sequence[str | Path],
    *,
    failure: str,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
    user: str | None = None,
) -> str:
    """Run a command quietly; when it fails, stop with a sentence and the end of what it said."""
    result = attempt(command, environment=environment, folder=folder, user=user)
    if result.returncode != 0:
        last_lines = "\n".join((result.stdout + result.stderr).strip().splitlines()[-12:])
        raise Stop(f"{failure}\nThe command was: {' '.join(map(str, command))}\n{last_lines}")
    return result.stdout


def attempt(
    command: Sequence[str | Path],
    *,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
    user: str | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run a command quietly and give back how it went, as another account where one is named."""
    account: dict[str, Any] = {}
    if user is not None:
        account = {"user": user, "group": _group_of(user), "extra_groups": []}
    try:
        result: subprocess.CompletedProcess[str] = subprocess.run(
            [str(part) for part in command],
            env={**os.environ, **(environment or {})},
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            **account,
        )
        return result
    except OSError as error:
        return subprocess.CompletedProcess(list(map(str, command)), 127, "", str(error))


def _group_of(user: str) -> int:
    import pwd

    return pwd.getpwnam(user).pw_gid

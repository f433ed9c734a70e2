"""`make check`: format, lint, types, import contracts, migrations, house tests, generated docs."""

from __future__ import annotations

import sys
import time

import assets
import database
import environment
import static_files
import supervisor
from places import PYTHON, VENV
from progress import Stop, attempt, say

BIN = VENV / "bin"
CHECKS: dict[str, list[str]] = {
    "format": [str(BIN / "ruff"), "format", "--check", "-q", "src", "tests", "set-up"],
    "lint": [str(BIN / "ruff"), "check", "-q", "src", "tests", "set-up"],
    "types": [str(BIN / "mypy"), "--strict", "src"],
    "types of set-up": [str(BIN / "mypy"), "--strict", "--config-file=", "set-up/run.py",
                        "set-up/run_tests.py", "set-up/check.py", "set-up/lock.py",
                        "set-up/build.py", "set-up/describe.py", "set-up/new_room.py"],
    "import contracts": [str(BIN / "lint-imports"), "--no-cache"],
    "migrations": [str(PYTHON), "-m", "django", "makemigrations", "--check", "--dry-run"],
    "house tests and generated docs": [str(PYTHON), "-m", "pytest", "tests/house"],
}  # fmt: skip


def main() -> int:
    """Run every check, also after one has failed, and say which failed."""
    environment.enter("dev")
    assets.prepare()
    supervisor.raise_on_signals()
    failed = []
    with database.throw_away() as state:
        static_files.gather(state / "static")
        settings = environment.for_sightline("test", SIGHTLINE_STATE=str(state))
        for name, command in CHECKS.items():
            begun = time.monotonic()
            result = attempt(command, environment=settings)
            verdict = "ok" if result.returncode == 0 else "FAILED"
            say(f"{name}: {verdict} ({time.monotonic() - begun:.1f} s)")
            if result.returncode != 0:
                failed.append(name)
                print((result.stdout + result.stderr).strip(), flush=True)
    if failed:
        print(f"\nNot in order: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (supervisor.Stopped, KeyboardInterrupt):
        sys.exit("Stopped")
    except Stop as reason:
        sys.exit(f"\n{reason}")

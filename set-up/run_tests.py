"""`make test` and its relatives: set everything up, then run against a throw-away database.

python3 set-up/run_tests.py test|test-all|bench|mutation [arguments for pytest or the script]
"""

from __future__ import annotations

import sys
from pathlib import Path

import assets
import browser
import database
import environment
import static_files
import supervisor
from places import PYTHON
from progress import Stop, say

WHAT: dict[str, list[str]] = {
    # a file at a time in its order, so that the same commit gives the same answer; as many files at
    # once as there are processors, up to four, each with databases of its own; test-all shuffles
    "test": ["-m", "pytest", "-p", "no:randomly", "-m", "not slow"],
    "test-all": ["-m", "pytest"],
    "bench": ["-m", "bench"],
    "mutation": ["-m", "mutation"],
}


AT_ONCE = ["-n", "auto", "--maxprocesses", "4", "--dist", "loadfile", "--no-loadscope-reorder"]
"""Given where the whole of `make test` is run: a few tests start sooner by themselves."""


def main(what: str, more: list[str]) -> int:
    environment.enter("dev")
    assets.prepare(for_tests=True)
    command = list(WHAT[what])
    if what == "test-all" or (what == "test" and browser.can_be_had()):
        browser.prepare()
    elif what == "test":
        say("No Chromium on this machine: leaving out the journeys in a browser")
        command[-1] = "not slow and not browser"
    if what == "test" and not more:
        command += AT_ONCE
    supervisor.raise_on_signals()
    with database.throw_away() as state:
        static_files.gather(state / "static")
        say(f"Running: {what}")
        return _run([str(PYTHON), *command, *more], state)


def _run(command: list[str], state: Path) -> int:
    settings = environment.for_sightline("test", SIGHTLINE_STATE=str(state))
    process = supervisor.start(command, settings)
    try:
        return process.wait()
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()


if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in WHAT:
        sys.exit(__doc__)
    try:
        sys.exit(main(sys.argv[1], sys.argv[2:]))
    except (supervisor.Stopped, KeyboardInterrupt):
        sys.exit("Stopped")
    except Stop as reason:
        sys.exit(f"\n{reason}")

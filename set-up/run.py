"""`make run`: set everything up, then serve web and worker together until Ctrl-C.

`make demo` does the same without serving: it leaves the demonstration in the database.
"""

from __future__ import annotations

import os
import sys

import assets
import database
import environment
import static_files
import supervisor
from places import PYTHON, ROOT, STATE
from progress import Stop, run, say

COMMAND = [str(PYTHON), "-m", "sightline.web.cli"]
ARRANGEMENT = ROOT / "arrangements" / "wakefield-2019"


def main() -> None:
    environment.enter("run")
    with supervisor.only_one(STATE / "running"):
        assets.prepare()
        supervisor.raise_on_signals()
        with database.running():
            prepare()
            if "--only-demonstration" not in sys.argv:
                serve()


def prepare() -> None:
    """Bring the tables up to date and load what a first start shows."""
    say("Bringing the tables up to date")
    _sightline("owner", "migrate", failure="The tables could not be brought up to date.")
    static_files.gather(STATE / "static")
    if _wants_demonstration():
        say("Loading the arrangements and the demonstration year, where they are not there yet")
        _sightline("worker", "load", str(ARRANGEMENT), "--yes", "--if-absent",
                   failure="The arrangements could not be loaded.")  # fmt: skip
        _sightline("worker", "demo", "--if-absent",
                   failure="The demonstration could not be made.")  # fmt: skip


def serve() -> None:
    """Run web and worker until somebody asks for the end."""
    wanted = int(os.environ.get("PORT", "8000"))
    port = supervisor.free_port(wanted)
    address = f"http://localhost:{port}"
    say(f"Sightline is at {address}  (Ctrl-C stops it)")
    if _wants_demonstration():
        say(f"Sign-ins of the demonstration: {address}/demonstration")
    packages = f"http://packages.localhost:{port}"  # this machine again: no cookie crosses
    common = {"SIGHTLINE_STATE": str(STATE), "SIGHTLINE_ADDRESS": address,
              "SIGHTLINE_PACKAGES_ADDRESS": packages, **_mode()}  # fmt: skip
    bind = os.environ.get("SIGHTLINE_BIND", "127.0.0.1")
    supervisor.keep_running(
        {
            "web": [*COMMAND, "serve", "--bind", f"{bind}:{port}"],
            "worker": [*COMMAND, "work"],
        },
        {**environment.for_sightline("web", **common), "SIGHTLINE_ROLE": ""},
    )


def _wants_demonstration() -> bool:
    return os.environ.get("SIGHTLINE_DEMONSTRATION", "1") not in ("0", "false", "no", "off")


def _mode() -> dict[str, str]:
    return {"SIGHTLINE_DEMONSTRATION": "1" if _wants_demonstration() else "0"}


def _sightline(role: str, *arguments: str, failure: str) -> None:
    run(
        [*COMMAND, *arguments],
        environment=environment.for_sightline(role, SIGHTLINE_STATE=str(STATE), **_mode()),
        folder=ROOT,
        failure=failure,
    )


if __name__ == "__main__":
    try:
        main()
    except (supervisor.Stopped, KeyboardInterrupt):
        say("Stopped")
    except Stop as reason:
        sys.exit(f"\n{reason}")

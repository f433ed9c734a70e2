"""`make lock`: write the locks anew, with hashes and without the host of any registry."""

from __future__ import annotations

import sys

import environment
from places import ROOT, VENV
from progress import Stop, run, say

FLAGS = ("--generate-hashes", "--no-header", "--no-annotate", "--universal",
         "--python-version", "3.11")  # fmt: skip
LOCKS: dict[str, tuple[str, ...]] = {
    "run": (),
    "dev": (),
    "uv": (),
    "node": ("--no-deps",),
    "postgresql-programs": ("--no-deps",),
}


def main(upgrade: bool) -> None:
    environment.enter("dev")
    for name, more in LOCKS.items():
        say(f"Locking requirements/{name}.txt")
        run(
            [VENV / "bin" / "uv", "pip", "compile", "-q", *FLAGS, *more,
             *(["--upgrade"] if upgrade else []),
             f"requirements/{name}.in", "-o", f"requirements/{name}.txt"],
            environment={"UV_NO_CONFIG": "1"},
            folder=ROOT,
            failure=f"requirements/{name}.in could not be locked.",
        )  # fmt: skip
    for folder in (ROOT, ROOT / "set-up" / "postgresql"):
        say(f"Locking {(folder / 'package-lock.json').relative_to(ROOT)}")
        run(["npm", "install", "--package-lock-only", "--ignore-scripts"], folder=folder,
            failure="The front-end packages could not be locked. Is npm there?")  # fmt: skip


if __name__ == "__main__":
    try:
        main(upgrade="--upgrade" in sys.argv)
    except Stop as reason:
        sys.exit(f"\n{reason}")

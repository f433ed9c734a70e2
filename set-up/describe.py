"""`make docs`: write docs/generated from what the rooms declare; no database is needed."""

from __future__ import annotations

import sys

import environment
from places import PYTHON, ROOT
from progress import Stop, run, say


def main() -> None:
    environment.enter("run")
    run(
        [PYTHON, "-m", "sightline.web.describing"],
        environment=environment.for_sightline("web"),
        folder=ROOT,
        failure="The pages could not be written.",
    )
    say("Wrote docs/generated")


if __name__ == "__main__":
    try:
        main()
    except Stop as reason:
        sys.exit(f"\n{reason}")

"""Prepare a machine or an image to run against a database elsewhere.

python3 set-up/build.py FOLDER        gathers the static files into FOLDER
"""

from __future__ import annotations

import secrets
import sys

import assets
import environment
from places import PYTHON, ROOT
from progress import Stop, run, say


def main(static: str) -> None:
    """Install the packages and gather the static files; no database is asked for anything."""
    environment.enter("run")
    assets.prepare()
    say(f"Gathering style sheets and scripts into {static}")
    nowhere = {"DATABASE_URL_WEB": "postgresql://sightline_web@/none", "SIGHTLINE_STATIC": static}
    run(
        [PYTHON, "-m", "django", "collectstatic", "--noinput", "--clear", "-v", "0"],
        environment=environment.for_sightline(
            "web", SECRET_KEY=secrets.token_urlsafe(60), **nowhere
        ),
        folder=ROOT,
        failure="The static files could not be gathered.",
    )


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    try:
        main(sys.argv[1])
    except Stop as reason:
        sys.exit(f"\n{reason}")

"""Prepare a machine or an image to run against a database elsewhere.

python3 set-up/build.py FOLDER        gathers the static files into FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path

import assets
import environment
import static_files
from progress import Stop


def main(static: Path) -> None:
    """Install the packages and gather the static files; no database is asked for anything."""
    environment.enter("run")
    assets.prepare()
    static_files.gather(static)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    try:
        main(Path(sys.argv[1]).absolute())
    except Stop as reason:
        sys.exit(f"\n{reason}")

"""The gathered style sheets and scripts, from which the web process serves them."""

from __future__ import annotations

import secrets
from pathlib import Path

import environment
import stamps
from places import PYTHON, ROOT
from progress import run, say


def gather(into: Path) -> None:
    """Gather the static files of all rooms, when one of them changed since the last time."""
    files = sorted(p for p in (ROOT / "src").glob("**/static/**/*") if p.is_file())
    seen = [f"{p.relative_to(ROOT)} {p.stat().st_size} {p.stat().st_mtime_ns}" for p in files]
    wanted = stamps.fingerprint(ROOT / "requirements" / "run.txt", *seen)
    stamp = into.with_name(f"{into.name}-made-from")
    if stamps.is_current(stamp, wanted) and into.is_dir():
        return
    say("Gathering style sheets and scripts")
    # settings want a key and an address; gathering files uses neither
    needed = {
        "SECRET_KEY": secrets.token_urlsafe(60),
        "DATABASE_URL_WEB": "postgresql://sightline_web@/none",
        "SIGHTLINE_STATIC": str(into),
    }
    run(
        [PYTHON, "-m", "django", "collectstatic", "--noinput", "--clear", "-v", "0"],
        environment=environment.for_sightline("web", **needed),
        folder=ROOT,
        failure="The static files could not be gathered.",
    )
    stamps.write(stamp, wanted)

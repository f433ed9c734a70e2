"""Checks of the machine: Python, settings, folders, disk, clock."""

from __future__ import annotations

import json
import shutil
import stat
import sys
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sightline.web.checks.finding import Finding, fail, ok, warn

MANIFEST = "staticfiles.json"
ENOUGH_DISK = 1_000_000_000
LITTLE_DISK = 5_000_000_000


def python() -> Finding:
    """Whether this Python is new enough."""
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < (3, 11):  # noqa: UP036  an older one may have been put in place
        return fail(f"Python {version}", "Install Python 3.11 or newer and start 'make run' again.")
    return ok(f"Python {version}")


def settings() -> Finding:
    """Whether the settings can be read, and whether they are fit for real use."""
    from django.conf import settings as ours

    if ours.DEMONSTRATION:
        return warn(
            "Demonstration mode is on: its sign-ins are published.",
            "For real use set SIGHTLINE_PRODUCTION=1 and leave SIGHTLINE_DEMONSTRATION unset.",
        )
    if not ours.PRODUCTION:
        return warn("Production mode is off.", "For real use set SIGHTLINE_PRODUCTION=1.")
    if ours.ALLAUTH_TRUSTED_PROXY_COUNT == 0:
        return warn(
            "No proxy is counted: behind one, all people come from the same place, and ten wrong "
            "passwords of anybody stop everybody who is new to the site.",
            "Behind deploy/nginx.conf set SIGHTLINE_PROXY_COUNT=1 (docs/how-to/operate.md).",
        )
    return ok("Production settings are complete.")


def state_folder() -> Finding:
    """Whether the folder with passwords and documents is closed to others."""
    from django.conf import settings as ours

    secret = Path(ours.STATE) / "environment"
    if secret.is_file() and stat.S_IMODE(secret.stat().st_mode) & 0o077:
        return fail(f"Others may read {secret}, which holds passwords.", f"chmod 600 '{secret}'")
    stored = Path(ours.FILES_FOLDER)
    if stored.is_dir() and stat.S_IMODE(stored.stat().st_mode) & 0o007:
        return fail(f"Everyone may enter {stored}, which holds documents.", f"chmod 700 '{stored}'")
    return ok(f"{ours.STATE} is closed to others.")


def static_files() -> Finding:
    """Whether every static file of the manifest is there."""
    from django.conf import settings as ours

    manifest = Path(ours.STATIC_ROOT) / MANIFEST
    mend = "Run: python -m django collectstatic --noinput (or 'make run')."
    if not manifest.is_file():
        return fail(f"There are no gathered static files in {ours.STATIC_ROOT}.", mend)
    named = json.loads(manifest.read_text(encoding="utf-8"))["paths"]
    gone = [name for name, kept in named.items() if not (manifest.parent / kept).is_file()]
    if gone:
        return fail(f"{len(gone)} static files are missing, such as {gone[0]}.", mend)
    if "govuk/vendor/govuk-frontend.min.css" not in named:
        return fail("The GOV.UK style sheet is not among the static files.", mend)
    return ok(f"{len(named)} static files are there.")


def disk() -> Finding:
    """Whether there is room for documents and backups."""
    from django.conf import settings as ours

    folder = Path(ours.STATE)
    while not folder.exists():
        folder = folder.parent
    return judge_disk(shutil.disk_usage(folder).free, str(folder))


def judge_disk(free: int, folder: str) -> Finding:
    """What this much free disk means."""
    seen = f"{free / 1e9:.1f} GB are free at {folder}."
    mend = "Free some room, or move old backups elsewhere."
    if free < ENOUGH_DISK:
        return fail(seen, mend)
    return warn(seen, mend) if free < LITTLE_DISK else ok(seen)


def clock() -> Finding:
    """Whether Python and the database know London's clock changes and agree on the time."""
    from sightline.web.backups.connecting import connect

    try:
        summer = datetime(2026, 7, 1, tzinfo=ZoneInfo("Europe/London")).utcoffset()
    except ZoneInfoNotFoundError:
        summer = None
    if summer != timedelta(hours=1):
        return fail("The time zone Europe/London is not known.", "Install the package tzdata.")
    with connect("owner") as connection:
        row = connection.execute("SELECT clock_timestamp()").fetchone()
    theirs = row[0] if row else datetime.min
    return judge_clocks(abs((datetime.now(tz=theirs.tzinfo) - theirs).total_seconds()))


def judge_clocks(seconds_apart: float) -> Finding:
    """What this difference between this machine's clock and the database's means."""
    if seconds_apart > 30:
        return fail(
            f"This machine and the database differ by {seconds_apart:.0f} seconds.",
            "Keep both clocks by NTP; deadlines and sessions rely on them.",
        )
    return ok("London time is known, and this machine and the database agree.")

"""Chromium, for the tests that drive a browser."""

from __future__ import annotations

import os
import shutil

import debian
from progress import Stop, say

NAMES = ("chromium", "chromium-browser", "google-chrome")


def can_be_had() -> bool:
    """Whether there is a browser on this machine, or may be one without asking anybody."""
    return bool(os.environ.get("SIGHTLINE_BROWSER") or _found() or debian.can_install())


def prepare() -> None:
    """Have a browser that the tests can start, its path in SIGHTLINE_BROWSER."""
    if os.environ.get("SIGHTLINE_BROWSER"):
        return
    found = _found()
    if found is None and debian.can_install():
        say("Installing Chromium from Debian's packages")
        debian.install("chromium", "fonts-liberation")
        found = _found()
    if found is None:
        raise Stop(
            "The browser tests need Chromium. Install it (apt-get install chromium "
            "fonts-liberation), or set SIGHTLINE_BROWSER to its program; 'make test' does without."
        )
    os.environ["SIGHTLINE_BROWSER"] = found


def _found() -> str | None:
    return next((path for name in NAMES if (path := shutil.which(name))), None)

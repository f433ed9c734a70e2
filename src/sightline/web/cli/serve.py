"""`sightline serve`."""

from __future__ import annotations

import argparse
import os
import sys


def run(options: argparse.Namespace) -> int:
    """Become gunicorn, after the settings have been read once so that a fault is a sentence."""
    from django.conf import settings

    settings.SECRET_KEY  # noqa: B018  reading one setting reads them all
    os.execv(
        sys.executable,
        [
            sys.executable, "-m", "gunicorn",
            "--config", "python:sightline.web.gunicorn_settings",
            "--no-control-socket",
            "--bind", options.bind,
            "--workers", str(options.workers),
            "sightline.web.wsgi:application",
        ],
    )  # fmt: skip

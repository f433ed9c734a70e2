"""`sightline migrate`."""

from __future__ import annotations

import argparse

from django.core.management import call_command


def run(options: argparse.Namespace) -> int:
    """Bring the tables up to date."""
    call_command("migrate", interactive=False, verbosity=1)
    return 0

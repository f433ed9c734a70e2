"""`sightline invite`."""

from __future__ import annotations

import argparse


def run(options: argparse.Namespace) -> int:
    """Make an account and print its one-time link; places are given in the browser."""
    from django.utils import timezone

    from sightline.foundation.accounts.operations import invite
    from sightline.foundation.permissions import system_actor

    by = system_actor("The command line")
    link = invite(email=options.email, name=options.name, by=by, now=timezone.now())
    print("Give them this link, which works once:")
    print(f"  {link}")
    return 0

"""`sightline work`."""

from __future__ import annotations

import argparse


def run(options: argparse.Namespace) -> int:
    """Run the worker until it is told to stop, or until nothing waits."""
    from sightline.foundation.jobs.operations import run_worker

    run_worker(one_shot=options.one_shot)
    return 0

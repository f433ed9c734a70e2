"""A real worker process for tests: `python -m foundation.worker_process STALLED_AFTER`.

Its jobs write a line into the file named by SIGHTLINE_TEST_NOTES, so that a test sees from outside
what was done, by which process.
"""

from __future__ import annotations

import os
import sys
import time
from datetime import datetime
from pathlib import Path

import django

django.setup()

from sightline.foundation.jobs.operations import run_worker  # noqa: E402
from sightline.foundation.jobs.queue import job, scheduled  # noqa: E402

NOTES = Path(os.environ["SIGHTLINE_TEST_NOTES"])


def note(word: str) -> None:
    with NOTES.open("a", encoding="utf-8") as notes:
        notes.write(f"{word} {os.getpid()}\n")


@scheduled("tick_for_a_test", cron="* * * * * */2")
def tick(at: datetime) -> None:
    note(f"tick-{at:%H:%M:%S}")


@job("slow_once_for_a_test")
def slow_once(number: int) -> None:
    """Take long the first time, so that the test can kill the process in the middle."""
    note(f"begun-{number}")
    if NOTES.read_text(encoding="utf-8").count(f"begun-{number} ") == 1:
        time.sleep(60)
    note(f"done-{number}")


if __name__ == "__main__":
    run_worker(heartbeat=0.5, stalled_after=float(sys.argv[1]))

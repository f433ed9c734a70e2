"""How a room declares a job in its `jobs.py`.

A job is done **at least once**: a worker may be killed after the work and before it is ticked off,
so a job must leave the same effect when done twice. Arguments are numbers and codes, never content:
they are shown in the list of failed jobs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.job_context import JobContext
from procrastinate.jobs import Job
from procrastinate.retry import BaseRetryStrategy, RetryDecision

from sightline.foundation.jobs.models import JobFailure

ATTEMPTS = 6
FIRST_WAIT = timedelta(seconds=20)
LONGEST_WAIT = timedelta(hours=1)
Work = TypeVar("Work", bound=Callable[..., None])


@dataclass(frozen=True)
class Schedule:
    """One line of the timetable: which job, at which times (cron, in UTC)."""

    job_name: str
    cron: str


SCHEDULES: dict[str, Schedule] = {}


def wait_before(attempts_made: int) -> timedelta:
    """How long a failed piece of work rests: 20 seconds, then twice as long each time, up to an
    hour."""
    return min(FIRST_WAIT * (1 << max(attempts_made - 1, 0)), LONGEST_WAIT)


class BackOff(BaseRetryStrategy):
    """Try again later and later; after the last attempt the job is on the list of failed jobs."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        made = job.attempts + 1
        if made >= ATTEMPTS:
            return None
        return RetryDecision(retry_at=timezone.now() + wait_before(made))


def job(name: str) -> Callable[[Work], Work]:
    """Declare a job that `operations.enqueue` can enter by this name."""

    def declare(work: Work) -> Work:
        @app.task(name=name, retry=BackOff(), pass_context=True)
        def run(context: JobContext, /, **arguments: Any) -> None:
            _run_noting_failure(context, work, arguments)

        return work

    return declare


def scheduled(name: str, *, cron: str) -> Callable[[Work], Work]:
    """Declare a job that is done by the timetable, once for each of its times however many workers
    run. It takes one argument, the moment the timetable names: a worker that was down acts for that
    moment when it comes back, up to a day later. One at a time; a waiting one is not doubled."""

    def declare(work: Work) -> Work:
        @app.periodic(cron=cron, periodic_id="timetable")
        @app.task(
            name=name,
            retry=BackOff(),
            pass_context=True,
            lock=name,
            queueing_lock=f"timetable:{name}",
        )
        def run(context: JobContext, timestamp: int) -> None:
            _run_noting_failure(context, work, {"at": datetime.fromtimestamp(timestamp, tz=UTC)})

        SCHEDULES[name] = Schedule(name, cron)
        return work

    return declare


def _run_noting_failure(context: JobContext, work: Work, arguments: dict[str, Any]) -> None:
    assert context.job.id is not None  # every job that was fetched has its number
    try:
        work(**arguments)
    except Exception as error:
        # the kind of error only: its text may quote what a person wrote
        JobFailure.objects.update_or_create(
            job_id=context.job.id,
            defaults={"error": type(error).__name__[:100], "failed_at": timezone.now()},
        )
        raise

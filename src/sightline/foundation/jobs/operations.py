"""Entering jobs, doing them, and putting failed ones back."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

from asgiref.sync import async_to_sync
from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.job_context import JobContext
from procrastinate.jobs import Job, Status

from sightline.foundation.errors import NotSeen, RuleBroken
from sightline.foundation.jobs import events, permissions, queries
from sightline.foundation.jobs.models import JobFailure
from sightline.foundation.jobs.queue import ATTEMPTS, wait_before
from sightline.foundation.jobs.worker import HEARTBEAT, STALLED_AFTER, work_until_told
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.operations import record as trail


def enqueue(job_name: str, *, key: str | None = None, **arguments: Any) -> bool:
    """Enter a job in the transaction that is open, so that it exists exactly if the change does.

    With a key, no second job waits beside one of the same key; the answer is then False. The
    waiting one may begin before this transaction ends, so a job with a key needs a
    timetable behind it.
    """
    if job_name not in app.tasks:
        raise LookupError(f"No room declares a job '{job_name}'.")
    entry = app.configure_task(job_name, queueing_lock=key)
    if key is None:  # nothing that could refuse it
        entry.defer(**arguments)
        return True
    try:
        with transaction.atomic():  # a key already waiting must not undo the caller's change
            entry.defer(**arguments)
    except AlreadyEnqueued:
        return False
    return True


def enqueue_if_declared(job_name: str, **arguments: Any) -> bool:
    """Enter a job that a room above may have declared, to hear of what was done below it; the
    answer says whether one has."""
    return job_name in app.tasks and enqueue(job_name, **arguments)


def run_worker(
    *,
    one_shot: bool = False,
    heartbeat: float = HEARTBEAT,
    stalled_after: float = STALLED_AFTER,
) -> None:
    """Do jobs until told to stop; with `one_shot`, do those that wait now and return."""
    if one_shot:
        _do_waiting_jobs()
        return
    rescue_stalled_jobs(now=timezone.now(), stalled_after=stalled_after)
    connection.close()
    work_until_told(heartbeat=heartbeat, stalled_after=stalled_after)


def rescue_stalled_jobs(*, now: datetime, stalled_after: float = STALLED_AFTER) -> int:
    """Put jobs of workers that stopped without a word back in the queue. A job that has taken its
    worker down at every attempt goes on the list of failed jobs instead."""
    stalled = async_to_sync(app.job_manager.get_stalled_jobs)(seconds_since_heartbeat=stalled_after)
    count = 0
    for job in stalled:
        if job.attempts + 1 >= ATTEMPTS:
            _note_lost_worker(job, now)
            _finish(job, Status.FAILED)
        else:
            wait = wait_before(job.attempts) if job.attempts else timedelta(0)
            app.job_manager.retry_job_by_id(job_id=_id(job), retry_at=now + wait)
        count += 1
    return count


@transaction.atomic
def retry_failed(*, job_id: int, by: Actor, now: datetime) -> None:
    """Put a failed job back in the queue, at a person's word."""
    permissions.retry_failed_jobs.check(by)
    found = queries.locked_job(job_id)
    if found is None:
        raise NotSeen
    name, status = found
    if status != "failed":
        raise RuleBroken("This job is not on the list of failed jobs any more.")
    app.job_manager.retry_job_by_id(job_id=job_id, retry_at=now)
    trail(events.failed_job_retried, by=by, now=now, job=name)


def forget_failures_of_finished_jobs() -> None:
    """Drop the notes of failures whose jobs were done in the end."""
    with connection.cursor() as cursor:
        cursor.execute(
            """DELETE FROM jobs_jobfailure f
               WHERE NOT EXISTS (SELECT 1 FROM procrastinate_jobs j WHERE j.id = f.job_id)"""
        )


def _do_waiting_jobs() -> None:
    """Do what waits, one after the other, on this process's own connection."""
    manager = app.job_manager
    worker = async_to_sync(manager.register_worker)()
    try:
        while job := async_to_sync(manager.fetch_job)(queues=None, worker_id=worker):
            _do(job)
    finally:
        async_to_sync(manager.unregister_worker)(worker)


def _do(job: Job) -> None:
    task = app.tasks.get(job.task_name)
    try:
        if task is None:
            raise LookupError(job.task_name)
        context = JobContext(start_timestamp=0.0, app=app, job=job, abort_reason=lambda: None)
        task(context, **_arguments(job))
    except Exception as error:
        again = task.get_retry_exception(exception=error, job=job) if task else None
        if again is None:
            _finish(job, Status.FAILED)
            return
        at = again.retry_decision.retry_at or timezone.now()
        app.job_manager.retry_job_by_id(job_id=_id(job), retry_at=at)
    else:
        _finish(job, Status.SUCCEEDED)


def _arguments(job: Job) -> dict[str, Any]:
    """Django's connection hands JSON over as text, the worker's own as a dictionary."""
    held: Any = job.task_kwargs
    return json.loads(held) if isinstance(held, str) else dict(held)


def _finish(job: Job, status: Status) -> None:
    done = (
        status == Status.SUCCEEDED
    )  # what was done leaves the table; what failed stays to be seen
    async_to_sync(app.job_manager.finish_job)(job=job, status=status, delete_job=done)


def _note_lost_worker(job: Job, now: datetime) -> None:
    JobFailure.objects.update_or_create(
        job_id=_id(job), defaults={"error": "WorkerLost", "failed_at": now}
    )


def _id(job: Job) -> int:
    assert job.id is not None  # every job that was fetched has its number
    return job.id

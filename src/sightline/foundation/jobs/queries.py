"""What waits, what failed, and whether a worker is alive."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

SILENT_AFTER = timedelta(minutes=1)


@dataclass(frozen=True)
class QueueLine:
    """One kind of job: how many wait, are in hand or failed, and since when the oldest waits."""

    job_name: str
    waiting: int
    in_hand: int
    failed: int
    oldest_waits_since: datetime | None


@dataclass(frozen=True)
class FailedJob:
    """A job that failed at its last attempt, for a person to look at and put back."""

    job_id: int
    job_name: str
    arguments: dict[str, Any]
    attempts: int
    failed_at: datetime | None
    error: str


@dataclass(frozen=True)
class WorkerSign:
    """The last sign of life of one worker process."""

    number: int
    last_sign_at: datetime
    is_silent: bool


def overview() -> list[QueueLine]:
    """Every kind of job with something in the queue."""
    return [
        QueueLine(*row)
        for row in _rows(
            """SELECT j.task_name,
                      count(*) FILTER (WHERE j.status = 'todo'),
                      count(*) FILTER (WHERE j.status = 'doing'),
                      count(*) FILTER (WHERE j.status = 'failed'),
                      min(greatest(e.at, j.scheduled_at)) FILTER (WHERE j.status = 'todo')
               FROM procrastinate_jobs j
               LEFT JOIN LATERAL (SELECT min(at) AS at FROM procrastinate_events
                                  WHERE job_id = j.id AND type = 'deferred') e ON true
               WHERE j.status IN ('todo', 'doing', 'failed')
               GROUP BY j.task_name ORDER BY j.task_name"""
        )
    ]


def failed_jobs(limit: int = 200) -> list[FailedJob]:
    """The jobs that failed at their last attempt, newest first."""
    return [
        FailedJob(number, name, json.loads(arguments), attempts, failed_at, error)
        for number, name, arguments, attempts, failed_at, error in _rows(
            """SELECT j.id, j.task_name, j.args::text, j.attempts, f.failed_at,
                      coalesce(f.error, '')
               FROM procrastinate_jobs j LEFT JOIN jobs_jobfailure f ON f.job_id = j.id
               WHERE j.status = 'failed' ORDER BY j.id DESC LIMIT %s""",
            [limit],
        )
    ]


def workers(now: datetime) -> list[WorkerSign]:
    """The workers known to the queue; silent ones have not been heard of for a minute."""
    rows = _rows("SELECT id, last_heartbeat FROM procrastinate_workers ORDER BY id")
    return [WorkerSign(number, at, now - at > SILENT_AFTER) for number, at in rows]


def locked_job(job_id: int) -> tuple[str, str] | None:
    """Name and status of one job, held until the transaction ends."""
    rows = _rows(
        "SELECT task_name, status::text FROM procrastinate_jobs WHERE id = %s FOR UPDATE", [job_id]
    )
    return next(((name, status) for name, status in rows), None)


def _rows(statement: str, parameters: list[Any] | None = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())

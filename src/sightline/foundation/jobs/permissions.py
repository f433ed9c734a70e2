"""Who may see the queue and put failed jobs back."""

from sightline.foundation.permissions import Permission

see_queues = Permission(
    "jobs.see_queues",
    "See the queues of jobs and mail, and what failed",
    frozenset({"business-manager", "system-administrator"}),
)
retry_failed_jobs = Permission(
    "jobs.retry_failed_jobs",
    "Put a failed job back in the queue",
    frozenset({"business-manager", "system-administrator"}),
)

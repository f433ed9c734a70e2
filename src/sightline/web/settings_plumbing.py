"""Settings of jobs, mail and stored files."""

from __future__ import annotations

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
# a job of the timetable that fell due while no worker ran is done within a day of its time
PROCRASTINATE_PERIODIC_DEFAULTS = {"max_delay": 24 * 3600}

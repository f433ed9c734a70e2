"""Jobs that failed."""

from __future__ import annotations

from sightline.web.classification.classes import Kept, Table

TABLES = (Table("jobs.JobFailure", Kept.AS_MACHINERY, internal="job_id failed_at error"),)

"""Why a job failed. The jobs themselves are in the queue's own tables."""

from __future__ import annotations

from django.db import models


class JobFailure(models.Model):
    """The last failure of one job: when, and what kind of error, without its text."""

    job_id = models.BigIntegerField(primary_key=True)
    failed_at = models.DateTimeField()
    error = models.CharField(max_length=100)

    def __str__(self) -> str:
        return f"job {self.job_id}: {self.error}"

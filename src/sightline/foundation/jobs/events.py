"""Lines of the trail about jobs."""

from sightline.foundation.trail.events import Event

failed_job_retried = Event("failed_job_retried", "Put the failed job {job} back in the queue")

"""What the worker does at night: destroy what two persons agreed on, then clear the disk."""

from __future__ import annotations

from datetime import datetime

from django.db import DatabaseError

from sightline.assurance.retention import operations, queries
from sightline.foundation.errors import RuleBroken
from sightline.foundation.jobs.queue import scheduled
from sightline.foundation.permissions import system_actor

IN_THE_WAY = "Something in the database stood in the way. Tell whoever runs the system."


@scheduled("destroy_what_was_approved", cron="20 1 * * *")
def destroy_what_was_approved(at: datetime) -> None:
    """Each approved proposal in a transaction of its own; one that is refused stops no other. What
    nobody foresaw is raised at the end, so that it stands among the failed jobs."""
    unforeseen: DatabaseError | None = None
    for number, partnership_id in queries.approved(at):
        by = system_actor("The retention job", partnership_id=partnership_id)
        try:
            operations.destroy(number=number, by=by, now=at)
        except RuleBroken as broken:
            operations.note_not_destroyed(number=number, why=str(broken), by=by, now=at)
        except DatabaseError as error:
            unforeseen = error
            operations.note_not_destroyed(number=number, why=IN_THE_WAY, by=by, now=at)
    operations.discard_contents(now=at)
    if unforeseen is not None:
        raise unforeseen

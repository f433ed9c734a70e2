"""What the timetable does for meetings: invitations follow seats, agendas fill by themselves."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from sightline.foundation.jobs.queue import scheduled
from sightline.foundation.permissions import system_actor
from sightline.registers.partnership.models import Partnership
from sightline.work.governance import operations
from sightline.work.governance.queries.agenda import next_to_fill


@scheduled("invitations_follow_seats", cron="10 * * * *")
def invitations_follow_seats(at: datetime) -> None:
    now = timezone.now()
    for partnership in Partnership.objects.all():
        operations.follow_seats(partnership=partnership, today=timezone.localdate(now), now=now)


@scheduled("agendas_fill", cron="40 4 * * *")
def agendas_fill(at: datetime) -> None:
    now = timezone.now()
    today = timezone.localdate(now)
    for meeting in next_to_fill(today):
        operations.fill_agenda(
            meeting=meeting,
            by=system_actor("The timetable", partnership_id=meeting.partnership_id),
            now=now,
            today=today,
        )

"""Reminders of actions, and the digest of the week. Nothing of an action goes out by e-mail."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Count

from sightline.foundation.outbox.operations import queue
from sightline.registers.actions import notices
from sightline.registers.actions.models import Action
from sightline.registers.actions.operations.telling import tell
from sightline.registers.actions.rules import life
from sightline.registers.partnership.models import Partnership
from sightline.registers.partnership.queries import chairs_of_bodies

SOON = timedelta(days=7)
IN_DIGEST = timedelta(days=14)


@transaction.atomic
def remind_of_actions(*, partnership: Partnership, today: date, now: datetime) -> int:
    """Remind owners a week before an action is due, and owners and chairs once it is overdue; each
    person once for each day an action was due. The answer is how many messages were queued."""
    live = Action.objects.filter(partnership=partnership, state__in=life.LIVE)
    rows = live.filter(due_on__lte=today + SOON).select_related("record").order_by("due_on", "pk")
    chairs = chairs_of_bodies(partnership.pk)
    queued = 0
    for action in rows:
        overdue = life.is_overdue(action.state, action.due_on, today)
        notice = notices.ACTION_OVERDUE if overdue else notices.ACTION_DUE
        people = {action.owner_id} | (chairs.get(action.body_id, set()) if overdue else set())
        for person in sorted(one for one in people if one is not None):
            occasion = f"{notice.code} {action.due_on.isoformat()}"
            queued += tell(
                action=action, notice=notice, person_id=person, occasion=occasion, now=now
            )
    return queued


@transaction.atomic
def send_digests(*, partnership: Partnership, today: date, now: datetime) -> int:
    """Queue the week's digest for each owner of an action overdue or due within two weeks."""
    live = Action.objects.filter(partnership=partnership, state__in=life.LIVE, owner__isnull=False)
    rows = live.filter(due_on__lte=today + IN_DIGEST).values("owner").annotate(many=Count("pk"))
    queued = 0
    for row in rows.order_by("owner"):
        queued += queue(
            notices.ACTIONS_DIGEST,
            to_person_id=row["owner"],
            to_email=None,
            facts={"count": str(row["many"]), "link": f"{settings.ADDRESS}/actions"},
            about="",
            key=f"{partnership.pk}:{row['owner']}:{today.isoformat()}",
            now=now,
        )
    return queued

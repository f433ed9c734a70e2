"""What an event did for the recommendations that its course answers."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from sightline.foundation.permissions import Actor
from sightline.registers.actions import operations as actions
from sightline.registers.actions.models import Dissemination, Recommendation
from sightline.registers.records.queries import tied_to
from sightline.work.training import permissions
from sightline.work.training.models import Certificate, Course, Event
from sightline.work.training.operations.events import _locked_event
from sightline.work.training.rules import programme as rules


@transaction.atomic
def tell_what_it_serves(*, event_id: int, by: Actor, now: datetime) -> int:
    """Tell each recommendation that the course of a held event answers how many attended, so that
    its page shows it (R0.4, R8.5). The worker does this, who sees them all: whoever closes the
    register may not. Done twice, each is told once. The answer is how many were told."""
    permissions.manage_programme.check(by)
    held = _locked_event(Event.objects.get(pk=event_id))
    if held.state != Event.State.HELD:
        return 0
    attended = Certificate.objects.filter(booking__event=held).count()
    told = set(
        Dissemination.objects.filter(told_in=held.record_id).values_list("record_id", flat=True)
    )
    how = "conference" if held.course.kind == Course.Kind.CONFERENCE else "training"
    answered = {
        one.record.pk for one in tied_to(held.course.record, by, now) if one.how == rules.ANSWERS
    }
    served = Recommendation.objects.filter(record__in=answered - told).select_related("record")
    for one in served:
        actions.disseminate(
            recommendation=one,
            how=how,
            happened_on=timezone.localdate(held.starts_at),
            to_whom="People who attended the course",
            reached=attended,
            told_in=held.record,
            by=by,
            now=now,
        )
    return len(served)

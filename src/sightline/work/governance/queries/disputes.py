"""Disputes that a person may see."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from sightline.foundation.lists import one_of
from sightline.foundation.permissions import Actor
from sightline.registers.records.queries import sight
from sightline.work.governance.models import Dispute

SHOWN = 50


def disputes(actor: Actor, now: datetime) -> QuerySet[Dispute]:
    """Disputes the actor may see, newest first, with their stages."""
    rows = Dispute.objects.filter(sight(actor, now, "record__"), partnership=actor.partnership_id)
    return rows.select_related("record", "body").prefetch_related("stages").order_by("-pk")


def dispute_by(actor: Actor, reference: str, now: datetime) -> Dispute:
    """The dispute with this reference; `NotSeen` when it is absent or hidden."""
    return one_of(disputes(actor, now).filter(record__reference=reference))

"""Putting a piece of work before a body, and settling it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from sightline.registers.partnership.models import Body
from sightline.registers.records.models import Raising, Record


@transaction.atomic
def raise_with(*, record: Record, body: Body, now: datetime) -> None:
    """Have a record stand on a body's agendas from now on; part of the operation that asks for it.
    One that was settled waits anew."""
    Raising.objects.update_or_create(
        record=record, defaults={"body": body, "raised_at": now, "settled_at": None}
    )


@transaction.atomic
def settle(*, record: Record, now: datetime) -> None:
    """Have a record wait for no agenda any more; those it stands on keep it."""
    Raising.objects.filter(record=record, settled_at__isnull=True).update(settled_at=now)

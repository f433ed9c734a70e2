"""What giving up a place costs at this moment, and as what somebody acts on it."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from sightline.foundation.calendar import calendar_for
from sightline.foundation.permissions import Actor
from sightline.registers.partnership.queries import one_off_days
from sightline.work.training.models import Booking, TrainerRate
from sightline.work.training.queries.places import (
    agencies_delegated,
    agencies_led,
    is_office,
)
from sightline.work.training.queries.programme import sessions_of
from sightline.work.training.rules import cancelling


def role_towards(by: Actor, booking: Booking) -> str:
    """As what somebody acts on a booking: office, manager, delegate or person."""
    if is_office(by):
        return "office"
    if booking.agency_id in agencies_led(by):
        return "manager"
    if booking.agency_id in agencies_delegated(by):
        return "delegate"
    return "person"


def due_if_cancelled(booking: Booking, now: datetime) -> cancelling.Due:
    """What cancelling a place at this moment costs the agency, and why."""
    if booking.rules is None or booking.state != Booking.State.BOOKED:
        return cancelling.Due(0, "Nothing is charged")
    event = booking.event
    today = timezone.localdate(now)
    extra = {row.day: row.name for row in one_off_days(event.partnership_id)}
    return cancelling.on_cancelling(
        cancelling.Terms.from_data(booking.rules.terms),
        cancelled=today,
        event=timezone.localdate(event.starts_at),
        fee=event.fee_pence,
        length=cancelling.half_days((one.starts_at, one.ends_at) for one in sessions_of(event)),
        calendar=calendar_for(today, extra),
    )


def trainer_rate(partnership_id: int) -> TrainerRate | None:
    """What a day of a lent trainer is credited at, if that was ever set."""
    rows = TrainerRate.objects.filter(partnership_id=partnership_id, ended_at__isnull=True)
    return rows.first()

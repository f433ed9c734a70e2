"""Who books for an agency, and the charging rules."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.events import Event as Line
from sightline.foundation.trail.operations import record as trail
from sightline.registers.partnership.models import Agency
from sightline.work.training import events, permissions, queries
from sightline.work.training.models import Booking, ChargingRules, Delegate
from sightline.work.training.operations.counting import _locked_places
from sightline.work.training.operations.telling import _note
from sightline.work.training.rules.cancelling import Terms
from sightline.work.training.rules.programme import check_reason


@transaction.atomic
def name_delegate(*, agency: Agency, email: str, by: Actor, now: datetime) -> Delegate:
    """Let somebody with a sign-in here book for the people of one's agency."""
    permissions.name_delegates.check(by)
    if not by.is_system and agency.pk not in queries.agencies_led(by):
        raise NotAllowed(permissions.name_delegates.code)
    person = queries.person_with_address(email.strip().lower(), agency.partnership_id)
    if person is None:
        raise RuleBroken(
            "Nobody with this address can sign in here. Ask the office to invite them.",
            field="email",
        )
    if Delegate.objects.filter(agency=agency, person=person, ended_at__isnull=True).exists():
        raise RuleBroken("They book for this agency already.", field="email")
    made = Delegate.objects.create(
        partnership_id=agency.partnership_id,
        agency=agency,
        person_id=person,
        named_at=now,
        named_by=by.name,
    )
    _told(events.delegate_named, made, by, now)
    return made


@transaction.atomic
def end_delegate(*, delegate: Delegate, by: Actor, now: datetime) -> None:
    """End somebody's booking for an agency, at this instant."""
    permissions.name_delegates.check(by)
    if not by.is_system and delegate.agency_id not in queries.agencies_led(by):
        raise NotAllowed(permissions.name_delegates.code)
    rows = Delegate.objects.filter(pk=delegate.pk, ended_at__isnull=True)
    if not rows.update(ended_at=now):
        raise RuleBroken("They do not book for this agency any more.")
    _told(events.delegate_ended, delegate, by, now)


@transaction.atomic
def set_charging_rules(
    *,
    partnership_id: int,
    name: str,
    terms: Terms,
    kinds: Iterable[str],
    by: Actor,
    now: datetime,
) -> ChargingRules:
    """Put charging rules in force for some kinds of course, or for all; those in force for the same
    kinds end, and bookings made under them keep them."""
    permissions.manage_programme.check(by)
    wanted = sorted(set(kinds))
    ChargingRules.objects.filter(
        partnership_id=partnership_id, kinds=wanted, ended_at__isnull=True
    ).update(ended_at=now)
    made = ChargingRules.objects.create(
        partnership_id=partnership_id,
        name=name,
        terms=terms.as_data(),
        kinds=wanted,
        made_at=now,
        made_by=by.name,
    )
    trail(events.rules_made, by=by, now=now, partnership_id=partnership_id, name=name)
    return made


@transaction.atomic
def set_priority(
    *, booking: Booking, priority: int, reason: str, by: Actor, now: datetime
) -> Booking:
    """Move somebody who waits up or back, for a reason that they can read."""
    permissions.manage_programme.check(by)
    if priority not in (-1, 0, 1):
        raise RuleBroken("Choose before others, in turn, or after others.", field="priority")
    reason = check_reason(reason)
    _locked_places(booking.event_id)
    held = (
        Booking.objects.select_for_update(of=("self",)).select_related("event").get(pk=booking.pk)
    )
    if held.state != Booking.State.WAITING:
        raise RuleBroken("This person does not wait any more.")
    held.priority, held.priority_reason = priority, reason
    held.save(update_fields=["priority", "priority_reason"])
    _note(held, events.priority_set, by, now, priority=str(priority), reason=reason)
    return held


def _told(line: Line, row: Delegate, by: Actor, now: datetime) -> None:
    trail(
        line,
        by=by,
        now=now,
        partnership_id=row.partnership_id,
        name=row.person.name,
        agency=row.agency.name,
    )

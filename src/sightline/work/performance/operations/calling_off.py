"""A return that is asked for otherwise: by another day, or no longer (R9.1)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from sightline.foundation.calendar import in_words
from sightline.foundation.errors import RuleBroken
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.operations import record as trail
from sightline.work.performance import events, notices, permissions
from sightline.work.performance.models import AgencyReturn
from sightline.work.performance.operations.reminding import tell_leads_of_return


@transaction.atomic
def move_return(
    *, agency_return: AgencyReturn, due_on: date, reason: str, by: Actor, now: datetime
) -> AgencyReturn:
    """Ask for a return by another day, saying why; the agency is told, and reminded of that day."""
    held = _owed(agency_return, reason, by)
    if due_on <= timezone.localdate(now):
        raise RuleBroken("The day for the return must be in the future.", field="due_on")
    if due_on == held.due_on:
        raise RuleBroken("It is asked for by this day already.", field="due_on")
    before, held.due_on = held.due_on, due_on
    held.save(update_fields=["due_on"])
    tell_leads_of_return(notice=notices.RETURN_MOVED, agency_return=held, by=by, now=now)
    trail(
        events.return_moved,
        by=by,
        now=now,
        about=held.record.reference,
        partnership_id=held.partnership_id,
        agency=held.agency.name,
        before=in_words(before),
        due=in_words(due_on),
        reason=reason.strip(),
    )
    return held


@transaction.atomic
def withdraw_return(
    *, agency_return: AgencyReturn, reason: str, by: Actor, now: datetime
) -> AgencyReturn:
    """Ask no longer for a return that was not submitted, saying why. It stays on record with the
    agency's draft, which stays the agency's own; the period can be asked for anew."""
    held = _owed(agency_return, reason, by)
    held.state = AgencyReturn.State.WITHDRAWN
    held.withdrawn_at, held.withdrawn_by, held.withdrawn_reason = now, by.name, reason.strip()
    held.save(update_fields=["state", "withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    tell_leads_of_return(notice=notices.RETURN_WITHDRAWN, agency_return=held, by=by, now=now)
    trail(
        events.return_withdrawn,
        by=by,
        now=now,
        about=held.record.reference,
        partnership_id=held.partnership_id,
        agency=held.agency.name,
        reason=reason.strip(),
    )
    return held


def _owed(agency_return: AgencyReturn, reason: str, by: Actor) -> AgencyReturn:
    """The return, locked, for the office; still owed, and with a reason to change that."""
    permissions.keep_figures.check(by)
    rows = AgencyReturn.objects.select_for_update(of=("self",)).select_related("record", "agency")
    held = rows.get(pk=agency_return.pk)
    if held.state != AgencyReturn.State.OPEN:
        raise RuleBroken("This return is not owed any more.")
    if len(reason.strip()) < 10:
        raise RuleBroken("Say why, so that the agency understands it.", field="reason")
    return held

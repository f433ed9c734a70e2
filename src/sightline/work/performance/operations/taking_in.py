"""Figures that an agency sent to the office, which fills in the return in its name (R9.1)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from sightline.foundation.errors import RuleBroken
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.operations import record as trail
from sightline.work.performance import events, notices, permissions
from sightline.work.performance.models import AgencyReturn
from sightline.work.performance.operations.reminding import tell_leads_of_return


@transaction.atomic
def take_in_return(
    *, agency_return: AgencyReturn, words: str, by: Actor, now: datetime
) -> AgencyReturn:
    """Fill in a return for its agency, which sent its figures to the office: who sent them, and
    when, stands on the return, and the agency's leads are told. What an agency has begun to fill in
    by itself stays its own."""
    permissions.keep_figures.check(by)
    rows = AgencyReturn.objects.select_for_update(of=("self",)).select_related("record", "agency")
    held = rows.get(pk=agency_return.pk)
    if held.state != AgencyReturn.State.OPEN:
        raise RuleBroken("This return is not owed any more.")
    if held.taken_in_at is not None:
        raise RuleBroken("This return is filled in by the office already.")
    if held.begun_at is not None:
        raise RuleBroken("The agency has begun to fill it in by itself: ask it to submit it.")
    if len(words.strip()) < 10:
        raise RuleBroken("Say who sent the figures, how and when.", field="words")
    held.taken_in_at, held.taken_in_by, held.taken_in_words = now, by.name, words.strip()
    held.save(update_fields=["taken_in_at", "taken_in_by", "taken_in_words"])
    tell_leads_of_return(notice=notices.RETURN_TAKEN_IN, agency_return=held, by=by, now=now)
    trail(
        events.return_taken_in,
        by=by,
        now=now,
        about=held.record.reference,
        partnership_id=held.partnership_id,
        agency=held.agency.name,
    )
    return held

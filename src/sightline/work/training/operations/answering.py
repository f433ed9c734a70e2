"""Answers to what was asked: the manager's consent, and a place that was offered."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from sightline.foundation.errors import RuleBroken
from sightline.foundation.permissions import Actor
from sightline.work.training import events, notices, queries
from sightline.work.training.models import Booking
from sightline.work.training.operations.booking import _confirm, _locked_own
from sightline.work.training.operations.counting import _locked_places
from sightline.work.training.operations.giving_up import _free
from sightline.work.training.operations.telling import (
    _address,
    _ask_for_diaries,
    _note,
    _tell,
)

State = Booking.State


@transaction.atomic
def answer_consent(*, token: str, agrees: bool, by: Actor, now: datetime) -> Booking:
    """Take the manager's answer, given by whoever holds the one-time link."""
    seen = queries.booking_by_token(token)
    _locked_places(seen.event_id)
    rows = Booking.objects.select_for_update(of=("self",)).filter(pk=seen.pk)
    held = rows.select_related("event__course").get()
    if held.state != State.CONSENT or (held.runs_out_at and held.runs_out_at <= now):
        raise RuleBroken("This question was answered, or its time has run out.")
    held.answered_at, held.answered_by = now, by.name
    held.save(update_fields=["answered_at", "answered_by"])
    if agrees:
        held.state, held.runs_out_at = State.BOOKED, None
        held.save(update_fields=["state", "runs_out_at"])
        _ask_for_diaries(held.event_id)
        _note(held, events.consent_given, by, now, manager=by.name)
    else:
        _free(held, State.REFUSED, by, now, "The manager did not agree")
        _note(held, events.consent_refused, by, now, manager=by.name)
    _tell(held, notices.BOOKED if agrees else notices.ENDED, now, address=_address(held))
    return held


@transaction.atomic
def answer_offer(*, booking: Booking, takes: bool, by: Actor, now: datetime) -> Booking:
    """Take a place that was offered, or let it go to the next."""
    held = _locked_own(booking, by)
    if held.state != State.OFFERED:
        raise RuleBroken("There is no offer to answer any more.")
    if held.runs_out_at and held.runs_out_at <= now:
        raise RuleBroken("The offer has run out and goes to the next person.")
    if takes:
        return _confirm(held, by, now)
    _free(held, State.CANCELLED, by, now, "Let the offered place go")
    _note(held, events.booking_cancelled, by, now, due="the offer was let go")
    return held

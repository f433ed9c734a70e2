"""Closing a risk, and opening it again where it was closed too early (R3.8)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from sightline.foundation.permissions import Actor
from sightline.work.planning import events, permissions
from sightline.work.planning.models import Risk
from sightline.work.planning.operations.controls import _locked, _write
from sightline.work.planning.rules import risks


@transaction.atomic
def close_risk(*, risk: Risk, reason: str, by: Actor, now: datetime) -> Risk:
    """Close a risk, with the reason. It stays on record."""
    permissions.keep_risks.check(by)
    held = _locked(risk)
    risks.check_step(held.state, Risk.State.CLOSED)
    risks.check_words(reason, "reason", "Say why it is closed, in a sentence")
    held.state, held.closed_reason = Risk.State.CLOSED, reason.strip()
    held.closed_at, held.closed_by = now, by.name
    held.save(update_fields=["state", "closed_reason", "closed_at", "closed_by"])
    _write(held, events.risk_closed, by, now, reason=reason.strip())
    return held


@transaction.atomic
def reopen_risk(*, risk: Risk, reason: str, review_on: date, by: Actor, now: datetime) -> Risk:
    """Open a closed risk again, with the reason, and say when it is looked at next. Why it was
    closed stays in the trail."""
    permissions.keep_risks.check(by)
    held = _locked(risk)
    risks.check_closed(held.state)
    risks.check_words(reason, "reason", "Say why it is opened again, in a sentence")
    risks.check_review(review_on, timezone.localdate(now))
    held.state, held.closed_reason = Risk.State.OPEN, ""
    held.closed_at, held.closed_by, held.review_on = None, "", review_on
    held.save(update_fields=["state", "closed_reason", "closed_at", "closed_by", "review_on"])
    _write(held, events.risk_reopened, by, now, reason=reason.strip())
    return held

"""What controls a risk: added and ended, never taken away (R3.8)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from sightline.foundation.errors import RuleBroken
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.events import Event
from sightline.foundation.trail.operations import record as trail
from sightline.work.planning import events, permissions
from sightline.work.planning.models import Control, Risk
from sightline.work.planning.rules import risks


@transaction.atomic
def add_control(*, risk: Risk, words: str, by: Actor, now: datetime) -> Control:
    """Add a control that is in place. What is still to be done is entered as an action."""
    permissions.keep_risks.check(by)
    held = _locked(risk)
    risks.check_open(held.state)
    risks.check_words(words, "words", "Say what is in place", least=5)
    (made,) = _control(held, [words.strip()], by, now)
    _write(held, events.control_added, by, now, words=made.words)
    return made


@transaction.atomic
def end_control(*, control: Control, reason: str, by: Actor, now: datetime) -> Control:
    """End a control that is no longer in place, with the reason."""
    permissions.keep_risks.check(by)
    risk = _locked(control.risk)
    risks.check_open(risk.state)
    held = Control.objects.select_for_update(of=("self",)).get(pk=control.pk)
    if held.ended_at is not None:
        raise RuleBroken("This control was ended already.")
    risks.check_words(reason, "reason", "Say why it is ended", least=5)
    held.ended_at, held.ended_by, held.ended_reason = now, by.name, reason.strip()
    held.save(update_fields=["ended_at", "ended_by", "ended_reason"])
    _write(risk, events.control_ended, by, now, reason=reason.strip())
    return held


def _control(risk: Risk, lines: Sequence[str], by: Actor, now: datetime) -> list[Control]:
    last = risk.controls.aggregate(last=Max("number"))["last"] or 0
    return Control.objects.bulk_create(
        Control(
            risk=risk,
            record=risk.record,
            number=number,
            words=line,
            added_at=now,
            added_by=by.name,
        )
        for number, line in enumerate(lines, last + 1)
    )


def _locked(risk: Risk) -> Risk:
    rows = Risk.objects.select_for_update(of=("self",))
    return rows.select_related("record", "body").get(pk=risk.pk)


def _write(risk: Risk, event: Event, by: Actor, now: datetime, **facts: Any) -> None:
    trail(
        event,
        by=by,
        now=now,
        about=risk.record.reference,
        partnership_id=risk.partnership_id,
        **facts,
    )

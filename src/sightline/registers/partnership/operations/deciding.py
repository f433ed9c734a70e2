"""Deciding which reading of the arrangements is followed, and which days are not worked."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from sightline.foundation.errors import RuleBroken
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.operations import record as trail
from sightline.registers.partnership import events, permissions
from sightline.registers.partnership.models import ContradictionDecision, OneOffDay, Partnership
from sightline.registers.partnership.rules.arrangement import Arrangement


@transaction.atomic
def decide_contradiction(
    *,
    partnership: Partnership,
    arrangement: Arrangement,
    contradiction_key: str,
    reading_key: str,
    decided_on: date,
    decided_by: str,
    reason: str,
    by: Actor,
    now: datetime,
    replaces: int | None = None,
) -> ContradictionDecision:
    """Record which reading the partnership follows; the state of duties follows it from then on.

    `replaces` is the decision the person saw, so that two do not undo each other unawares."""
    permissions.decide_contradiction.check(by)
    found = next(
        (part for part in arrangement.contradictions if part.id == contradiction_key), None
    )
    if found is None or reading_key not in {reading.id for reading in found.readings}:
        raise RuleBroken("Choose one of the readings.", field="reading")
    if decided_on > now.date():
        raise RuleBroken("The day of the decision cannot be in the future.", field="decided_on")
    if not decided_by.strip():
        raise RuleBroken("Say who decided.", field="decided_by")
    if len(reason.strip()) < 10:
        raise RuleBroken("Give the reason for the decision.", field="reason")
    standing = ContradictionDecision.objects.select_for_update().filter(
        partnership=partnership, contradiction_key=contradiction_key, withdrawn_at__isnull=True
    )
    before = standing.first()
    if (before.pk if before else None) != replaces:
        raise RuleBroken("A decision was recorded since you opened this page. Read it first.")
    standing.update(withdrawn_at=now)
    decision = ContradictionDecision.objects.create(
        partnership=partnership,
        contradiction_key=contradiction_key,
        reading_key=reading_key,
        decided_on=decided_on,
        decided_by=decided_by,
        reason=reason,
        entered_at=now,
        entered_by=by.name,
    )
    trail(
        events.contradiction_decided,
        by=by,
        now=now,
        partnership_id=partnership.pk,
        contradiction=found.about,
        reading=reading_key,
    )
    return decision


@transaction.atomic
def add_one_off_day(
    *, partnership_id: int, day: date, name: str, by: Actor, now: datetime
) -> OneOffDay:
    """Add a day that is not worked, such as a one-off bank holiday proclaimed since."""
    permissions.add_one_off_day.check(by)
    if OneOffDay.objects.filter(partnership_id=partnership_id, day=day).exists():
        raise RuleBroken("That day has been added already.", field="day")
    added = OneOffDay.objects.create(
        partnership_id=partnership_id, day=day, name=name, entered_at=now, entered_by=by.name
    )
    trail(
        events.one_off_day_added, by=by, now=now, partnership_id=partnership_id, day=day.isoformat()
    )
    return added

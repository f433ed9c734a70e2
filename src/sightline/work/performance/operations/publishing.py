"""Headline figures: which indicators the public page shows, and what stands there (R9.1, R10.2)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from sightline.foundation.errors import RuleBroken
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.operations import record as trail
from sightline.work.performance import events, permissions
from sightline.work.performance.models import Framework, Headline, Indicator
from sightline.work.performance.queries.headlines import what_is_shown


@transaction.atomic
def mark_headline(*, indicator: Indicator, words: str, by: Actor, now: datetime) -> Headline:
    """Show an indicator on the public page, or say something else beside it there."""
    permissions.publish_figures.check(by)
    held = Headline.objects.select_for_update().filter(indicator=indicator, ended_at=None).first()
    shown = _shown(indicator, now)
    if not shown:
        raise RuleBroken("There is no figure of your authority that could be shown.")
    if held is None:
        held = Headline(
            partnership_id=indicator.partnership_id,
            indicator=indicator,
            marked_at=now,
            marked_by=by.name,
        )
    held.words, held.shown, held.renewed_at = words.strip(), shown, now
    if held.pk is None:
        held.save(force_insert=True)
    else:
        held.save(update_fields=["words", "shown", "renewed_at"])
    trail(events.headline_marked, by=by, now=now, partnership_id=indicator.partnership_id,
          code=indicator.code)  # fmt: skip
    return held


@transaction.atomic
def end_headline(*, indicator: Indicator, by: Actor, now: datetime) -> None:
    """Take an indicator off the public page; that it stood there stays on record."""
    permissions.publish_figures.check(by)
    held = Headline.objects.select_for_update().filter(indicator=indicator, ended_at=None).first()
    if held is None:
        raise RuleBroken("This indicator is not on the public page.")
    held.ended_at, held.ended_by = now, by.name
    held.save(update_fields=["ended_at", "ended_by"])
    trail(events.headline_ended, by=by, now=now, partnership_id=indicator.partnership_id,
          code=indicator.code)  # fmt: skip


@transaction.atomic
def renew_headlines(*, partnership_id: int, by: Actor, now: datetime) -> int:
    """Bring the public page up to what may leave now; the answer is how many headlines changed."""
    rows = Headline.objects.select_for_update(of=("self",)).select_related("indicator")
    changed = 0
    for held in rows.filter(partnership=partnership_id, ended_at=None):
        shown = _shown(held.indicator, now)
        if shown and shown != held.shown:
            held.shown, held.renewed_at = shown, now
            held.save(update_fields=["shown", "renewed_at"])
            changed += 1
    return changed


def _shown(indicator: Indicator, now: datetime) -> dict[str, Any]:
    framework = Framework.objects.filter(partnership=indicator.partnership_id).first()
    if framework is None:
        return {}
    return what_is_shown(indicator, framework.area_code, timezone.localdate(now))

"""What is said of a figure, kept with its indicator and its period (R9.1)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.operations import record as trail
from sightline.work.performance import events, permissions
from sightline.work.performance.models import Commentary, Series

LONGEST = 2000


@transaction.atomic
def comment_on_figure(
    *, series: Series, period: int, words: str, by: Actor, now: datetime
) -> Commentary:
    """Say what is behind a figure: the office as itself, the agency that owes it for itself."""
    permissions.comment_on_figures.check(by)
    owing = series.indicator.agency
    speaks = None
    if not by.may(permissions.keep_figures):
        if owing is None or not by.holds("agency", owing.pk):
            raise NotAllowed(permissions.comment_on_figures.code)
        speaks = owing
    if period not in series.periods:
        raise RuleBroken("Choose a period that has a figure.", field="period")
    if len(words.strip()) < 10:
        raise RuleBroken("Say in a sentence what is behind it.", field="words")
    made = Commentary.objects.create(
        partnership_id=series.partnership_id,
        series=series,
        agency=speaks,
        period=period,
        words=words.strip(),
        written_at=now,
        written_by=by.name,
    )
    trail(
        events.figure_commented,
        by=by,
        now=now,
        partnership_id=series.partnership_id,
        code=series.indicator.code,
        whom=speaks.name if speaks else "the office",
    )
    return made

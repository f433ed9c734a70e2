"""What the reviews in a reader’s sight add up to, with a fixed number of statements."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from django.utils import timezone

from sightline.foundation.permissions import Actor
from sightline.registers.records.queries import sight
from sightline.work.reviews.models import (
    Finding,
    Incident,
    LearningFinding,
    ReviewDecision,
    ReviewDelay,
    Sending,
    Withdrawal,
)
from sightline.work.reviews.queries.deciding import Deciding, with_publication
from sightline.work.reviews.rules import review_figures as rules


def review_figures(actor: Actor, now: datetime) -> list[rules.Figure]:
    """The data set of the reviews that the actor sees, as it may leave."""
    rows = Incident.objects.filter(sight(actor, now, "record__"), partnership=actor.partnership_id)
    cases = list(rows.only("pk", "recorded_at"))
    numbers = [one.pk for one in cases]
    sent = set(Sending.objects.filter(incident__in=numbers, recipient="panel")
               .values_list("incident_id", flat=True))  # fmt: skip
    back = set(Withdrawal.objects.filter(incident__in=numbers)
               .values_list("incident_id", flat=True))  # fmt: skip
    decided = _deciding(numbers)
    standings = [
        _standing(one, decided[one.pk], one.pk in sent, one.pk in back, now) for one in cases
    ]
    return rules.figures(standings, _themes(actor, now))


def _deciding(numbers: list[int]) -> dict[int, Deciding]:
    decisions: dict[int, list[ReviewDecision]] = defaultdict(list)
    rows = with_publication(ReviewDecision.objects.filter(incident__in=numbers))
    for made in rows.defer("reasons", "dissent", "panel_view", "changed_because"):
        decisions[made.incident_id].append(made)
    delays: dict[int, list[ReviewDelay]] = defaultdict(list)
    late = ReviewDelay.objects.filter(decision__incident__in=numbers).order_by("pk")
    for delay in late.select_related("decision").defer("reason", "evidence"):
        delays[delay.decision.incident_id].append(delay)
    return {number: Deciding(decisions[number], delays[number]) for number in numbers}


def _standing(
    case: Incident, found: Deciding, is_sent: bool, is_taken_back: bool, now: datetime
) -> rules.Standing:
    ended, until, today = found.ended(now), found.stands_until, timezone.localdate(now)
    return rules.Standing(
        year=str(timezone.localdate(case.recorded_at).year),
        stage=rules.stage_of(
            is_sent=is_sent,
            is_taken_back=is_taken_back,
            decided=found.decision.outcome if found.decision else "",
            ended=ended[0] if ended else "",
        ),
        slippage=rules.slippage_of(
            delays=len(found.delays_that_count),
            stands_until=until,
            ended_on=ended[1] if ended else None,
            today=today,
        )
        if until
        else "",
    )


def _themes(actor: Actor, now: datetime) -> list[str]:
    seen = sight(actor, now, "record__")
    found = list(Finding.objects.filter(seen).values_list("theme", flat=True))
    return [*found, *LearningFinding.objects.filter(seen).values_list("theme", flat=True)]

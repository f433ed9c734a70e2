"""Risks that a person may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, F, Q, QuerySet

from sightline.foundation.errors import NotSeen
from sightline.foundation.permissions import Actor
from sightline.registers.records.queries import sight
from sightline.work.planning.models import Assessment, Control, Risk
from sightline.work.planning.rules import risks as rules
from sightline.work.planning.rules.risks import Rating

MOST = 200


def risks(actor: Actor, now: datetime) -> QuerySet[Risk]:
    """Risks the actor may see."""
    return Risk.objects.filter(sight(actor, now, "record__"), partnership=actor.partnership_id)


def overdue(today: date) -> Q:
    """The condition of a risk whose review is overdue."""
    return ~Q(state="closed") & Q(review_on__lt=today)


def which(show: str, today: date) -> Q:
    """The condition of one of the lists: standing, raised to the Executive, review overdue, closed,
    or all."""
    match show:
        case "standing":
            return ~Q(state="closed")
        case "raised" | "closed":
            return Q(state=show)
        case "overdue":
            return overdue(today)
    return Q()


def risk_lines(rows: QuerySet[Risk], today: date) -> QuerySet[Risk, Any]:
    """The columns of the list, with the score at each moment."""
    scores: dict[str, Any] = {
        f"score_{moment}": F(f"likelihood_{moment}") * F(f"impact_{moment}")
        for moment in rules.MOMENTS
    }
    late = ExpressionWrapper(overdue(today), output_field=BooleanField())
    found: Any = rows.annotate(is_overdue=late, **scores)
    columns: QuerySet[Risk, Any] = found.values(
        "pk", "record__reference", "name", "cause", "event", "effect", "body__name", "owner__name",
        "state", "likelihood_before", "impact_before", "score_before", "likelihood_after",
        "impact_after", "score_after", "likelihood_target", "impact_target", "score_target",
        "score_was", "assessed_on", "review_on", "is_overdue",
    )  # fmt: skip
    return columns


def risk_by(actor: Actor, reference: str, now: datetime) -> Risk:
    """The risk with this reference; `NotSeen` when it is absent or hidden."""
    rows = risks(actor, now).select_related("record", "body", "owner")
    found = rows.filter(record__reference=reference).first()
    if found is None:
        raise NotSeen
    return found


def assessments_of(risk: Risk) -> list[Assessment]:
    """Every assessment of a risk already seen, oldest first."""
    return list(risk.assessments.order_by("assessed_on", "pk"))


def controls_of(risk: Risk) -> list[Control]:
    """The controls of a risk already seen; those that were ended come last."""
    return list(risk.controls.order_by(F("ended_at").asc(nulls_first=True), "number"))


def control_of(risk: Risk, number: int) -> Control:
    """A control of a risk already seen; `NotSeen` where it has none of this number."""
    found = risk.controls.filter(number=number).select_related("risk__record").first()
    if found is None:
        raise NotSeen
    return found


@dataclass(frozen=True)
class Placed:
    """One risk of the picture, with its number there."""

    number: int
    reference: str
    name: str
    body: str
    rating: Rating


def picture(actor: Actor, now: datetime, moment: str, *, raised: bool = False) -> list[Placed]:
    """Risks that stand, the gravest at this moment first, each with its number in the picture."""
    score: Any = F(f"likelihood_{moment}") * F(f"impact_{moment}")
    rows = risks(actor, now).exclude(state="closed")
    if raised:
        rows = rows.filter(state="raised")
    found = rows.order_by(-score, "pk").values_list(
        "record__reference", "name", "body__name", f"likelihood_{moment}", f"impact_{moment}"
    )[:MOST]
    return [
        Placed(number, reference, name, body, Rating(likelihood, impact))
        for number, (reference, name, body, likelihood, impact) in enumerate(found, 1)
    ]

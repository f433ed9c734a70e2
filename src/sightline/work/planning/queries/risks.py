"""Risks that a person may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import BooleanField, ExpressionWrapper, F, Q, QuerySet

from sightline.foundation.lists import Kept, Lists, one_of
from sightline.foundation.permissions import Actor
from sightline.foundation.statements import Objects, Statement, given
from sightline.registers.records.queries import InSight, ListsInSight, OneInSight
from sightline.work.planning.models import Assessment, Control, Risk
from sightline.work.planning.rules import risks as rules
from sightline.work.planning.rules.risks import Rating

MOST = 200


def overdue(today: Any) -> Q:
    """The condition of a risk whose review is overdue; `today` a day, or its place."""
    return ~Q(state="closed") & Q(review_on__lt=today)


OVERDUE = overdue(given("today", date))
SHOWN = {
    "standing": ~Q(state="closed"),
    "raised": Q(state="raised"),
    "closed": Q(state="closed"),
    "overdue": OVERDUE,
}
"""The lists by name: standing, raised to the Executive, closed, review overdue. Any other: all."""


def _scored(sees: Q) -> QuerySet[Risk, Any]:
    """Risks with the score at each moment, and whether the review is overdue."""
    scores: dict[str, Any] = {
        f"score_{moment}": F(f"likelihood_{moment}") * F(f"impact_{moment}")
        for moment in rules.MOMENTS
    }
    late = ExpressionWrapper(OVERDUE, output_field=BooleanField())
    return Risk.objects.filter(sees, partnership=given("partnership", int)).annotate(
        is_overdue=late, **scores
    )


LISTED = ListsInSight(
    lambda sees: Lists(
        lambda: _scored(sees),
        lambda rows: rows.values(
            "pk", "record__reference", "name", "cause", "event", "effect", "body__name",
            "owner__name", "state", "likelihood_before", "impact_before", "score_before",
            "likelihood_after", "impact_after", "score_after", "likelihood_target",
            "impact_target", "score_target", "score_was", "assessed_on", "review_on",
            "is_overdue",
        ),
    ),
    "record__",
)  # fmt: skip


def listed(actor: Actor, now: datetime, today: date, show: str) -> Kept:
    """One of the lists of `SHOWN`, within the actor's sight."""
    rows = LISTED.of(actor, now, partnership=actor.partnership_id, today=today)
    return rows.where(show, lambda: SHOWN[show]) if show in SHOWN else rows


class Due(NamedTuple):
    """A risk that is to be looked at again."""

    reference: str
    name: str
    body: str
    review_on: date


DUE = InSight(
    lambda sees: Statement(
        Due,
        lambda: (
            Risk.objects.filter(
                sees,
                ~Q(state="closed"),
                Q(owner=given("person", int), review_on__lte=given("soon", date))
                | Q(body__among=given("chaired", list[int]), review_on__lt=given("today", date)),
                partnership=given("partnership", int),
            )
            .order_by("review_on", "pk")
            .values_list("record__reference", "name", "body__name", "review_on")[:20]
        ),
    ),
    "record__",
)


def due_from(actor: Actor, now: datetime, today: date) -> list[Due]:
    """Risks that wait to be looked at again, soonest first (R3.8): the actor's own from a week
    before the day, and overdue ones of any body they chair (at most 20)."""
    return DUE.rows(
        actor,
        now,
        partnership=actor.partnership_id,
        person=actor.person_id,
        chaired=actor.numbers("chair"),
        today=today,
        soon=today + rules.SOON,
    )


ONE = OneInSight(
    lambda: Risk.objects.select_related("record", "body", "owner").defer("record__words")
)


def risk_by(actor: Actor, reference: str, now: datetime) -> Risk:
    """The risk with this reference; `NotSeen` when it is absent or hidden."""
    return ONE.by(actor, reference, now)


ASSESSMENTS = Objects(
    lambda: Assessment.objects.filter(risk=given("risk", int)).order_by("assessed_on", "pk")
)
CONTROLS = Objects(
    lambda: Control.objects.filter(risk=given("risk", int)).order_by(
        F("ended_at").asc(nulls_first=True), "number"
    )
)


def assessments_of(risk: Risk) -> list[Assessment]:
    """Every assessment of a risk already seen, oldest first."""
    return ASSESSMENTS.rows(risk=risk.pk)


def controls_of(risk: Risk) -> list[Control]:
    """The controls of a risk already seen; those that were ended come last."""
    return CONTROLS.rows(risk=risk.pk)


def control_of(risk: Risk, number: int) -> Control:
    """A control of a risk already seen; `NotSeen` where it has none of this number."""
    return one_of(risk.controls.filter(number=number).select_related("risk__record"))


@dataclass(frozen=True)
class Placed:
    """One risk of the picture, with its number there."""

    number: int
    reference: str
    name: str
    body: str
    rating: Rating


class _Placed(NamedTuple):
    reference: str
    name: str
    body: str
    likelihood: int
    impact: int


def _picture_of(moment: str, *, raised: bool) -> InSight[_Placed]:
    score: Any = F(f"likelihood_{moment}") * F(f"impact_{moment}")
    standing = SHOWN["raised"] if raised else SHOWN["standing"]
    return InSight(
        lambda sees: Statement(
            _Placed,
            lambda: (
                Risk.objects.filter(sees, standing, partnership=given("partnership", int))
                .order_by(-score, "pk")
                .values_list(
                    "record__reference",
                    "name",
                    "body__name",
                    f"likelihood_{moment}",
                    f"impact_{moment}",
                )[:MOST]
            ),
        ),
        "record__",
    )


PICTURES = {
    (moment, raised): _picture_of(moment, raised=raised)
    for moment in rules.MOMENTS
    for raised in (False, True)
}


def picture(actor: Actor, now: datetime, moment: str, *, raised: bool = False) -> list[Placed]:
    """Risks that stand, the gravest at this moment first, each with its number in the picture."""
    found = PICTURES[moment, raised].rows(actor, now, partnership=actor.partnership_id)
    return [
        Placed(number, one.reference, one.name, one.body, Rating(one.likelihood, one.impact))
        for number, one in enumerate(found, 1)
    ]

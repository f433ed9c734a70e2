"""Questions about figures, as far as the actor sees them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Case, IntegerField, QuerySet, Value, When

from sightline.foundation.lists import one_of
from sightline.foundation.permissions import Actor
from sightline.foundation.statements import Objects, given
from sightline.registers.records.queries import InSight, sight
from sightline.work.performance.models import (
    Commentary,
    Indicator,
    Question,
    ScrutinyQuestion,
    Series,
)
from sightline.work.performance.permissions import comment_on_figures, keep_figures

SHOWN = 100
WAITS = Case(When(state="closed", then=Value(1)), default=Value(0), output_field=IntegerField())
ANSWERED = Case(
    When(answered_at__isnull=False, then=Value(1)), default=Value(0), output_field=IntegerField()
)
ABOUT = InSight(
    lambda sees: Objects(
        lambda: (
            Question.objects.filter(
                sees, series=given("series", int), partnership=given("partnership", int)
            )
            .select_related("record", "agency")
            .defer("record__words", "record__summary")
            .order_by(WAITS, "reply_due_on", "pk")[:20]
        )
    ),
    "record__",
)
SCRUTINY = Objects(
    lambda: (
        ScrutinyQuestion.objects.filter(indicator__among=given("indicators", list[int]))
        .select_related("indicator")
        .order_by(ANSWERED, "-pk")[:SHOWN]
    )
)
SAID = Objects(
    lambda: (
        Commentary.objects.filter(series=given("series", int))
        .select_related("agency")
        .order_by("-period", "-pk")[:20]
    )
)


def questions(actor: Actor, now: datetime) -> QuerySet[Question]:
    """Questions the actor may see: those that wait first, the soonest day first."""
    rows = Question.objects.filter(
        sight(actor, now, "record__"), partnership=actor.partnership_id
    ).select_related("record", "agency", "body", "series__indicator", "series__area")
    return rows.defer("record__words", "record__summary").order_by(WAITS, "reply_due_on", "pk")


def question(actor: Actor, reference: str, now: datetime) -> Question:
    """The question with this reference; `NotSeen` when it is absent or hidden."""
    return one_of(questions(actor, now).filter(record__reference=reference))


def may_comment(actor: Actor, indicator: Indicator) -> bool:
    """Whether somebody may speak of an indicator: for the office, or for the agency owing it."""
    if not actor.may(comment_on_figures):
        return False
    owing = indicator.agency_id
    return actor.may(keep_figures) or (owing is not None and actor.holds("agency", owing))


def said_about(series: Series) -> list[Commentary]:
    """The newest words about the figures of one chart, the newest period first."""
    return SAID.rows(series=series.pk)


def questions_about(actor: Actor, series: Series, now: datetime) -> list[Question]:
    """The newest questions about one chart that the actor may see."""
    return ABOUT.rows(actor, now, series=series.pk, partnership=actor.partnership_id)


def scrutiny_of(indicators: Iterable[int]) -> list[ScrutinyQuestion]:
    """Scrutiny questions attached to these indicators: those that wait first, the newest on top."""
    return SCRUTINY.rows(indicators=list(indicators))


def scrutiny_question(actor: Actor, number: int) -> ScrutinyQuestion:
    """A scrutiny question of the actor's partnership; `NotSeen` where there is none."""
    rows = ScrutinyQuestion.objects.filter(partnership=actor.partnership_id, pk=number)
    return one_of(rows.select_related("indicator__agency"))

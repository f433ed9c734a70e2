"""Objectives that a person may see, as they were judged last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet

from sightline.foundation.lists import Kept, Lists, one_of
from sightline.foundation.permissions import Actor
from sightline.foundation.statements import Statement, given
from sightline.registers.actions.models import Action
from sightline.registers.actions.queries.lists import overdue
from sightline.registers.actions.rules import life
from sightline.registers.records.queries import CARRIED, InSight, ListsInSight, sight
from sightline.work.planning.models import Judgement, Objective
from sightline.work.planning.rules import plans as rules


def objectives(actor: Actor, now: datetime) -> QuerySet[Objective]:
    """Objectives the actor may see, dropped ones as well."""
    rows = Objective.objects.filter(sight(actor, now, "record__"), partnership=actor.partnership_id)
    return rows.select_related("record", "plan", "priority", "body", "agency")


SHOWN = {
    "little": Q(("progress__in", rules.LITTLE)),
    "unjudged": Q(("progress__isnull", True)) | Q(("impact__isnull", True)),
    "unshown": Q(("impact__in", rules.UNSHOWN)),
}
"""Lists by name: little or no progress, not judged yet, no impact shown. Any other: all."""


def _standing(sees: Q) -> QuerySet[Objective, Any]:
    rows = Objective.objects.filter(sees, partnership=given("partnership", int))
    return rows.filter(dropped_at__isnull=True)


LISTED = ListsInSight(
    lambda sees: Lists(
        lambda: _standing(sees),
        lambda rows: rows.values(
            "pk", "record__reference", "what", "measure", "alignment", "number",
            "priority__number", "priority__name", "plan__name", "plan__starts_on", "body__name",
            "agency__name", "reach_by_on", "progress", "progress_on", "progress_words", "impact",
            "impact_on", "impact_words",
        ),
    ),
    "record__",
)  # fmt: skip


def listed(actor: Actor, now: datetime, show: str) -> Kept:
    """One of the lists of `SHOWN` over every year, within the actor's sight, dropped ones left
    out."""
    rows = LISTED.of(actor, now, partnership=actor.partnership_id)
    return rows.where(show, lambda: SHOWN[show]) if show in SHOWN else rows


def objective_by(actor: Actor, reference: str, now: datetime) -> Objective:
    """The objective with this reference, as it was judged last; `NotSeen` when it is absent or
    hidden."""
    rows = objectives(actor, now).filter(record__reference=reference)
    found: Objective = one_of(
        rows.select_related("plan__record", "copied_from__record", "copied_from__plan")
    )
    return found


def judgements_of(objective: Objective) -> list[Judgement]:
    """All that was ever judged of an objective already seen, newest first."""
    return list(objective.judgements.order_by("-judged_on", "-pk"))


@dataclass(frozen=True)
class Counted:
    """How many actions an objective has, as far as the reader sees them."""

    live: int
    overdue: int
    complete: int


NONE = Counted(0, 0, 0)


class _Acts(NamedTuple):
    source: int
    live: int
    overdue: int
    complete: int


ACTS = InSight(
    lambda sees: Statement(
        _Acts,
        lambda: (
            Action.objects.filter(sees, source__among=given("records", list[int]))
            .values("source_id")
            .annotate(
                live=Count("pk", filter=Q(state__in=life.LIVE)),
                overdue=Count("pk", filter=overdue(given("today", date))),
                complete=Count("pk", filter=Q(state__in=life.DONE)),
            )
            .values_list("source_id", "live", "overdue", "complete")
        ),
    ),
    CARRIED,
)


def counted(records: list[int], actor: Actor, now: datetime, today: date) -> dict[int, Counted]:
    """Actions of these records, counted within the reader's sight: one statement."""
    if not records:
        return {}
    rows = ACTS.rows(actor, now, records=records, today=today)
    return {row.source: Counted(row.live, row.overdue, row.complete) for row in rows}


class Line(NamedTuple):
    """An objective as its plan shows it."""

    pk: int
    record_id: int
    reference: str
    priority_id: int
    number: int
    what: str
    measure: str
    alignment: str
    body: str
    agency: str | None
    reach_by_on: date | None
    dropped_at: datetime | None
    progress: str | None
    progress_on: date | None
    progress_words: str
    impact: str | None
    impact_on: date | None
    impact_words: str


class Last(NamedTuple):
    """What was judged last of one side of an objective."""

    value: str | None
    on: date | None
    words: str


@dataclass(frozen=True)
class Standing:
    """An objective of a plan with what was judged last of its progress and of its impact."""

    line: Line
    progress: Last
    impact: Last


LINES = InSight(
    lambda sees: Statement(
        Line,
        lambda: (
            Objective.objects.filter(sees, plan=given("plan", int))
            .order_by("priority__number", "dropped_at", "number")
            .values_list(
                "pk", "record_id", "record__reference", "priority_id", "number", "what",
                "measure", "alignment", "body__name", "agency__name", "reach_by_on", "dropped_at",
                "progress", "progress_on", "progress_words", "impact", "impact_on", "impact_words",
            )
        ),
    ),
    "record__",
)  # fmt: skip


def of_plan(plan_id: int, actor: Actor, now: datetime) -> list[Standing]:
    """The objectives of a plan in their order, as far as the actor sees them, dropped ones last in
    each priority, as they were judged last."""
    rows = LINES.rows(actor, now, plan=plan_id)
    return [Standing(one, Last(*one[-6:-3]), Last(*one[-3:])) for one in rows]

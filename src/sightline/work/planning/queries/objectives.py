"""Objectives that a person may see, as they were judged last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from sightline.foundation.errors import NotSeen
from sightline.foundation.permissions import Actor
from sightline.registers.actions.models import Action
from sightline.registers.actions.queries.lists import overdue
from sightline.registers.actions.rules import life
from sightline.registers.records.queries import sight
from sightline.work.planning.models import Judgement, Objective
from sightline.work.planning.rules import plans as rules


def objectives(actor: Actor, now: datetime) -> QuerySet[Objective]:
    """Objectives the actor may see, dropped ones as well."""
    rows = Objective.objects.filter(sight(actor, now, "record__"), partnership=actor.partnership_id)
    return rows.select_related("record", "plan", "priority", "body", "agency")


def judged(rows: QuerySet[Objective, Any]) -> QuerySet[Objective, Any]:
    """The rows with what was judged last of each side: `progress`, `impact`, and when, how, by
    whom."""
    last: dict[str, Subquery] = {}
    for side in ("progress", "impact"):
        of = Judgement.objects.filter(objective=OuterRef("pk"), side=side)
        of = of.order_by("-judged_on", "-pk")
        last[side] = Subquery(of.values("value")[:1])
        last[f"{side}_on"] = Subquery(of.values("judged_on")[:1])
        last[f"{side}_words"] = Subquery(of.values("words")[:1])
    return rows.annotate(**last)


def which(show: str) -> Q:
    """The condition of one of the lists, of rows that are `judged`: little or no progress, not
    judged yet, no impact shown, or all."""
    match show:
        case "little":
            return Q(("progress__in", rules.LITTLE))
        case "unjudged":
            return Q(("progress__isnull", True)) | Q(("impact__isnull", True))
        case "unshown":
            return Q(("impact__in", rules.UNSHOWN))
    return Q()


def lines(rows: QuerySet[Objective, Any]) -> QuerySet[Objective, Any]:
    """The columns of the list."""
    found: Any = judged(rows)
    columns: QuerySet[Objective, Any] = found.values(
        "pk", "record__reference", "what", "measure", "alignment", "number", "priority__number",
        "priority__name", "plan__name", "plan__starts_on", "body__name", "agency__name",
        "reach_by_on", "progress", "progress_on", "progress_words", "impact", "impact_on",
        "impact_words",
    )  # fmt: skip
    return columns


def objective_by(actor: Actor, reference: str, now: datetime) -> Objective:
    """The objective with this reference, as it was judged last; `NotSeen` when it is absent or
    hidden."""
    rows = judged(objectives(actor, now)).filter(record__reference=reference)
    found: Objective | None = rows.select_related(
        "plan__record", "copied_from__record", "copied_from__plan"
    ).first()
    if found is None:
        raise NotSeen
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


def counted(records: list[int], actor: Actor, now: datetime, today: date) -> dict[int, Counted]:
    """Actions of these records, counted within the reader's sight: one statement."""
    if not records:
        return {}
    done = ("complete", "difference", "no-difference")
    rows = Action.objects.filter(sight(actor, now, "record__"), source__in=records)
    found = rows.values("source_id").annotate(
        live=Count("pk", filter=Q(state__in=life.LIVE)),
        overdue=Count("pk", filter=overdue(today)),
        complete=Count("pk", filter=Q(state__in=done)),
    )
    return {
        row["source_id"]: Counted(row["live"], row["overdue"], row["complete"]) for row in found
    }

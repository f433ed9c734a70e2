"""Plans, priorities and aims that a person may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from sightline.foundation.errors import NotSeen
from sightline.foundation.permissions import Actor
from sightline.registers.evidence.models import DocumentVersion
from sightline.registers.partnership.models import Body
from sightline.registers.partnership.queries import arrangement_at, bodies
from sightline.registers.partnership.rules.arrangement import Listed
from sightline.registers.records.queries import sight
from sightline.work.planning.models import Objective, Plan, Priority
from sightline.work.planning.queries.objectives import judged, objectives


def plans(actor: Actor, now: datetime) -> QuerySet[Plan]:
    """Plans the actor may see."""
    rows = Plan.objects.filter(sight(actor, now, "record__"), partnership=actor.partnership_id)
    return rows.select_related("record", "copied_from")


def list_of_plans(actor: Actor, now: datetime) -> list[Plan]:
    """Every plan, newest year first, each with how many priorities and objectives it holds."""
    standing = Count("objectives", filter=Q(objectives__dropped_at__isnull=True), distinct=True)
    rows = plans(actor, now).annotate(
        how_many=standing, how_many_priorities=Count("priorities", distinct=True)
    )
    return list(rows.order_by("-starts_on", "-pk")[:50])


def plan_by(actor: Actor, reference: str, now: datetime) -> Plan:
    """The plan with this reference; `NotSeen` when it is absent or hidden."""
    found = plans(actor, now).filter(record__reference=reference).first()
    if found is None:
        raise NotSeen
    return found


def in_force(actor: Actor, now: datetime, today: date) -> Plan | None:
    """The agreed plan that stands today: the newest whose year has begun."""
    rows = plans(actor, now).filter(state=Plan.State.AGREED, starts_on__lte=today)
    return rows.order_by("-starts_on").first()


def priority_of(plan: Plan, number: int) -> Priority:
    """A priority of a plan already seen; `NotSeen` where it has none of this number."""
    found = Priority.objects.filter(plan=plan, number=number).select_related("plan__record").first()
    if found is None:
        raise NotSeen
    return found


@dataclass(frozen=True)
class Part:
    """A priority with its objectives, as a plan shows it."""

    priority: Priority
    aims: list[str]
    objectives: list[Objective]


def parts_of(plan: Plan, actor: Actor, now: datetime) -> list[Part]:
    """The priorities of a plan in their order, each with its aims in words and its objectives as
    they were judged last. Dropped ones come last."""
    names = {one.id: one.name for one in arrangement_at(plan.partnership_id, now).aims}
    under: dict[int, list[Objective]] = {}
    rows = judged(objectives(actor, now).filter(plan=plan))
    for one in rows.order_by("priority__number", "dropped_at", "number"):
        under.setdefault(one.priority_id, []).append(one)
    return [
        Part(row, [names.get(key, key) for key in row.aims], under.get(row.pk, []))
        for row in plan.priorities.order_by("number")
    ]


@dataclass(frozen=True)
class Served:
    """An aim of the partnership: the body that carries it, and what the plan does for it."""

    aim: Listed
    body: Body | None
    parts: list[Part]
    evidence: int  # documents filed against its objectives


def aims(plan: Plan | None, actor: Actor, now: datetime) -> list[Served]:
    """The aims of the arrangements in their order, each with its body, and with the priorities and
    the evidence under it in a plan (R1.1)."""
    number = actor.partnership_id or 0
    known = {one.key: one for one in bodies(number)}
    parts = parts_of(plan, actor, now) if plan else []
    filed = _filed([one.record_id for part in parts for one in part.objectives])
    found = []
    for aim in arrangement_at(number, now).aims:
        under = [part for part in parts if aim.id in part.priority.aims]
        evidence = sum(filed.get(one.record_id, 0) for part in under for one in part.objectives)
        found.append(Served(aim, known.get(aim.carried_by or ""), under, evidence))
    return found


def _filed(records: list[int]) -> dict[int, int]:
    if not records:
        return {}
    rows = DocumentVersion.objects.filter(
        record__in=records, is_current=True, document__withdrawn_at__isnull=True
    )
    return dict(rows.values_list("record_id").annotate(Count("pk")))

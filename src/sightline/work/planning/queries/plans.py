"""Plans, priorities and aims that a person may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from sightline.foundation.lists import one_of
from sightline.foundation.permissions import Actor
from sightline.foundation.statements import Objects, given
from sightline.registers.evidence.models import DocumentVersion
from sightline.registers.partnership.models import Body
from sightline.registers.partnership.queries import arrangement_at, bodies
from sightline.registers.partnership.rules.arrangement import Listed
from sightline.registers.records.queries import InSight, OneInSight, sight
from sightline.work.planning.models import Plan, Priority
from sightline.work.planning.queries.objectives import Standing, of_plan


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


def _plans(sees: Q) -> QuerySet[Plan]:
    rows = Plan.objects.filter(sees, partnership=given("partnership", int))
    return rows.select_related("record", "copied_from").defer("record__words")


BY_REFERENCE = OneInSight(lambda: _plans(Q()))
IN_FORCE = InSight(
    lambda sees: Objects(
        lambda: (
            _plans(sees)
            .filter(state=Plan.State.AGREED, starts_on__lte=given("today", date))
            .order_by("-starts_on")[:1]
        )
    ),
    "record__",
)


def plan_by(actor: Actor, reference: str, now: datetime) -> Plan:
    """The plan with this reference; `NotSeen` when it is absent or hidden."""
    return BY_REFERENCE.by(actor, reference, now)


def in_force(actor: Actor, now: datetime, today: date) -> Plan | None:
    """The agreed plan that stands today: the newest whose year has begun."""
    found = IN_FORCE.rows(actor, now, partnership=actor.partnership_id, today=today)
    return found[0] if found else None


def priority_of(plan: Plan, number: int) -> Priority:
    """A priority of a plan already seen; `NotSeen` where it has none of this number."""
    return one_of(Priority.objects.filter(plan=plan, number=number).select_related("plan__record"))


@dataclass(frozen=True)
class Part:
    """A priority with its objectives, as a plan shows it."""

    priority: Priority
    aims: list[str]
    objectives: list[Standing]


PRIORITIES = Objects(lambda: Priority.objects.filter(plan=given("plan", int)).order_by("number"))


def parts_of(plan: Plan, actor: Actor, now: datetime) -> list[Part]:
    """The priorities of a plan in their order, each with its aims in words and its objectives as
    they were judged last. Dropped ones come last."""
    names = {one.id: one.name for one in arrangement_at(plan.partnership_id, now).aims}
    under: dict[int, list[Standing]] = {}
    for one in of_plan(plan.pk, actor, now):
        under.setdefault(one.line.priority_id, []).append(one)
    return [
        Part(row, [names.get(key, key) for key in row.aims], under.get(row.pk, []))
        for row in PRIORITIES.rows(plan=plan.pk)
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
    filed = _filed([one.line.record_id for part in parts for one in part.objectives])
    found = []
    for aim in arrangement_at(number, now).aims:
        under = [part for part in parts if aim.id in part.priority.aims]
        evidence = sum(
            filed.get(one.line.record_id, 0) for part in under for one in part.objectives
        )
        found.append(Served(aim, known.get(aim.carried_by or ""), under, evidence))
    return found


def _filed(records: list[int]) -> dict[int, int]:
    if not records:
        return {}
    rows = DocumentVersion.objects.filter(
        record__in=records, is_current=True, document__withdrawn_at__isnull=True
    )
    return dict(rows.values_list("record_id").annotate(Count("pk")))

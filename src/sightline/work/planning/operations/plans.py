"""Drawing up the plan of a year, agreeing it, and copying it forward to the next (R1.1, R1.2)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from sightline.foundation.calendar import in_words
from sightline.foundation.errors import RuleBroken
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.events import Event
from sightline.foundation.trail.operations import record as trail
from sightline.registers.duties import operations as duties
from sightline.registers.partnership.queries import arrangement_at, arrangement_on
from sightline.registers.records import operations as records
from sightline.registers.records.models import Marking
from sightline.work.planning import events, permissions
from sightline.work.planning.models import Judgement, Objective, Plan, Priority
from sightline.work.planning.operations.objectives import enter_objective
from sightline.work.planning.rules import plans as rules


@transaction.atomic
def draw_up_plan(*, partnership_id: int, year: int, words: str, by: Actor, now: datetime) -> Plan:
    """Draw up the plan of a year, as a draft. The year begins where the arrangements say."""
    permissions.write_plans.check(by)
    month = arrangement_at(partnership_id, now).year_starts_month
    made = _open(partnership_id, rules.year_of(year, month), words, None, by, now)
    _write(made, events.plan_drawn_up, by, now)
    return made


@transaction.atomic
def change_plan(*, plan: Plan, words: str, reason: str, by: Actor, now: datetime) -> Plan:
    """Change what a plan says of itself; an agreed one with a reason."""
    permissions.write_plans.check(by)
    held = _locked(plan)
    said = rules.check_reason(held.state, reason)
    held.words = words.strip()
    held.save(update_fields=["words"])
    records.retitle(record=held.record, title=held.name, on=held.starts_on, summary=held.words)
    _write(held, events.plan_changed, by, now, reason=said)
    return held


@transaction.atomic
def add_priority(
    *,
    plan: Plan,
    name: str,
    why: str,
    aims: Collection[str],
    by: Actor,
    now: datetime,
    reason: str = "",
) -> Priority:
    """Add a priority to a plan, with the aims of the partnership that it serves (R1.1)."""
    permissions.write_plans.check(by)
    held = _locked(plan)
    said = rules.check_reason(held.state, reason)
    rules.check_words(name, "name", "Name the priority", least=3)
    rules.check_aims(aims, _aims_of(held, now))
    last = held.priorities.aggregate(last=Max("number"))["last"] or 0
    made = Priority.objects.create(
        plan=held,
        record=held.record,
        number=last + 1,
        name=name.strip(),
        why=why.strip(),
        aims=sorted(set(aims)),
    )
    _write(held, events.priority_added, by, now, number=made.number, reason=said)
    return made


@transaction.atomic
def change_priority(
    *,
    priority: Priority,
    name: str,
    why: str,
    aims: Collection[str],
    by: Actor,
    now: datetime,
    reason: str = "",
) -> Priority:
    """Change a priority; of an agreed plan with a reason."""
    permissions.write_plans.check(by)
    plan = _locked(priority.plan)
    said = rules.check_reason(plan.state, reason)
    rules.check_words(name, "name", "Name the priority", least=3)
    rules.check_aims(set(aims) - set(priority.aims), _aims_of(plan, now))
    held = Priority.objects.select_for_update(of=("self",)).get(pk=priority.pk)
    held.name, held.why, held.aims = name.strip(), why.strip(), sorted(set(aims))
    held.save(update_fields=["name", "why", "aims"])
    _write(plan, events.priority_changed, by, now, number=held.number, reason=said)
    return held


@transaction.atomic
def agree_plan(*, plan: Plan, agreed_on: date, where: str, by: Actor, now: datetime) -> Plan:
    """Record that the Executive agreed a plan on a day, and where. The register of duties is told
    that the business plan of the arrangements was agreed (R1.2)."""
    permissions.write_plans.check(by)
    held = _locked(plan)
    priorities = list(held.priorities.order_by("number"))
    filled = set(_standing(held).values_list("priority_id", flat=True))
    rules.check_agreement(
        state=held.state,
        without_objective=[one.number for one in priorities if one.pk not in filled],
        count=len(priorities),
        agreed_on=agreed_on,
        today=timezone.localdate(now),
    )
    rules.check_words(where, "where", "Say where it was agreed", least=5)
    held.state, held.agreed_on = Plan.State.AGREED, agreed_on
    held.agreed_by, held.agreed_where = by.name, where.strip()
    held.save(update_fields=["state", "agreed_on", "agreed_by", "agreed_where"])
    document = rules.document_in(arrangement_on(held.partnership_id, agreed_on))
    if document is not None:
        duties.fulfil(
            kind="document-agreed",
            subject=duties.Subject(document=document.id, body=document.owner_body or ""),
            on=agreed_on,
            record=held.record,
            by=by,
            now=now,
        )
    _write(held, events.plan_agreed, by, now, on=in_words(agreed_on), where=where.strip())
    return held


@transaction.atomic
def take_back_agreement(*, plan: Plan, reason: str, by: Actor, now: datetime) -> Plan:
    """Take back that a plan was agreed, where that was entered in error: it is a draft again, and
    the register of duties no longer counts it. Not once its objectives have been judged."""
    permissions.write_plans.check(by)
    held = _locked(plan)
    judged = Judgement.objects.filter(objective__plan=held)
    rules.check_taking_back(state=held.state, is_judged=judged.exists())
    rules.check_words(reason, "reason", "Say why it is taken back, in a sentence")
    held.state, held.agreed_on = Plan.State.DRAFT, None
    held.agreed_by, held.agreed_where = "", ""
    held.save(update_fields=["state", "agreed_on", "agreed_by", "agreed_where"])
    duties.unfulfil(record=held.record, reason=reason.strip(), now=now)
    _write(held, events.plan_taken_back, by, now, reason=reason.strip())
    return held


@transaction.atomic
def copy_plan(*, plan: Plan, carried: Collection[int], by: Actor, now: datetime) -> Plan:
    """Copy a plan forward to the next year, as a draft: its priorities, and the objectives whose
    numbers in the database are `carried`. What was judged stays with the year it was judged in."""
    permissions.write_plans.check(by)
    held = _locked(plan)
    after = rules.year_of(held.starts_on.year + 1, held.starts_on.month)
    made = _open(held.partnership_id, after, held.words, held, by, now)
    going = _standing(held).filter(pk__in=carried).select_related("body", "agency")
    known = _aims_of(held, now)
    for priority in held.priorities.order_by("number"):
        copied = Priority.objects.create(
            plan=made,
            record=made.record,
            number=priority.number,
            name=priority.name,
            why=priority.why,
            aims=[one for one in priority.aims if one in known],
        )
        for objective in going.filter(priority=priority).order_by("number"):
            enter_objective(priority=copied, like=objective, by=by, now=now)
    _write(made, events.plan_copied, by, now, source=held.record.reference)
    return made


def _locked(plan: Plan) -> Plan:
    rows = Plan.objects.select_for_update(of=("self",))
    return rows.select_related("record").get(pk=plan.pk)


def _open(
    partnership_id: int,
    year: tuple[date, date],
    words: str,
    copied_from: Plan | None,
    by: Actor,
    now: datetime,
) -> Plan:
    starts_on, ends_on = year
    rules.check_year(starts_on, timezone.localdate(now))
    name = rules.name_of(starts_on)
    if Plan.objects.filter(partnership=partnership_id, starts_on=starts_on).exists():
        raise RuleBroken(f"There is a {name.lower()} already.", field="year")
    record = records.open_record(
        partnership_id=partnership_id,
        prefix="PLN",
        kind="planning:plan",
        title=name,
        marking=Marking.INTERNAL,
        audience=rules.audience(partnership_id),
        on=starts_on,
        now=now,
        summary=words.strip(),
    )
    return Plan.objects.create(
        record=record,
        partnership_id=partnership_id,
        name=name,
        starts_on=starts_on,
        ends_on=ends_on,
        words=words.strip(),
        copied_from=copied_from,
        drawn_up_at=now,
        drawn_up_by=by.name,
    )


def _standing(plan: Plan) -> Any:
    return Objective.objects.filter(plan=plan, dropped_at__isnull=True)


def _aims_of(plan: Plan, now: datetime) -> Sequence[str]:
    return [one.id for one in arrangement_at(plan.partnership_id, now).aims]


def _write(plan: Plan, event: Event, by: Actor, now: datetime, **facts: Any) -> None:
    trail(
        event,
        by=by,
        now=now,
        about=plan.record.reference,
        partnership_id=plan.partnership_id,
        **facts,
    )

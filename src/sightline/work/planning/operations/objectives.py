"""Objectives of a plan, and what is judged of them: progress and impact apart (R1.2)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from sightline.foundation.calendar import in_words
from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.events import Event
from sightline.foundation.trail.operations import record as trail
from sightline.registers.evidence import operations as evidence
from sightline.registers.partnership.models import Agency, Body
from sightline.registers.records import operations as records
from sightline.registers.records.models import Marking
from sightline.work.planning import events, permissions
from sightline.work.planning.models import Judgement, Objective, Priority
from sightline.work.planning.queries.standing import looks_after
from sightline.work.planning.rules import plans as rules


@transaction.atomic
def add_objective(
    *,
    priority: Priority,
    what: str,
    measure: str,
    body: Body,
    by: Actor,
    now: datetime,
    agency: Agency | None = None,
    alignment: str = "",
    reach_by_on: date | None = None,
    reason: str = "",
) -> Objective:
    """Add an objective under a priority: what is to be reached, how one will know, the body that
    owns it, and what of other boards' plans it is aligned to."""
    permissions.write_plans.check(by)
    said = rules.check_reason(priority.plan.state, reason)
    made = enter_objective(
        priority=priority,
        like=Objective(
            what=what,
            measure=measure,
            body=body,
            agency=agency,
            alignment=alignment,
            reach_by_on=reach_by_on,
        ),
        by=by,
        now=now,
    )
    _write(made, events.objective_added, by, now, reason=said)
    return made


@transaction.atomic
def change_objective(
    *,
    objective: Objective,
    what: str,
    measure: str,
    body: Body,
    by: Actor,
    now: datetime,
    agency: Agency | None = None,
    alignment: str = "",
    reach_by_on: date | None = None,
    reason: str = "",
) -> Objective:
    """Change an objective; of an agreed plan with a reason."""
    permissions.write_plans.check(by)
    held = _locked(objective)
    _check_stands(held)
    said = rules.check_reason(held.plan.state, reason)
    _check(what, measure)
    held.what, held.measure, held.alignment = what.strip(), measure.strip(), alignment.strip()
    held.body, held.agency, held.reach_by_on = body, agency, reach_by_on
    held.save(update_fields=["what", "measure", "alignment", "body", "agency", "reach_by_on"])
    held.record.body = body
    held.record.save(update_fields=["body"])
    records.retitle(record=held.record, title=held.what, on=held.record.on, summary=_summary(held))
    _write(held, events.objective_changed, by, now, reason=said)
    return held


@transaction.atomic
def drop_objective(*, objective: Objective, reason: str, by: Actor, now: datetime) -> Objective:
    """Drop an objective, with the reason. It stays on record with all that was judged of it."""
    permissions.write_plans.check(by)
    held = _locked(objective)
    _check_stands(held)
    rules.check_words(reason, "reason", "Say why it is dropped")
    held.dropped_at, held.dropped_by, held.dropped_reason = now, by.name, reason.strip()
    held.save(update_fields=["dropped_at", "dropped_by", "dropped_reason"])
    _write(held, events.objective_dropped, by, now, reason=reason.strip())
    return held


@transaction.atomic
def judge_objective(
    *,
    objective: Objective,
    side: str,
    value: str,
    words: str,
    judged_on: date,
    by: Actor,
    now: datetime,
) -> Judgement:
    """Judge the progress of an objective, or its impact: each apart, as of a day, in words. What
    was judged before stays. The office may, and the chair of the body that owns it."""
    permissions.judge_objectives.check(by)
    if not looks_after(objective.body_id, by):
        raise NotAllowed(permissions.judge_objectives.code)
    last = objective.judgements.filter(side=side).aggregate(last=Max("judged_on"))["last"]
    rules.check_judgement(
        side=side,
        value=value,
        words=words,
        judged_on=judged_on,
        last_on=last,
        plan_state=objective.plan.state,
        is_dropped=objective.dropped_at is not None,
        today=timezone.localdate(now),
    )
    made = Judgement.objects.create(
        objective=objective,
        record=objective.record,
        side=side,
        value=value,
        words=words.strip(),
        judged_on=judged_on,
        judged_by=by.name,
        entered_at=now,
    )
    said = made.value_in_words.lower()
    _write(objective, events.objective_judged, by, now, side=side, on=in_words(judged_on),
           value=said)  # fmt: skip
    return made


@transaction.atomic
def file_evidence(
    *, objective: Objective, title: str, upload: UploadedFile[bytes], by: Actor, now: datetime
) -> None:
    """File a document that shows how far an objective has come, or what difference it made; those
    who read the plan read it. It stands under the aims that the objective serves (R1.1)."""
    permissions.write_plans.check(by)
    held = _locked(objective)
    _check_stands(held)
    evidence.file_document(
        record=held.record, kind="evidence", title=title, upload=upload, by=by, now=now
    )


@transaction.atomic
def enter_objective(*, priority: Priority, like: Objective, by: Actor, now: datetime) -> Objective:
    """Open an objective under a priority with the words of another, which it is copied from where
    that one stands in a plan already."""
    permissions.write_plans.check(by)
    _check(like.what, like.measure)
    plan = priority.plan
    last = priority.objectives.aggregate(last=Max("number"))["last"] or 0
    record = records.open_record(
        partnership_id=plan.partnership_id,
        prefix="OBJ",
        kind="planning:objective",
        title=like.what.strip(),
        marking=Marking.INTERNAL,
        audience=rules.audience(plan.partnership_id),
        on=plan.starts_on,
        now=now,
        body=like.body,
        summary=_summary(like),
    )
    return Objective.objects.create(
        record=record,
        partnership_id=plan.partnership_id,
        plan=plan,
        priority=priority,
        number=last + 1,
        what=like.what.strip(),
        measure=like.measure.strip(),
        body=like.body,
        agency=like.agency,
        alignment=like.alignment.strip(),
        reach_by_on=like.reach_by_on if like.pk is None else None,
        copied_from=like if like.pk is not None else None,
    )


def _check(what: str, measure: str) -> None:
    rules.check_words(what, "what", "Say what is to be reached", least=5)
    rules.check_words(measure, "measure", "Say how you will know", least=5)


def _check_stands(objective: Objective) -> None:
    if objective.dropped_at is not None:
        raise RuleBroken("This objective was dropped.")


def _summary(objective: Objective) -> str:
    return f"{objective.measure.strip()}\n{objective.alignment.strip()}".strip()


def _locked(objective: Objective) -> Objective:
    rows = Objective.objects.select_for_update(of=("self",))
    return rows.select_related("record", "plan", "body", "agency").get(pk=objective.pk)


def _write(objective: Objective, event: Event, by: Actor, now: datetime, **facts: Any) -> None:
    trail(
        event,
        by=by,
        now=now,
        about=objective.record.reference,
        partnership_id=objective.partnership_id,
        **facts,
    )

"""Task and finish groups that a person may see."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import QuerySet

from sightline.foundation.lists import one_of
from sightline.foundation.permissions import Actor
from sightline.foundation.statements import Objects, given
from sightline.registers.partnership.models import Body
from sightline.registers.records.queries import InSight, sight
from sightline.work.governance.models import TaskGroup

SHOWN = 50


def task_groups(actor: Actor, now: datetime) -> QuerySet[TaskGroup]:
    """Groups the actor may see."""
    rows = TaskGroup.objects.filter(sight(actor, now, "record__"), partnership=actor.partnership_id)
    return rows.select_related("record", "body", "lead")


def page_of_task_groups(actor: Actor, now: datetime, *, ended: bool = False) -> list[TaskGroup]:
    """Running groups, the one that ends first on top; or those that reported back, newest first."""
    rows = task_groups(actor, now).filter(reported_at__isnull=not ended)
    order = ("-reported_at", "-pk") if ended else ("ends_on", "pk")
    return list(rows.order_by(*order)[:SHOWN])


RUNNING = InSight(
    lambda sees: Objects(
        lambda: (
            TaskGroup.objects.filter(sees, body=given("body", int), reported_at__isnull=True)
            .select_related("record", "body", "lead")
            .defer("record__words", "record__summary")
            .order_by("ends_on", "pk")
        )
    ),
    "record__",
)


def running_of(body: Body, actor: Actor, now: datetime) -> list[TaskGroup]:
    """A body's groups that have not reported back, the one that ends first on top."""
    if body.partnership_id != actor.partnership_id:
        return []
    return RUNNING.rows(actor, now, body=body.pk)


def task_group_by(actor: Actor, reference: str, now: datetime) -> TaskGroup:
    """The group with this reference; `NotSeen` when it is absent or hidden."""
    return one_of(task_groups(actor, now).filter(record__reference=reference))


def overdue_among(groups: list[TaskGroup], today: date) -> set[int]:
    """Numbers of groups past their end without a report."""
    return {one.pk for one in groups if one.reported_at is None and one.ends_on < today}

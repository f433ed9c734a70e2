"""The group receives the report of a period, and the register of duties is told (R9.1, R0.2)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from sightline.foundation.calendar import in_words
from sightline.foundation.errors import RuleBroken
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.operations import record as trail
from sightline.registers.duties import operations as duties
from sightline.registers.records import operations as records
from sightline.registers.records.models import Marking
from sightline.work.performance import events, permissions
from sightline.work.performance.models import Framework, ReportReceived, Series

TOPIC = "data-set"  # what the arrangements call it in the evidence of a duty
READERS = ("business-manager", "business-unit", "analyst", "scrutineer", "lead-partner",
           "executive-member")  # fmt: skip


@transaction.atomic
def receive_report(
    *, framework: Framework, period: int, received_on: date, by: Actor, now: datetime
) -> ReportReceived:
    """Record that the group received the report of a period on a day. Where the arrangements
    promise that it is given the data set, that promise is fulfilled on this day."""
    permissions.keep_figures.check(by)
    number, body = framework.partnership_id, framework.body
    _check(framework, period, received_on, now)
    record = records.open_record(
        partnership_id=number,
        prefix="DSR",
        kind="performance:received_report",
        title=f"What the figures say: received by the {body.name}, {in_words(received_on)}",
        marking=Marking.INTERNAL,
        audience=[f"body:{body.pk}", *(f"capacity:{number}:{name}" for name in READERS)],
        on=received_on,
        now=now,
        body=body,
    )
    made = ReportReceived.objects.create(
        record=record,
        partnership_id=number,
        body=body,
        period=period,
        received_on=received_on,
        entered_at=now,
        entered_by=by.name,
    )
    _tell(made, by, now)
    return made


@transaction.atomic
def withdraw_received(
    *, received: ReportReceived, reason: str, by: Actor, now: datetime
) -> ReportReceived:
    """Take back that the group received a report, with the reason. It stays on record as taken
    back, and what the register of duties was told of it no longer counts."""
    permissions.keep_figures.check(by)
    rows = ReportReceived.objects.select_for_update(of=("self",)).select_related("record", "body")
    held = rows.get(pk=received.pk)
    if held.withdrawn_at is not None:
        raise RuleBroken("This is taken back already.", field="reason")
    if len(reason.strip()) < 10:
        raise RuleBroken("Say what was wrong.", field="reason")
    held.withdrawn_at, held.withdrawn_by, held.withdrawn_reason = now, by.name, reason.strip()
    held.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    duties.unfulfil(record=held.record, reason=reason.strip(), now=now)
    trail(
        events.figures_received_withdrawn,
        by=by,
        now=now,
        about=held.record.reference,
        partnership_id=held.partnership_id,
        body=held.body.name,
        on=in_words(held.received_on),
        reason=reason.strip(),
    )
    return held


def _check(framework: Framework, period: int, received_on: date, now: datetime) -> None:
    number = framework.partnership_id
    if received_on > timezone.localdate(now):
        raise RuleBroken("The day must not be in the future.", field="received_on")
    of_area = Series.objects.filter(partnership=number, area__code=framework.area_code)
    if not of_area.filter(periods__contains=[period]).exists():
        raise RuleBroken("There are no figures of this period.", field="period")
    same = ReportReceived.objects.filter(partnership=number, period=period, received_on=received_on)
    if same.filter(withdrawn_at__isnull=True).exists():
        raise RuleBroken("This is on record already.", field="received_on")


def _tell(made: ReportReceived, by: Actor, now: datetime) -> None:
    """The register of duties, and the trail."""
    duties.fulfil(
        kind="report-received",
        subject=duties.Subject(body=made.body.key, topic=TOPIC),
        on=made.received_on,
        record=made.record,
        by=by,
        now=now,
    )
    trail(
        events.figures_received,
        by=by,
        now=now,
        about=made.record.reference,
        partnership_id=made.partnership_id,
        body=made.body.name,
        on=in_words(made.received_on),
    )

"""Raising a dispute in the Executive, referring it, and recording how it ended (R13.2)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from sightline.foundation.calendar import in_words
from sightline.foundation.errors import NotAllowed
from sightline.foundation.outbox.operations import queue
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.events import Event
from sightline.foundation.trail.operations import record as trail
from sightline.registers.duties import operations as duties
from sightline.registers.partnership.models import Body, Seat
from sightline.registers.records import operations as records
from sightline.registers.records.models import Marking
from sightline.work.governance import events, notices, permissions
from sightline.work.governance.models import Dispute, DisputeStage
from sightline.work.governance.rules import disputes as rules

State = Dispute.State
# as soon as it is raised; the chief officers only once it is referred to them
FROM_THE_START = ("lead-partner", "business-manager", "scrutineer")


@transaction.atomic
def raise_dispute(
    *,
    body: Body,
    subject: str,
    reasons: str,
    options: str,
    parties: str,
    by: Actor,
    now: datetime,
) -> Dispute:
    """Raise a dispute among the partners. It is restricted: lead partners, the scrutineer and the
    business manager read it, and every reading leaves a line."""
    permissions.raise_disputes.check(by)
    rules.check_told(reasons, "reasons", "Say what is in dispute, and why")
    rules.check_told(options, "options", "Say which ways out there are")
    number, on = body.partnership_id, timezone.localdate(now)
    record = records.open_record(
        partnership_id=number,
        prefix="DIS",
        kind="governance:dispute",
        title="Dispute in the Executive",  # lists and search show no more
        marking=Marking.RESTRICTED,
        audience=[f"capacity:{number}:{name}" for name in FROM_THE_START],
        on=on,
        now=now,
        body=body,
    )
    made = Dispute.objects.create(
        record=record,
        partnership_id=number,
        body=body,
        subject=subject.strip(),
        reasons=reasons.strip(),
        options=options.strip(),
        parties=parties.strip(),
        raised_at=now,
        raised_by=by.name,
    )
    _write(made, events.dispute_raised, by, now)
    return made


@transaction.atomic
def refer_dispute(
    *, dispute: Dispute, to: str, settle_by_on: date, by: Actor, now: datetime
) -> DisputeStage:
    """Refer a dispute for mediation by the scrutineer, or, where that did not settle it, to the
    chief officers; with the day by which it is to be settled. The register of duties is told."""
    permissions.raise_disputes.check(by)
    held, today = _locked(dispute), timezone.localdate(now)
    rules.check_step(held.state, to)
    rules.check_settle_by(settle_by_on, today)
    before = held.stages.filter(ended_at__isnull=True).first()
    if before is not None:
        _end(before, False, "Not settled; referred on.", by, now)
    stage = DisputeStage.objects.create(
        dispute=held,
        record=held.record,
        stage=to,
        referred_on=today,
        referred_at=now,
        referred_by=by.name,
        settle_by_on=settle_by_on,
    )
    held.state = to
    held.save(update_fields=["state"])
    capacity = rules.SETTLES[to]
    key = f"capacity:{held.partnership_id}:{capacity}"
    if key not in held.record.audience:
        held.record.audience = [*held.record.audience, key]
        held.record.save(update_fields=["audience"])
    duties.fulfil(
        kind="attested",
        subject=duties.Subject(body=held.body.key, topic=rules.TOPIC),
        on=today,
        record=held.record,
        by=by,
        now=now,
    )
    _write(held, events.dispute_referred, by, now, to=State(to).label.lower())
    _tell(held, stage, capacity, now)
    return stage


@transaction.atomic
def settle_stage(
    *, dispute: Dispute, is_settled: bool, came_of_it: str, by: Actor, now: datetime
) -> Dispute:
    """Record what came of mediation, or of the chief officers: settled, and then the dispute is
    resolved; or not, and then it can be referred on."""
    permissions.settle_disputes.check(by)
    held = _locked(dispute)
    stage = held.stages.filter(ended_at__isnull=True).first()
    rules.check_step(held.state, State.RESOLVED)
    if stage is None:
        raise NotAllowed(permissions.settle_disputes.code)
    may = {rules.SETTLES[stage.stage], "business-manager"}
    if not by.is_system and by.capacities.isdisjoint(may):
        raise NotAllowed(permissions.settle_disputes.code)
    rules.check_told(came_of_it, "came_of_it", "Say what came of it, and why")
    _end(stage, is_settled, came_of_it, by, now)
    if is_settled:
        held.state, held.outcome = State.RESOLVED, came_of_it.strip()
        held.ended_at, held.ended_by = now, by.name
        held.save(update_fields=["state", "outcome", "ended_at", "ended_by"])
    _write(held, events.dispute_settled if is_settled else events.dispute_not_settled, by, now)
    return held


@transaction.atomic
def withdraw_dispute(*, dispute: Dispute, reason: str, by: Actor, now: datetime) -> Dispute:
    """Withdraw a dispute that the partners settled among themselves; how is on record."""
    permissions.raise_disputes.check(by)
    held = _locked(dispute)
    rules.check_step(held.state, State.WITHDRAWN)
    rules.check_told(reason, "reason", "Say how the partners came to agree")
    stage = held.stages.filter(ended_at__isnull=True).first()
    if stage is not None:
        _end(stage, False, "The dispute was withdrawn.", by, now)
    held.state, held.outcome = State.WITHDRAWN, reason.strip()
    held.ended_at, held.ended_by = now, by.name
    held.save(update_fields=["state", "outcome", "ended_at", "ended_by"])
    _write(held, events.dispute_withdrawn, by, now)
    return held


def _locked(dispute: Dispute) -> Dispute:
    rows = Dispute.objects.select_for_update(of=("self",)).select_related("record", "body")
    return rows.get(pk=dispute.pk)


def _end(stage: DisputeStage, is_settled: bool, words: str, by: Actor, now: datetime) -> None:
    stage.is_settled, stage.came_of_it = is_settled, words.strip()
    stage.ended_at, stage.ended_by = now, by.name
    stage.save(update_fields=["is_settled", "came_of_it", "ended_at", "ended_by"])


def _tell(dispute: Dispute, stage: DisputeStage, capacity: str, now: datetime) -> None:
    seats = Seat.objects.filter(
        Seat.live(),
        partnership=dispute.partnership_id,
        place__capacities__contains=[capacity],
    )
    path = reverse("governance:dispute", args=[dispute.record.reference])
    for person_id in sorted(set(seats.values_list("person_id", flat=True))):
        queue(
            notices.DISPUTE_REFERRED,
            to_person_id=person_id,
            to_email=None,
            facts={
                "due_on": in_words(stage.settle_by_on),
                "link": f"{settings.ADDRESS}{path}",
            },
            about=dispute.record.reference,
            key=f"{stage.pk}:{person_id}",
            now=now,
        )


def _write(dispute: Dispute, event: Event, by: Actor, now: datetime, **facts: Any) -> None:
    trail(
        event,
        by=by,
        now=now,
        about=dispute.record.reference,
        partnership_id=dispute.partnership_id,
        **facts,
    )

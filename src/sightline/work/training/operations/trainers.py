"""The pool of trainers, and who gives which event."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from sightline.foundation.calendar import in_words
from sightline.foundation.errors import RuleBroken
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.operations import record as trail
from sightline.registers.partnership.models import Agency
from sightline.work.training import events, permissions
from sightline.work.training.models import (
    Charge,
    Event,
    EventSession,
    EventTrainer,
    Trainer,
    TrainerRate,
)
from sightline.work.training.rules import cancelling
from sightline.work.training.rules import programme as rules


@transaction.atomic
def add_trainer(
    *, partnership_id: int, name: str, agency: Agency | None, by: Actor, now: datetime
) -> Trainer:
    """Add somebody to the pool of trainers."""
    permissions.manage_programme.check(by)
    if Trainer.objects.filter(partnership_id=partnership_id, name=name).exists():
        raise RuleBroken("There is a trainer of that name already.", field="name")
    trainer = Trainer.objects.create(partnership_id=partnership_id, name=name, agency=agency)
    trail(events.trainer_added, by=by, now=now, partnership_id=partnership_id, name=name)
    return trainer


@transaction.atomic
def name_trainer(*, event: Event, trainer: Trainer, by: Actor, now: datetime) -> EventTrainer:
    """Name who gives an event; refused where they give another at the same time."""
    permissions.manage_programme.check(by)
    # the row of the trainer is locked, so that two events cannot take the same person at once
    held = Trainer.objects.select_for_update().get(pk=trainer.pk)
    if EventTrainer.objects.filter(event=event, trainer=held, dropped_at__isnull=True).exists():
        raise RuleBroken(f"{held.name} gives this event already.", field="trainer")
    _check_free(held, _sessions(event), besides=event)
    named = EventTrainer.objects.create(
        event=event, partnership_id=event.partnership_id, trainer=held
    )
    trail(
        events.trainer_set,
        by=by,
        now=now,
        about=event.reference,
        partnership_id=event.partnership_id,
        name=held.name,
    )
    return named


@transaction.atomic
def drop_trainer(*, event: Event, trainer: Trainer, by: Actor, now: datetime) -> None:
    """Take a trainer off an event."""
    permissions.manage_programme.check(by)
    rows = EventTrainer.objects.filter(event=event, trainer=trainer, dropped_at__isnull=True)
    if not rows.update(dropped_at=now):
        raise RuleBroken("They do not give this event.")
    trail(
        events.trainer_dropped,
        by=by,
        now=now,
        about=event.reference,
        partnership_id=event.partnership_id,
        name=trainer.name,
    )


@transaction.atomic
def set_trainer_rate(
    *, partnership_id: int, pence_a_day: int, by: Actor, now: datetime
) -> TrainerRate:
    """Set what a day of teaching is credited at, for events recorded as held from now on; with 0
    nothing is credited."""
    permissions.manage_programme.check(by)
    standing = TrainerRate.objects.select_for_update().filter(
        partnership_id=partnership_id, ended_at__isnull=True
    )
    for one in standing:
        one.ended_at = now
        one.save(update_fields=["ended_at"])
    made = TrainerRate.objects.create(
        partnership_id=partnership_id, pence_a_day=pence_a_day, made_at=now, made_by=by.name
    )
    trail(events.trainer_rate_set, by=by, now=now, partnership_id=partnership_id, pence=pence_a_day)
    return made


@transaction.atomic
def credit_teaching(*, event: Event, by: Actor, now: datetime) -> list[Charge]:
    """Credit each agency whose trainer gave an event with its days, at the rate in force. Only part
    of recording an event as held, which is done once."""
    permissions.manage_programme.check(by)
    rates = TrainerRate.objects.filter(
        partnership_id=event.partnership_id, ended_at__isnull=True, pence_a_day__gt=0
    )
    rate = rates.first()
    if rate is None:
        return []
    length = cancelling.half_days(_sessions(event))
    pence = cancelling.credit_for_teaching(pence_a_day=rate.pence_a_day, length=length)
    days = f"{length / 2:g} day{'' if length == 2 else 's'}"
    named = EventTrainer.objects.filter(event=event, dropped_at__isnull=True)
    made = []
    for one in named.filter(trainer__agency__isnull=False).select_related("trainer__agency"):
        made.append(
            enter_credit(taught=one, pence=-pence, why=f"Trainer lent for {days}", by=by, now=now)
        )
    return made


@transaction.atomic
def enter_credit(*, taught: EventTrainer, pence: int, why: str, by: Actor, now: datetime) -> Charge:
    """Enter a line for a trainer in the ledger of the agency that lent them; a positive one takes a
    credit back. Only part of an operation of the office."""
    permissions.manage_programme.check(by)
    agency = taught.trainer.agency
    if agency is None:
        raise RuleBroken("This trainer belongs to no agency.")
    charge = Charge.objects.create(
        partnership_id=taught.partnership_id, agency=agency, taught=taught, pence=pence,
        why=why[:300], entered_at=now, entered_by=by.name,
    )  # fmt: skip
    trail(
        events.charge_entered, by=by, now=now, about=taught.event.reference,
        partnership_id=taught.partnership_id, pence=pence, agency=agency.name, why=why,
    )  # fmt: skip
    return charge


def _check_trainers_free(event: Event, spans: list[rules.Span]) -> None:
    """Raise where somebody who gives this event gives another at one of these times."""
    named = EventTrainer.objects.filter(event=event, dropped_at__isnull=True).values("trainer")
    for trainer in Trainer.objects.select_for_update().filter(pk__in=named).order_by("pk"):
        _check_free(trainer, spans, besides=event)


def _check_free(trainer: Trainer, spans: Iterable[rules.Span], *, besides: Event) -> None:
    elsewhere = EventTrainer.objects.filter(trainer=trainer, dropped_at__isnull=True)
    busy = (
        EventSession.objects.filter(event__in=elsewhere.values("event"), dropped_at__isnull=True)
        .exclude(event=besides)
        .exclude(event__state=Event.State.CANCELLED)
        .values_list("starts_at", "ends_at")
    )
    clash = rules.overlap(spans, busy)
    if clash:
        day = in_words(timezone.localdate(clash[0]))
        raise RuleBroken(f"{trainer.name} gives another event on {day} at that time.",
                         field="trainer")  # fmt: skip


def _sessions(event: Event) -> list[rules.Span]:
    rows = EventSession.objects.filter(event=event, dropped_at__isnull=True)
    return list(rows.values_list("starts_at", "ends_at"))

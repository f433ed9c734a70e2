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
from sightline.work.training.models import Event, EventSession, EventTrainer, Trainer
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

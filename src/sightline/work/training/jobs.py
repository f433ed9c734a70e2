"""What training does by itself."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from sightline.foundation.jobs.queue import job, scheduled
from sightline.foundation.permissions import system_actor
from sightline.work.training import operations, queries


@job("settle_training_event")
def settle_training_event(number: int) -> None:
    """Offer the places of one event that have fallen free."""
    by = system_actor("The waiting list")
    operations.settle_event(event_id=number, by=by, now=timezone.now())


@job("tell_of_cancelled_event")
def tell_of_cancelled_event(number: int) -> None:
    """Write to everybody whose place ended with an event that was cancelled."""
    by = system_actor("The training office")
    operations.tell_of_cancelling(event_id=number, by=by, now=timezone.now())


@scheduled("end_what_ran_out", cron="* * * * *")
def end_what_ran_out(at: datetime) -> None:
    """Every minute: holds, offers and questions to managers that ran out make room for others."""
    by = system_actor("The waiting list")
    for number in queries.runs_out(at):
        operations.settle_event(event_id=number, by=by, now=at)


@scheduled("settle_training", cron="*/15 * * * *")
def settle_training(at: datetime) -> None:
    """Every quarter of an hour: events where people wait, since a limit on one agency may have
    ended or only those at short notice are asked."""
    by = system_actor("The waiting list")
    for number in queries.waited_for(at):
        operations.settle_event(event_id=number, by=by, now=at)


@scheduled("link_learners", cron="20 * * * *")
def link_learners(at: datetime) -> None:
    """Every hour: people who have joined see what was booked for them before."""
    operations.link_learners(by=system_actor("The training office"), now=at)

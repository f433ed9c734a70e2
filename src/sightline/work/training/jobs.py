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


@job("tell_what_training_served")
def tell_what_training_served(number: int) -> None:
    """Tell the recommendations that a course answers how many attended one event of it."""
    by = system_actor("The training office")
    operations.tell_what_it_serves(event_id=number, by=by, now=timezone.now())


@job("tell_what_course_served")
def tell_what_course_served(number: int) -> None:
    """Tell recommendations that a course was tied to of its events that were held before."""
    by, now = system_actor("The training office"), timezone.now()
    for event in queries.held_of(number):
        operations.tell_what_it_serves(event_id=event, by=by, now=now)
    operations.tell_what_learning_serves(course_id=number, by=by, now=now)


@scheduled("tell_what_learning_served", cron="10 5 * * *")
def tell_what_learning_served(at: datetime) -> None:
    """Every morning: of the months that have ended, how many completed e-learning, each once."""
    by = system_actor("The training office")
    for number in queries.learnt_from():
        operations.tell_what_learning_serves(course_id=number, by=by, now=at)


@job("keep_training_in_diaries")
def keep_training_in_diaries(number: int) -> None:
    """Send invitations, changes and cancellations of one event to those they concern."""
    by = system_actor("The training office")
    operations.keep_in_diaries(event_id=number, by=by, now=timezone.now())


@scheduled("remind_of_training", cron="0 7 * * *")
def remind_of_training(at: datetime) -> None:
    """Every morning: a week and a day before an event, and before a refresher falls due."""
    operations.remind(by=system_actor("The training office"), now=at)


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


@scheduled("ask_about_training", cron="40 * * * *")
def ask_about_training(at: datetime) -> None:
    """Every hour: the questions before an event, straight after, and later, each once."""
    operations.ask_evaluations(by=system_actor("The training office"), now=at)


@scheduled("remind_of_questions", cron="30 7 * * *")
def remind_of_questions(at: datetime) -> None:
    """Every morning: one reminder to who was asked a week ago and has not answered."""
    operations.remind_of_evaluations(by=system_actor("The training office"), now=at)

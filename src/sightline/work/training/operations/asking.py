"""What the worker asks by itself: before an event, straight after, later; each stage once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac

from sightline.foundation.calendar import in_words
from sightline.foundation.outbox.notices import Notice
from sightline.foundation.outbox.operations import queue
from sightline.foundation.permissions import Actor
from sightline.work.training import notices, permissions, queries
from sightline.work.training.models import (
    Booking,
    Certificate,
    Evaluation,
    EvaluationItem,
    Event,
)
from sightline.work.training.rules import evaluating

Stage = Evaluation.Stage
ASKS = {
    Stage.BEFORE: notices.ASK_BEFORE,
    Stage.AFTER: notices.ASK_AFTER,
    Stage.LATER: notices.ASK_LATER,
    Stage.MANAGER: notices.ASK_MANAGER,
}


@transaction.atomic
def ask_evaluations(*, by: Actor, now: datetime) -> int:
    """Ask every stage that has come, of those who were not asked it yet; the answer is how many
    were asked. Done twice it asks nobody twice: a person is asked a stage once, by constraint."""
    permissions.manage_programme.check(by)
    _close_given_up(now)
    return _ask_before(now) + _ask_after(now) + _ask_later(now)


@transaction.atomic
def remind_of_evaluations(*, by: Actor, now: datetime) -> int:
    """Remind, once, those who were asked a week ago and have not answered; the answer is how
    many."""
    permissions.manage_programme.check(by)
    rows = Evaluation.objects.select_for_update(of=("self",), skip_locked=True).filter(
        answered_at__isnull=True,
        reminded_at__isnull=True,
        closes_at__gt=now,
        asked_at__lte=now - evaluating.REMINDED,
    )
    reminded = 0
    for one in rows.select_related("course", "booking__learner").order_by("pk"):
        one.reminded_at = now
        one.save(update_fields=["reminded_at"])
        _write(one, notices.ASK_AGAIN, now)
        reminded += 1
    return reminded


def _close_given_up(now: datetime) -> None:
    """Who gave a place up need not say how they stand before the event."""
    rows = Evaluation.objects.filter(stage=Stage.BEFORE, answered_at__isnull=True)
    rows.filter(closes_at__gt=now).exclude(booking__state=Booking.State.BOOKED).update(
        closes_at=now
    )


def _not_asked(stage: Stage) -> QuerySet[Booking]:
    """Bookings on courses that ask something, of whom this stage was not asked."""
    asks = EvaluationItem.objects.filter(course=OuterRef("event__course"), dropped_at__isnull=True)
    asked = Evaluation.objects.filter(booking=OuterRef("pk"), stage=stage)
    rows = Booking.objects.filter(Exists(asks), ~Exists(asked), state=Booking.State.BOOKED)
    return rows.select_related("event__course", "learner").order_by("pk")


def _ask_before(now: datetime) -> int:
    rows = _not_asked(Stage.BEFORE).filter(
        event__state=Event.State.OPEN,
        event__starts_at__gt=now,
        event__starts_at__lte=now + evaluating.BEFORE_OPENS,
    )
    return _ask(rows, Stage.BEFORE, now, until=None)


def _ask_after(now: datetime) -> int:
    """Of who attended, as the register says; not of events that are long past."""
    since = timezone.localdate(now - evaluating.AFTER_CLOSES)
    came = Certificate.objects.filter(withdrawn_at__isnull=True, attended_on__gte=since)
    rows = _not_asked(Stage.AFTER).filter(pk__in=came.values("booking"))
    return _ask(rows, Stage.AFTER, now, until=evaluating.AFTER_CLOSES)


def _ask_later(now: datetime) -> int:
    """Of who was asked straight after, and of their manager, once the interval of the course is
    over."""
    today = timezone.localdate(now)
    asked = Evaluation.objects.filter(stage=Stage.AFTER)
    done = 0
    for stage in (Stage.LATER, Stage.MANAGER):
        rows = _not_asked(stage).filter(pk__in=asked.values("booking"))
        rows = rows.filter(certificate__withdrawn_at__isnull=True).select_related(
            "event__course", "learner", "certificate"
        )
        if stage == Stage.MANAGER:
            rows = rows.exclude(learner__manager_email="")
        due = (one for one in rows if _later_on(one) <= today)
        done += _ask(due, stage, now, until=evaluating.LATER_CLOSES)
    return done


def _later_on(one: Booking) -> date:
    return evaluating.later_on(one.certificate.attended_on, one.event.course.later_after)


def _ask(rows: Iterable[Booking], stage: Stage, now: datetime, *, until: timedelta | None) -> int:
    done = 0
    for one in rows:
        asked, is_new = Evaluation.objects.get_or_create(
            booking=one,
            stage=stage,
            defaults={
                "partnership_id": one.partnership_id,
                "course": one.event.course,
                "agency_id": one.agency_id,
                "person_id": _who_answers(one, stage),
                "name": one.name,
                "attends_on": timezone.localdate(one.event.starts_at),
                "token_hash": "",
                "asked_at": now,
                "closes_at": one.event.starts_at if until is None else now + until,
            },
        )
        if is_new:
            _write(asked, ASKS[stage], now)
            done += 1
    return done


def _who_answers(one: Booking, stage: Stage) -> int | None:
    """The person, where they can sign in."""
    if stage == Stage.MANAGER:
        return queries.person_with_address(one.learner.manager_email, one.partnership_id)
    return one.person_id


def _write(asked: Evaluation, notice: Notice, now: datetime) -> None:
    """Write to who is asked: to a person where to sign in, to anybody else their link. The link
    follows from the secret of the installation, so that a reminder holds the same one."""
    learner = asked.booking.learner
    is_manager = asked.stage == Stage.MANAGER
    if asked.person_id:
        address = f"/training/questions/{asked.pk}"
    else:
        token = salted_hmac("training.evaluation", str(asked.pk), algorithm="sha256").hexdigest()
        asked.token_hash = hashlib.sha256(token.encode()).hexdigest()
        asked.save(update_fields=["token_hash"])
        address = f"/training/answer/{token}"
    facts = {
        "course": asked.course.title,
        "date": in_words(asked.attends_on),
        "due_on": in_words(timezone.localdate(asked.closes_at)),
        "name": asked.name,
        "link": f"{settings.ADDRESS}{address}",
    }
    queue(
        notice,
        to_person_id=asked.person_id,
        to_email=None
        if asked.person_id
        else (learner.manager_email if is_manager else learner.email),
        facts={key: value for key, value in facts.items() if key in notice.allowed},
        about=asked.course.reference if asked.person_id else "",
        key=str(asked.pk),
        now=now,
    )

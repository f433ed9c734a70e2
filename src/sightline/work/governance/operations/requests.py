"""Asking a body, answering, and saying what came of it (R3.4)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from sightline.foundation.calendar import calendar_for, in_words
from sightline.foundation.clocks import due
from sightline.foundation.outbox.notices import Notice
from sightline.foundation.outbox.operations import queue
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.events import Event
from sightline.foundation.trail.operations import record as trail
from sightline.registers.duties import operations as duties
from sightline.registers.partnership.models import Agency, Body, Seat
from sightline.registers.partnership.queries import one_off_days
from sightline.registers.records import operations as records
from sightline.registers.records.models import Marking
from sightline.work.governance import events, notices, permissions
from sightline.work.governance.deadlines import ANSWER_TO_REQUEST
from sightline.work.governance.models import Meeting, Request
from sightline.work.governance.rules import requests as rules


@transaction.atomic
def make_request(
    *,
    body: Body,
    kind: str,
    subject: str,
    words: str,
    by: Actor,
    now: datetime,
    for_body: Body | None = None,
    for_agency: Agency | None = None,
) -> Request:
    """Ask a body: escalate a concern, ask to attend for an issue, or propose to co-opt a partner.
    The asker, the chair of the body and the office see it, and when an answer is owed."""
    permissions.make_requests.check(by)
    rules.check_words(subject, "subject", "Say what it is about", least=5)
    rules.check_words(words, "words", "Say what you ask, and why")
    today, number = timezone.localdate(now), body.partnership_id
    days = {one.day: one.name for one in one_off_days(number)}
    owed = due(ANSWER_TO_REQUEST, today, calendar_for(today, days))
    record = records.open_record(
        partnership_id=number,
        prefix="REQ",
        kind="governance:request",
        title=f"{Request.Kind(kind).label}: {subject.strip()}",
        marking=Marking.INTERNAL,
        audience=_audience(body, by, for_body),
        on=today,
        now=now,
        body=body,
        summary=words.strip(),
    )
    made = Request.objects.create(
        record=record,
        partnership_id=number,
        body=body,
        kind=kind,
        subject=subject.strip(),
        words=words.strip(),
        asker_id=by.person_id,
        asked_at=now,
        asked_by=by.name,
        for_body=for_body,
        for_agency=for_agency,
        answer_due_on=owed.day,
        workings=owed.workings,
    )
    _write(made, events.request_made, by, now, body=body.name)
    for person_id in _who_answers(body):
        if person_id != by.person_id:
            _tell(made, notices.REQUEST_MADE, person_id, "made", now)
    return made


@transaction.atomic
def answer_request(
    *,
    asked: Request,
    is_accepted: bool,
    answer: str,
    meeting: Meeting | None,
    by: Actor,
    now: datetime,
) -> Request:
    """Answer a request: accept it, for a meeting where it needs one, or decline it with a reason.
    An accepted one may be put off to another meeting, or declined after all."""
    permissions.answer_requests.check(by)
    held = _locked(asked)
    after = Request.State.ACCEPTED if is_accepted else Request.State.DECLINED
    rules.check_step(held.state, after)
    rules.check_words(answer, "answer", "Give the asker an answer")
    rules.check_answer(
        kind=held.kind,
        is_accepted=is_accepted,
        meeting_on=meeting.on if meeting else None,
        today=timezone.localdate(now),
    )
    held.state, held.answer = after, answer.strip()
    held.meeting = meeting if is_accepted else None
    held.meets_on = held.meeting.on if held.meeting else None
    held.answered_at, held.answered_by = now, by.name
    held.save(
        update_fields=["state", "answer", "meeting", "meets_on", "answered_at", "answered_by"]
    )
    if held.meeting is not None:  # from now on whoever meets there may read it
        held.record.audience = sorted({*held.record.audience, *held.meeting.record.audience})
        held.record.save(update_fields=["audience"])
        records.link(source=held.record, target=held.meeting.record, how="discussed at", now=now)
    _write(held, events.request_answered, by, now, state=after.label.lower())
    if held.asker_id is not None and held.asker_id != by.person_id:
        _tell(held, notices.REQUEST_ANSWERED, held.asker_id, f"answered {now.isoformat()}", now)
    return held


@transaction.atomic
def finish_request(*, asked: Request, outcome: str, by: Actor, now: datetime) -> Request:
    """Say what came of an accepted request; the register of duties is told, as of the day of the
    meeting that dealt with it, or of today."""
    permissions.answer_requests.check(by)
    held = _locked(asked)
    rules.check_step(held.state, Request.State.DONE)
    rules.check_words(outcome, "outcome", "Say what came of it")
    held.state, held.outcome = Request.State.DONE, outcome.strip()
    held.done_at, held.done_by = now, by.name
    held.save(update_fields=["state", "outcome", "done_at", "done_by"])
    today = timezone.localdate(now)
    duties.fulfil(
        kind="attested",
        subject=duties.Subject(body=held.body.key, topic=rules.TOPICS[held.kind]),
        on=min(held.meeting.on, today) if held.meeting else today,
        record=held.record,
        by=by,
        now=now,
    )
    _write(held, events.request_finished, by, now)
    if held.asker_id is not None and held.asker_id != by.person_id:
        _tell(held, notices.REQUEST_FINISHED, held.asker_id, "done", now)
    return held


@transaction.atomic
def withdraw_request(*, asked: Request, by: Actor, now: datetime) -> Request:
    """Withdraw one's own request before it is dealt with; it stays on record."""
    permissions.make_requests.check(by)
    held = _locked(asked)
    if not by.is_system and held.asker_id != by.person_id:
        permissions.answer_requests.check(by)
    rules.check_step(held.state, Request.State.WITHDRAWN)
    held.state = Request.State.WITHDRAWN
    held.save(update_fields=["state"])
    _write(held, events.request_withdrawn, by, now)
    return held


def _locked(asked: Request) -> Request:
    rows = Request.objects.select_for_update(of=("self",))
    return rows.select_related("record", "body", "meeting__record").get(pk=asked.pk)


def _audience(body: Body, by: Actor, for_body: Body | None) -> list[str]:
    """Who sees a request before it is on an agenda: who asked, the chair of the group it is made
    for, the chair of the body asked, the lead partners and the office."""
    number = body.partnership_id
    keys = [f"capacity:{number}:{name}" for name in ("business-manager", "business-unit")]
    keys += [f"chair:{body.pk}", f"capacity:{number}:lead-partner"]
    keys += [f"person:{by.person_id}"] if by.person_id else []
    return [*keys, f"chair:{for_body.pk}"] if for_body else keys


def _who_answers(body: Body) -> list[int]:
    """The business managers, and the chair of the body that is asked."""
    seats = Seat.objects.filter(Seat.live(), partnership=body.partnership_id).filter(
        Q(place__capacities__contains=["business-manager"])
        | Q(place__body=body, place__function="chair")
    )
    return sorted(set(seats.values_list("person_id", flat=True)))


def _tell(asked: Request, notice: Notice, person_id: int, occasion: str, now: datetime) -> None:
    path = reverse("governance:request", args=[asked.record.reference])
    queue(
        notice,
        to_person_id=person_id,
        to_email=None,
        facts={"due_on": in_words(asked.answer_due_on), "link": f"{settings.ADDRESS}{path}"}
        if notice is notices.REQUEST_MADE
        else {"link": f"{settings.ADDRESS}{path}"},
        about=asked.record.reference,
        key=f"{asked.pk}:{person_id}:{occasion}",
        now=now,
    )


def _write(asked: Request, event: Event, by: Actor, now: datetime, **facts: Any) -> None:
    trail(
        event,
        by=by,
        now=now,
        about=asked.record.reference,
        partnership_id=asked.partnership_id,
        **facts,
    )

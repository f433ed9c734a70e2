"""Questions that a signal raises: asked, replied to, closed when the next figures answer them."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from sightline.foundation.addresses import address
from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.foundation.outbox.notices import Notice
from sightline.foundation.outbox.operations import queue
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.operations import record as trail
from sightline.registers.partnership.models import Agency, Seat
from sightline.registers.records import operations as records
from sightline.registers.records.models import Marking
from sightline.work.performance import events, notices, permissions
from sightline.work.performance.models import Framework, Question, Series

LEADS = ["agency-lead", "lead-partner"]


@transaction.atomic
def ask_question(
    *,
    framework: Framework,
    series: Series,
    period: int,
    agency: Agency,
    words: str,
    reply_due_on: date,
    by: Actor,
    now: datetime,
) -> Question:
    """Ask an agency about one figure, with a day for the reply. The group, the office, the
    scrutineer and the agency see it, and it stands on the group's agendas until it is closed."""
    permissions.ask_questions.check(by)
    today, number = timezone.localdate(now), framework.partnership_id
    if len(words.strip()) < 15:
        raise RuleBroken("Ask in a sentence, so that the agency can answer.", field="words")
    if reply_due_on <= today:
        raise RuleBroken("The day for the reply must be in the future.", field="reply_due_on")
    if period not in series.periods:
        raise RuleBroken("Choose a period that has a figure.", field="period")
    record = records.open_record(
        partnership_id=number,
        prefix="QST",
        kind="performance:question",
        title=f"Question to {agency.name} about figures",
        marking=Marking.INTERNAL,
        audience=_audience(framework, agency, by),
        on=today,
        now=now,
        body=framework.body,
        summary=words.strip(),
    )
    question = Question.objects.create(
        record=record,
        partnership_id=number,
        series=series,
        body=framework.body,
        agency=agency,
        period=period,
        words=words.strip(),
        asker_id=by.person_id,
        asked_at=now,
        asked_by=by.name,
        reply_due_on=reply_due_on,
    )
    records.raise_with(record=record, body=framework.body, now=now)
    _tell_leads(notices.QUESTION_ASKED, question, now)
    _note(events.question_asked, question, by, now, agency=agency.name)
    return question


@transaction.atomic
def reply_to_question(*, question: Question, reply: str, by: Actor, now: datetime) -> Question:
    """Reply for the agency that was asked: somebody of that agency, or the office in its name."""
    permissions.reply_to_questions.check(by)
    held = _locked(question)
    if not by.holds("agency", held.agency_id) and not by.may(permissions.keep_figures):
        raise NotAllowed(permissions.reply_to_questions.code)
    if held.state == Question.State.CLOSED:
        raise RuleBroken("This question is closed.")
    if len(reply.strip()) < 15:
        raise RuleBroken("Reply in a sentence: what happened, and what is done.", field="reply")
    held.reply, held.replied_at, held.replied_by = reply.strip(), now, by.name
    held.state = Question.State.REPLIED
    held.save(update_fields=["reply", "replied_at", "replied_by", "state"])
    if held.asker_id is not None and held.asker_id != by.person_id:
        _send(notices.QUESTION_REPLIED, held, held.asker_id, now, f"{held.pk}:{now.isoformat()}")
    _note(events.question_replied, held, by, now, agency=held.agency.name)
    return held


@transaction.atomic
def close_question(*, question: Question, outcome: str, by: Actor, now: datetime) -> Question:
    """Close a question, saying what came of it and whether the figures since then answer it."""
    permissions.ask_questions.check(by)
    held = _locked(question)
    if held.state == Question.State.CLOSED:
        raise RuleBroken("This question is closed already.")
    if len(outcome.strip()) < 10:
        raise RuleBroken("Say what came of it.", field="outcome")
    held.outcome, held.closed_at, held.closed_by = outcome.strip(), now, by.name
    held.state = Question.State.CLOSED
    held.save(update_fields=["outcome", "closed_at", "closed_by", "state"])
    records.settle(record=held.record, now=now)
    _note(events.question_closed, held, by, now, agency=held.agency.name)
    return held


@transaction.atomic
def raise_what_waits(*, by: Actor, now: datetime) -> int:
    """Have every question that is not closed stand on the agendas of its group: those asked before
    agendas knew of questions never came onto one. The answer is how many were added; done again it
    adds none."""
    rows = Question.objects.exclude(state=Question.State.CLOSED).filter(record__raising=None)
    found = list(rows.select_related("record", "body").order_by("asked_at", "pk"))
    for question in found:  # as long as they wait, so that the longest stands first
        records.raise_with(record=question.record, body=question.body, now=question.asked_at)
    return len(found)


@transaction.atomic
def chase_replies(*, today: date, by: Actor, now: datetime) -> int:
    """Write once to the leads of each agency whose reply is late; the answer is how many questions
    are."""
    late = Question.objects.filter(state=Question.State.OPEN, reply_due_on__lt=today)
    rows = list(late.select_related("record").order_by("pk"))
    for question in rows:
        _tell_leads(notices.QUESTION_LATE, question, now)
    return len(rows)


def _audience(framework: Framework, agency: Agency, by: Actor) -> list[str]:
    number = framework.partnership_id
    names = ("business-manager", "business-unit", "analyst", "scrutineer", "lead-partner",
             "executive-member")  # fmt: skip
    keys = [f"body:{framework.body_id}", f"agency:{agency.pk}"]
    keys += [f"capacity:{number}:{name}" for name in names]
    return [*keys, f"person:{by.person_id}"] if by.person_id else keys


def _locked(question: Question) -> Question:
    rows = Question.objects.select_for_update(of=("self",)).select_related("record", "agency")
    return rows.get(pk=question.pk)


def _tell_leads(notice: Notice, question: Question, now: datetime) -> None:
    seats = Seat.objects.filter(
        Seat.live(), place__agency=question.agency_id, place__capacities__overlap=LEADS
    )
    for person in sorted(set(seats.values_list("person_id", flat=True))):
        _send(notice, question, person, now, f"{question.pk}:{person}")


def _send(notice: Notice, question: Question, person: int, now: datetime, key: str) -> None:
    link = settings.ADDRESS + address("performance:question", question.record.reference)
    facts = {"link": link}
    if "due_on" in notice.allowed:
        day = question.reply_due_on
        facts["due_on"] = f"{day.day} {day:%B %Y}"
    queue(
        notice,
        to_person_id=person,
        to_email=None,
        facts=facts,
        about=question.record.reference,
        key=key,
        now=now,
    )


def _note(event, question: Question, by: Actor, now: datetime, *, agency: str) -> None:  # type: ignore[no-untyped-def]
    trail(
        event,
        by=by,
        now=now,
        about=question.record.reference,
        partnership_id=question.partnership_id,
        agency=agency,
    )

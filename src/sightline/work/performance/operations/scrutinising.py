"""Scrutiny questions: asked of an indicator itself and kept with it, with the answer (R9.1)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from sightline.foundation.addresses import address
from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.foundation.outbox.notices import Notice
from sightline.foundation.outbox.operations import queue
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.operations import record as trail
from sightline.registers.partnership.models import Seat
from sightline.work.performance import events, notices, permissions
from sightline.work.performance.models import Indicator, ScrutinyQuestion
from sightline.work.performance.operations.asking import LEADS

ASKERS = {
    "scrutineer": ScrutinyQuestion.Asker.SCRUTINEER,
    "group-chair": ScrutinyQuestion.Asker.GROUP,
}

OFFICE = ["business-manager", "analyst"]


@transaction.atomic
def ask_of_indicator(
    *, indicator: Indicator, words: str, by: Actor, now: datetime
) -> ScrutinyQuestion:
    """Attach a question to an indicator: for the scrutineer, for the group by its chair, or for the
    office. Whoever reads the figures reads it, and it stands in the report until it is answered.
    Who can answer is told by e-mail that something waits: the leads of the agency that returns the
    figure, or the office where it is published."""
    permissions.ask_questions.check(by)
    if len(words.strip()) < 15:
        raise RuleBroken("Ask in a sentence, so that it can be answered.", field="words")
    asked_for = next(
        (asker for capacity, asker in ASKERS.items() if capacity in by.capacities),
        ScrutinyQuestion.Asker.OFFICE,
    )
    made = ScrutinyQuestion.objects.create(
        partnership_id=indicator.partnership_id,
        indicator=indicator,
        asked_for=asked_for,
        words=words.strip(),
        asker_id=by.person_id,
        asked_at=now,
        asked_by=by.name,
    )
    _tell_who_answers(made, by, now)
    _note(events.scrutiny_asked, made, by, now)
    return made


@transaction.atomic
def answer_scrutiny(
    *, question: ScrutinyQuestion, answer: str, by: Actor, now: datetime
) -> ScrutinyQuestion:
    """Answer a scrutiny question once: the office, or somebody of the agency that owes the figures.
    What was answered stays; who wants to know more asks again. Who asked and the office are told by
    e-mail."""
    permissions.comment_on_figures.check(by)
    rows = ScrutinyQuestion.objects.select_for_update(of=("self",)).select_related("indicator")
    held = rows.get(pk=question.pk)
    owing = held.indicator.agency_id
    of_agency = owing is not None and by.holds("agency", owing)
    if not of_agency and not by.may(permissions.keep_figures):
        raise NotAllowed(permissions.comment_on_figures.code)
    if held.answered_at is not None:
        raise RuleBroken("This question is answered already. Ask another one.", field="answer")
    if len(answer.strip()) < 15:
        raise RuleBroken("Answer in a sentence.", field="answer")
    held.answer, held.answered_at, held.answered_by = answer.strip(), now, by.name
    held.save(update_fields=["answer", "answered_at", "answered_by"])
    told = {*_holders(place__capacities__overlap=OFFICE, partnership=held.partnership_id)}
    told |= {held.asker_id} if held.asker_id else set()
    link = settings.ADDRESS + address("performance:indicator", held.indicator.code)
    _tell(notices.SCRUTINY_ANSWERED, held, told - {by.person_id}, link, now)
    _note(events.scrutiny_answered, held, by, now)
    return held


def _tell_who_answers(question: ScrutinyQuestion, by: Actor, now: datetime) -> None:
    """The leads of the agency that returns the figure; of a published one, the office."""
    owing = question.indicator.agency_id
    link = settings.ADDRESS + address("performance:answer_scrutiny", question.pk)
    if owing is not None:
        leads = _holders(place__agency=owing, place__capacities__overlap=LEADS)
        _tell(notices.SCRUTINY_ASKED, question, set(leads), link, now)
        return
    office = _holders(place__capacities__overlap=OFFICE, partnership=question.partnership_id)
    _tell(notices.SCRUTINY_WAITS, question, {*office} - {by.person_id}, link, now)


def _holders(**place: Any) -> list[int]:
    return list(Seat.objects.filter(Seat.live(), **place).values_list("person_id", flat=True))


def _tell(
    notice: Notice, question: ScrutinyQuestion, people: Collection[int], link: str, now: datetime
) -> None:
    for person in sorted(people):
        queue(
            notice,
            to_person_id=person,
            to_email=None,
            facts={"link": link},
            about="",
            key=f"{question.pk}:{person}",
            now=now,
        )


def _note(event, question: ScrutinyQuestion, by: Actor, now: datetime) -> None:  # type: ignore[no-untyped-def]
    trail(
        event,
        by=by,
        now=now,
        partnership_id=question.partnership_id,
        code=question.indicator.code,
    )

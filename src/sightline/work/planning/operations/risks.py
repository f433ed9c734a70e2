"""Entering a risk, rating it again, and raising it to the Executive (R3.8)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.foundation.outbox.operations import queue
from sightline.foundation.permissions import Actor
from sightline.registers.partnership.models import Body, Seat
from sightline.registers.records import operations as records
from sightline.registers.records.models import Marking, Record
from sightline.work.planning import events, notices, permissions
from sightline.work.planning.models import RATED, Assessment, Risk
from sightline.work.planning.operations.controls import _control, _locked, _write
from sightline.work.planning.queries.standing import looks_after
from sightline.work.planning.rules import plans, risks
from sightline.work.planning.rules.risks import MOMENTS, Ratings


@transaction.atomic
def enter_risk(
    *,
    body: Body,
    owner_id: int,
    name: str,
    cause: str,
    event: str,
    effect: str,
    ratings: Ratings,
    words: str,
    review_on: date,
    by: Actor,
    now: datetime,
    controls: Sequence[str] = (),
) -> Risk:
    """Enter a risk of a body: cause, event, effect, who owns it, its first assessment, the controls
    in place, and when it is looked at again. The chair of the body may, and the office."""
    _check_raises(body.pk, by)
    today = timezone.localdate(now)
    risks.check_risk(name=name, cause=cause, event=event, effect=effect)
    _check_owner(body.partnership_id, owner_id)
    _check_assessment(ratings, words, today, None, review_on, today)
    record = _sheet(body, name, _summary(cause, event, effect), now)
    made = Risk.objects.create(
        record=record,
        partnership_id=body.partnership_id,
        body=body,
        owner_id=owner_id,
        name=name.strip(),
        cause=cause.strip(),
        event=event.strip(),
        effect=effect.strip(),
        assessed_on=today,
        review_on=review_on,
        entered_at=now,
        entered_by=by.name,
        **_columns(ratings),
    )
    _assess(made, ratings, words, today, review_on, by, now)
    _control(made, [one.strip()[:300] for one in controls if one.strip()], by, now)
    _write(made, events.risk_entered, by, now, score=ratings["after"].score)
    return made


@transaction.atomic
def change_risk(
    *,
    risk: Risk,
    body: Body,
    owner_id: int,
    name: str,
    cause: str,
    event: str,
    effect: str,
    by: Actor,
    now: datetime,
) -> Risk:
    """Change what a risk says, whose it is, or who owns it."""
    permissions.keep_risks.check(by)
    held = _locked(risk)
    risks.check_open(held.state)
    risks.check_risk(name=name, cause=cause, event=event, effect=effect)
    if owner_id != held.owner_id:
        _check_owner(held.partnership_id, owner_id)
    held.name, held.cause = name.strip(), cause.strip()
    held.event, held.effect = event.strip(), effect.strip()
    held.body, held.owner_id = body, owner_id
    held.save(update_fields=["name", "cause", "event", "effect", "body", "owner"])
    held.record.body = body
    held.record.save(update_fields=["body"])
    records.retitle(
        record=held.record,
        title=held.name,
        on=held.record.on,
        summary=_summary(cause, event, effect),
    )
    _write(held, events.risk_changed, by, now)
    return held


@transaction.atomic
def assess_risk(
    *,
    risk: Risk,
    ratings: Ratings,
    words: str,
    assessed_on: date,
    review_on: date,
    by: Actor,
    now: datetime,
) -> Risk:
    """Rate a risk again as of a day, and say when it is looked at next. Every assessment stays: so
    the register shows how the risk moved."""
    permissions.keep_risks.check(by)
    held = _locked(risk)
    risks.check_open(held.state)
    today = timezone.localdate(now)
    _check_assessment(ratings, words, assessed_on, held.assessed_on, review_on, today)
    was = held.ratings["after"].score
    for column, value in _columns(ratings).items():
        setattr(held, column, value)
    held.score_was, held.assessed_on, held.review_on = was, assessed_on, review_on
    held.save(update_fields=[*RATED, "score_was", "assessed_on", "review_on"])
    _assess(held, ratings, words, assessed_on, review_on, by, now)
    _write(held, events.risk_assessed, by, now, score=ratings["after"].score, was=was)
    return held


@transaction.atomic
def raise_risk(*, risk: Risk, reason: str, by: Actor, now: datetime) -> Risk:
    """Raise a risk of a body to the Executive, with the reason. The chair of the body may, and the
    office, which is told."""
    held = _locked(risk)
    _check_raises(held.body_id, by)
    risks.check_step(held.state, Risk.State.RAISED)
    if held.body.kind == "executive":
        raise RuleBroken("It is a risk of the Executive already.")
    risks.check_words(reason, "reason", "Say why it is raised, in a sentence")
    held.state, held.raised_reason = Risk.State.RAISED, reason.strip()
    held.raised_at, held.raised_by = now, by.name
    held.answered_at, held.answered_by, held.answer = None, "", ""
    held.save(
        update_fields=[
            "state", "raised_reason", "raised_at", "raised_by", "answered_at", "answered_by",
            "answer",
        ]
    )  # fmt: skip
    _write(held, events.risk_raised, by, now, reason=reason.strip())
    _tell(held, by, now)
    return held


@transaction.atomic
def answer_risk(*, risk: Risk, answer: str, by: Actor, now: datetime) -> Risk:
    """Record what the Executive said of a risk that was raised: it is with its body again."""
    permissions.keep_risks.check(by)
    held = _locked(risk)
    risks.check_raised(held.state)
    risks.check_words(answer, "answer", "Say what the Executive said, in a sentence")
    held.state, held.answer = Risk.State.OPEN, answer.strip()
    held.answered_at, held.answered_by = now, by.name
    held.save(update_fields=["state", "answer", "answered_at", "answered_by"])
    _write(held, events.risk_answered, by, now)
    return held


def _sheet(body: Body, name: str, summary: str, now: datetime) -> Record:
    return records.open_record(
        partnership_id=body.partnership_id,
        prefix="RSK",
        kind="planning:risk",
        title=name.strip(),
        marking=Marking.INTERNAL,
        audience=plans.audience(body.partnership_id),
        on=timezone.localdate(now),
        now=now,
        body=body,
        summary=summary,
    )


def _check_raises(body_id: int, by: Actor) -> None:
    permissions.raise_risks.check(by)
    if not looks_after(body_id, by):
        raise NotAllowed(permissions.raise_risks.code)


def _check_owner(partnership_id: int, owner_id: int) -> None:
    held = Seat.objects.filter(Seat.live(), partnership=partnership_id, person=owner_id)
    if not held.exists():
        raise RuleBroken("This person holds no place in the partnership now.", field="owner")


def _check_assessment(
    ratings: Ratings,
    words: str,
    assessed_on: date,
    last_on: date | None,
    review_on: date,
    today: date,
) -> None:
    risks.check_ratings(ratings)
    risks.check_words(words, "words", "Say what the rating rests on, in a sentence")
    risks.check_assessed(assessed_on=assessed_on, last_on=last_on, today=today)
    risks.check_review(review_on, today)


def _columns(ratings: Ratings) -> dict[str, int]:
    return {
        f"{side}_{moment}": getattr(ratings[moment], side)
        for moment in MOMENTS
        for side in ("likelihood", "impact")
    }


def _assess(
    risk: Risk,
    ratings: Ratings,
    words: str,
    assessed_on: date,
    review_on: date,
    by: Actor,
    now: datetime,
) -> None:
    Assessment.objects.create(
        risk=risk,
        record=risk.record,
        words=words.strip(),
        assessed_on=assessed_on,
        assessed_by=by.name,
        entered_at=now,
        review_on=review_on,
        **_columns(ratings),
    )


def _summary(cause: str, event: str, effect: str) -> str:
    return f"{cause.strip()}\n{event.strip()}\n{effect.strip()}"


def _tell(risk: Risk, by: Actor, now: datetime) -> None:
    path = reverse("planning:risk", args=[risk.record.reference])
    seats = Seat.objects.filter(
        Seat.live(),
        partnership=risk.partnership_id,
        place__capacities__contains=["business-manager"],
    )
    for person_id in sorted(set(seats.values_list("person_id", flat=True)) - {by.person_id}):
        queue(
            notices.RISK_RAISED,
            to_person_id=person_id,
            to_email=None,
            facts={"link": f"{settings.ADDRESS}{path}"},
            about=risk.record.reference,
            key=f"{risk.pk}:{person_id}:{now.isoformat()}",
            now=now,
        )

"""Entering a recommendation, the response to it, and how it was made known (R0.4)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from sightline.foundation.errors import RuleBroken
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.operations import record as trail
from sightline.registers.actions import events, permissions
from sightline.registers.actions.models import Dissemination, Recommendation
from sightline.registers.actions.rules import audience, life
from sightline.registers.partnership.models import Agency, Body
from sightline.registers.records import operations as records
from sightline.registers.records.models import Marking, Record


@transaction.atomic
def make_recommendation(
    *,
    body: Body,
    wording: str,
    hoped_for: str,
    origin: str,
    to_whom: str,
    by: Actor,
    now: datetime,
    to_agency: Agency | None = None,
    source: Record | None = None,
    said_on: date | None = None,
    said_by: str = "",
) -> Recommendation:
    """Enter a recommendation that a group follows: what is asked of whom, and what should be
    different for children. The wording must be readable without the case it comes from."""
    permissions.make_actions.check(by)
    life.check_words(wording, "wording", "Write what is recommended")
    life.check_words(hoped_for, "hoped_for", "Say what should be different for children")
    if not to_whom.strip() and to_agency is None:
        raise RuleBroken("Say to whom it is made.", field="to_whom")
    today = timezone.localdate(now)
    life.check_past(said_on or today, today, "said_on")
    number = body.partnership_id
    keys = audience.of_recommendation(
        partnership=number,
        body=body.pk,
        to_agency=to_agency.pk if to_agency else None,
        source_marking=source.marking if source else "",
    )
    record = records.open_record(
        partnership_id=number,
        prefix="REC",
        kind="actions:recommendation",
        title=_shortened(wording),
        marking=Marking.INTERNAL,
        audience=[*keys, *([f"person:{by.person_id}"] if by.person_id else [])],
        on=said_on or today,
        now=now,
        body=body,
        summary=f"{wording.strip()}\n{hoped_for.strip()}",
        arises_from=source,
    )
    made = Recommendation.objects.create(
        record=record,
        partnership_id=number,
        source=source,
        origin=origin,
        said_on=said_on or today,
        said_by=said_by.strip(),
        wording=wording.strip(),
        hoped_for=hoped_for.strip(),
        body=body,
        to_agency=to_agency,
        to_whom=to_whom.strip() or (to_agency.name if to_agency else ""),
        entered_at=now,
        entered_by=by.name,
    )
    trail(events.recommendation_made, by=by, now=now, about=record.reference, partnership_id=number)
    return made


@transaction.atomic
def answer_recommendation(
    *, recommendation: Recommendation, response: str, reason: str, by: Actor, now: datetime
) -> Recommendation:
    """Record the response: accepted, in part, or not, with the reason. It may be changed; the trail
    keeps each."""
    permissions.answer_recommendations.check(by)
    held = _locked(recommendation)
    if response not in (
        Recommendation.Response.ACCEPTED,
        Recommendation.Response.IN_PART,
        Recommendation.Response.NOT,
    ):
        raise RuleBroken("Select whether it is accepted.", field="response")
    if response != Recommendation.Response.ACCEPTED:
        life.check_words(reason, "reason", "Say why")
    held.response, held.reason = response, reason.strip()
    held.responded_on, held.responded_by = timezone.localdate(now), by.name
    held.save(update_fields=["response", "reason", "responded_on", "responded_by"])
    trail(
        events.recommendation_answered,
        by=by,
        now=now,
        about=held.record.reference,
        partnership_id=held.partnership_id,
        response=Recommendation.Response(response).label.lower(),
    )
    return held


@transaction.atomic
def disseminate(
    *,
    recommendation: Recommendation,
    how: str,
    happened_on: date,
    to_whom: str,
    reached: int | None,
    by: Actor,
    now: datetime,
    told_in: Record | None = None,
) -> Dissemination:
    """Record how a recommendation was made known, to whom, and how many it reached; `told_in` is
    the record of the course, event or publication, where there is one."""
    permissions.see_actions.check(by)
    life.check_past(happened_on, timezone.localdate(now), "happened_on")
    life.check_words(to_whom, "to_whom", "Say who was told", least=3)
    made = Dissemination.objects.create(
        record=recommendation.record,
        how=how,
        happened_on=happened_on,
        to_whom=to_whom.strip(),
        reached=reached,
        told_in=told_in,
        entered_at=now,
        entered_by=by.name,
    )
    trail(
        events.recommendation_spread,
        by=by,
        now=now,
        about=recommendation.record.reference,
        partnership_id=recommendation.partnership_id,
        how=Dissemination.How(how).label.lower(),
    )
    return made


def _locked(recommendation: Recommendation) -> Recommendation:
    rows = Recommendation.objects.select_for_update(of=("self",)).select_related("record", "body")
    return rows.get(pk=recommendation.pk)


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 200 else f"{line[:199]}…"

"""Judging criteria one by one, and recording what each partner holds (R6.1, R6.3)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from sightline.foundation.errors import RuleBroken
from sightline.foundation.permissions import Actor
from sightline.registers.partnership.models import Place
from sightline.work.reviews import events, permissions
from sightline.work.reviews.models import Incident, Judgement, PartnerView
from sightline.work.reviews.operations.recording import write
from sightline.work.reviews.queries import case_to_change
from sightline.work.reviews.rules import criteria
from sightline.work.reviews.rules.words import check_told


@transaction.atomic
def judge_criterion(
    *,
    incident: Incident,
    matter: str,
    criterion: str,
    answer: str,
    reasons: str,
    by: Actor,
    now: datetime,
) -> Judgement:
    """Judge one criterion of a matter, with reasons. A later judgement replaces an earlier one,
    which stays on record."""
    permissions.notify.check(by)
    if criteria.criterion(matter, criterion) is None or answer not in criteria.ANSWERS:
        raise RuleBroken("There is no such criterion.")
    check_told(reasons, "reasons", "Give the reasons for this criterion")
    held = case_to_change(incident)
    made = Judgement.objects.create(
        record=held.record,
        matter=matter,
        criterion=criterion,
        answer=answer,
        reasons=reasons.strip(),
        judged_at=now,
        judged_by=by.name,
    )
    write(record=held.record, event=events.criterion_judged, by=by, now=now)
    return made


@transaction.atomic
def record_partner_view(
    *,
    incident: Incident,
    matter: str,
    place: Place,
    stance: str,
    reasons: str,
    given_by: str,
    given_on: date,
    by: Actor,
    now: datetime,
) -> PartnerView:
    """Record what one safeguarding partner holds, with who said it and when: apart from the
    decision, which stays the local authority's."""
    permissions.notify.check(by)
    if not place.is_lead_partner or place.partnership_id != incident.partnership_id:
        raise RuleBroken("Choose one of the safeguarding partners.", field="place")
    if stance not in PartnerView.Stance.values:
        raise RuleBroken("Say what they hold.", field="stance")
    check_told(reasons, "reasons", "Give the partner’s reasons", least=10)
    if given_on > timezone.localdate(now):
        raise RuleBroken("The day they said it must not be in the future.", field="given_on")
    held = case_to_change(incident)
    made = PartnerView.objects.create(
        record=held.record,
        matter=matter,
        place=place,
        partner=place.name,
        stance=stance,
        reasons=reasons.strip(),
        given_on=given_on,
        given_by=given_by.strip(),
        entered_at=now,
        entered_by=by.name,
    )
    write(record=held.record, event=events.partner_view_recorded, by=by, now=now)
    return made

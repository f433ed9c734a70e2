"""Agencies' returns: opened by the office, filled in and sealed by the agency, mended with a reason
(R9.1)."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.foundation.files.models import StoredFile
from sightline.foundation.jobs.operations import enqueue
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.operations import record as trail
from sightline.registers.partnership.models import Agency
from sightline.registers.records import operations as records
from sightline.registers.records.models import Marking
from sightline.work.performance import events, notices, permissions
from sightline.work.performance.models import (
    AgencyReturn,
    Framework,
    Indicator,
    ReturnLine,
    Submission,
)
from sightline.work.performance.operations.days import _days_of, _keep_days
from sightline.work.performance.operations.reminding import tell_leads_of_return
from sightline.work.performance.queries.returns import answers_of, asked_of, may_write
from sightline.work.performance.rules import returns as rules
from sightline.work.performance.rules.periods import label
from sightline.work.performance.rules.returns import Answer

State = AgencyReturn.State
OFFICE = ("business-manager", "business-unit", "analyst")


@transaction.atomic
def open_returns(
    *, framework: Framework, kind: str, period: int, due_on: date, by: Actor, now: datetime
) -> list[AgencyReturn]:
    """Ask every agency that owes figures of this kind of period for them, by a day. Agencies that
    were asked already stay as they are; the answer is who was asked now."""
    permissions.keep_figures.check(by)
    if due_on <= timezone.localdate(now):
        raise RuleBroken("The day for the returns must be in the future.", field="due_on")
    number = framework.partnership_id
    owed: dict[Agency, list[int]] = defaultdict(list)
    rows = Indicator.objects.filter(
        partnership=number, agency__isnull=False, period_kind=kind
    ).exclude(source=Indicator.Source.PUBLISHED)
    for each in rows.select_related("agency").order_by("name", "pk"):
        assert each.agency is not None  # asked for above
        owed[each.agency].append(each.pk)
    if not owed:
        raise RuleBroken("No agency owes an indicator of this kind of period.", field="period")
    asked = AgencyReturn.objects.filter(partnership=number, period_kind=kind, period=period)
    there = set(asked.exclude(state=State.WITHDRAWN).values_list("agency_id", flat=True))
    opened = [
        _open(framework, agency, kind, period, owes, due_on, by, now)
        for agency, owes in owed.items()
        if agency.pk not in there
    ]
    if not opened:
        raise RuleBroken("Every agency has been asked for this period.", field="period")
    return opened


def _open(
    framework: Framework,
    agency: Agency,
    kind: str,
    period: int,
    owes: list[int],
    due_on: date,
    by: Actor,
    now: datetime,
) -> AgencyReturn:
    number = framework.partnership_id
    record = records.open_record(
        partnership_id=number,
        prefix="RET",
        kind="performance:agency_return",
        title=f"Return of {agency.name}, {label(period, kind)}",
        marking=Marking.AGENCY,
        audience=_audience(number, agency),
        on=due_on,
        now=now,
    )
    made = AgencyReturn.objects.create(
        record=record,
        partnership_id=number,
        agency=agency,
        period_kind=kind,
        period=period,
        owes=owes,
        due_on=due_on,
        opened_at=now,
        opened_by=by.name,
    )
    tell_leads_of_return(notice=notices.RETURN_OPENED, agency_return=made, by=by, now=now)
    _note(events.return_opened, made, by, now, due=due_on.isoformat())
    return made


@transaction.atomic
def save_return(
    *,
    agency_return: AgencyReturn,
    answers: Mapping[int, Answer],
    by: Actor,
    now: datetime,
    sent_file: StoredFile | None = None,
) -> None:
    """Keep what an agency has entered so far, complete or not; nobody else sees it, but the office
    where the figures were sent to it (`take_in_return`)."""
    held = _own(agency_return, by)
    if not set(answers) <= set(held.owes):
        raise RuleBroken("This return does not ask for one of these figures.")
    ReturnLine.objects.bulk_create(
        [
            ReturnLine(
                agency_return=held,
                partnership_id=held.partnership_id,
                agency_id=held.agency_id,
                indicator_id=number,
                value=each.value,
                numerator=each.numerator,
                denominator=each.denominator,
                reason=each.reason.strip(),
                words=each.words.strip(),
                days=list(each.days) or None,
                saved_at=now,
                saved_by=by.name,
            )
            for number, each in sorted(answers.items())
        ],
        update_conflicts=True,
        unique_fields=["agency_return", "indicator"],
        update_fields=["value", "numerator", "denominator", "reason", "words", "days",
                       "saved_at", "saved_by"],
    )  # fmt: skip
    held.begun_at = held.begun_at or now
    held.sent_file = sent_file or held.sent_file
    held.save(update_fields=["begun_at", "sent_file"])
    _note(events.return_saved, held, by, now)


@transaction.atomic
def submit_return(*, agency_return: AgencyReturn, by: Actor, now: datetime) -> Submission:
    """Seal a return: no error in it, every warning explained. It becomes figures, and from now the
    group that reads them, the office and the scrutineer see what was sent."""
    held = _own(agency_return, by)
    framework = Framework.objects.filter(partnership=held.partnership_id).first()
    asked = asked_of(held, framework)
    answers = answers_of(held)
    found = rules.findings(asked, answers)
    if rules.stops(found, answers):
        raise RuleBroken("Something in the return must be mended or explained first.")
    content = [_sealed(each, answers[each.number], found) for each in asked]
    last = held.submissions.order_by("-number").first()
    days = {each.number: list(answers[each.number].days) for each in asked if each.days_within}
    if last is not None and last.content == content and days == _days_of(last, list(days)):
        raise RuleBroken("Nothing is changed since the return was submitted.")
    made = Submission.objects.create(
        agency_return=held,
        record=held.record,
        partnership_id=held.partnership_id,
        agency_id=held.agency_id,
        number=last.number + 1 if last else 1,
        content=content,
        sha256=_hash(held, last.number + 1 if last else 1, content),
        reason=held.correction_reason if last else "",
        submitted_at=now,
        submitted_by=by.name,
    )
    _keep_days(held, made, days)
    held.state, held.submitted_at, held.submitted_by = State.SUBMITTED, now, by.name
    held.correction_reason = ""
    held.save(update_fields=["state", "submitted_at", "submitted_by", "correction_reason"])
    if last is None:
        audience = _audience(held.partnership_id, held.agency)
        audience += [f"capacity:{held.partnership_id}:scrutineer"]
        audience += [f"body:{framework.body_id}"] if framework else []
        records.mark(record=held.record, marking=Marking.AGENCY, audience=audience)
    enqueue("take_submission", number=made.pk)
    _note(events.return_submitted, held, by, now, number=made.number)
    return made


@transaction.atomic
def correct_return(*, agency_return: AgencyReturn, reason: str, by: Actor, now: datetime) -> None:
    """Take a submitted return up again, saying why. What was sealed stays, and the figures with it,
    until the correction is sealed in its turn."""
    held = _own(agency_return, by, state=State.SUBMITTED)
    if len(reason.strip()) < 10:
        raise RuleBroken("Say what was wrong.", field="reason")
    held.state, held.correction_reason = State.CORRECTING, reason.strip()
    held.save(update_fields=["state", "correction_reason"])
    _note(events.return_taken_up, held, by, now)


@transaction.atomic
def leave_correction(*, agency_return: AgencyReturn, by: Actor, now: datetime) -> None:
    """Leave a return as it was sealed last: the draft of the correction is put back."""
    held = _own(agency_return, by, state=State.CORRECTING)
    last = held.submissions.order_by("-number")[0]
    names = ("value", "numerator", "denominator", "reason", "words")
    days = _days_of(last, held.owes)
    for each in last.content:
        lines = ReturnLine.objects.filter(agency_return=held, indicator=each["indicator"])
        entered = {name: each[name] for name in names}
        entered["days"] = days.get(each["indicator"]) or None
        lines.update(**entered, saved_at=now, saved_by=by.name)
    held.state, held.correction_reason = State.SUBMITTED, ""
    held.save(update_fields=["state", "correction_reason"])
    _note(events.return_left, held, by, now)


def _own(agency_return: AgencyReturn, by: Actor, *, state: str = "") -> AgencyReturn:
    """The return, locked, for somebody who answers for its agency, or for the office where it was
    sent the figures; in a state to be written."""
    permissions.fill_in_returns.check(by)
    rows = AgencyReturn.objects.select_for_update(of=("self",)).select_related("record", "agency")
    held = rows.get(pk=agency_return.pk)
    if not may_write(by, held):
        raise NotAllowed(permissions.fill_in_returns.code)
    if held.state == State.WITHDRAWN:
        raise RuleBroken("This return is no longer asked for.")
    if state and held.state != state:
        raise RuleBroken("This return is not submitted." if state == State.SUBMITTED
                         else "This return is not being corrected.")  # fmt: skip
    if not state and held.state == State.SUBMITTED:
        raise RuleBroken("This return is submitted. To change it, correct it with a reason.")
    return held


def _sealed(asked: rules.Asked, answer: Answer, found: list[rules.Finding]) -> dict[str, Any]:
    value, symbol = rules.figure_of(asked, answer)
    return {
        "indicator": asked.number,
        "code": asked.code,
        "version": asked.version,
        "name": asked.name,
        "unit": asked.unit,
        "decimals": asked.decimals,
        "disclosure": asked.disclosure,
        "value": answer.value,
        "numerator": answer.numerator,
        "denominator": answer.denominator,
        "figure": value,
        "symbol": symbol,
        "reason": answer.reason,
        "words": answer.words,
        "warnings": [each.sentence for each in found if each.number == asked.number],
    }


def _hash(held: AgencyReturn, number: int, content: list[dict[str, Any]]) -> str:
    whole = {"reference": held.record.reference, "number": number, "content": content}
    written = json.dumps(whole, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()


def _audience(partnership_id: int, agency: Agency) -> list[str]:
    """The agency itself, and the office, which sees that a return is owed and not what is in it."""
    offices = [f"capacity:{partnership_id}:{name}" for name in OFFICE]
    return [f"agency:{agency.pk}", *offices]


def _note(event, held: AgencyReturn, by: Actor, now: datetime, **facts: Any) -> None:  # type: ignore[no-untyped-def]
    trail(
        event,
        by=by,
        now=now,
        about=held.record.reference,
        partnership_id=held.partnership_id,
        agency=held.agency.name,
        **facts,
    )

"""Requests for what is held of a case are logged, answered, checked by another and sent
(security 3)."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from sightline.foundation.calendar import calendar_for
from sightline.foundation.clocks import due
from sightline.foundation.permissions import Actor
from sightline.work.reviews import deadlines, events, permissions, queries
from sightline.work.reviews.models import (
    DisclosureAnswer,
    DisclosureAsked,
    DisclosureChecked,
    DisclosureRequest,
    DisclosureSent,
    Incident,
)
from sightline.work.reviews.operations.recording import write
from sightline.work.reviews.queries.disclosing import disclosure_of
from sightline.work.reviews.rules import disclosing as rules
from sightline.work.reviews.rules.words import check_told


@transaction.atomic
def record_disclosure_request(
    *,
    incident: Incident,
    kind: str,
    who: str,
    wanted: str,
    received_on: date,
    by: Actor,
    now: datetime,
) -> DisclosureRequest:
    """Record who asks for what of a case, and by when it is to be answered."""
    permissions.answer_disclosures.check(by)
    today = timezone.localdate(now)
    rules.check_asked(kind=kind, who=who, wanted=wanted, received_on=received_on, today=today)
    held = queries.case_to_change(incident)
    clock = deadlines.disclosure(settings.DISCLOSURE_MONTHS)
    ends = due(clock, received_on, calendar_for(today))
    made = DisclosureRequest.objects.create(
        record=held.record,
        incident=held,
        partnership_id=held.partnership_id,
        reference=held.record.reference,
        kind=kind,
        received_on=received_on,
        due_on=ends.day,
        workings=ends.workings,
        rule_version=ends.version,
        entered_at=now,
        entered_by=by.name,
    )
    DisclosureAsked.objects.create(
        request=made, record=held.record, who=who.strip(), wanted=wanted.strip()
    )
    write(record=held.record, event=events.disclosure_asked, by=by, now=now)
    return made


@transaction.atomic
def prepare_disclosure(
    *,
    incident: Incident,
    number: int,
    disclosed: str,
    withheld: str,
    why_withheld: str,
    by: Actor,
    now: datetime,
) -> DisclosureAnswer:
    """Prepare what is disclosed and withheld; what was prepared before stays, and is replaced."""
    permissions.answer_disclosures.check(by)
    held = queries.case_to_change(incident)
    found = disclosure_of(held, number)
    rules.check_prepared(
        disclosed=disclosed,
        withheld=withheld,
        why_withheld=why_withheld,
        is_sent=found.sent is not None,
    )
    made = DisclosureAnswer.objects.create(
        record=held.record,
        request=found.request,
        disclosed=disclosed.strip(),
        withheld=withheld.strip(),
        why_withheld=why_withheld.strip(),
        person_id=by.person_id or 0,
        prepared_at=now,
        prepared_by=by.name,
    )
    write(record=held.record, event=events.disclosure_prepared, by=by, now=now)
    return made


@transaction.atomic
def check_disclosure(
    *, incident: Incident, answer: int, is_agreed: bool, words: str, by: Actor, now: datetime
) -> DisclosureChecked:
    """Say, as a second person, whether an answer may go out; the database refuses who prepared
    it."""
    permissions.check_disclosures.check(by)
    held = queries.case_to_change(incident)
    given = DisclosureAnswer.objects.get(pk=answer, record=held.record)
    found = disclosure_of(held, given.request_id)
    rules.check_second(
        prepared_by=given.person_id,
        person=by.person_id or 0,
        is_last=found.last == given,
        is_checked=found.check is not None,
    )
    check_told(words, "words", "Say what you looked at")
    made = DisclosureChecked.objects.create(
        answer=given,
        record=held.record,
        is_agreed=is_agreed,
        words=words.strip(),
        person_id=by.person_id or 0,
        checked_at=now,
        checked_by=by.name,
    )
    write(record=held.record, event=events.disclosure_checked, by=by, now=now)
    return made


@transaction.atomic
def send_disclosure(
    *, incident: Incident, number: int, sent_on: date, by: Actor, now: datetime
) -> DisclosureSent:
    """Record that the answer went out, which counts once another person agreed to it."""
    permissions.answer_disclosures.check(by)
    held = queries.case_to_change(incident)
    found = disclosure_of(held, number)
    checked = found.check
    rules.check_sent(
        state=found.state,
        sent_on=sent_on,
        checked_on=timezone.localdate(checked.checked_at) if checked else None,
        today=timezone.localdate(now),
    )
    assert found.last is not None
    made = DisclosureSent.objects.create(
        request=found.request,
        record=held.record,
        answer=found.last,
        sent_on=sent_on,
        entered_at=now,
        entered_by=by.name,
    )
    write(record=held.record, event=events.disclosure_sent, by=by, now=now)
    return made

"""Beginning an edition of a document, and taking down what was published."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from sightline.foundation.calendar import in_words
from sightline.foundation.errors import RuleBroken
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.operations import record as trail
from sightline.registers.duties import events, permissions
from sightline.registers.duties.models import Edition, Fulfilment
from sightline.registers.duties.operations.telling import Subject, fulfil
from sightline.registers.duties.queries.editions import may_begin
from sightline.registers.duties.queries.evidence import told_of_publication
from sightline.registers.duties.queries.register import Register
from sightline.registers.duties.rules import editions as rules
from sightline.registers.duties.rules.online import PUBLISHED, TAKEN_DOWN
from sightline.registers.partnership.models import Partnership
from sightline.registers.partnership.rules.arrangement import Document, FulfilmentKind
from sightline.registers.records import operations as records
from sightline.registers.records.models import Marking, Record


@transaction.atomic
def begin_edition(
    *,
    partnership: Partnership,
    register: Register,
    document: Document,
    proposed: rules.Edition,
    by: Actor,
    now: datetime,
) -> Edition:
    """Begin an edition: from its day on, what is told of the document is about it, and its chain of
    approval stands before the first step (R12.3)."""
    permissions.begin_editions.check(by)
    if not may_begin(register, document, by):
        raise RuleBroken("The office begins an edition, or the chair of the body that owes it.")
    rules.check_edition(
        document, register.books.editions.get(document.id, ()), proposed, timezone.localdate(now)
    )
    made = Edition.objects.create(
        partnership=partnership,
        document_key=document.id,
        name=proposed.name,
        begun_on=proposed.begun_on,
        starts_on=proposed.first,
        ends_on=proposed.last,
        entered_at=now,
        entered_by=by.name,
    )
    trail(
        events.edition_begun,
        by=by,
        now=now,
        about=f"document:{document.id}",
        partnership_id=made.partnership_id,
        edition=made.name,
        document=document.name,
        on=in_words(made.begun_on),
    )
    return made


@transaction.atomic
def withdraw_edition(*, edition: Edition, reason: str, by: Actor, now: datetime) -> None:
    """Withdraw an edition begun by mistake. What was told of it counts by its day again."""
    permissions.withdraw_evidence.check(by)
    held = Edition.objects.select_for_update().get(pk=edition.pk)
    if held.withdrawn_at is not None:
        raise RuleBroken("This edition has been withdrawn already.")
    if len(reason.strip()) < 5:
        raise RuleBroken("Say why the edition is withdrawn.", field="reason")
    held.withdrawn_at, held.withdrawn_reason = now, reason.strip()
    held.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    trail(
        events.edition_withdrawn,
        by=by,
        now=now,
        about=f"document:{held.document_key}",
        partnership_id=held.partnership_id,
        edition=held.name,
        reason=reason.strip(),
    )


@transaction.atomic
def take_down(*, record: Record, on: date, reason: str, by: Actor, now: datetime) -> Fulfilment:
    """Record that something published was taken down, and why; it is no longer public (R6.6)."""
    permissions.take_down.check(by)
    if len(reason.strip()) < 10:
        raise RuleBroken("Say why it was taken down, in a sentence.", field="reason")
    last = _last_told(record, on, now)
    if last.kind != PUBLISHED:
        raise RuleBroken("It has been taken down already.")
    if record.marking == Marking.PUBLIC:
        records.mark(record=record, marking=Marking.INTERNAL, audience=record.audience)
    made = _tell(last, TAKEN_DOWN, on, by, now, reason.strip())
    trail(
        events.document_taken_down,
        by=by,
        now=now,
        about=record.reference,
        partnership_id=record.partnership_id,
        on=in_words(on),
        reason=reason.strip(),
    )
    return made


@transaction.atomic
def put_back(*, record: Record, on: date, by: Actor, now: datetime) -> Fulfilment:
    """Record that what was taken down is there again. Its time runs from its first publication."""
    permissions.take_down.check(by)
    last = _last_told(record, on, now)
    if last.kind != TAKEN_DOWN:
        raise RuleBroken("It has not been taken down.")
    records.mark(record=record, marking=Marking.PUBLIC, audience=record.audience)
    made = _tell(last, PUBLISHED, on, by, now)
    trail(
        events.document_put_back,
        by=by,
        now=now,
        about=record.reference,
        partnership_id=record.partnership_id,
        on=in_words(on),
    )
    return made


def _last_told(record: Record, on: date, now: datetime) -> Fulfilment:
    """The last thing told of a publication, its row locked."""
    last = told_of_publication(record).select_for_update(of=("self",)).first()
    if last is None:
        raise RuleBroken("Nothing was published here.")
    if on > timezone.localdate(now):
        raise RuleBroken("The day must not be in the future.", field="on")
    if on < last.on:
        raise RuleBroken(f"The day must not be before {in_words(last.on)}.", field="on")
    return last


def _tell(
    last: Fulfilment, kind: FulfilmentKind, on: date, by: Actor, now: datetime, reason: str = ""
) -> Fulfilment:
    assert last.record is not None
    subject = Subject(document=last.document_key, body=last.body_key, edition=last.edition)
    return fulfil(kind=kind, subject=subject, on=on, record=last.record, by=by, now=now,
                  late_reason=reason)  # fmt: skip

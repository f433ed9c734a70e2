"""Putting a draft of a document before a body for approval, and what the body said (R3.2)."""

from __future__ import annotations

from datetime import date, datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from sightline.foundation.calendar import in_words
from sightline.foundation.errors import RuleBroken
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.operations import record as trail
from sightline.registers.duties import events, permissions
from sightline.registers.duties.models import Draft
from sightline.registers.duties.operations.telling import Subject, fulfil
from sightline.registers.duties.queries.editions import edition_at_work
from sightline.registers.evidence.operations import file_document
from sightline.registers.partnership.models import Body
from sightline.registers.partnership.rules.arrangement import Document
from sightline.registers.records import operations as records
from sightline.registers.records.models import Marking, Record


@transaction.atomic
def offer_for_approval(
    *, document: Document, body: Body, upload: UploadedFile[bytes], by: Actor, now: datetime
) -> Record:
    """Put a draft on the shelf and before the body that is to approve it: it stands on the body's
    agendas until an answer is recorded."""
    permissions.enter_evidence.check(by)
    today = timezone.localdate(now)
    record = records.open_record(
        partnership_id=body.partnership_id,
        prefix="DOC",
        kind="duties:shelved",
        title=f"{document.name}: draft of {in_words(today)}, for approval",
        marking=Marking.INTERNAL,
        audience=[f"staff:{body.partnership_id}"],
        on=today,
        now=now,
        body=body,
        summary=document.name,
    )
    file_document(
        record=record, kind="report", title=f"{document.name}, draft", upload=upload, by=by, now=now
    )
    Draft.objects.create(
        record=record,
        partnership_id=body.partnership_id,
        document_key=document.id,
        body=body,
        offered_at=now,
        offered_by=by.name,
    )
    records.raise_with(record=record, body=body, now=now)
    trail(
        events.draft_offered,
        by=by,
        now=now,
        about=record.reference,
        partnership_id=body.partnership_id,
        document=document.name,
        body=body.name,
    )
    return record


@transaction.atomic
def answer_draft(
    *, draft: Draft, is_agreed: bool, on: date, words: str, by: Actor, now: datetime
) -> Draft:
    """Record what the body said of a draft, as of a day. It waits for no agenda any more, and the
    register is told where it was agreed. Why one was not agreed is said."""
    permissions.enter_evidence.check(by)
    rows = Draft.objects.select_for_update(of=("self",)).select_related("record", "body")
    held = rows.get(pk=draft.pk)
    if held.answer:
        raise RuleBroken("The answer to this draft is recorded already.")
    if on > timezone.localdate(now):
        raise RuleBroken("The day must not be in the future.", field="on")
    if on < (offered_on := timezone.localdate(held.offered_at)):
        raise RuleBroken("The day must not be before the draft was put forward.", field="on")
    if not is_agreed and len(words.strip()) < 10:
        raise RuleBroken("Say what is to be changed, in a sentence.", field="words")
    held.answer = Draft.Answer.AGREED if is_agreed else Draft.Answer.NOT
    held.answered_on, held.words, held.answered_by = on, words.strip(), by.name
    held.save(update_fields=["answer", "answered_on", "words", "answered_by"])
    records.settle(record=held.record, now=now)
    if is_agreed:
        begun = edition_at_work(held.partnership_id, held.document_key, offered_on)
        subject = Subject(document=held.document_key, body=held.body.key, edition=begun)
        fulfil(kind="document-agreed", subject=subject, on=on, record=held.record, by=by, now=now)
    trail(
        events.draft_answered,
        by=by,
        now=now,
        about=held.record.reference,
        partnership_id=held.partnership_id,
        answer=held.get_answer_display().lower(),
        on=in_words(on),
    )
    return held

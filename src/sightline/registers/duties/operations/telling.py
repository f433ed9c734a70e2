"""What ordinary records tell the register, and the shelf of documents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from sightline.foundation.calendar import in_words
from sightline.foundation.errors import RuleBroken
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.operations import record as trail
from sightline.registers.duties import events, permissions
from sightline.registers.duties.models import Edition, Fulfilment
from sightline.registers.evidence.operations import file_document
from sightline.registers.partnership.models import Body, Partnership, Seat
from sightline.registers.partnership.rules.arrangement import Document, FulfilmentKind
from sightline.registers.records.models import Marking, Record
from sightline.registers.records.operations import open_record


@dataclass(frozen=True)
class Subject:
    """Whom or what a fulfilment concerns; stated parts must agree with a duty's evidence rule."""

    body: str = ""
    source: str = ""
    document: str = ""
    topic: str = ""
    seat: Seat | None = None
    place: str = ""
    edition: Edition | None = None  # of the document; else the one at work on the day


@transaction.atomic
def fulfil(
    *,
    kind: FulfilmentKind,
    subject: Subject,
    on: date,
    record: Record,
    by: Actor,
    now: datetime,
    late_reason: str = "",
) -> Fulfilment:
    """Tell the register that something happened on a day; called by the operation that recorded
    it, which has checked the permission and writes the line in the trail."""
    return Fulfilment.objects.create(
        partnership_id=record.partnership_id,
        kind=kind,
        on=on,
        body_key=subject.body,
        source_key=subject.source,
        document_key=subject.document,
        topic=subject.topic,
        edition=subject.edition,
        seat=subject.seat,
        place_key=subject.place,
        record=record,
        entered_at=now,
        entered_by=by.name,
        late_reason=late_reason,
    )


@transaction.atomic
def unfulfil(*, record: Record, reason: str, now: datetime) -> None:
    """Take back everything a record told the register; the operation that undoes it says so in
    the trail, and the entries stay as withdrawn."""
    Fulfilment.objects.filter(record=record, withdrawn_at__isnull=True).update(
        withdrawn_at=now, withdrawn_reason=reason
    )


@transaction.atomic
def shelve(
    *,
    partnership: Partnership,
    document: Document,
    did: FulfilmentKind,
    on: date,
    upload: UploadedFile[bytes] | None,
    edition: Edition | None = None,
    by: Actor,
    now: datetime,
) -> Record:
    """Put an edition of a document the arrangements speak of on the shelf, or record that it was
    agreed or reviewed, and tell the register (R0.3)."""
    permissions.enter_evidence.check(by)
    if did not in ("document-published", "document-agreed", "document-reviewed"):
        raise RuleBroken("Say whether it was published, agreed or reviewed.", field="did")
    if on > timezone.localdate(now):
        raise RuleBroken("The day must not be in the future.", field="on")
    if edition is not None and edition.document_key != document.id:
        raise RuleBroken("That edition is one of another document.", field="edition")
    owner = Body.objects.filter(partnership=partnership, key=document.owner_body or "").first()
    published = did == "document-published" and document.public
    record = open_record(
        partnership_id=partnership.pk,
        prefix="DOC",
        kind="duties:shelved",
        title=f"{document.name}: {did.removeprefix('document-')} {in_words(on)}",
        marking=Marking.PUBLIC if published else Marking.INTERNAL,
        audience=[f"staff:{partnership.pk}"],
        on=on,
        now=now,
        body=owner,
        summary=document.name,
    )
    if upload is not None:
        file_document(
            record=record, kind="report", title=document.name, upload=upload, by=by, now=now
        )
    subject = Subject(document=document.id, body=document.owner_body or "", edition=edition)
    fulfil(kind=did, subject=subject, on=on, record=record, by=by, now=now)
    trail(
        events.document_shelved,
        by=by,
        now=now,
        about=record.reference,
        partnership_id=partnership.pk,
        document=document.name,
        did=did.removeprefix("document-"),
        on=on.isoformat(),
    )
    return record

"""Filing documents against records; every version stays."""

from __future__ import annotations

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.db.models import Max

from sightline.foundation.errors import RuleBroken
from sightline.foundation.files import operations as files
from sightline.foundation.files.models import FileText
from sightline.foundation.jobs.operations import enqueue
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.operations import record as trail
from sightline.registers.evidence import events, permissions
from sightline.registers.evidence.models import Document, DocumentVersion
from sightline.registers.records.models import Record

LONGEST_INDEXED = 500_000
"""Characters of a document that search looks at; a longer one is found by its beginning."""


@transaction.atomic
def file_document(
    *, record: Record, kind: str, title: str, upload: UploadedFile[bytes], by: Actor, now: datetime
) -> Document:
    """File a new document against a record."""
    permissions.file_documents.check(by)
    return _file(record, kind, title, upload, by, now)


@transaction.atomic
def add_evidence(
    *, record: Record, title: str, upload: UploadedFile[bytes], by: Actor, now: datetime
) -> Document:
    """File what shows that something was done, for a record on which whoever sees it reports. Which
    records those are is for the room above, and for the database."""
    permissions.add_evidence.check(by)
    return _file(record, "evidence", title, upload, by, now)


def _file(
    record: Record, kind: str, title: str, upload: UploadedFile[bytes], by: Actor, now: datetime
) -> Document:
    if not title.strip():
        raise RuleBroken("Give the document a title.", field="title")
    last = Document.objects.filter(record=record).aggregate(last=Max("number"))["last"] or 0
    document = Document.objects.create(
        partnership_id=record.partnership_id,
        record=record,
        kind=kind,
        title=title.strip(),
        number=last + 1,
        filed_at=now,
        filed_by=by.name,
    )
    _add_version(document, upload, by, now)
    return document


@transaction.atomic
def file_version(
    *, document: Document, upload: UploadedFile[bytes], by: Actor, now: datetime
) -> DocumentVersion:
    """File a newer version of a document; the older ones stay readable."""
    permissions.file_documents.check(by)
    held = Document.objects.select_for_update(of=("self",)).select_related("record")
    document = held.get(pk=document.pk)
    if document.withdrawn_at is not None:
        raise RuleBroken("This document was withdrawn. File a new one.")
    return _add_version(document, upload, by, now)


def _add_version(
    document: Document, upload: UploadedFile[bytes], by: Actor, now: datetime
) -> DocumentVersion:
    stored = files.accept(upload, by=by, now=now)
    versions = DocumentVersion.objects.filter(document=document)
    number = versions.count() + 1
    if number > 1:
        versions.filter(is_current=True).update(is_current=False)
    version = DocumentVersion.objects.create(
        document=document,
        record=document.record,
        number=number,
        stored_file=stored,
        filename=stored.original_name,
        filed_at=now,
        filed_by=by.name,
    )
    enqueue("index_document", number=version.pk)
    trail(
        events.document_filed,
        by=by,
        now=now,
        about=document.record.reference,
        partnership_id=document.partnership_id,
        title=document.title,
        version=version.number,
    )
    return version


@transaction.atomic
def withdraw_document(*, document: Document, reason: str, by: Actor, now: datetime) -> None:
    """Withdraw a document: it is no longer shown, and nothing of it is lost."""
    permissions.file_documents.check(by)
    held = Document.objects.select_for_update(of=("self",)).select_related("record")
    document = held.get(pk=document.pk)
    if document.withdrawn_at is not None:
        raise RuleBroken("This document has been withdrawn already.")
    if len(reason.strip()) < 5:
        raise RuleBroken("Say why the document is withdrawn.", field="reason")
    document.withdrawn_at, document.withdrawn_reason = now, reason.strip()
    document.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    trail(
        events.document_withdrawn,
        by=by,
        now=now,
        about=document.record.reference,
        partnership_id=document.partnership_id,
        title=document.title,
        reason=reason,
    )


def index_words(*, number: int) -> bool:
    """Put the words of a document's file into the index for search; False while they are unread."""
    version = DocumentVersion.objects.select_related("document").get(pk=number)
    read = FileText.objects.filter(pk=version.stored_file_id).first()
    if read is None:
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE evidence_documentversion SET words = sightline_document_words(%s, %s)"
            " WHERE id = %s",
            [version.document.partnership_id, read.text[:LONGEST_INDEXED], number],
        )
    return True

"""Accepting uploads, scanning those that are held, and reading their words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction

from sightline.foundation.errors import RuleBroken
from sightline.foundation.files import queries, scanner, store
from sightline.foundation.files.models import FileText, StoredFile
from sightline.foundation.files.rules import content, names
from sightline.foundation.files.scanner import Verdict
from sightline.foundation.jobs.operations import enqueue
from sightline.foundation.permissions import Actor

Scan = StoredFile.Scan
UNPACKED = 10  # times the largest upload: what an Office file may unpack to


@contextmanager
def look_into(upload: UploadedFile[bytes]) -> Iterator[Path]:
    """An upload, checked as `accept` checks it, to be read before anything of it is kept: what
    turns out to be the wrong table leaves nothing behind."""
    kind = names.kind_by_name(names.clean_name(upload.name or ""))
    most = settings.FILES_LIMIT_MB * 1_000_000
    try:
        with store.arriving(upload.chunks(store.BLOCK), most=most) as (path, _, size):
            if size == 0:
                raise RuleBroken("This file is empty. Choose another.", field="upload")
            content.check(path, kind, most_unpacked=most * UNPACKED)
            yield path
    except store.TooLarge:
        raise _too_large() from None


@transaction.atomic
def accept(upload: UploadedFile[bytes], *, by: Actor, now: datetime) -> StoredFile:
    """Check an upload and keep it; `RuleBroken` says why it is not accepted and what to do. May
    this person upload here is the question of the room that asks (security.md 5)."""
    name = names.clean_name(upload.name or "")
    kind = names.kind_by_name(name)
    most = settings.FILES_LIMIT_MB * 1_000_000 * UNPACKED
    stored = _keep(
        upload, name, kind, lambda path: content.check(path, kind, most_unpacked=most), by, now
    )
    enqueue("scan_file" if stored.scan == Scan.HELD else "read_words", number=stored.pk)
    return stored


@transaction.atomic
def accept_package(
    *, upload: UploadedFile[bytes], check: Callable[[Path], None], by: Actor, now: datetime
) -> StoredFile:
    """Keep an archive that the room that asks has looked into by `check`, which raises what is
    wrong with it. It is never handed out whole, and its words are not searched."""
    name = names.clean_name(upload.name or "")
    if not name.lower().endswith(".zip"):
        raise RuleBroken("Choose the package as one zip file.", field="upload")
    stored = _keep(upload, name, names.PACKAGE, check, by, now)
    if stored.scan == Scan.HELD:
        raise RuleBroken(
            "The virus scanner does not answer at the moment. Send the package later.",
            field="upload",
        )
    return stored


def _keep(
    upload: UploadedFile[bytes], name: str, kind: names.Kind, check: Callable[[Path], None],
    by: Actor, now: datetime,
) -> StoredFile:  # fmt: skip
    most = settings.FILES_LIMIT_MB * 1_000_000
    try:
        with store.arriving(upload.chunks(store.BLOCK), most=most) as (path, sha256, size):
            if size == 0:
                raise RuleBroken("This file is empty. Choose another.", field="upload")
            check(path)
            scan = _first_scan(path)
            store.keep(path, sha256)
    except store.TooLarge:
        raise _too_large() from None
    return StoredFile.objects.create(
        sha256=sha256,
        size=size,
        kind=kind.extension,
        media_type=kind.media_type,
        original_name=name,
        uploaded_at=now,
        uploaded_by=by.name,
        uploaded_by_person_id=by.person_id,
        scan=scan,
        scanned_at=now if scan == Scan.CLEAN else None,
    )


@transaction.atomic
def scan_again(*, number: int, now: datetime) -> str:
    """Ask the scanner about a held file; it stays held for as long as there is no answer."""
    stored = StoredFile.objects.select_for_update().get(pk=number)
    if stored.scan != Scan.HELD or not scanner.is_configured():
        return stored.scan
    verdict = scanner.scan(store.path_of(stored.sha256))
    if verdict == Verdict.NO_ANSWER:
        return stored.scan
    stored.scan = Scan.CLEAN if verdict == Verdict.CLEAN else Scan.REFUSED
    stored.scanned_at = now
    stored.save(update_fields=["scan", "scanned_at"])
    if stored.scan == Scan.CLEAN:
        enqueue("read_words", number=stored.pk)
    return stored.scan


@transaction.atomic
def read_words(*, number: int, now: datetime) -> None:
    """Keep the words of a stored file for search."""
    stored = StoredFile.objects.get(pk=number)
    if not stored.may_be_served:
        return
    text, is_complete = queries.text_of(stored)
    FileText.objects.update_or_create(
        stored_file=stored, defaults={"text": text, "is_complete": is_complete, "read_at": now}
    )


@transaction.atomic
def may_discard() -> bool:
    """Whether no backup copies contents at the moment; none begins before this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [store.COPYING])
        (may,) = cursor.fetchone() or (False,)
    return bool(may)


def discard(*, sha256: str, now: datetime) -> bool:
    """Take from the disk a content that no stored file names any more; whether it went. One that
    came within the last hour stays until the next time: its row may be on its way."""
    if StoredFile.objects.filter(sha256=sha256).exists():
        return False
    return store.remove(sha256, before=(now - timedelta(hours=1)).timestamp())


def leave_note(*, name: str, text: str) -> None:
    """Keep a note beside the stored files, where a restored database does not reach it."""
    store.leave_note(name, text)


def _too_large() -> RuleBroken:
    most = settings.FILES_LIMIT_MB
    return RuleBroken(
        f"This file is larger than {most} MB. Make it smaller, or split it.", field="upload"
    )


def _first_scan(path: Path) -> StoredFile.Scan:
    if not scanner.is_configured():
        return Scan.NOT_SCANNED
    verdict = scanner.scan(path)
    if verdict == Verdict.FOUND:
        raise RuleBroken(
            "The virus scanner found something harmful in this file, so it was not kept. Tell your "
            "IT department, and do not send the file on.",
            field="upload",
        )
    return Scan.CLEAN if verdict == Verdict.CLEAN else Scan.HELD

"""Stored files on their way out, and the proof that they are whole."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from django.http import FileResponse

from sightline.foundation.errors import RuleBroken
from sightline.foundation.files import store
from sightline.foundation.files.models import FileText, StoredFile
from sightline.foundation.files.rules.names import clean_name

PATIENCE = 120  # seconds for the reader, which gives itself half of them


@dataclass(frozen=True)
class FileTrouble:
    """Something wrong with the stored files: which content, and what, in a sentence."""

    sha256: str
    sentence: str


def open_for_download(stored: StoredFile) -> BinaryIO:
    """The content of a stored file, proved to be what was stored; `RuleBroken` when it may not go
    out. May this person have it is the question of the room that asks."""
    if stored.scan == StoredFile.Scan.HELD:
        raise RuleBroken("This file is held until the virus scanner has looked at it. Try later.")
    if not stored.may_be_served:
        raise RuleBroken("The virus scanner found something harmful in this file.")
    try:
        file = store.path_of(stored.sha256).open("rb")
    except FileNotFoundError:
        raise RuleBroken("This file is missing. Tell the administrator of the system.") from None
    if store.hash_of(file) != stored.sha256:
        file.close()
        raise RuleBroken("This file is damaged. Tell the administrator of the system.")
    return file


def serve(stored: StoredFile, filename: str = "") -> FileResponse:
    """A stored file as a download that no browser shows in place or runs (security.md 5)."""
    response = FileResponse(
        open_for_download(stored),
        as_attachment=True,
        filename=clean_name(filename or stored.original_name),
        content_type=stored.media_type,
    )
    response.headers["Content-Length"] = str(stored.size)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "no-store, private"
    return response


def text_of(stored: StoredFile) -> tuple[str, bool]:
    """The words of a stored file and whether they are all; one whose reader gave up has none."""
    if stored.kind in ("png", "jpeg", "zip"):
        return "", True
    reader = [sys.executable, "-m", "sightline.foundation.files.rules.words", stored.kind]
    try:
        done = subprocess.run(
            [*reader, str(store.path_of(stored.sha256).absolute())],
            env={"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},  # no secrets
            capture_output=True,
            timeout=PATIENCE,
            check=True,
        )
    except subprocess.SubprocessError:
        return "", False
    first, _, text = done.stdout.decode("utf-8", "replace").partition("\n")
    return text, first == "complete"


def words_of(number: int) -> str:
    """The words found in a stored file; empty while they are not read yet (worker only)."""
    return FileText.objects.filter(pk=number).values_list("text", flat=True).first() or ""


def verify_files() -> Iterator[FileTrouble]:
    """Every stored content that is missing, altered, or lies there without a row."""
    known: set[str] = set()
    rows = StoredFile.objects.values_list("sha256", "size").distinct().order_by("sha256")
    for sha256, size in rows.iterator():
        known.add(sha256)
        path = store.path_of(sha256)
        if not path.is_file():
            yield FileTrouble(sha256, "A stored file is missing from the folder of stored files.")
            continue
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_size != size or store.hash_of(file) != sha256:
                yield FileTrouble(sha256, "A stored file is not what was stored.")
    for sha256 in store.every_hash():
        if sha256 not in known:
            yield FileTrouble(
                sha256, "A file lies in the folder without a row; nobody can open it."
            )

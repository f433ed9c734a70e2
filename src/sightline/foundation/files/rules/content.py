"""Whether a file is what its name says: one check of its true content for every kind."""

from __future__ import annotations

import zipfile
from pathlib import Path

import filetype

from sightline.foundation.errors import RuleBroken
from sightline.foundation.files.rules import office, pdf, pictures, plain
from sightline.foundation.files.rules.names import Kind

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # also what a password makes of a new one


def check(path: Path, kind: Kind, *, most_unpacked: int) -> None:
    """Raise `RuleBroken` unless the file on disk is what its extension says, and safe to keep."""
    with path.open("rb") as file:
        start = file.read(8192)
    if kind.extension in office.MAIN_PARTS:
        if start.startswith(OLD_OFFICE):
            raise RuleBroken(
                "This file is protected with a password, or is of an older type. Open it, take the "
                f"password off, save it as {kind.extension} and upload that.",
                field="upload",
            )
        if not start.startswith(b"PK\x03\x04"):
            raise not_what_it_says(start, kind)
        office.check(path, kind.extension, most_unpacked=most_unpacked)
        return
    if zipfile.is_zipfile(path):  # a second reading, as an archive, hides behind the first
        raise RuleBroken(
            f"This file says it is {kind.words} but also holds an archive. Save it again from the "
            "program it was made with and upload that.",
            field="upload",
        )
    if kind.extension == "pdf":
        if not start.startswith(b"%PDF-"):
            raise not_what_it_says(start, kind)
        pdf.check(path)
    elif kind.extension in ("png", "jpeg"):
        if not pictures.begins_as(start, kind.extension):
            raise not_what_it_says(start, kind)
        pictures.check(path, kind)
    else:
        if filetype.guess(start) is not None or plain.looks_like_code(start):
            raise not_what_it_says(start, kind)
        plain.check(path, kind)


def not_what_it_says(start: bytes, kind: Kind) -> RuleBroken:
    """The refusal of a file whose content is not what its extension says."""
    true = filetype.guess(start)
    seems = f" It looks like a .{true.extension} file." if true else ""
    return RuleBroken(
        f"This file is called .{kind.extension} but is not {kind.words}.{seems} Check that it is "
        "the right file, save it as what its name says and upload that.",
        field="upload",
    )

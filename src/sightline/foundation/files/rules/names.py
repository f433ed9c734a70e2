"""What an uploaded file is called, cleaned, and which kinds are accepted."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath

from sightline.foundation.errors import RuleBroken

LONGEST_NAME = 150


@dataclass(frozen=True)
class Kind:
    """One kind of file that is accepted."""

    extension: str
    media_type: str
    words: str


OFFICE = "application/vnd.openxmlformats-officedocument."
KINDS = {
    kind.extension: kind
    for kind in (
        Kind("pdf", "application/pdf", "a PDF document"),
        Kind("docx", f"{OFFICE}wordprocessingml.document", "a Word document"),
        Kind("xlsx", f"{OFFICE}spreadsheetml.sheet", "an Excel workbook"),
        Kind("pptx", f"{OFFICE}presentationml.presentation", "a PowerPoint presentation"),
        Kind("png", "image/png", "a PNG picture"),
        Kind("jpeg", "image/jpeg", "a JPEG picture"),
        Kind("txt", "text/plain; charset=utf-8", "a plain text file"),
        Kind("csv", "text/csv; charset=utf-8", "a CSV file"),
    )
}
PACKAGE = Kind("zip", "application/zip", "a package")  # by a way of its own alone
ALSO = {"jpg": "jpeg"}
ACCEPTED = "PDF, Word (docx), Excel (xlsx), PowerPoint (pptx), PNG, JPEG, plain text (txt) or CSV"
WITH_MACROS = {"docm", "dotm", "xlsm", "xltm", "xlsb", "xlam", "pptm", "potm", "ppsm"}
OF_OLD = {"doc": "docx", "xls": "xlsx", "ppt": "pptx", "rtf": "docx", "odt": "docx", "ods": "xlsx"}


def clean_name(given: str) -> str:
    """The last part of a name, without what could fool a reader or a disk: folders, control and
    direction characters, leading dots."""
    last = PurePosixPath(given.replace("\\", "/")).name
    plain = unicodedata.normalize("NFC", last)
    kept = "".join(c if unicodedata.category(c)[0] != "C" else "" for c in plain)
    kept = " ".join("".join("-" if c in '<>:"/\\|?*' else c for c in kept).split()).lstrip(". -")
    stem, dot, extension = kept.rpartition(".")
    if not dot:
        return kept[:LONGEST_NAME]
    stem = stem.rstrip(". ")[:LONGEST_NAME] or "file"
    return f"{stem}.{extension[:10]}"


def kind_by_name(name: str) -> Kind:
    """The kind a cleaned name says it is; refused when it is none of those accepted."""
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    kind = KINDS.get(ALSO.get(extension, extension))
    if kind is not None:
        return kind
    if extension in WITH_MACROS:
        raise RuleBroken(
            f"Files with macros (.{extension}) are not accepted. Save it without macros, as docx, "
            "xlsx or pptx, and upload that.",
            field="upload",
        )
    if extension in OF_OLD:
        raise RuleBroken(
            f"Files of the type .{extension} are not accepted. Save it as {OF_OLD[extension]} or "
            "PDF and upload that.",
            field="upload",
        )
    what = f"Files of the type .{extension}" if extension else "Files without an extension"
    raise RuleBroken(f"{what} are not accepted. Upload {ACCEPTED}.", field="upload")

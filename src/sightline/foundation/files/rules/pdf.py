"""PDF: no password, nothing that runs, nothing carried inside."""

from __future__ import annotations

from pathlib import Path

import pikepdf

from sightline.foundation.errors import RuleBroken

ACTIVE_ACTIONS = {  # ISO 32000-1, table 198: what an action may do beyond moving in the document
    "/JavaScript": "runs a script",
    "/Launch": "starts another program",
    "/ImportData": "fetches data from elsewhere",
    "/SubmitForm": "sends data elsewhere",
    "/GoToE": "opens a file carried inside it",
    "/Rendition": "plays media",
    "/Movie": "plays media",
    "/Sound": "plays media",
    "/RichMediaExecute": "plays media",
}
ACTIVE_KEYS = {
    "/JS": "runs a script",
    "/XFA": "holds a form that runs scripts",
    "/EF": "carries another file inside it",
    "/EmbeddedFiles": "carries another file inside it",
    "/RichMediaContent": "plays media",
}
MOST_OBJECTS = 500_000


def check(path: Path) -> None:
    """Refuse a PDF that is protected, broken, active, or carries other files or data behind it."""
    try:
        with pikepdf.open(path) as document:
            if document.is_encrypted:
                raise _protected()
            found = _active_content(document)
    except pikepdf.PasswordError:
        raise _protected() from None
    except (pikepdf.PdfError, ValueError, RecursionError):
        raise RuleBroken(
            "This PDF is damaged and cannot be read. Print it to PDF again and upload that.",
            field="upload",
        ) from None
    if found:
        raise RuleBroken(
            f"This PDF {found}, which is not accepted. Print it to PDF and upload that copy.",
            field="upload",
        )
    if _has_data_behind(path):
        raise RuleBroken(
            "This PDF has other data hidden behind its end. Print it to PDF and upload that copy.",
            field="upload",
        )


def _protected() -> RuleBroken:
    return RuleBroken(
        "This PDF is protected with a password or restrictions. Save a copy without protection and "
        "upload that.",
        field="upload",
    )


def _active_content(document: pikepdf.Pdf) -> str | None:
    if len(document.objects) > MOST_OBJECTS:
        return "has far more parts than a document needs"
    for held in document.objects:
        found = _in_object(held, 0)
        if found:
            return found
    return None


def _in_object(held: object, depth: int) -> str | None:
    """Look at one object and what is written inside it; what it refers to is looked at in turn."""
    if depth > 50 or not isinstance(held, pikepdf.Object | pikepdf.Dictionary | pikepdf.Array):
        return "is nested deeper than a document needs" if depth > 50 else None
    if isinstance(held, pikepdf.Array):
        inside = [item for item in held if _is_direct(item)]
    elif isinstance(held, pikepdf.Dictionary | pikepdf.Stream):
        keys = set(held.keys())
        for key, what in ACTIVE_KEYS.items():
            if key in keys:
                return what
        action = str(held.get("/S", ""))
        if action in ACTIVE_ACTIONS:
            return ACTIVE_ACTIONS[action]
        if str(held.get("/Subtype", "")) == "/FileAttachment":
            return ACTIVE_KEYS["/EF"]
        inside = [held[key] for key in keys if _is_direct(held[key])]
    else:
        return None
    return next((found for item in inside if (found := _in_object(item, depth + 1))), None)


def _is_direct(item: object) -> bool:
    return isinstance(item, pikepdf.Array | pikepdf.Dictionary) and not item.is_indirect


def _has_data_behind(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(0, 2)
        file.seek(max(file.tell() - 65536, 0))
        tail = file.read()
    end = tail.rfind(b"%%EOF")
    return end < 0 or bool(tail[end + 5 :].strip(b"\x00 \t\r\n"))

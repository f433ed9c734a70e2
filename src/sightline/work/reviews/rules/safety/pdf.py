"""Every word of a PDF file: its pages, and all that is kept beside and beneath them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf

from sightline.work.reviews.rules.safety import drawn
from sightline.work.reviews.rules.safety.pieces import Piece

END = re.compile(rb"%%EOF[\r\n]*")
MOST_REVISIONS = 20
WHO = {"/Author": "Author", "/Keywords": "Keywords", "/Company": "Company",
       "/Manager": "Manager", "/LastModifiedBy": "Last saved by"}  # fmt: skip
WHAT = {"/Title": "Title", "/Subject": "Subject"}
NOT_WORDS = {"/Producer", "/Creator", "/CreationDate", "/ModDate", "/Trapped", "/PTEX.Fullbanner",
             "/GTS_PDFXVersion", "/SourceModified"}  # fmt: skip
NAMES_WHO = re.compile(r"creator|author|manager|company|lastmodifiedby|keywords|owner", re.I)
LAID_OVER = {"/Square", "/Circle", "/Redact", "/Highlight", "/Polygon", "/Ink", "/Stamp"}


def read(path: Path) -> Iterator[Piece]:
    """Every piece of a PDF file."""
    content = path.read_bytes()
    with pikepdf.open(io.BytesIO(content)) as document:
        covers = {n: list(_laid_over(page)) for n, page in enumerate(document.pages, 1)}
        yield from drawn.pages(content, covers)
        for number, page in enumerate(document.pages, 1):
            yield from _annotations(page, f"Page {number}")
        yield from _fields(document)
        yield from _bookmarks(document)
        yield from _properties(document)
        yield from _attachments(document)
        yield from _layers(document)
        yield from _alternative_texts(document)
    yield from _earlier(content)


def _laid_over(page: pikepdf.Page) -> Iterator[tuple[float, float, float, float]]:
    for note in _notes(page):
        if str(note.get("/Subtype", "")) in LAID_OVER and "/Rect" in note:
            left, low, right, high = (float(one) for one in note["/Rect"])
            yield min(left, right), min(low, high), max(left, right), max(low, high)


def _notes(page: pikepdf.Page) -> list[Any]:
    return [one for one in page.get("/Annots", []) if isinstance(one, pikepdf.Dictionary)]


def _annotations(page: pikepdf.Page, part: str) -> Iterator[Piece]:
    for note in _notes(page):
        kind = str(note.get("/Subtype", ""))
        said = " ".join(
            str(note[key]) for key in ("/Contents", "/T", "/Subj", "/RC") if key in note
        )
        if kind == "/Widget":
            continue
        if kind == "/Link":
            action = note.get("/A", {})
            target = str(action.get("/URI", "")) if isinstance(action, pikepdf.Dictionary) else ""
            if target or said:
                yield Piece(f"{part}, link", f"{target.removeprefix('mailto:')} {said}".strip())
        elif kind != "/Popup":
            yield Piece(f"{part}, note", said or kind.strip("/"), "annotation")


def _fields(document: pikepdf.Pdf) -> Iterator[Piece]:
    form = document.Root.get("/AcroForm")
    waiting = list(form.get("/Fields", [])) if form is not None else []
    for _ in range(20_000):
        if not waiting:
            return
        field = waiting.pop()
        said = [str(field[key]) for key in ("/V", "/DV", "/TU") if key in field]
        if said:
            yield Piece(f"Form field {field.get('/T', '')}", " ".join(said))
        waiting += list(field.get("/Kids", []))


def _bookmarks(document: pikepdf.Pdf) -> Iterator[Piece]:
    with document.open_outline() as outline:
        waiting = list(outline.root)
        for _ in range(20_000):
            if not waiting:
                return
            one = waiting.pop(0)
            yield Piece("Bookmark", str(one.title))
            waiting += list(one.children)


def _properties(document: pikepdf.Pdf) -> Iterator[Piece]:
    for key, value in document.docinfo.items():
        said = str(value).strip()
        if not said or key in NOT_WORDS:
            continue
        known = WHO.get(key) or WHAT.get(key) or key.strip("/")
        yield Piece(f"Property of the file: {known}", said, "" if key in WHAT else "metadata")
    with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        for name, value in xmp.items():
            listed = isinstance(value, list | set | tuple)
            said = " ".join(map(str, value)) if listed else str(value)
            short = name.rpartition("}")[2] or name
            if said.strip() and not _is_of_the_program(name):
                kind = "metadata" if NAMES_WHO.search(short) else ""
                yield Piece(f"Property of the file (XMP): {short}", said, kind)


def _is_of_the_program(name: str) -> bool:
    programs = ("Producer", "CreatorTool", "CreateDate", "ModifyDate", "MetadataDate", "format",
                "DocumentID", "InstanceID", "part", "conformance", "language", "RenditionClass",
                "VersionID", "NPages", "PageCount", "Trapped")  # fmt: skip
    return name.rpartition("}")[2].rpartition(":")[2] in programs


def _attachments(document: pikepdf.Pdf) -> Iterator[Piece]:
    for name, held in document.attachments.items():
        yield Piece("Attachment", f"{name} {held.description or ''}".strip(), "embedded")


def _layers(document: pikepdf.Pdf) -> Iterator[Piece]:
    layers = document.Root.get("/OCProperties")
    if layers is None:
        return
    shown = layers.get("/D", pikepdf.Dictionary())
    all_off = str(shown.get("/BaseState", "")) == "/OFF"
    on = {one.objgen for one in shown.get("/ON", [])}
    off = {one.objgen for one in shown.get("/OFF", [])}
    for layer in layers.get("/OCGs", []):
        if layer.objgen in off or (all_off and layer.objgen not in on):
            yield Piece("Layer", str(layer.get("/Name", "without a name")), "layer-off")


def _alternative_texts(document: pikepdf.Pdf) -> Iterator[Piece]:
    for held in document.objects:
        if isinstance(held, pikepdf.Dictionary):
            for key in ("/Alt", "/ActualText", "/E"):
                said = held.get(key)
                if isinstance(said, pikepdf.String) and str(said).strip():
                    yield Piece("Alternative text", str(said))


def _earlier(content: bytes) -> Iterator[Piece]:
    """What stood in the file before it was changed without being written anew."""
    ends = [at.end() for at in END.finditer(content)]
    if b"/Linearized" in content[:2048]:
        ends = ends[1:]  # a file made for the web has an end of its own for the first page
    for number, end in enumerate(ends[:-1][:MOST_REVISIONS], 1):
        before = content[:end]
        part = f"Earlier version {number}"
        words = drawn.words(before)
        yield Piece(part, " ".join(words.split()) or "Its words cannot be read", "earlier-revision")

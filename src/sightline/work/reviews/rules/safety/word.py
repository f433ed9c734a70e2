"""Every word of a Word file: the text and all that its reader does not see on the page."""

from __future__ import annotations

import io
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from sightline.work.reviews.rules.safety import sheets
from sightline.work.reviews.rules.safety.pieces import Piece
from sightline.work.reviews.rules.safety.runs import MC, Look, Styles, W, attribute, tag

PARTS = (
    ("word/document", "Text"), ("word/header", "Header"), ("word/footer", "Footer"),
    ("word/footnotes", "Footnote"), ("word/endnotes", "Endnote"), ("word/comments", "Comment"),
    ("word/glossary/document", "Building block"),
)  # fmt: skip
WORDS_IN_ATTRIBUTES = {"descr", "title", "alt", "string", "author", "initials", "tooltip"}
EMPTY_OF_WORDS = ("styles", "settings", "fontTable", "webSettings", "numbering", "theme",
                  "[Content_Types]", "stylesWithEffects")  # fmt: skip
SAYS_WHO = {"creator": "Author", "lastModifiedBy": "Last saved by", "Manager": "Manager",
            "Company": "Company", "keywords": "Keywords", "description": "Comments",
            "category": "Category", "contentStatus": "Status"}  # fmt: skip


def read(path: Path) -> Iterator[Piece]:
    """Every piece of a Word file."""
    with zipfile.ZipFile(path) as archive:
        names = sorted(archive.namelist(), key=lambda name: ("document" not in name, name))
        styles = Styles(_xml(archive, "word/styles.xml") if "word/styles.xml" in names else None)
        for name in names:
            if name.endswith((".xml", ".rels")):
                yield from _part(archive, name, styles)
            elif name.lower().endswith(".xlsx"):
                yield Piece(_called(name), name.rpartition("/")[2], "embedded")
                yield from sheets.read(io.BytesIO(archive.read(name)), _called(name))
            elif "/embeddings/" in name or name.startswith("docProps/thumbnail"):
                yield Piece(_called(name), name.rpartition("/")[2], "embedded")


def _xml(archive: zipfile.ZipFile, name: str) -> ElementTree.Element:
    return ElementTree.fromstring(archive.read(name))


def _called(name: str) -> str:
    return f"File inside: {name.rpartition('/')[2]}"


def _part(archive: zipfile.ZipFile, name: str, styles: Styles) -> Iterator[Piece]:
    stem = name.removesuffix(".xml")
    root = _xml(archive, name)
    if name.endswith(".rels"):
        yield from _links(root)
        return
    called = next((words for start, words in PARTS if stem.startswith(start)), "")
    if called:
        yield from _text(root, called, styles)
    elif name.startswith("docProps/"):
        yield from _properties(root, name)
    elif name == "word/people.xml":
        for one in root.iter():
            if attribute(one, "author"):
                yield Piece("People of the comments", attribute(one, "author"), "metadata")
    elif not stem.rpartition("/")[2].startswith(EMPTY_OF_WORDS):
        words = " ".join(text.strip() for text in root.itertext() if text.strip())
        if words:
            yield Piece(f"Part of the file: {stem.rpartition('/')[2]}", words)
    elif stem.endswith("settings"):
        for one in root.iter():
            if tag(one) == "docVar":
                yield Piece("A variable of the document", attribute(one, "val"), "metadata")


def _links(root: ElementTree.Element) -> Iterator[Piece]:
    for link in root:
        if link.get("TargetMode") == "External":
            yield Piece("Address of a link", link.get("Target", "").removeprefix("mailto:"))


def _properties(root: ElementTree.Element, name: str) -> Iterator[Piece]:
    for one in root:
        text = "".join(one.itertext()).strip()
        if name.endswith("custom.xml"):
            words = f"{one.get('name', '')}: {text}"
            yield Piece("Property added by hand", words, "metadata")
        elif text and tag(one) in SAYS_WHO:
            yield Piece(f"Property of the file: {SAYS_WHO[tag(one)]}", text, "metadata")
        elif text and tag(one) in ("title", "subject", "HyperlinkBase"):
            yield Piece(f"Property of the file: {tag(one)}", text)


def _text(root: ElementTree.Element, called: str, styles: Styles) -> Iterator[Piece]:
    number: dict[str, int] = defaultdict(int)
    yield from _paragraphs(root, called, styles, number, Look(), False)


def _paragraphs(
    element: ElementTree.Element,
    called: str,
    styles: Styles,
    number: dict[str, int],
    around: Look,
    deleted: bool,
) -> Iterator[Piece]:
    """Each paragraph below an element, also those inside tables, boxes and other paragraphs."""
    for one in element:
        if one.tag == f"{MC}Fallback":  # the same once more, for older programs
            continue
        look = around
        if one.tag == f"{W}tc":
            look = around.on(one.find(f"{W}tcPr"))
        inside = called
        if one.tag in (f"{W}tbl", f"{W}txbxContent"):
            inside = "Table" if one.tag == f"{W}tbl" else "Text box"
        if one.tag == f"{W}p":
            yield from _paragraph(one, called, styles, number, look)
        elif one.tag == f"{W}comment":
            author = " ".join(filter(None, (attribute(one, "author"), attribute(one, "initials"))))
            if author:
                yield Piece("Author of a comment", author)
        yield from _attributes(one)
        yield from _paragraphs(one, inside, styles, number, look, deleted)


def _attributes(one: ElementTree.Element) -> Iterator[Piece]:
    for key, said in one.attrib.items():
        name = key.rpartition("}")[2]
        if name in WORDS_IN_ATTRIBUTES and said.strip() and tag(one) != "comment":
            kind = "Alternative text" if name in ("descr", "title", "alt") else f"Note ({name})"
            yield Piece(kind, said)
    if one.tag in (f"{W}alias", f"{W}tag", f"{W}bookmarkStart", f"{W}ffData", f"{W}listItem"):
        said = attribute(one, "val") or attribute(one, "name") or attribute(one, "displayText")
        if said and not said.startswith("_"):
            yield Piece("Name of a field or bookmark", said.replace("_", " "))


def _paragraph(
    paragraph: ElementTree.Element, called: str, styles: Styles, number: dict[str, int], look: Look
) -> Iterator[Piece]:
    number[called] += 1
    part = f"{called}, paragraph {number[called]}"
    if called == "Comment":
        part = f"Comment {number[called]}"
    properties = paragraph.find(f"{W}pPr")
    seen: list[str] = []
    hidden: dict[str, list[str]] = defaultdict(list)
    look = styles.of_paragraph(properties, look)
    for text, own, change in _runs(paragraph, styles, look, ""):
        fault = change if change == "deleted" else own.fault
        if fault:
            hidden[fault].append(text)
        else:
            seen.append(text)
        if change == "inserted":
            hidden["inserted"].append(text)
    words = "".join(seen)
    if words.strip():
        yield Piece(part, words, "comment" if called == "Comment" else "")
    for kind, texts in hidden.items():
        said = "".join(texts)
        if said.strip():
            yield Piece(part, said, kind)


def _runs(
    element: ElementTree.Element, styles: Styles, look: Look, change: str
) -> Iterator[tuple[str, Look, str]]:
    """The text of a paragraph, run by run: how it looks, and whether it is a tracked change."""
    for one in element:
        name = tag(one)
        if one.tag in (f"{W}p", f"{MC}Fallback", f"{W}txbxContent") or name in ("pPr", "pict"):
            continue
        if one.tag == f"{W}r":
            own = styles.of_run(one.find(f"{W}rPr"), look)
            for said in _said(one):
                yield said, own, change
        elif name in ("ins", "moveTo"):
            yield from _runs(one, styles, look, "inserted")
        elif name in ("del", "moveFrom"):
            yield from _runs(one, styles, look, "deleted")
        elif name == "t" and not one.tag.startswith(W):  # an equation, a drawing
            yield one.text or "", look, change
        else:
            yield from _runs(one, styles, look, change)


def _said(run: ElementTree.Element) -> Iterator[str]:
    for one in run:
        name = tag(one)
        if name in ("t", "delText", "instrText", "delInstrText"):
            yield one.text or ""
        elif name in ("tab", "br", "cr"):
            yield " " if name == "tab" else "\n"
        elif name == "noBreakHyphen":
            yield "-"
        elif name == "sym":
            yield "?"

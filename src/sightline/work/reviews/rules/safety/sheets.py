"""Every word of a workbook carried inside a file, and what of it is hidden."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from typing import IO
from xml.etree import ElementTree

from sightline.work.reviews.rules.safety.pieces import Piece

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def read(file: IO[bytes], called: str) -> Iterator[Piece]:
    """Every piece of a workbook."""
    with zipfile.ZipFile(file) as archive:
        names = set(archive.namelist())
        if "xl/workbook.xml" not in names:
            return
        strings = _strings(archive) if "xl/sharedStrings.xml" in names else []
        targets = _targets(archive)
        for sheet in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter(f"{MAIN}sheet"):
            name, state = sheet.get("name", ""), sheet.get("state", "visible")
            target = targets.get(sheet.get(RELATED, ""), "")
            root = ElementTree.fromstring(archive.read(target)) if target in names else None
            part = f"{called}, sheet {name}"
            words, hidden = ("", "") if root is None else _words(root, strings)
            if state != "visible":
                yield Piece(part, f"{name}: {words} {hidden}", "hidden-sheet")
                continue
            yield Piece(part, f"{name}: {words}")
            if hidden.strip():
                yield Piece(part, hidden, "hidden-sheet")
        for name in sorted(names):
            if re.fullmatch(r"xl/(comments|threadedComments/\w+).*\.xml", name):
                root = ElementTree.fromstring(archive.read(name))
                yield Piece(f"{called}, comments", " ".join(root.itertext()), "comment")
            elif name in ("docProps/core.xml", "docProps/app.xml"):
                for one in ElementTree.fromstring(archive.read(name)):
                    said = "".join(one.itertext()).strip()
                    who = one.tag.rpartition("}")[2]
                    if said and who in ("creator", "lastModifiedBy", "Manager", "Company"):
                        yield Piece(f"{called}, property {who}", said, "metadata")


def _strings(archive: zipfile.ZipFile) -> list[str]:
    root = ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))
    return ["".join(t.text or "" for t in one.iter(f"{MAIN}t")) for one in root.iter(f"{MAIN}si")]


def _targets(archive: zipfile.ZipFile) -> dict[str, str]:
    root = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    return {
        one.get("Id", ""): f"xl/{one.get('Target', '')}".replace("xl//xl/", "xl/") for one in root
    }


def _words(root: ElementTree.Element, strings: list[str]) -> tuple[str, str]:
    """The words of a sheet, and those of its hidden rows and columns."""
    columns = [
        (int(one.get("min", "0")), int(one.get("max", "0")))
        for one in root.iter(f"{MAIN}col") if one.get("hidden") in ("1", "true")
    ]  # fmt: skip
    seen: list[str] = []
    hidden: list[str] = []
    for row in root.iter(f"{MAIN}row"):
        for cell in row.iter(f"{MAIN}c"):
            column = _column(cell.get("r", ""))
            is_hidden = row.get("hidden") in ("1", "true") or any(
                first <= column <= last for first, last in columns
            )
            (hidden if is_hidden else seen).append(_said(cell, strings))
    return " ".join(seen), " ".join(hidden)


def _column(reference: str) -> int:
    number = 0
    for one in reference:
        if one.isalpha():
            number = number * 26 + ord(one.upper()) - 64
    return number


def _said(cell: ElementTree.Element, strings: list[str]) -> str:
    if cell.get("t") == "inlineStr":
        return "".join(one.text or "" for one in cell.iter(f"{MAIN}t"))
    value = cell.findtext(f"{MAIN}v", "")
    if cell.get("t") == "s" and value.isdigit() and int(value) < len(strings):
        return strings[int(value)]
    return value

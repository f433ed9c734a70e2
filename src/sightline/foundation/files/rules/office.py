"""Word, Excel and PowerPoint files: archives of parts, with no macros, no embedded programs,
nothing fetched from elsewhere, and no more inside than their size admits."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit
from xml.etree import ElementTree

from sightline.foundation.errors import RuleBroken

MAIN_PARTS = {
    "docx": "wordprocessingml.document.main+xml",
    "xlsx": "spreadsheetml.sheet.main+xml",
    "pptx": "presentationml.presentation.main+xml",
}
MOST_PARTS = 10_000
MOST_OF_ONE_LIST = 4_000_000  # bytes of a list of parts or of relationships
RATIO = 150  # times its packed size, of a part above a megabyte
SAFE_LINKS = {"http", "https", "mailto", "tel", ""}
CHART_DATA = re.compile(r"(word|ppt|xl)/embeddings/[^/]+\.(xlsx|docx|pptx)", re.IGNORECASE)
PROGRAM_PARTS = re.compile(
    r"vbaProject|vbaData|activeX|macrosheets|dialogsheets|oleObject|attachedToolbars"
    r"|\.(bin|exe|dll|js|vbs|scr|bat|cmd|ps1|hta|jar|lnk|zip|rtf|html?|mht)$",
    re.IGNORECASE,
)
HARMLESS_BIN = re.compile(r"(printerSettings/printerSettings\d*|thumbnail.*)\.bin$", re.IGNORECASE)
DDE = re.compile(rb"<w:instrText[^>]*>\s*DDE(AUTO)?\b|w:instr=\"\s*DDE|<ddeLink\b", re.IGNORECASE)


def check(path: Path, extension: str, *, most_unpacked: int) -> None:
    """Refuse an Office file that could run, fetch or hide something, or fill the disk."""
    with path.open("rb") as file:
        _check_archive(file, extension, most_unpacked, depth=0)


def _check_archive(file: IO[bytes], extension: str, most_unpacked: int, depth: int) -> None:
    try:
        with zipfile.ZipFile(file) as archive:
            _check_shape(archive, file, most_unpacked)
            _check_parts(archive, extension)
            _check_links(archive)
            _check_fields(archive, most_unpacked)
            for name in archive.namelist():
                found = CHART_DATA.fullmatch(name)
                if found:  # the table behind a chart is a workbook, held to the same rules
                    if depth:
                        raise _refused("holds files inside files")
                    inner = io.BytesIO(_read(archive, name, most_unpacked))
                    _check_archive(inner, found[2].lower(), most_unpacked, depth + 1)
    except (zipfile.BadZipFile, ElementTree.ParseError, NotImplementedError, EOFError, OSError):
        raise RuleBroken(
            "This file is damaged and cannot be read. Save it again and upload that.",
            field="upload",
        ) from None


def _check_shape(archive: zipfile.ZipFile, file: IO[bytes], most_unpacked: int) -> None:
    parts = archive.infolist()
    if any(part.flag_bits & 0x1 for part in parts):
        raise _refused("is protected with a password", "Take the password off")
    packed = sorted((part.header_offset, part.compress_size) for part in parts)
    if not parts or packed[0][0] != 0 or archive.comment or not _ends_with_archive(file):
        raise _refused("has other data hidden before or behind it")
    overlaps = any(begins + size > after for (begins, size), (after, _) in pairwise(packed))
    heavy = any(p.file_size > 1_000_000 and p.file_size > RATIO * p.compress_size for p in parts)
    total = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or overlaps or heavy or total > most_unpacked:
        raise _refused("unpacks to far more than its size", "Make it smaller")
    names = [part.filename for part in parts]
    strange = any(n.startswith("/") or "\\" in n or ".." in n.split("/") for n in names)
    if strange or len({name.lower() for name in names}) != len(names):
        raise _refused("holds parts whose names are not those of an Office file")


def _check_parts(archive: zipfile.ZipFile, extension: str) -> None:
    types = _xml(archive, "[Content_Types].xml")
    declared = [part.get("ContentType", "") for part in types]
    if any("macroenabled" in kind.lower() or "vbaproject" in kind.lower() for kind in declared):
        raise _macros()
    for name in archive.namelist():
        if PROGRAM_PARTS.search(name) and not HARMLESS_BIN.search(name):
            if "vba" in name.lower() or "macro" in name.lower():
                raise _macros()
            raise _refused("carries a program or another file inside it", "Remove the object")
    if not any(kind.endswith(MAIN_PARTS[extension]) for kind in declared):
        raise RuleBroken(
            f"This file is called .{extension} but is another kind of file. Save it as {extension} "
            "and upload that.",
            field="upload",
        )


def _check_links(archive: zipfile.ZipFile) -> None:
    for name in archive.namelist():
        if not name.lower().endswith(".rels"):
            continue
        for link in _xml(archive, name):
            kind = link.get("Type", "").rpartition("/")[2]
            if kind in ("aFChunk", "oleObject", "control", "vbaProject", "attachedToolbars"):
                raise _refused("carries a program or another file inside it", "Remove the object")
            if link.get("TargetMode", "").lower() != "external":
                continue
            scheme = urlsplit(link.get("Target", "")).scheme.lower()
            if kind != "hyperlink" or scheme not in SAFE_LINKS:
                what = "template" if kind == "attachedTemplate" else "picture, workbook or template"
                raise _refused(
                    f"fetches a {what} from elsewhere when it is opened", "Break the link"
                )


def _check_fields(archive: zipfile.ZipFile, most_unpacked: int) -> None:
    for name in archive.namelist():
        if name.endswith(".xml") and name.startswith(("word/", "xl/externalLinks/")):
            kept = b""
            for block in _blocks(archive, name, most_unpacked):
                if DDE.search(kept + block):
                    raise _refused("starts another program through a DDE field", "Remove the field")
                kept = block[-400:]


def _xml(archive: zipfile.ZipFile, name: str) -> ElementTree.Element:
    try:
        held = _read(archive, name, MOST_OF_ONE_LIST)
    except KeyError:
        raise zipfile.BadZipFile(name) from None
    if b"<!DOCTYPE" in held or b"<!ENTITY" in held:  # Office never writes one; attacks do
        raise _refused("holds declarations that Office files do not have")
    return ElementTree.fromstring(held)


def _read(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    return b"".join(_blocks(archive, name, most))


def _blocks(archive: zipfile.ZipFile, name: str, most: int) -> Iterator[bytes]:
    seen = 0
    with archive.open(name) as part:
        while block := part.read(1 << 16):
            seen += len(block)
            if seen > most:
                raise _refused("unpacks to far more than its size", "Make it smaller")
            yield block


def _ends_with_archive(file: IO[bytes]) -> bool:
    file.seek(-22, 2)
    return file.read(4) == b"PK\x05\x06"


def _macros() -> RuleBroken:
    return _refused("holds macros", "Save it as a document without macros")


def _refused(what: str, remedy: str = "Save it again from Office or as PDF") -> RuleBroken:
    return RuleBroken(
        f"This file {what}, which is not accepted. {remedy} and upload that.", field="upload"
    )

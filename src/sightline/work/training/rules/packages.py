"""A package of e-learning by another maker (SCORM 1.2 or 2004): whether it is safe to keep, where
it begins, and what it reports of somebody who takes it (R8.3)."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from xml.etree.ElementTree import Element

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from sightline.foundation.errors import RuleBroken

MANIFEST = "imsmanifest.xml"
MOST_ENTRIES, MOST_MANIFEST, MOST_TIMES = 3_000, 2_000_000, 100
MEDIA = {
    "html": "text/html; charset=utf-8", "htm": "text/html; charset=utf-8",
    "js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8",
    "json": "application/json", "xml": "application/xml", "txt": "text/plain; charset=utf-8",
    "svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg",
    "gif": "image/gif", "webp": "image/webp", "ico": "image/x-icon", "woff": "font/woff",
    "woff2": "font/woff2", "ttf": "font/ttf", "eot": "application/vnd.ms-fontobject",
    "mp3": "audio/mpeg", "m4a": "audio/mp4", "ogg": "audio/ogg", "wav": "audio/wav",
    "mp4": "video/mp4", "webm": "video/webm", "vtt": "text/vtt; charset=utf-8",
}  # fmt: skip
DONE = ("passed", "completed")
LONGEST_NOTES, LONGEST_PLACE = 64_000, 1_000


@dataclass(frozen=True)
class Package:
    """What a package says of itself."""

    title: str
    standard: str
    launch: str


@dataclass(frozen=True)
class Reported:
    """What a package reports: `kept` is given back to it when somebody goes on."""

    has_passed: bool
    has_failed: bool
    score: int | None
    kept: dict[str, str]


def look_into(path: Path, most_unpacked: int) -> Package:
    """What the package in an archive is; raise `RuleBroken` where it is not safe to keep, or is
    none."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = _checked_names(archive.infolist(), most_unpacked)
            if MANIFEST not in names:
                raise _refused(
                    f"There is no {MANIFEST} at the top of this zip file: it is not a package of "
                    "SCORM 1.2 or 2004. Export it again as one."
                )
            with archive.open(MANIFEST) as file:
                written = file.read(MOST_MANIFEST + 1)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError):
        raise _refused("This file cannot be read as a zip file. Export it again.") from None
    if len(written) > MOST_MANIFEST:
        raise _refused("The manifest of this package is too large to be one.")
    return _read_manifest(written, names)


def read_report(said: Mapping[str, Any]) -> Reported:
    """What a package says of somebody, brought to words of our own; what is too long or of another
    kind is refused whole."""
    words = {name: said.get(name, "") for name in ("status", "success", "location", "suspend_data")}
    if not all(isinstance(each, str) for each in words.values()):
        raise RuleBroken("The package reports something that cannot be kept.")
    if len(words["suspend_data"]) > LONGEST_NOTES or len(words["location"]) > LONGEST_PLACE:
        raise RuleBroken("The package reports more than can be kept.")
    if "\0" in "".join(words.values()):
        raise RuleBroken("The package reports something that cannot be kept.")
    has_failed = "failed" in (words["status"], words["success"])
    has_passed = not has_failed and (words["success"] == "passed" or words["status"] in DONE)
    return Reported(has_passed, has_failed, _score(said.get("score")), words)


def media_type(name: str) -> str | None:
    """How a file of a package is served; None where it is not."""
    return MEDIA.get(PurePosixPath(name).suffix.lower().lstrip("."))


def _score(given: Any) -> int | None:
    try:
        score = float(given)
    except (TypeError, ValueError):
        return None
    return int(score) if 0 <= score <= 100 else None


def _checked_names(entries: list[zipfile.ZipInfo], most_unpacked: int) -> set[str]:
    if len(entries) > MOST_ENTRIES:
        raise _refused(f"This package holds more than {MOST_ENTRIES} files.")
    names: set[str] = set()
    unpacked = packed = 0
    for one in entries:
        parts = PurePosixPath(one.filename).parts
        is_outside = one.filename.startswith("/") or ".." in parts or ":" in one.filename
        if is_outside or "\\" in one.filename or "\0" in one.orig_filename:
            raise _refused("A file of this package would lie outside of it. Export it again.")
        if one.flag_bits & 0x1:
            raise _refused("This package is protected with a password. Export it without.")
        if stat.S_ISLNK(one.external_attr >> 16):
            raise _refused("A file of this package points to another. Export it again.")
        if one.filename in names:
            raise _refused("Two files of this package have the same name. Export it again.")
        names.add(one.filename)
        unpacked += one.file_size
        packed += one.compress_size
    if unpacked > most_unpacked or unpacked > MOST_TIMES * max(packed, 1_000):
        raise _refused("This package unpacks to far more than its size. It was not kept.")
    return names


def _read_manifest(written: bytes, names: set[str]) -> Package:
    try:
        root = fromstring(written, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError):
        raise _refused("The manifest of this package cannot be read. Export it again.") from None
    version = next((one.text or "" for one in _named(root, "schemaversion")), "").strip()
    standard = "1.2" if version == "1.2" else "2004" if _is_2004(version) else ""
    if not standard:
        raise _refused(
            f"This package is of the version “{version[:30]}”. Export it as SCORM 1.2 or 2004."
        )
    launch = next(
        (
            f"{_root_of(one)}{one.get('href', '')}"
            for one in _named(root, "resource")
            if _local(one, "scormtype").lower() == "sco" and one.get("href")
        ),
        "",
    )
    file, _, rest = launch.partition("?")
    if file not in names or media_type(file) is None or len(launch) > 500 or ".." in rest:
        raise _refused("The manifest names no page that begins and lies in the package.")
    title = next((one.text or "" for one in _named(root, "title")), "").strip()
    return Package(title[:200] or "Package", standard, launch)


def _root_of(resource: Element) -> str:
    return resource.get("{http://www.w3.org/XML/1998/namespace}base", "")


def _is_2004(version: str) -> bool:
    return version.startswith(("CAM 1.3", "2004"))


def _named(root: Element, name: str) -> list[Element]:
    return [one for one in root.iter() if one.tag.rpartition("}")[2] == name]


def _local(one: Element, name: str) -> str:
    """An attribute by its name, in whatever namespace and case makers write it."""
    for key, value in one.attrib.items():
        if key.rpartition("}")[2].lower() == name:
            return value
    return ""


def _refused(sentence: str) -> RuleBroken:
    return RuleBroken(sentence, field="upload")

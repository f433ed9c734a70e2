"""The arrangement files inside what a browser sent: one TOML file, or a zip of a folder of them."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib

from .files import LARGEST_FILE, MOST_FILES
from .problems import Problem

ZIP = b"PK\x03\x04"
UNREADABLE = (
    zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error, lzma.LZMAError, EOFError,
    OSError, ValueError,
)  # fmt: skip
"""What opening a broken, locked or strangely packed zip file may raise."""


def files_in(name: str, content: bytes) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
    """Take the TOML files out of an upload, never more of a zip than the files may be long."""
    if not content.startswith(ZIP):
        return {name: content}, ()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return _unpack(name, packed)
    except UNREADABLE:
        return {}, (_problem(name, "This zip file cannot be opened.", "Pack the folder again."),)


def _unpack(name: str, packed: zipfile.ZipFile) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
    found: dict[str, bytes] = {}
    entries = [it for it in packed.infolist() if _is_ours(it.filename)]
    if not entries:
        allowed = "Pack one or more files with names ending in .toml."
        return {}, (_problem(name, "There is no arrangement file in this zip file.", allowed),)
    if len(entries) > MOST_FILES:
        wrong = f"There are {len(entries)} files in this zip file."
        return {}, (_problem(name, wrong, f"{MOST_FILES} files are allowed."),)
    for entry in entries:
        short = entry.filename.replace("\\", "/").rsplit("/", 1)[-1]
        if short in found:
            wrong = "Two files in this zip file have the same name."
            return {}, (_problem(short, wrong, "Put all files into one folder."),)
        with packed.open(entry) as file:
            # one byte more than is allowed, so that the check of lengths can see it
            found[short] = file.read(LARGEST_FILE + 1)
    return found, ()


def _is_ours(path: str) -> bool:
    short = path.replace("\\", "/").rsplit("/", 1)[-1]
    return short.endswith(".toml") and not short.startswith(".") and "__MACOSX" not in path


def _problem(file: str, wrong: str, allowed: str) -> Problem:
    return Problem(file, None, "", wrong, allowed)

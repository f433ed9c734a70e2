"""PNG and JPEG: one whole picture, of a size that can be opened, with nothing after its end."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import BinaryIO

from sightline.foundation.errors import RuleBroken
from sightline.foundation.files.rules.names import Kind

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
MOST_PIXELS = 100_000_000
# start-of-frame markers of JPEG: they say how large the picture is (ITU-T T.81, table B.1)
FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def begins_as(start: bytes, extension: str) -> bool:
    """Whether a file begins as a picture of this kind does."""
    return start.startswith(PNG if extension == "png" else JPEG)


def check(path: Path, kind: Kind) -> None:
    """Refuse a broken picture, one with something behind it, and one too large to be opened."""
    with path.open("rb") as file:
        size = _png_size(file) if kind.extension == "png" else _jpeg_size(file)
    if size is None:
        raise RuleBroken(
            f"This file is not a whole {kind.words.removeprefix('a ')}, or something is hidden "
            "behind it. Open it, save it again and upload that.",
            field="upload",
        )
    if size[0] * size[1] > MOST_PIXELS:
        raise RuleBroken(
            f"This picture is too large to be opened safely ({size[0]} by {size[1]} points). Make "
            "it smaller and upload that.",
            field="upload",
        )


def _png_size(file: BinaryIO) -> tuple[int, int] | None:
    file.seek(len(PNG))
    size: tuple[int, int] | None = None
    while len(head := file.read(8)) == 8:
        length, name = struct.unpack(">I4s", head)
        if name == b"IHDR" and length == 13:
            size = struct.unpack(">II", file.read(8))
            length -= 8
        file.seek(length + 4, 1)
        if name == b"IEND":
            return size if _is_at_end(file) else None
    return None


def _jpeg_size(file: BinaryIO) -> tuple[int, int] | None:
    file.seek(2)
    size: tuple[int, int] | None = None
    while len(head := file.read(4)) == 4:
        mark, name, length = struct.unpack(">BBH", head)
        if mark != 0xFF or length < 2:
            return None
        if name in FRAMES:
            _, height, width = struct.unpack(">BHH", file.read(5))
            size, length = (width, height), length - 5
        file.seek(length - 2, 1)
        if name == 0xDA:  # the picture itself follows, up to the last marker of the file
            return size if _ends_as_jpeg(file) else None
    return None


def _ends_as_jpeg(file: BinaryIO) -> bool:
    file.seek(0, 2)
    file.seek(max(file.tell() - 4096, 0))
    return file.read().rstrip(b"\x00\r\n ").endswith(b"\xff\xd9")


def _is_at_end(file: BinaryIO) -> bool:
    here = file.tell()
    file.seek(0, 2)
    return file.tell() == here

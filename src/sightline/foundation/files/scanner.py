"""Asks clamd about a file by its INSTREAM command. Silence is not an answer."""

from __future__ import annotations

import socket
import struct
from enum import Enum
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

BLOCK = 1 << 16
PATIENCE = 30.0  # seconds


class Verdict(Enum):
    """What the scanner says; NO_ANSWER leaves a file held."""

    CLEAN = "clean"
    FOUND = "found"
    NO_ANSWER = "no-answer"


def is_configured() -> bool:
    return bool(settings.CLAMD)


def scan(path: Path) -> Verdict:
    """Send a file to the scanner and read its verdict."""
    try:
        with _connected(settings.CLAMD) as line, path.open("rb") as file:
            line.sendall(b"zINSTREAM\0")
            while block := file.read(BLOCK):
                line.sendall(struct.pack("!L", len(block)) + block)
            line.sendall(struct.pack("!L", 0))
            answer = b""
            while not answer.endswith(b"\0") and (more := line.recv(4096)):
                answer += more
    except OSError:  # away, too slow, or it hung up: the file is larger than it takes
        return Verdict.NO_ANSWER
    words = answer.rstrip(b"\0\n")
    if words == b"stream: OK":
        return Verdict.CLEAN
    return Verdict.FOUND if words.endswith(b" FOUND") else Verdict.NO_ANSWER


def _connected(address: str) -> socket.socket:
    parts = urlsplit(address)
    if parts.scheme == "unix":
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(PATIENCE)
        line.connect(parts.path)
        return line
    if parts.scheme == "tcp" and parts.hostname:
        return socket.create_connection((parts.hostname, parts.port or 3310), PATIENCE)
    raise ImproperlyConfigured("SIGHTLINE_CLAMD must be unix:/path or tcp://host:port.")

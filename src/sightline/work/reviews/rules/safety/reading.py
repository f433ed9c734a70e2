"""Read a file in a process of its own, without secrets and with little memory and time, as the
words for search are read: `python -m sightline.work.reviews.rules.safety.reading KIND PATH`."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from sightline.work.reviews.rules.safety import pdf, word
from sightline.work.reviews.rules.safety.pieces import Piece

MOST_MEMORY = 2 << 30
MOST_SECONDS = 90
KINDS = {"docx": word.read, "pdf": pdf.read}


def read(path: Path, kind: str) -> list[Piece]:
    """Every piece of a file, in order."""
    return [piece for piece in KINDS[kind](path) if piece.text.strip()]


def read_apart(path: Path, kind: str) -> list[Piece] | None:
    """The same, by a reader that ends alone if the file was made to wear it out; none then."""
    command = [sys.executable, "-m", "sightline.work.reviews.rules.safety.reading", kind]
    try:
        done = subprocess.run(
            [*command, str(path.absolute())],
            env={"PYTHONPATH": os.pathsep.join(one for one in sys.path if one)},
            capture_output=True,
            timeout=2 * MOST_SECONDS,
            check=True,
        )
    except subprocess.SubprocessError:
        return None
    return [Piece(**one) for one in json.loads(done.stdout)]


def of_text(text: str, part: str) -> list[Piece]:
    """The pieces of a text that was typed: each paragraph of it."""
    paragraphs = [one for one in text.split("\n\n") if one.strip()]
    return [Piece(f"{part}, paragraph {n}", one) for n, one in enumerate(paragraphs, 1)]


def main(kind: str, path: str) -> None:
    """Print every piece as JSON."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    pieces = [asdict(one) for one in read(Path(path), kind)]
    sys.stdout.write(json.dumps(pieces))


if __name__ == "__main__":
    main(*sys.argv[1:3])

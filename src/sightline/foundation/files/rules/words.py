"""The words of a stored file, for search. Runs as a process of its own, without secrets and with
little memory and time: `python -m sightline.foundation.files.rules.words KIND PATH`.

A file that passed its checks may still be made to wear out its reader; the reader then ends alone.
"""

from __future__ import annotations

import resource
import sys
import zipfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from xml.etree import ElementTree

from sightline.foundation.files.rules.plain import encoding_of

MOST_CHARACTERS = 500_000
MOST_MEMORY = 1 << 30
MOST_SECONDS = 60
PARTS = {
    "docx": ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml"),
    "xlsx": ("xl/sharedStrings.xml",),
    "pptx": ("ppt/slides/slide", "ppt/notesSlides/notesSlide"),
}
ENDS_A_LINE = {"p", "si", "tr", "br", "tab"}


def read(path: Path, kind: str) -> tuple[str, bool]:
    """The words of a file, and whether they are all of them."""
    kept: list[str] = []
    length = 0
    for piece in _pieces(path, kind):
        kept.append(piece.replace("\x00", ""))
        length += len(piece)
        if length > MOST_CHARACTERS:
            return "".join(kept)[:MOST_CHARACTERS], False
    return "".join(kept), True


def _pieces(path: Path, kind: str) -> Iterator[str]:
    if kind in ("txt", "csv"):
        with path.open(encoding=encoding_of(path) or "utf-8", errors="replace") as file:
            yield from iter(lambda: file.read(1 << 16), "")
    elif kind == "pdf":
        yield from _of_pdf(path)
    elif kind in PARTS:
        yield from _of_office(path, PARTS[kind])


def _of_office(path: Path, wanted: tuple[str, ...]) -> Iterator[str]:
    with zipfile.ZipFile(path) as archive:
        for name in sorted(archive.namelist()):
            if not (name.endswith(".xml") and name.startswith(wanted)):
                continue
            with archive.open(name) as part:
                for _, element in ElementTree.iterparse(part):
                    tag = element.tag.rpartition("}")[2]
                    if tag == "t" and element.text:
                        yield element.text
                    elif tag in ENDS_A_LINE:
                        yield "\n"
                    if tag in ("p", "si", "tr"):
                        element.clear()


def _of_pdf(path: Path) -> Iterator[str]:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    for number in islice(range(len(document)), 5000):
        page = document[number]
        text = page.get_textpage()
        yield text.get_text_bounded() + "\n"
        text.close()
        page.close()


def main(kind: str, path: str) -> None:
    """Print whether the words are complete on the first line, and then the words."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    text, is_complete = read(Path(path), kind)
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    sys.stdout.write(f"{'complete' if is_complete else 'cut'}\n{text}")


if __name__ == "__main__":
    main(*sys.argv[1:3])

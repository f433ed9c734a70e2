"""What is drawn on the pages of a PDF, in the order in which it is drawn: words, and what lies
over them."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import pypdfium2
import pypdfium2.raw as raw

from sightline.work.reviews.rules.safety.pieces import Piece

MOST_PAGES = 3000
LIGHT = 235  # brightness of 255 from which letters are lost on white paper
TINY = 2.0  # points
MOST = 0.55  # share of a word that must lie under something to be covered
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Cover:
    """Something opaque: where it lies, when it was drawn, and how bright it is."""

    box: Box
    order: int
    brightness: int


def words(content: bytes) -> str:
    """All words of all pages; none where the file cannot be read."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        return ""
    return "\n".join(_words(document[n]) for n in range(min(len(document), MOST_PAGES)))


def _words(page: Any) -> str:
    text = page.get_textpage()
    said = str(text.get_text_range())
    text.close()
    return said


def pages(content: bytes, laid_over: Mapping[int, Sequence[Box]]) -> Iterator[Piece]:
    """Each page: paragraph by paragraph, and apart what on it is hidden."""
    document = pypdfium2.PdfDocument(content)
    for number in islice(range(len(document)), MOST_PAGES):
        page = document[number]
        said = _words(page)
        part = f"Page {number + 1}"
        for paragraph in _paragraphs(said):
            yield Piece(part, paragraph)
        yield from _hidden(page, part, laid_over.get(number + 1, ()))
        if not said.strip() and _has_picture(page):
            yield Piece(part, "A page without words, with a picture", "unreadable")
        page.close()


def _paragraphs(said: str) -> Iterator[str]:
    """The page in pieces of a few lines: a full stop at a line's end closes one."""
    kept: list[str] = []
    for line in said.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        kept.append(line)
        if not line.strip() or line.rstrip().endswith((".", "!", "?")):
            if "".join(kept).strip():
                yield "\n".join(kept).strip()
            kept = []
    if "".join(kept).strip():
        yield "\n".join(kept).strip()


def _has_picture(page: Any) -> bool:
    return any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]))


def _hidden(page: Any, part: str, laid_over: Sequence[Box]) -> Iterator[Piece]:
    text = page.get_textpage()
    drawn = list(enumerate(page.get_objects(textpage=text)))
    covers = [cover for n, one in drawn if (cover := _cover(one, n))]
    covers += [Cover(box, len(drawn), 0) for box in laid_over]
    sheet = page.get_cropbox()
    found: dict[str, list[str]] = {}
    for order, one in drawn:
        if one.type != raw.FPDF_PAGEOBJ_TEXT:
            continue
        said = one.extract()
        if said and said.strip():
            why = _why_hidden(one, order, covers, sheet)
            if why:
                found.setdefault(why, []).append(said)
    text.close()
    for kind, texts in found.items():
        yield Piece(part, " ".join(texts), kind)


def _why_hidden(one: Any, order: int, covers: Sequence[Cover], sheet: Box) -> str:
    box = _box(one)
    if box is None:
        return ""
    if raw.FPDFTextObj_GetTextRenderMode(one.raw) in (3, 7):
        return "hidden-text"
    if _share(box, sheet) < 0.5:
        return "off-page"
    if box[3] - box[1] < TINY:
        return "tiny-text"
    if any(cover.order > order and _share(box, cover.box) >= MOST for cover in covers):
        return "covered"
    ink, opacity = _ink(one)
    if opacity < 20:
        return "pale-text"
    beneath = [c for c in covers if c.order < order and _share(box, c.box) >= MOST]
    paper = beneath[-1].brightness if beneath else 255
    if ink >= LIGHT and paper >= LIGHT:
        return "pale-text"
    return "covered" if beneath and abs(ink - paper) < 20 else ""


def _cover(one: Any, order: int) -> Cover | None:
    box = _box(one)
    if box is None:
        return None
    if one.type == raw.FPDF_PAGEOBJ_IMAGE:
        return Cover(box, order, 128)
    if one.type != raw.FPDF_PAGEOBJ_PATH:
        return None
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(one.raw, mode, stroke)
    ink, opacity = _ink(one)
    is_thick = bool(stroke.value) and _width(one) > 4  # a line as thick as a marker
    if (not mode.value and not is_thick) or opacity < 200:
        return None
    return Cover(box, order, ink)


def _width(one: Any) -> float:
    width = ctypes.c_float()
    raw.FPDFPageObj_GetStrokeWidth(one.raw, width)
    return width.value


def _ink(one: Any) -> tuple[int, int]:
    """Brightness and opacity of what something is filled with."""
    red, green, blue, opacity = (ctypes.c_uint() for _ in range(4))
    if not raw.FPDFPageObj_GetFillColor(one.raw, red, green, blue, opacity):
        return 0, 255
    bright = (299 * red.value + 587 * green.value + 114 * blue.value) // 1000
    return bright, opacity.value


def _box(one: Any) -> Box | None:
    try:
        left, low, right, high = one.get_bounds()
    except pypdfium2.PdfiumError:
        return None
    container = one.container
    while container is not None:  # bounds inside a form are its own: place them on the page
        left, low, right, high = container.get_matrix().on_rect(left, low, right, high)
        container = container.container
    return left, low, right, high


def _share(box: Box, over: Box) -> float:
    """Which share of a box lies inside another."""
    left, low, right, high = box
    width, height = max(right - left, 0.01), max(high - low, 0.01)
    across = min(right, over[2]) - max(left, over[0])
    up = min(high, over[3]) - max(low, over[1])
    return max(across, 0.0) * max(up, 0.0) / (width * height)

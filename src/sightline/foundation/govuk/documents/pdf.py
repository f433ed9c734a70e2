"""The PDF of a document: one template, data only, PDF/UA-1 and PDF/A-2a in one file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import typst

from sightline.foundation.govuk.documents.parts import (
    Bullets,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Part,
    Picture,
    TableOf,
    cell_text,
)

TEMPLATE = Path(__file__).with_name("document.typ")
# The fonts inside typst itself: pages break at the same place on every machine.
FONT = "Libertinus Serif"
PICTURE_PAGE = b"""#set page(width: 160mm, height: auto, margin: 0pt, fill: white)
#image(bytes(sys.inputs.at("svg")), format: "svg", width: 100%)
"""


def write(document: Document) -> bytes:
    """The document as PDF; what is not accessible refuses to be written."""
    return bytes(
        typst.compile(
            TEMPLATE.read_bytes(),
            format="pdf",
            sys_inputs={"data": json.dumps(_data(document))},
            pdf_standards=["ua-1", "a-2a"],
            ignore_system_fonts=True,
        )
    )


def picture(svg: str, *, dots_per_inch: int = 200) -> bytes:
    """An SVG as PNG, for a format that knows no SVG."""
    return bytes(
        typst.compile(
            PICTURE_PAGE,
            format="png",
            ppi=float(dots_per_inch),
            sys_inputs={"svg": _with_font(svg)},
            ignore_system_fonts=True,
        )
    )


def _data(document: Document) -> dict[str, Any]:
    return {
        "title": document.title,
        "on": [document.on.year, document.on.month, document.on.day],
        "subtitle": document.subtitle,
        "partnership": document.partnership,
        "marking": document.marking,
        "pages": document.pages,
        "author": document.author or document.partnership,
        "facts": [[_clean(name), _clean(text)] for name, text in document.facts],
        "parts": [_part(part) for part in document.parts],
    }


def _part(part: Part) -> dict[str, Any]:
    match part:
        case Heading(text, level):
            return {"kind": "heading", "text": _clean(text), "level": level}
        case Paragraph(text, strong):
            return {"kind": "paragraph", "text": _clean(text), "strong": strong}
        case Bullets(items, numbered):
            return {"kind": "bullets", "items": [*map(_clean, items)], "numbered": numbered}
        case TableOf(caption, headings, rows, numeric, shares):
            cells = [[_clean(cell_text(value)) for value in row] for row in rows]
            return {
                "kind": "table",
                "caption": _clean(caption),
                "headings": [*map(_clean, headings)],
                "rows": cells,
                "numeric": sorted(numeric),
                "shares": list(shares),
            }
        case Picture(svg, alt, caption):
            return {
                "kind": "picture",
                "svg": _with_font(svg),
                "alt": _clean(alt),
                "caption": _clean(caption),
            }
        case PageBreak():
            return {"kind": "page-break"}


def _clean(text: str) -> str:
    """Control characters have no glyph, and a PDF/A file may not ask for one."""
    return "".join(
        each for each in text.replace("\r\n", "\n") if each == "\n" or each.isprintable()
    )


def _with_font(svg: str) -> str:
    return str(svg).replace("<svg ", f'<svg font-family="{FONT}" ', 1)

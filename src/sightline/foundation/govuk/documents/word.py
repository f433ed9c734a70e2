"""The Word file of a document: real headings, repeating table headings, marked on every page."""

from __future__ import annotations

import io
import re
from datetime import datetime, time
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

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
from sightline.foundation.govuk.documents.pdf import picture

INK = RGBColor(0x12, 0x3C, 0x43)
FONT = "Arial"
SIZES = {"Title": 24, "Heading 1": 17, "Heading 2": 14, "Heading 3": 12, "Heading 4": 12}
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# XML knows no other control characters than tab and line feed.
NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")

ROOM = 165  # millimetres across the page


def write(document: Document) -> bytes:
    """The document as a Word file."""
    word = docx.Document()
    _set_up(word, document)
    if document.partnership:
        word.add_paragraph(_clean(document.partnership))
    word.add_paragraph(_clean(document.title), style="Title")
    if document.subtitle:
        word.add_paragraph(_clean(document.subtitle), style="Subtitle")
    for name, text in document.facts:
        line = word.add_paragraph()
        line.add_run(f"{_clean(name)}: ").bold = True
        line.add_run(_clean(text))
    for part in document.parts:
        _write_part(word, part)
    stored = io.BytesIO()
    word.save(stored)
    return stored.getvalue()


def _write_part(word: Any, part: Part) -> None:
    match part:
        case Heading(text, level):
            word.add_heading(_clean(text), level)
        case Paragraph(text, strong):
            word.add_paragraph().add_run(_clean(text)).bold = strong or None
        case Bullets(items, numbered):
            for item in items:
                word.add_paragraph(_clean(item), style="List Number" if numbered else "List Bullet")
        case TableOf():
            _write_table(word, part)
        case Picture(svg, alt, caption):
            word.add_picture(io.BytesIO(picture(svg)), width=Mm(160))
            properties = word.inline_shapes[-1]._inline.docPr
            properties.set("descr", _clean(alt))
            if caption:
                word.add_paragraph(_clean(caption), style="Caption")
        case PageBreak():
            word.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _write_table(word: Any, part: TableOf) -> None:
    caption = word.add_paragraph(_clean(part.caption), style="Caption")
    caption.paragraph_format.keep_with_next = True
    table = word.add_table(rows=1, cols=len(part.headings), style="Table Grid")
    for cell, heading in zip(table.rows[0].cells, part.headings, strict=True):
        cell.paragraphs[0].add_run(_clean(heading)).bold = True
    repeats = OxmlElement("w:tblHeader")
    repeats.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeats)
    for values in part.rows:
        row = table.add_row()
        unbroken = OxmlElement("w:cantSplit")
        row._tr.get_or_add_trPr().append(unbroken)
        for column, value in enumerate(values):
            paragraph = row.cells[column].paragraphs[0]
            paragraph.add_run(_clean(cell_text(value)))
            if column in part.numeric:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if part.shares:
        table.autofit = False
        for column, share in zip(table.columns, part.shares, strict=True):
            column.width = Mm(ROOM * share / sum(part.shares))
            for cell in column.cells:
                cell.width = column.width
    word.add_paragraph()


def _set_up(word: Any, document: Document) -> None:
    core = word.core_properties
    core.title, core.language = _clean(document.title), "en-GB"
    core.author = _clean(document.author or document.partnership)
    core.created = core.modified = datetime.combine(document.on, time())
    core.category, core.comments = document.marking, ""
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(11)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    normal.element.get_or_add_rPr().append(language)
    for name, size in SIZES.items():
        style = word.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), INK
        # The style's theme font would win over the name just given.
        fonts = style.element.rPr.rFonts
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
    word.styles["Caption"].font.color.rgb = INK
    word.styles["Caption"].font.size = Pt(11)
    _write_margins(section, document)


def _write_margins(section: Any, document: Document) -> None:
    head = section.header.paragraphs[0]
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    head.add_run(document.marking).bold = True
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text in filter(None, (_clean(document.partnership), document.marking)):
        foot.add_run(f"{text}   ")
    foot.add_run("Page ")
    _field(foot, "PAGE")
    foot.add_run(" of ")
    _field(foot, "NUMPAGES")


def _field(paragraph: Any, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _clean(text: str) -> str:
    return NOT_IN_XML.sub("", text.replace("\r\n", "\n"))

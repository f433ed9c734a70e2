"""Word and PDF from one description: structure, marking, name, and text that stays text."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import docx
import page
import pikepdf
import pytest
from docx.oxml.ns import qn

from sightline.foundation.govuk.charts import Chart, Series
from sightline.foundation.govuk.documents import pdf, word
from sightline.foundation.govuk.documents.parts import (
    Bullets,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Part,
    Picture,
    TableOf,
)

HOSTILE = '# not *markup* $5 <tag> #panic("x") [a] @b \\ & \x00\x0b'
CHART = Chart("Visits", "Visits rose.", ["Q1", "Q2"], [Series("Made", [4, 7])])


def paper(*parts: Part, **changed: Any) -> Document:
    values: dict[str, Any] = {
        "title": "Yearly report",
        "partnership": "Invented Vale & Partners",
        "marking": "OFFICIAL-SENSITIVE",
        "on": date(2026, 5, 3),
        **changed,
    }
    return Document(parts=parts, **values)


FULL = paper(
    Heading("What we promised"),
    Paragraph(HOSTILE),
    Heading("Kept", 2),
    Bullets(["one", HOSTILE]),
    Bullets(["first", "second"], numbered=True),
    TableOf(
        "Promises",
        ["Promise", "Due", "Times"],
        [[HOSTILE, date(2026, 5, 1), number] for number in range(80)],
        frozenset({2}),
    ),
    Picture(str(CHART.svg()), "Visits rose from 4 to 7.", "Visits"),
    PageBreak(),
    Heading("Next", 1),
    Paragraph("The end", strong=True),
    subtitle="Edition 1",
    facts=[("Owner", "Asha Invented")],
)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("papers") / "paper.pdf"
    place.write_bytes(pdf.write(FULL))
    return place


@pytest.mark.parametrize(
    "profile", [page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A]
)
def test_the_pdf_keeps_to_the_standard(written: Path, profile: Any) -> None:
    verdict = page.validate_pdf(str(written), profile=profile)

    assert verdict.is_compliant, verdict.failures


def test_the_pdf_is_titled_in_english_and_has_pages(written: Path) -> None:
    with pikepdf.open(written) as held:
        assert str(held.Root.Lang) == "en-GB"
        assert str(held.docinfo.Title) == "Yearly report"
        assert len(held.pages) >= 4


def test_the_pdf_uses_no_font_of_the_machine(written: Path) -> None:
    with pikepdf.open(written) as held:
        fonts = {
            str(font.BaseFont).split("+")[-1]
            for each in held.pages
            for font in each.resources.get("/Font", {}).values()  # type: ignore[union-attr]
        }
    assert fonts and all(font.startswith("LibertinusSerif") for font in fonts)


def test_the_word_file_reads_back_as_written() -> None:
    held = docx.Document(io.BytesIO(word.write(FULL)))

    headings = [(each.style.name, each.text) for each in held.paragraphs
                if each.style.name.startswith(("Title", "Heading"))]  # fmt: skip
    assert headings == [
        ("Title", "Yearly report"),
        ("Heading 1", "What we promised"),
        ("Heading 2", "Kept"),
        ("Heading 1", "Next"),
    ]
    visible = HOSTILE.replace("\x00", "").replace("\x0b", "")
    assert visible in [each.text for each in held.paragraphs]
    table = held.tables[0]
    assert [cell.text for cell in table.rows[0].cells] == ["Promise", "Due", "Times"]
    assert [cell.text for cell in table.rows[80].cells] == [visible, "1 May 2026", "79"]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert held.inline_shapes[0]._inline.docPr.get("descr") == "Visits rose from 4 to 7."
    assert held.core_properties.language == "en-GB"
    assert held.core_properties.title == "Yearly report"


def test_the_word_file_is_marked_above_and_below() -> None:
    section = docx.Document(io.BytesIO(word.write(FULL))).sections[0]

    assert section.header.paragraphs[0].text == "OFFICIAL-SENSITIVE"
    foot = section.footer.paragraphs[0]
    assert foot.text.startswith("Invented Vale & Partners   OFFICIAL-SENSITIVE   Page ")
    fields = [each.get(qn("w:instr")) for each in foot._p.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_a_picture_becomes_a_png_for_word() -> None:
    assert pdf.picture(str(CHART.svg())).startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("parts", "values", "sentence"),
    [
        ((Heading("Low", 2),), {}, "skips a level"),
        ((Heading("A"), Heading("B", 3)), {}, "skips a level"),
        ((Picture("<svg/>", " "),), {}, "needs words"),
        ((), {"title": " "}, "needs a title"),
    ],
)
def test_what_cannot_be_read_aloud_is_refused(
    parts: tuple[Part, ...], values: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(ValueError, match=sentence):
        paper(*parts, **values)


def test_a_paper_with_nothing_but_a_title_is_written() -> None:
    assert pdf.write(paper(marking="", partnership="")).startswith(b"%PDF")
    assert word.write(paper(marking="", partnership="")).startswith(b"PK")

"""Files that were redacted badly, each by another fault, are all caught; a clean one is not (R6.6).
Everybody in them is invented."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pikepdf
import pytest

from builders import redacting as made
from sightline.work.reviews.rules.safety import reading
from sightline.work.reviews.rules.safety.finding import KINDS, check
from sightline.work.reviews.rules.safety.people import Somebody

CHILD = Somebody(
    name="Robin Fenwick", aliases="Bobby F, Robbie", born_on=date(2021, 5, 4),
    nhs_number="9434765919", address="12 Tarnbeck Lane, Overthwaite, WF99 9ZZ",
    school="Overthwaite Primary School",
)  # fmt: skip
OTHER = Somebody(name="Kestrel Harrowgate", born_on=date(2019, 2, 3), is_ours=False)
SPARE = made.text(f"The child is {made.NAME}", 60, 400)
OVER = made.box(50, 390, 250, 30)


def note(kind, **keys):
    return made.pdf([SPARE], change=made.note(kind, **keys))


WORD = {
    "a comment": (made.word(made.commented), "comment"),
    "a tracked deletion": (made.word(made.tracked("del")), "deleted"),
    "a tracked insertion": (made.word(made.tracked("ins")), "inserted"),
    "hidden text": (made.word(made.vanished), "hidden-text"),
    "text hidden by a style": (made.word(made.vanished_by_style), "hidden-text"),
    "white text": (made.word(made.coloured(f"Child: {made.NAME}", "FFFFFF")), "pale-text"),
    "nearly white text": (made.word(made.coloured(f"Child: {made.NAME}", "FAFAFA")), "pale-text"),
    "a black marker": (made.word(made.highlighted_black), "covered"),
    "black shading": (made.word(made.shaded_black), "covered"),
    "letters of one point": (made.word(made.tiny), "tiny-text"),
    "the author": (made.word(made.property_of(author="Jo Writer")), "metadata"),
    "last saved by": (made.word(made.property_of(last_modified_by="Jo Writer")), "metadata"),
    "a property added by hand": (made.with_custom_property(), "metadata"),
    "a hidden sheet": (made.with_hidden_sheet(), "hidden-sheet"),
    "a hidden row": (made.with_hidden_row(), "hidden-sheet"),
    "a workbook inside": (made.with_hidden_sheet(), "embedded"),
    "a name in the header": (made.word(made.in_header), "name"),
    "a name in the footer": (made.word(made.in_footer), "name"),
    "a name in a table": (made.word(made.in_table), "name"),
    "a name in a text box": (made.word(made.in_text_box), "name"),
    "a name in a footnote": (made.with_footnote(), "name"),
    "a name in an alternative text": (made.word(made.alternative_text), "name"),
    "a name in pieces": (made.word(made.split_over_runs), "name"),
    "a name as title of the file": (made.word(made.property_of(title=made.NAME)), "name"),
}
PDF = {
    "a black box over a name": (made.pdf([SPARE, OVER]), "covered"),
    "a white box over a name": (made.pdf([SPARE, made.box(50, 390, 250, 30, b"1 1 1 rg")]),
                                "covered"),
    "black on black": (made.pdf([OVER, SPARE]), "covered"),
    "white letters": (made.pdf([made.text(made.NAME, 60, 400, before=b"1 1 1 rg")]), "pale-text"),
    "letters that are not drawn": (made.pdf([made.text(made.NAME, 60, 400, before=b"3 Tr")]),
                                   "hidden-text"),
    "outside the page": (made.pdf([made.text(made.NAME, 900, 400)]), "off-page"),
    "letters of one point": (made.pdf([made.text(made.NAME, 60, 400, size=1)]), "tiny-text"),
    "a box as a mark": (note("/Square", IC=pikepdf.Array([0, 0, 0])), "covered"),
    "a redaction that was never applied": (note("/Redact"), "covered"),
    "a note": (note("/Text", Contents=pikepdf.String("Ask Jo")), "annotation"),
    "the author": (made.pdf(change=made.author), "metadata"),
    "the author in XMP": (made.pdf(change=made.xmp), "metadata"),
    "an attachment": (made.pdf(change=made.attachment), "embedded"),
    "a layer that is off": (made.pdf(change=made.layer_off), "layer-off"),
    "an earlier version": (made.with_earlier_version(), "earlier-revision"),
    "a name in a form field": (made.pdf(change=made.field), "name"),
    "a name in a bookmark": (made.pdf(change=made.bookmark), "name"),
    "a scanned page": (made.scanned(), "unreadable"),
}  # fmt: skip


def hits(folder: Path, content: bytes, kind: str, who=(CHILD,), **more):
    pieces = reading.read_apart(made.kept(folder, content, kind), kind)
    assert pieces is not None, "the reader gave up"
    return check(pieces, who, **more)


@pytest.mark.parametrize("fault", WORD)
def test_a_word_file_is_caught(tmp_path, fault):
    content, kind = WORD[fault]
    assert kind in {one.kind for one in hits(tmp_path, content, "docx")}


@pytest.mark.parametrize("fault", PDF)
def test_a_pdf_is_caught(tmp_path, fault):
    content, kind = PDF[fault]
    assert kind in {one.kind for one in hits(tmp_path, content, "pdf")}


NAMED = (
    "a comment", "a tracked deletion", "hidden text", "white text", "a black marker",
    "a hidden sheet", "a hidden row", "a property added by hand",
)  # fmt: skip


@pytest.mark.parametrize("fault", NAMED)
def test_a_name_that_is_hidden_is_found_as_well(tmp_path, fault):
    found = hits(tmp_path, WORD[fault][0], "docx")
    assert "name" in {one.kind for one in found}


@pytest.mark.parametrize("fault", ["a black box over a name", "an earlier version",
                                   "a layer that is off", "outside the page"])  # fmt: skip
def test_a_name_that_is_hidden_in_a_pdf_is_found_as_well(tmp_path, fault):
    assert "name" in {one.kind for one in hits(tmp_path, PDF[fault][0], "pdf")}


def test_there_are_more_than_twenty_faults():
    assert len(WORD) + len(PDF) > 40


def test_a_clean_word_file_gives_no_hit(tmp_path):
    assert hits(tmp_path, made.word(), "docx", (CHILD, OTHER)) == []


def test_a_clean_pdf_gives_no_hit(tmp_path):
    assert hits(tmp_path, made.pdf(), "pdf", (CHILD, OTHER)) == []


def test_white_letters_on_a_dark_ground_are_read_by_everybody(tmp_path):
    content = made.pdf(
        [made.box(50, 390, 250, 30, b"0 0 0.5 rg"),
         made.text("Recommendations", 60, 400, before=b"1 1 1 rg")]
    )  # fmt: skip
    assert hits(tmp_path, content, "pdf") == []


def test_the_tagged_pdf_of_our_own_writer_is_clean(tmp_path):
    from sightline.foundation.govuk.documents import parts, pdf

    document = parts.Document(
        "A review", [parts.Paragraph(one) for one in made.CLEAN], date(2026, 3, 2), "A partnership"
    )
    found = hits(tmp_path, pdf.write(document), "pdf")
    assert {one.kind for one in found} <= {"metadata", "exact-date"}


def test_a_hit_shows_the_part_and_the_words_around_it(tmp_path):
    (found,) = hits(tmp_path, made.word(made.in_header), "docx")
    assert (found.kind, found.part) == ("name", "Header, paragraph 1")
    assert (found.before, found.found, found.after) == ("Draft about ", "Robin Fenwick", "")


def test_every_kind_of_hit_is_called_something(tmp_path):
    for content, kind in WORD.values():
        assert {one.kind for one in hits(tmp_path, content, "docx")} <= set(KINDS), kind


def test_what_wears_the_reader_out_is_not_taken_for_clean(tmp_path):
    assert reading.read_apart(made.kept(tmp_path, b"%PDF-1.7 no more", "pdf"), "pdf") is None

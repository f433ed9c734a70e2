"""A pack is one accessible PDF of what its reader sees: agenda, papers in their order, bookmarks,
one page numbering, the marking on each page; agenda and minutes also in Word (R3.2)."""

from __future__ import annotations

import io
import time as clock
from collections.abc import Iterator
from datetime import date, time, timedelta
from pathlib import Path

import docx
import page
import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from builders import partnership as made
from builders.world import NOW, World, canary
from clients import Visitor
from sightline.foundation.files.queries import text_of
from sightline.foundation.govuk.documents import binding, parts, pdf
from sightline.work.governance import operations as governance
from sightline.work.governance.models import Meeting

TODAY = NOW.date()


@pytest.fixture
def fresh(world: World) -> Iterator[World]:
    """The world, with whatever the test changes undone."""
    with transaction.atomic():
        yield world
        transaction.set_rollback(True)


def paper(title: str, pages: int, words: str = "Words") -> bytes:
    """A tagged PDF of so many pages."""
    held: list[parts.Part] = [parts.Heading("Report")]
    for number in range(pages):
        held += [parts.Paragraph(f"{words} {number + 1}")]
        held += [parts.PageBreak()] if number + 1 < pages else []
    return pdf.write(parts.Document(title=title, parts=held, on=date(2026, 5, 1)))


def without_tags(content: bytes) -> bytes:
    """The same file as a scanner writes it: without tags."""
    stored = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as file:
        del file.Root.StructTreeRoot
        for each in file.pages:
            if "/StructParents" in each:
                del each.StructParents
        file.save(stored)
    return stored.getvalue()


def front(pages: int) -> bytes:
    return pdf.write(
        parts.Document(title="Pack", parts=[], on=date(2026, 5, 1), marking="OFFICIAL", pages=pages)
    )


def bound(*papers: tuple[str, bytes]) -> binding.Bound:
    enclosed = [binding.Enclosed(title, content) for title, content in papers]
    total = 1 + sum(binding.pages_of(content) for _, content in papers)
    return binding.bind(front(total), enclosed, label="EXE-2026-001", marking="OFFICIAL")


def test_bound_papers_keep_tags_and_the_whole_keeps_to_the_standard(tmp_path: Path) -> None:
    whole = bound(("1.1 First", paper("First", 3)), ("2.1 Second", paper("Second", 2)))
    place = tmp_path / "pack.pdf"
    place.write_bytes(whole.content)
    verdict = page.validate_pdf(str(place), profile=page.ValidationProfile.PDF_UA_1)
    assert verdict.is_compliant, verdict.failures
    assert whole.untagged == ()
    with pikepdf.open(place) as file, file.open_outline() as outline:
        assert len(file.pages) == 6
        assert [one.title for one in outline.root][-2:] == ["1.1 First", "2.1 Second"]
        numbers = [int(each.StructParents) for each in file.pages]
        assert len(set(numbers)) == 6  # the tags of each page are its own


def test_a_paper_without_tags_is_named_and_the_whole_claims_nothing(tmp_path: Path) -> None:
    whole = bound(("1.1 Scan", without_tags(paper("Scan", 2))))
    assert whole.untagged == ("1.1 Scan",)
    with pikepdf.open(io.BytesIO(whole.content)) as file, file.open_metadata() as about:
        assert "pdfuaid:part" not in about
        assert all("/StructParents" in each for each in file.pages)


def test_25_papers_of_300_pages_are_bound_well_within_20_seconds() -> None:
    content = paper("Paper", 12)
    began = clock.monotonic()
    whole = bound(*((f"{number}.1 Paper", content) for number in range(1, 26)))
    assert clock.monotonic() - began < 20
    with pikepdf.open(io.BytesIO(whole.content)) as file:
        assert len(file.pages) == 301


def meeting_with_papers(world: World) -> Meeting:
    meeting = governance.plan_meeting(
        body=world.partnership.body_set.get(key="executive"),
        on=TODAY + timedelta(days=9),
        starts_at=time(10),
        ends_at=time(12),
        venue="Town Hall",
        by=made.BY,
        now=NOW,
    )
    for title, meant_for in (("Open", "meeting"), ("Closed", "partners"), ("Last", "meeting")):
        item = governance.add_item(
            meeting=meeting, title=canary(f"pack {title}"), purpose="discuss", takes=20,
            meant_for=meant_for, by=made.BY, now=NOW,
        )  # fmt: skip
        content = paper(title, 2, canary(f"words {title}"))
        upload = SimpleUploadedFile(f"{title}.pdf", content, "application/pdf")
        governance.file_paper(item=item, title=f"Paper {title}", upload=upload, by=made.BY, now=NOW)
    notes = SimpleUploadedFile("notes.txt", b"plain notes", "text/plain")
    governance.file_paper(item=item, title="Notes", upload=notes, by=made.BY, now=NOW)
    return meeting


def pack_for(world: World, meeting: Meeting, persona: str) -> bytes:
    visitor = Visitor(token=world.tokens[persona])
    answer = visitor.ask("get", f"/meetings/{meeting.record.reference}/pack")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    return bytes(answer.content)


def words_in(content: bytes) -> str:
    """The words of a PDF, read by the reader of uploads."""
    from sightline.foundation.files import operations as files

    upload = SimpleUploadedFile("pack.pdf", content, "application/pdf")
    return text_of(files.accept(upload, by=made.BY, now=NOW))[0]


def test_nothing_hidden_is_in_a_pack(fresh: World) -> None:
    meeting = meeting_with_papers(fresh)
    whole, part = (pack_for(fresh, meeting, who) for who in ("lead_partner", "school_lead"))
    every, some = words_in(whole), words_in(part)
    for text in ("pack Open", "pack Last", "words Open", "words Last"):
        assert canary(text) in every
        assert canary(text) in some
    assert canary("words Closed") in every
    assert canary("pack Closed") in every
    assert canary("words Closed") not in some
    assert canary("pack Closed") not in some
    with pikepdf.open(io.BytesIO(part)) as file:
        for held in file.objects:
            if isinstance(held, pikepdf.Stream):
                assert canary("words Closed").encode() not in held.read_bytes()
            assert canary("pack Closed") not in str(held)


def test_a_pack_counts_its_pages_through_and_carries_the_closest_marking(fresh: World) -> None:
    meeting = meeting_with_papers(fresh)
    content = pack_for(fresh, meeting, "lead_partner")
    with pikepdf.open(io.BytesIO(content)) as file:
        total = len(file.pages)
    said = " ".join(words_in(content).split())
    for number in range(1, total + 1):
        assert f"Page {number} of {total}" in said
    assert said.count("OFFICIAL-SENSITIVE") >= total
    assert "Notes (TXT file)" in said  # what cannot be bound in is named
    assert "OFFICIAL-SENSITIVE" not in words_in(pack_for(fresh, meeting, "school_lead"))


@pytest.mark.parametrize("what", ["agenda", "minutes"])
def test_agenda_and_minutes_are_had_in_word_and_pdf_within_ones_sight(
    fresh: World, what: str
) -> None:
    item = fresh.works["item partners"]
    path = f"/meetings/{item.meeting.record.reference}/{what}/as-docx"

    def read(persona: str) -> str:
        answer = Visitor(token=fresh.tokens[persona]).ask("get", path)
        word = docx.Document(io.BytesIO(answer.content))
        cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(each.text for each in word.paragraphs), *cells])

    assert canary("title partners") in read("lead_partner")
    assert canary("title partners") not in read("school_lead")
    assert canary("title ours") in read("school_lead")
    visitor = Visitor(token=fresh.tokens["lead_partner"])
    assert visitor.ask("get", path.replace("docx", "pdf")).content.startswith(b"%PDF")
    assert visitor.ask("get", path.replace("docx", "exe")).status_code == 404


def test_minutes_across_the_years_are_one_document(fresh: World) -> None:
    item = fresh.works["item approved"]
    path = f"/bodies/{item.meeting.body.key}/minutes"
    visitor = Visitor(token=fresh.tokens["other_group_member"])
    assert canary("minute approved") in visitor.get(path)
    word = docx.Document(io.BytesIO(visitor.ask("get", f"{path}/as-docx").content))
    assert canary("minute approved") in "\n".join(each.text for each in word.paragraphs)
    stranger = Visitor(token=fresh.tokens["agency_lead"])
    assert canary("minute approved") not in stranger.get(path)

"""A paper that cannot be taken is refused beside its field, in words; nothing is filed (R3.2)."""

from __future__ import annotations

import io
import re

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from builders.world import World
from clients import Visitor
from sightline.registers.evidence.models import Document


def pdf(**how: object) -> bytes:
    stored = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        made.save(stored, **how)  # type: ignore[arg-type]
    return stored.getvalue()


def locked() -> bytes:
    return pdf(encryption=pikepdf.Encryption(owner="owner", user="user"))


def sends(world: World, name: str, content: bytes) -> str:
    item = world.works["item ours"].record.reference
    visitor = Visitor(token=world.tokens["business_manager"])
    upload = SimpleUploadedFile(name, content)
    answer = visitor.ask("post", f"/items/{item}/papers", {"title": "Report", "upload": upload})
    assert answer.status_code == 200, answer["Location"]
    return str(answer.content.decode())


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("report.pdf", locked()),  # a password: nobody could read it in the pack
        ("report.exe", b"MZ\x90\x00"),
        ("report.pdf", b"MZ\x90\x00 a program under another name"),
        ("report.pdf", b""),
        ("report.docx", b"PK\x03\x04 not a document"),
    ],
    ids=["locked", "program", "program called pdf", "empty", "broken docx"],
)
def test_it_is_refused_beside_its_field(scene: World, name: str, content: bytes) -> None:
    before = Document.objects.count()
    page = sends(scene, name, content)
    assert "There is a problem" in page
    assert re.search(r'id="[^"]*upload-error"', page)
    assert Document.objects.count() == before


def test_one_that_is_too_large_is_refused_with_the_limit(scene: World) -> None:
    """The limit is 20 MB; 200 MB meets the same check and is not sent here."""
    before = Document.objects.count()
    page = sends(scene, "report.pdf", pdf() + b"\n" * (20 * 1024 * 1024 + 1))
    assert "smaller than 20MB" in page
    assert Document.objects.count() == before


def test_a_pdf_without_a_password_is_taken(scene: World) -> None:
    item = scene.works["item ours"].record.reference
    upload = SimpleUploadedFile("report.pdf", pdf())
    visitor = Visitor(token=scene.tokens["business_manager"])
    visitor.post(f"/items/{item}/papers", {"title": "Report", "upload": upload}, status=302)
    assert Document.objects.filter(title="Report").exists()

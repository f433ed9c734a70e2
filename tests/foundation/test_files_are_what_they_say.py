"""What is accepted, and what is refused with which words."""

from __future__ import annotations

import tracemalloc
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from foundation import hostile_files as made
from sightline.foundation.errors import RuleBroken
from sightline.foundation.files import operations, queries, store
from sightline.foundation.files.models import StoredFile
from sightline.foundation.files.rules.names import clean_name
from sightline.foundation.permissions import system_actor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.FILES_FOLDER = tmp_path / "files"
    settings.FILES_LIMIT_MB = 50
    settings.CLAMD = ""


def accept(name: str, content: bytes) -> StoredFile:
    upload = SimpleUploadedFile(name, content)
    return operations.accept(upload, by=system_actor("a test"), now=timezone.now())


def protected(owner: str, user: str) -> bytes:
    return made.pdf(encryption=pikepdf.Encryption(owner=owner, user=user))


SCRIPT = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
LAUNCH = pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("cmd.exe"))
GOOD = {
    "minutes.docx": made.word,
    "Attendance.XLSX": made.workbook,
    "report.pdf": made.pdf,
    "picture.png": made.png,
    "picture.jpg": made.jpeg,
    "notes.txt": lambda: "Café, “quoted”\n".encode(),
    "from-excel.txt": lambda: "Café\r\n".encode("cp1252"),
    "list.csv": lambda: b"name,visits\nAnn,=1+1\n",
    "unicode.csv": lambda: "name,visits\n".encode("utf-16"),
    "linked.docx": lambda: made.word_linked("hyperlink", "https://www.gov.uk/"),
    "with-chart.docx": lambda: made.with_parts(
        made.word(), {"word/embeddings/Sheet1.xlsx": made.workbook()}
    ),
}


@pytest.mark.parametrize("name", GOOD)
def test_what_people_use_is_accepted(name: str) -> None:
    content = GOOD[name]()
    stored = accept(name, content)
    assert store.path_of(stored.sha256).read_bytes() == content
    assert (stored.size, stored.original_name, stored.scan) == (len(content), name, "not-scanned")


HOSTILE = [
    ("macros.docx", made.word_with_macros, "holds macros"),
    ("macros.docm", made.word_with_macros, "without macros"),
    ("old.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "Save it as docx"),
    ("locked.docx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "password"),
    ("locked.xlsx", made.zip_locked, "protected with a password"),
    (
        "template.docx",
        lambda: made.word_linked("attachedTemplate", "https://evil.example/t.dotm"),
        "fetches a template from elsewhere",
    ),
    (
        "tracker.docx",
        lambda: made.word_linked("image", "https://evil.example/pixel.png"),
        "fetches a picture",
    ),
    (
        "script-link.docx",
        lambda: made.word_linked("hyperlink", "file://server/share/run.exe"),
        "from elsewhere",
    ),
    ("entities.docx", made.word_with_entities, "declarations"),
    ("dde.docx", made.word_with_dde, "DDE"),
    (
        "ole.docx",
        lambda: made.with_parts(made.word(), {"word/embeddings/oleObject1.bin": b"MZ"}),
        "carries a program",
    ),
    (
        "hidden-macros.docx",
        lambda: made.with_parts(
            made.word(), {"word/embeddings/Sheet1.xlsx": made.word_with_macros()}
        ),
        "holds macros",
    ),
    ("bomb.docx", made.word_bomb, "unpacks to far more"),
    ("lying.docx", made.word_with_lying_size, "damaged"),
    ("really-a-workbook.docx", made.workbook, "another kind of file"),
    ("half.docx", lambda: made.word()[:-400], "damaged|hidden"),
    ("before.docx", lambda: b"PK\x03\x04" + made.word(), "hidden|damaged"),
    ("behind.docx", lambda: made.word() + b"<script>", "hidden|damaged"),
    ("archive.docx", made.archive, "damaged"),
    ("climbs.docx", lambda: made.with_parts(made.word(), {"../../x.xml": b"<a/>"}), "names"),
    ("locked.pdf", lambda: protected("owner", "user"), "protected"),
    ("restricted.pdf", lambda: protected("owner", ""), "protected"),
    ("script.pdf", lambda: made.pdf(OpenAction=SCRIPT), "runs a script"),
    ("launch.pdf", lambda: made.pdf(OpenAction=LAUNCH), "starts another program"),
    ("carries.pdf", made.pdf_with_attachment, "carries another file"),
    ("behind.pdf", lambda: made.pdf() + b"<html><script>", "hidden behind"),
    ("zip-too.pdf", lambda: made.pdf() + made.archive(), "also holds an archive"),
    ("zip-too.png", lambda: made.png() + made.archive(), "also holds an archive"),
    ("zip-too.txt", lambda: b"notes\n" + made.archive(), "also holds an archive"),
    ("broken.pdf", lambda: b"%PDF-1.7\nnothing\n%%EOF", "damaged"),
    ("picture.html", made.png, "type .html are not accepted"),
    ("page.png", lambda: b"<html><script>alert(1)</script></html>", "not a PNG picture"),
    ("picture.pdf", made.png, "looks like a .png"),
    ("behind.png", lambda: made.png() + b"<script>", "hidden behind"),
    ("behind.jpeg", lambda: made.jpeg() + b"<script>", "hidden behind"),
    ("huge.png", lambda: made.png(60_000, 60_000), "too large to be opened"),
    ("page.txt", lambda: b" \n<!DOCTYPE html><script>", "not a plain text file"),
    ("picture.csv", made.jpeg, "not a CSV file"),
    ("binary.csv", lambda: b"a,b\n\x00\x01\x02", "not text throughout"),
    ("late.txt", lambda: b"a" * 200_000 + b"\x00\x07", "not text throughout"),
    ("program.exe", lambda: b"MZ\x90\x00", "type .exe are not accepted"),
    ("nothing.pdf", lambda: b"", "empty"),
    ("no extension", lambda: b"text", "without an extension"),
]


@pytest.mark.parametrize(("name", "content", "words"), HOSTILE, ids=[row[0] for row in HOSTILE])
def test_what_could_harm_is_refused_with_what_to_do(name: str, content: Any, words: str) -> None:
    with pytest.raises(RuleBroken, match=words) as refusal:
        accept(name, content())
    assert refusal.value.field == "upload"
    assert refusal.value.sentence.endswith(".")
    assert not StoredFile.objects.exists()
    assert not [path for path in store.folder().rglob("*") if path.is_file()]


def test_a_file_above_the_limit_is_refused_while_it_arrives(settings: Any) -> None:
    settings.FILES_LIMIT_MB = 1
    with pytest.raises(RuleBroken, match="larger than 1 MB"):
        accept("long.txt", b"a" * 1_000_001)
    assert accept("long.txt", b"a" * 1_000_000).size == 1_000_000
    assert len([path for path in store.folder().rglob("*") if path.is_file()]) == 1


@pytest.mark.parametrize(
    ("given", "cleaned"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\ann\\Minutes.docx", "Minutes.docx"),
        ("..hidden.pdf", "hidden.pdf"),
        ("report\u202efdp.docx", "reportfdp.docx"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie- x.pdf"),
        ("  two   spaces .pdf", "two spaces.pdf"),
        ("x" * 300 + ".pdf", "x" * 150 + ".pdf"),
        ("Prüfung ‘final’.pdf", "Prüfung ‘final’.pdf"),
    ],
)
def test_names_are_cleaned_of_what_fools_a_reader_or_a_disk(given: str, cleaned: str) -> None:
    assert clean_name(given) == cleaned


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.docx", lambda: made.word("Bretton Street"), "Bretton Street"),
        ("a.xlsx", lambda: made.workbook("Bretton Street"), "Bretton Street"),
        ("a.pdf", made.pdf, "Annual report"),
        ("a.txt", lambda: "Café".encode("cp1252"), "Café"),
        ("a.csv", lambda: "Café;1".encode("utf-16"), "Café;1"),
        ("a.png", made.png, ""),
    ],
)
def test_the_words_of_a_file_are_read_for_search(name: str, content: Any, words: str) -> None:
    text, is_complete = queries.text_of(accept(name, content()))
    assert words in text
    assert is_complete


def test_a_text_longer_than_is_kept_is_cut_and_says_so() -> None:
    text, is_complete = queries.text_of(accept("long.txt", b"word " * 200_000))
    assert len(text) == 500_000
    assert not is_complete


def test_a_file_whose_reader_fails_has_no_words() -> None:
    stored = accept("a.docx", made.word())
    path = store.path_of(stored.sha256)
    path.chmod(0o640)
    path.write_bytes(b"broken")
    assert queries.text_of(stored) == ("", False)


def test_uploads_of_the_same_content_share_it() -> None:
    first, second = accept("a.txt", b"the same"), accept("b.txt", b"the same")
    assert first.pk != second.pk
    assert first.sha256 == second.sha256
    assert len(list(store.every_hash())) == 1


def test_memory_stays_flat_while_a_large_file_arrives() -> None:
    blocks = (b"a" * store.BLOCK for _ in range(160))
    tracemalloc.start()
    with store.arriving(blocks, most=50_000_000) as (_, _, size):
        assert size == 160 * store.BLOCK
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4_000_000

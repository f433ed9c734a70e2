"""Scanned where there is a scanner, held while it is silent, and proved whole when they go out."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from sightline.foundation.errors import RuleBroken
from sightline.foundation.files import operations, queries, store
from sightline.foundation.files.models import FileText, StoredFile
from sightline.foundation.jobs import operations as jobs
from sightline.foundation.permissions import system_actor

pytestmark = pytest.mark.django_db
VIRUS = b"pretend this is harmful"


class Scanner:
    """Speaks the INSTREAM command of clamd over a unix socket; finds only `VIRUS`."""

    def __init__(self, path: Path) -> None:
        self.door = socket.socket(socket.AF_UNIX)
        self.door.bind(str(path))
        self.door.listen()
        self.answers: list[bytes] = []
        self.seen: list[bytes] = []
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self.door.accept()
            except OSError:
                return
            with line, line.makefile("rb") as incoming:
                assert incoming.read(10) == b"zINSTREAM\0"
                content = b""
                while length := struct.unpack("!L", incoming.read(4))[0]:
                    content += incoming.read(length)
                self.seen.append(content)
                found = b"stream: Invented.Test.Virus FOUND\0"
                usual = found if VIRUS in content else b"stream: OK\0"
                line.sendall(self.answers.pop(0) if self.answers else usual)


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.FILES_FOLDER = tmp_path / "files"
    settings.CLAMD = ""


@pytest.fixture
def scanner(settings: Any, tmp_path: Path) -> Iterator[Scanner]:
    path = tmp_path / "clamd"
    settings.CLAMD = f"unix:{path}"
    running = Scanner(path)
    yield running
    running.door.close()


def accept(content: bytes = b"minutes", name: str = "minutes.txt") -> StoredFile:
    upload = SimpleUploadedFile(name, content)
    return operations.accept(upload, by=system_actor("a test"), now=timezone.now())


def test_a_clean_file_is_scanned_whole_before_it_is_kept(scanner: Scanner) -> None:
    content = b"minutes " * 30_000
    assert accept(content).scan == "clean"
    assert scanner.seen == [content]


def test_a_harmful_file_is_refused_and_not_kept(scanner: Scanner) -> None:
    with pytest.raises(RuleBroken, match="found something harmful"):
        accept(VIRUS)
    assert not StoredFile.objects.exists()
    assert list(store.every_hash()) == []


@pytest.mark.parametrize("answer", [b"", b"INSTREAM size limit exceeded. ERROR\0", b"nonsense"])
def test_an_answer_that_is_none_holds_the_file(scanner: Scanner, answer: bytes) -> None:
    scanner.answers = [answer]
    assert accept().scan == "held"


def test_while_the_scanner_is_away_a_file_is_held_and_cannot_be_had(
    settings: Any, tmp_path: Path
) -> None:
    settings.CLAMD = f"unix:{tmp_path}/nobody-listens"
    stored = accept()
    jobs.run_worker(one_shot=True)
    stored.refresh_from_db()
    assert stored.scan == "held"
    with pytest.raises(RuleBroken, match="held until"):
        queries.serve(stored)
    assert not FileText.objects.exists()


@pytest.mark.parametrize(
    ("content", "outcome", "words"), [(b"minutes", "clean", "minutes"), (VIRUS, "refused", None)]
)
def test_a_held_file_is_let_out_or_refused_when_the_scanner_answers(
    scanner: Scanner, content: bytes, outcome: str, words: str | None
) -> None:
    scanner.answers = [b""]
    stored = accept(content)
    jobs.run_worker(one_shot=True)
    stored.refresh_from_db()
    assert stored.scan == outcome
    assert FileText.objects.values_list("text", flat=True).first() == words
    if outcome == "refused":
        with pytest.raises(RuleBroken, match="harmful"):
            queries.serve(stored)


def test_a_download_cannot_be_shown_in_place_run_or_kept() -> None:
    response = queries.serve(accept(b"<b>minutes</b>"), 'Minutes "final"\r\n.txt')
    assert b"".join(response) == b"<b>minutes</b>"
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert "\n" not in response.headers["Content-Disposition"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"].startswith("sandbox")
    assert response.headers["Cache-Control"] == "no-store, private"
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.headers["Content-Length"] == "14"


def alter(stored: StoredFile) -> None:
    path = store.path_of(stored.sha256)
    path.chmod(0o640)
    path.write_bytes(b"MINUTES")


def test_a_file_altered_on_the_disk_is_not_served_and_is_found() -> None:
    stored = accept()
    assert list(queries.verify_files()) == []
    alter(stored)
    with pytest.raises(RuleBroken, match="damaged"):
        queries.serve(stored)
    (trouble,) = queries.verify_files()
    assert (trouble.sha256, "not what was stored" in trouble.sentence) == (stored.sha256, True)


def test_uploading_an_altered_file_again_mends_it() -> None:
    stored = accept()
    alter(stored)
    accept()
    assert b"".join(queries.serve(stored)) == b"minutes"


def test_a_missing_file_and_one_without_a_row_are_found() -> None:
    stored = accept()
    store.path_of(stored.sha256).unlink()
    stray = store.path_of("ab" * 32)
    stray.parent.mkdir(parents=True)
    stray.write_bytes(b"x")
    found = {trouble.sha256: trouble.sentence for trouble in queries.verify_files()}
    assert "missing" in found.pop(stored.sha256)
    assert "without a row" in found.pop("ab" * 32)
    assert found == {}
    with pytest.raises(RuleBroken, match="missing"):
        queries.serve(stored)


def test_without_a_session_the_web_process_sees_no_file_and_can_store_none(as_role) -> None:
    accept()
    with as_role("sightline_web"):
        assert not StoredFile.objects.exists()
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            accept(b"other")
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            FileText.objects.count()


def test_a_person_sees_what_they_uploaded_and_not_what_another_did(as_role) -> None:
    mine, other = accept(b"mine"), accept(b"other")
    StoredFile.objects.filter(pk=mine.pk).update(uploaded_by_person_id=5)
    StoredFile.objects.filter(pk=other.pk).update(uploaded_by_person_id=6)
    with as_role("sightline_owner"), connection.cursor() as cursor:
        # for this transaction the session is that of person 5
        cursor.execute(
            "CREATE OR REPLACE FUNCTION sightline_keys() RETURNS text[] LANGUAGE sql STABLE"
            " AS $$ SELECT ARRAY['person:5'] $$"
        )
    with as_role("sightline_web"):
        assert list(StoredFile.objects.values_list("pk", flat=True)) == [mine.pk]
        assert StoredFile.objects.filter(pk=mine.pk).update(scan="clean") == 0


def test_nobody_deletes_a_row(as_role) -> None:
    accept()
    for role in ("sightline_web", "sightline_worker"):
        with as_role(role), pytest.raises(DatabaseError), transaction.atomic():
            StoredFile.objects.all()._raw_delete("default")

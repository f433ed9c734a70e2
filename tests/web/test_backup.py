"""Backup, restore and drill, with the real programs on a real database."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from sightline.web.backups import contents
from sightline.web.surroundings import read_state_file, state_folder

TRAIL_LINE = """
    INSERT INTO trail_trailevent (partnership_id, at, kind, code, actor, about, facts,
                                  previous_hash, hash)
    VALUES (1, now(), 'change', 'test.happened', 'A. Clerk', 'M-2026-001', '{}', '', '')"""


@dataclass
class Installation:
    """A small installation: a database of its own, a state folder, and the command line."""

    database: str
    state: Path
    settings: dict[str, str]
    server: str

    def sightline(self, *words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        ours = {**os.environ, **self.settings, "SIGHTLINE_STATE": str(self.state)}
        ours.pop("SIGHTLINE_ROLE", None)
        return subprocess.run(
            [sys.executable, "-m", "sightline.web.cli", *words],
            env=ours, input=typed, capture_output=True, text=True, check=False,
        )  # fmt: skip

    def connect(self, role: str = "worker") -> psycopg.Connection:
        return psycopg.connect(self.settings[f"DATABASE_URL_{role.upper()}"], autocommit=True)

    def count(self, table: str) -> int:
        with self.connect("backup") as connection:
            row = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
        return row[0] if row else 0

    def backed_up(self) -> Path:
        made = self.sightline("backup")
        assert made.returncode == 0, made.stderr
        return contents.newest_in(self.state / "backups")


@pytest.fixture
def installation(migrated_template: str, tmp_path: Path) -> Iterator[Installation]:
    """A copy of the migrated database with three lines in its trail and one document."""
    given = {**read_state_file(state_folder()), **os.environ}
    name = f"test_backup_{os.getpid()}"
    settings = {
        key: urlunsplit(urlsplit(value)._replace(path=f"/{name}"))
        for key, value in given.items()
        if key.startswith("DATABASE_URL_")
    }
    settings["SECRET_KEY"] = "k" * 60
    settings["PYTHONPATH"] = str(Path(__file__).resolve().parents[2] / "src")
    for key in ("PG_BIN", "PG_LIBRARIES"):
        if given.get(key):
            settings[key] = given[key]
    server = make_conninfo(given["DATABASE_URL_TEST"], dbname="postgres")
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        admin.execute(f"CREATE DATABASE {name} TEMPLATE {migrated_template} OWNER sightline_owner")
    state = tmp_path / "state with a space"
    document = state / "files" / "ab" / "abcd"
    document.parent.mkdir(parents=True)
    document.write_bytes(b"minutes of the Executive")
    made = Installation(name, state, settings, server)
    with made.connect() as connection:
        for _ in range(3):
            connection.execute(TRAIL_LINE)
    yield made
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def test_a_backup_of_an_untouched_database_passes_its_drill(installation):
    folder = installation.backed_up()
    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest["database"]["rows"]["trail_trailevent"] == 3
    assert [head[0] for head in manifest["database"]["trail"]] == [1]
    drill = installation.sightline("restore-drill")
    assert drill.returncode == 0, drill.stdout + drill.stderr
    assert "The drill passed" in drill.stdout
    assert "1 documents" in drill.stdout
    with psycopg.connect(installation.server) as connection:
        left = connection.execute("SELECT 1 FROM pg_database WHERE datname LIKE 'sightline_drill%'")
        assert left.fetchone() is None


def test_the_drill_fails_when_a_table_is_empty_that_was_not(installation):
    folder = installation.backed_up()
    dump_again(installation, folder, "--exclude-table-data=trail_trailevent")
    drill = installation.sightline("restore-drill", str(folder))
    assert drill.returncode == 1
    assert "Table trail_trailevent should hold 3 rows and holds 0." in drill.stdout
    assert "Lines are missing from the end of the chain." in drill.stdout


def test_the_drill_fails_when_a_row_policy_is_lost(installation):
    folder = installation.backed_up()
    with installation.connect("owner") as connection:
        connection.execute("ALTER TABLE trail_trailevent NO FORCE ROW LEVEL SECURITY")
        connection.execute("DROP POLICY web_read ON trail_trailevent")
    dump_again(installation, folder)
    drill = installation.sightline("restore-drill", str(folder))
    assert drill.returncode == 1
    assert "Lost among the forced row security: trail_trailevent" in drill.stdout
    assert "Lost among the row policies: trail_trailevent | web_read" in drill.stdout


def test_the_drill_fails_when_a_document_was_changed(installation):
    folder = installation.backed_up()
    (folder / "files" / "ab" / "abcd").write_bytes(b"other minutes")
    drill = installation.sightline("restore-drill", str(folder))
    assert drill.returncode == 1
    assert "files/ab/abcd is not the file that was backed up" in drill.stdout


def test_a_full_database_is_replaced_only_after_its_name_was_typed(installation):
    folder = installation.backed_up()
    with installation.connect() as connection:
        connection.execute(TRAIL_LINE)
    refused = installation.sightline("restore", str(folder))
    assert refused.returncode == 2
    assert "--replace" in refused.stderr
    mistyped = installation.sightline("restore", str(folder), "--replace", typed="yes\n")
    assert (mistyped.returncode, installation.count("trail_trailevent")) == (2, 4)
    (installation.state / "files" / "ab" / "abcd").unlink()
    done = installation.sightline(
        "restore", str(folder), "--replace", typed=f"{installation.database}\n"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert installation.count("trail_trailevent") == 3
    assert (installation.state / "files/ab/abcd").read_bytes() == b"minutes of the Executive"
    with (  # the restored guards still hold
        installation.connect() as connection,
        pytest.raises(psycopg.Error, match="permission denied"),
    ):
        connection.execute("DELETE FROM trail_trailevent")


def test_a_backup_that_would_miss_rows_is_not_made(installation):
    installation.settings["DATABASE_URL_BACKUP"] = installation.settings["DATABASE_URL_WORKER"]
    made = installation.sightline("backup")
    assert made.returncode == 2
    assert "BYPASSRLS" in made.stderr
    assert list((installation.state / "backups").iterdir()) == []


def test_the_oldest_backups_go_when_so_many_are_kept(tmp_path):
    from sightline.web.backups.writing import delete_all_but

    for day in ("01", "02", "03"):
        (tmp_path / f"sightline-202609{day}-023000").mkdir()
        (tmp_path / f"sightline-202609{day}-023000" / "manifest.json").write_text("{}")
    (tmp_path / ".unfinished-sightline-20260904-023000").mkdir()
    gone = delete_all_but(tmp_path, 2)
    assert [path.name for path in gone] == ["sightline-20260901-023000"]
    assert len(contents.complete_in(tmp_path)) == 2


def dump_again(installation: Installation, folder: Path, *arguments: str) -> None:
    """Put another dump in the place of the one in a backup, as a faulty program would."""
    from sightline.web.backups.connecting import find_program

    url = installation.settings["DATABASE_URL_BACKUP"]
    with psycopg.connect(url) as connection:
        program, libraries = find_program("pg_dump", connection.info.server_version // 10000)
    subprocess.run(
        [
            str(program),
            "-Fc",
            "--no-comments",
            *arguments,
            f"--file={folder / 'database.dump'}",
            url,
        ],
        env={**os.environ, "LD_LIBRARY_PATH": libraries},
        check=True,
    )
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text())
    manifest["checksums"]["database.dump"] = contents.checksum(folder / "database.dump")
    path.write_text(json.dumps(manifest))


PARTNERSHIP = """INSERT INTO partnership_partnership (key, name, short, in_front, hostname)
    VALUES ('saltmarsh', 'Saltmarsh', 'S', false, '') RETURNING id"""
RECORD = """INSERT INTO records_record (partnership_id, reference, kind, title, marking, audience,
    summary, created_at) VALUES (%s, 'DOC-1990-001', 'duties:shelved', 'Minutes', 'internal',
    '{}', '', '1990-03-01 09:00:00+00') RETURNING id"""


def test_doctor_tells_what_a_restore_brought_back(installation):
    """The note of a certificate lies beside the files, where a restore of the database does not
    reach it (decision 019)."""
    with installation.connect() as connection:
        (number,) = connection.execute(PARTNERSHIP).fetchone()
        (record,) = connection.execute(RECORD, [number]).fetchone()
    looked = installation.sightline("doctor", "--only", "destroyed")
    assert looked.returncode == 0, looked.stdout + looked.stderr
    assert "Nothing that was destroyed is back (0 certificates)." in looked.stdout
    note = {
        "partnership": number, "record": record, "reference": "DOC-1990-001",
        "opened_at": "1990-03-01T09:00:00+00:00", "certificate": "CER-2026-001",
        "destroyed_at": "2026-09-01T01:20:00+00:00", "sha256": [],
    }  # fmt: skip
    notes = installation.state / "files" / "destroyed"
    notes.mkdir()
    (notes / "1-CER-2026-001.json").write_text(json.dumps(note))
    looked = installation.sightline("doctor", "--only", "destroyed")
    assert looked.returncode == 1
    assert "Records that were destroyed are back after a restore: 1." in looked.stdout
    assert "DOC-1990-001" not in looked.stdout  # a reference of a case is not for everybody
    note["opened_at"] = "1990-03-01T09:00:01+00:00"  # another record under the same number
    (notes / "1-CER-2026-001.json").write_text(json.dumps(note))
    looked = installation.sightline("doctor", "--only", "destroyed")
    assert looked.returncode == 0
    assert "Certificates that stand only beside the stored files: 1." in looked.stdout

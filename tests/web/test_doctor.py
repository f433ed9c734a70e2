"""The doctor finds what is wrong, and says how to mend it."""

from __future__ import annotations

import json
import socket

import pytest
from django.db import connection

from sightline.web.checks import database, machine, processes
from sightline.web.checks.finding import Verdict, fail, ok
from sightline.web.cli.doctor import examine


@pytest.mark.parametrize(
    ("rights", "said"),
    [
        ((False, False, False, False, 0), None),
        ((True, False, False, False, 0), "superuser"),
        ((False, True, False, False, 0), "passes by the row policies"),
        ((False, False, True, False, 0), "may make roles"),
        ((False, False, False, True, 0), "may write to every table"),
        ((False, False, False, False, 3), "owns 3 tables"),
    ],
)
def test_a_role_that_may_too_much_fails(rights, said):
    finding = database.judge_rights("sightline_web", *rights)
    if said is None:
        assert finding is None
    else:
        assert finding.verdict is Verdict.FAIL
        assert said in finding.seen and finding.mend


@pytest.mark.parametrize(
    ("version", "verdict"),
    [(140009, Verdict.FAIL), (150020, Verdict.OK), (180004, Verdict.OK), (190000, Verdict.FAIL)],
)
def test_only_versions_15_to_18_pass(version, verdict):
    assert database.judge_version(version).verdict is verdict


@pytest.mark.parametrize(
    ("silent", "verdict"), [(None, Verdict.WARN), (3.0, Verdict.OK), (600.0, Verdict.FAIL)]
)
def test_a_silent_worker_is_noticed(silent, verdict):
    assert processes.judge_worker(silent).verdict is verdict


@pytest.mark.parametrize(
    ("free", "verdict"),
    [(200_000_000, Verdict.FAIL), (2_000_000_000, Verdict.WARN), (50_000_000_000, Verdict.OK)],
)
def test_a_full_disk_is_noticed(free, verdict):
    assert machine.judge_disk(free, "/").verdict is verdict


def test_clocks_apart_are_noticed():
    assert machine.judge_clocks(0.4).verdict is Verdict.OK
    assert machine.judge_clocks(95).verdict is Verdict.FAIL


def test_a_password_file_open_to_others_fails(settings, tmp_path):
    settings.STATE = tmp_path
    settings.FILES_FOLDER = tmp_path / "files"
    secret = tmp_path / "environment"
    secret.write_text("SECRET_KEY=x")
    secret.chmod(0o644)
    finding = machine.state_folder()
    assert finding.verdict is Verdict.FAIL
    assert finding.mend == f"chmod 600 '{secret}'"
    secret.chmod(0o600)
    assert machine.state_folder().verdict is Verdict.OK


def test_a_static_file_that_is_gone_fails(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    assert machine.static_files().verdict is Verdict.FAIL
    kept = {"govuk/vendor/govuk-frontend.min.css": "a.1.css", "govuk/sightline.css": "b.2.css"}
    (tmp_path / "staticfiles.json").write_text(json.dumps({"paths": kept}))
    (tmp_path / "a.1.css").touch()
    assert "govuk/sightline.css" in machine.static_files().seen
    (tmp_path / "b.2.css").touch()
    assert machine.static_files().verdict is Verdict.OK


def test_a_mail_server_that_is_away_fails_and_one_that_listens_passes():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
        assert processes.answers("The mail server", "127.0.0.1", port).verdict is Verdict.FAIL
        listener.listen()
        assert processes.answers("The mail server", "127.0.0.1", port).verdict is Verdict.OK


def test_a_scanner_is_asked_at_its_own_address(settings, tmp_path):
    settings.CLAMD = ""
    assert processes.scanner().verdict is Verdict.WARN
    settings.CLAMD = f"unix:{tmp_path}/clamd"
    assert processes.scanner().verdict is Verdict.FAIL
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        settings.CLAMD = f"tcp://127.0.0.1:{listener.getsockname()[1]}"
        assert processes.scanner().verdict is Verdict.OK


@pytest.mark.django_db
def test_the_tables_that_migrations_protect_are_known():
    assert "trail_trailevent" in database.protected_by_migrations()


@pytest.mark.django_db
def test_a_protected_table_laid_open_is_noticed(monkeypatch, as_role):
    class Here:
        """The connection of the test in the place of the doctor's own."""

        def __enter__(self):
            return connection.connection

        def __exit__(self, *about):
            pass

    monkeypatch.setattr(database, "connect", lambda role: Here())
    connection.ensure_connection()
    assert database.row_security().verdict is Verdict.OK
    with as_role("sightline_owner"), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE trail_trailevent NO FORCE ROW LEVEL SECURITY")
    finding = database.row_security()
    assert finding.verdict is Verdict.FAIL
    assert "trail_trailevent" in finding.seen


@pytest.mark.django_db
def test_a_trail_that_was_rewritten_is_noticed(as_role, without_triggers):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO trail_trailevent (partnership_id, at, kind, code, actor, about, facts, "
            "previous_hash, hash) VALUES (1, now(), 'change', 'a.b', 'A. Clerk', '', '{}', '', '')"
        )
    with as_role("sightline_owner"):
        assert database.trail().verdict is Verdict.OK
    with without_triggers("trail_trailevent"), connection.cursor() as cursor:
        cursor.execute("UPDATE trail_trailevent SET actor = 'Somebody else'")
    with as_role("sightline_owner"):
        assert database.trail().verdict is Verdict.FAIL


def test_a_check_that_cannot_be_made_fails_and_ends_what_rests_on_it():
    def broken():
        raise OSError("no route to host")

    found = examine({"database": broken, "roles": lambda: ok("never asked")})
    assert list(found) == ["database"]
    assert found["database"].seen == "no route to host"
    assert found["database"].verdict is Verdict.FAIL
    later = examine({"mail": lambda: fail("a", "b"), "disk": lambda: ok("c")})
    assert list(later) == ["mail", "disk"]

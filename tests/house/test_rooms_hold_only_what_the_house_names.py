"""A room holds only files named in docs/house.md, so that anyone can guess what is where."""

from __future__ import annotations

import re

import pytest

from house.source import FRONT_DOOR, HOUSE, STRATA, Room, room_of, rooms

ROOM = {
    "urls", "views", "jobs", "forms", "operations", "queries", "notices", "permissions", "models",
    "events", "deadlines", "rules",
}  # fmt: skip
FOLDERS = {"migrations", "templates", "static"}
FOUNDATION = {"small_numbers", "addresses", "lists", "statements",
    "errors", "calendar", "references", "permissions", "clocks", "requests", "row_policies",
}  # fmt: skip
WEB = {
    "apps", "backups", "checks", "classification", "cli", "demonstration",
    "demonstration_year", "describing", "errors", "gunicorn_settings",
    "health", "home", "logs", "navigation", "office", "packages_host", "pages", "search",
    "settings", "settings_accounts", "settings_plumbing", "stopping", "surroundings",
    "urls", "wsgi",
}  # fmt: skip

# Rooms of the foundation are adapters to a library, which asks for pieces no other room has.
EXTRA = {
    "foundation/accounts": {
        "adapters": "allauth asks in classes named in settings how things are done here",
        "passwords": "Django's password checks are classes named in settings",
        "sessions": "Django's session engine is a module of its own (SESSION_ENGINE)",
        "throttle": "counts guesses for allauth and for our own pages alike",
    },
    "foundation/files": {
        "scanner": "asks a virus scanner over its own protocol",
        "store": "the folder of stored files on the disk",
    },
    "foundation/jobs": {
        "queue": "how a room declares a job, which the queue's library calls",
        "worker": "the process that does jobs",
    },
    "foundation/govuk": {
        "asking": "pages that ask one thing: one form, and one thing done",
        "cells": "what stands in the cells of a list",
        "charts": "line, bar, dot and control charts as SVG",
        "dates": "how typed days and times are read",
        "documents": "Word and PDF files",
        "marked": "plain markup as clean HTML",
        "drawing": "pictures of who stands below whom",
        "exports": "lists as CSV and spreadsheets",
        "fields": "the fields of which every room's forms are made",
        "pages": "long lists, a page at a time",
        "tables": "lists with columns, sorting and filters",
        "context": "Django's context processors are named in settings by their module",
        "keeping": "what was typed and not sent, in a form of any room",
        "jinja": "Django builds the template environment from a function named in settings",
        "words": "the filters of the templates: dates, numbers and lists in British English",
    },
}


def modules_of(room: Room) -> set[str]:
    found = set()
    for path in room.folder.iterdir():
        if path.name in FOLDERS or path.name.startswith("__"):
            continue
        found.add(path.stem if path.suffix == ".py" else path.name)
    return found


@pytest.mark.parametrize("room", rooms(), ids=str)
def test_a_room_has_no_file_the_house_does_not_name(room: Room) -> None:
    allowed = ROOM | set(EXTRA.get(str(room), {}))
    assert modules_of(room) <= allowed, (
        f"{room} has a file that docs/house.md does not name: put what it holds where it belongs"
    )


@pytest.mark.parametrize("room", rooms(), ids=str)
def test_a_room_says_what_it_is(room: Room) -> None:
    text = (room.folder / "__init__.py").read_text(encoding="utf-8")
    assert re.match(r'"""[A-Z].{20,}', text, re.S), f"{room}/__init__.py must say what the room is"


@pytest.mark.parametrize("name", sorted(EXTRA))
def test_no_extra_piece_is_listed_in_vain(name: str) -> None:
    stratum, room = name.split("/")
    assert set(EXTRA[name]) <= modules_of(Room(stratum, room))


def test_the_front_door_has_no_other_file() -> None:
    assert modules_of(FRONT_DOOR) == WEB


def test_the_foundation_has_no_other_file_beside_its_rooms() -> None:
    beside = {path.stem for path in (HOUSE / "foundation").glob("*.py")} - {"__init__"}
    assert beside <= FOUNDATION


@pytest.mark.parametrize("stratum", ["registers", "work", "assurance"])
def test_nothing_stands_beside_the_rooms(stratum: str) -> None:
    assert [path.name for path in (HOUSE / stratum).glob("*.py")] == ["__init__.py"]


def test_no_stratum_is_new() -> None:
    folders = {path.name for path in HOUSE.iterdir() if path.is_dir()} - {"__pycache__"}
    assert folders == set(STRATA)


@pytest.mark.parametrize("room", rooms(), ids=str)
def test_templates_and_static_files_lie_under_the_rooms_own_name(room: Room) -> None:
    for kind in ("templates", "static"):
        folder = room.folder / kind
        if not folder.is_dir():
            continue
        # allauth looks for its pages under its own names; its room draws them in our layout
        own = {room.name} | ({"allauth", "account", "mfa", "socialaccount"} if room.name in
                             ("accounts", "govuk") else set())  # fmt: skip
        assert {path.name for path in folder.iterdir()} <= own


@pytest.mark.parametrize("room", rooms(), ids=str)
def test_migrations_are_numbered(room: Room) -> None:
    for path in (room.folder / "migrations").glob("*.py"):
        assert re.fullmatch(r"__init__|\d{4}_[a-z0-9_]+|_[a-z_]+", path.stem), path.name


def test_every_room_is_installed() -> None:
    from django.conf import settings

    ours = [name for name in settings.INSTALLED_APPS if name.startswith("sightline.")]
    assert {room_of(name) for name in ours} == {*rooms(), FRONT_DOOR}

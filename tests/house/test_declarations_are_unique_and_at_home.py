"""Permissions, events, notices, clocks and kinds of record are declared once, where they belong."""

from __future__ import annotations

import ast
import re
import string
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from house.source import may_reach, python_files, room_of, tree, where
from sightline.foundation.clocks import Clock
from sightline.foundation.permissions import Permission
from sightline.foundation.trail.events import Event
from sightline.web import describing
from sightline.web.apps import declaring

# What is declared where: the name of the class and the one module of a room that may call it.
AT_HOME = {
    "Permission": "permissions",
    "Event": "events",
    "Notice": "notices",
    "Clock": "deadlines",
}


def calls(name: str) -> Iterator[tuple[Path, ast.Call]]:
    for path in python_files():
        for node in ast.walk(tree(path)):
            if not isinstance(node, ast.Call):
                continue
            called = ast.unparse(node.func)
            if called.split(".")[-1] == name and not called.startswith("asyncio."):
                yield path, node


@pytest.mark.parametrize("name", sorted(AT_HOME))
def test_a_declaration_stands_in_its_rooms_own_module(name: str) -> None:
    wrong = [
        where(path, node.lineno)
        for path, node in calls(name)
        if path.stem != AT_HOME[name] and room_of(path) is not None
        and not is_built_from_the_arrangements(path, name)
    ]  # fmt: skip
    assert wrong == []


def is_built_from_the_arrangements(path: Path, name: str) -> bool:
    """A deadline whose length the arrangement file states becomes a clock when it is read."""
    return name == "Clock" and where(path).startswith("src/sightline/registers/duties/")


def test_every_permission_has_a_code_of_its_own_that_begins_with_its_room() -> None:
    found = describing.declared_permissions()
    assert found
    home: dict[str, str] = {}
    for module, permission in found:
        room = module.split(".")[-2]
        assert permission.code.startswith(f"{room}."), permission.code
        assert home.setdefault(permission.code, module) == module, f"{permission.code} twice"
    times = Counter(permission.code for _, permission in found)
    assert [code for code, count in times.items() if count > 1] == []


def test_every_permission_is_held_by_somebody_and_asked_for_somewhere() -> None:
    """A permission nobody asks for protects nothing."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in python_files())
    unused, unheld = [], []
    for module in declaring("permissions"):
        for name, value in vars(module).items():
            if isinstance(value, Permission):
                unheld += [] if value.held_by else [value.code]
                unused += [] if re.search(rf"[.(]{name}\b", text) else [value.code]
    assert (unheld, unused) == ([], [])


def test_every_event_has_a_code_of_its_own_and_a_sentence() -> None:
    found = describing.declared_events()
    times = Counter(event.code for _, event in found)
    assert [code for code, count in times.items() if count > 1] == []
    assert [event.code for _, event in found if not event.sentence] == []


def test_what_is_personal_in_an_event_is_named_in_its_sentence() -> None:
    wrong = [
        event.code
        for _, event in describing.declared_events()
        if not set(event.personal)
        <= {name for _, name, _, _ in string.Formatter().parse(event.sentence) if name}
    ]
    assert wrong == []


def test_every_event_is_written_somewhere() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in python_files())
    unused = [
        f"{module.__name__}.{name}"
        for module in declaring("events")
        for name, value in vars(module).items()
        if isinstance(value, Event) and f"events.{name}" not in text
    ]
    assert unused == []


def test_every_clock_has_a_code_a_source_and_one_version_at_a_time() -> None:
    versions: dict[str, list[Clock]] = {}
    for _, clock in describing.declared_clocks():
        assert clock.source, f"{clock.code} has no source"
        versions.setdefault(clock.code, []).append(clock)
    for code, clocks in versions.items():
        assert len({clock.version for clock in clocks}) == len(clocks), f"{code} twice"


def test_every_notice_has_a_code_of_its_own() -> None:
    found = [
        (module, notice.code)
        for module, _, notice in describing.declared_notices()
        if hasattr(notice, "code")
    ]
    assert [code for code, times in Counter(code for _, code in found).items() if times > 1] == []


def kinds() -> Iterator[tuple[Path, int, str | None]]:
    """The kind of each record that an operation opens; none where it cannot be read off."""
    for path, call in calls("open_record"):
        for word in call.keywords:
            if word.arg == "kind":
                value = word.value
                if isinstance(value, ast.Name):
                    value = constant(path, value.id) or value
                is_text = isinstance(value, ast.Constant) and isinstance(value.value, str)
                yield path, call.lineno, value.value if is_text else None  # type: ignore[attr-defined]


def constant(path: Path, name: str) -> ast.expr | None:
    for node in tree(path).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name:
            return node.value
    return None


def test_every_kind_of_record_is_the_address_of_its_page_in_its_own_room() -> None:
    from django.urls import reverse

    found = list(kinds())
    assert found
    for path, line, kind in found:
        assert kind is not None, f"{where(path, line)}: write the kind out"
        assert reverse(kind, args=["EXE-2026-004"])
        room = room_of(path)
        assert room is not None and kind.startswith(f"{room.name}:"), f"{where(path, line)}: {kind}"


def test_a_room_declares_nothing_that_a_lower_room_asks_for() -> None:
    """A lower room that named an upper room's permission by its code would point up unseen."""
    codes = {one.code: module for module, one in describing.declared_permissions()}
    wrong = []
    for path in python_files():
        here = room_of(path)
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Constant) and node.value in codes and here:
                there = room_of(codes[str(node.value)])
                if there and not may_reach(here, there):
                    wrong.append(where(path, node.lineno))
    assert wrong == []

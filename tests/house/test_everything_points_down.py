"""What import contracts cannot see also points down: foreign keys, templates and addresses."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import jinja2.nodes
import pytest
from django.apps import apps
from django.db.models import Field

from house.source import (
    FRONT_DOOR,
    Room,
    may_reach,
    module_of,
    name_of_template,
    python_files,
    room_of,
    rooms,
    templates,
    tree,
    where,
)

# The namespace of a room's addresses is its name; the front door's is `web`.
ROOM_OF_NAMESPACE = {room.name: room for room in rooms()} | {"web": FRONT_DOOR}
GOES_TO = {"reverse", "reverse_lazy", "redirect", "url", "resolve_url"}


def foreign_keys() -> Iterator[tuple[str, Room, Room]]:
    for model in apps.get_models():
        here = room_of(model.__module__)
        if here is None:
            continue
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
            target = field.related_model if isinstance(field, Field) else None
            there = room_of(target.__module__) if isinstance(target, type) else None
            if there is not None:
                yield f"{model._meta.label}.{field.name}", here, there


def test_foreign_keys_point_down() -> None:
    found = list(foreign_keys())
    assert found
    assert [name for name, here, there in found if not may_reach(here, there)] == []


def pages_called_by(path: Path) -> Iterator[tuple[int, str]]:
    """Names of templates that a template extends, includes or imports, and that are written out."""
    kinds = (
        jinja2.nodes.Extends,
        jinja2.nodes.Include,
        jinja2.nodes.Import,
        jinja2.nodes.FromImport,
    )
    for node in parsed(path).find_all(kinds):
        named = getattr(node, "template", None)
        if isinstance(named, jinja2.nodes.Const):
            names = named.value
            for name in [names] if isinstance(names, str) else names:
                yield node.lineno, name


def parsed(path: Path) -> jinja2.nodes.Template:
    return jinja2.Environment().parse(path.read_text(encoding="utf-8"))


def test_templates_build_only_on_their_own_room_or_below() -> None:
    place = {name_of_template(path): room_of(path) for path in templates()}
    wrong = []
    for path in templates():
        for line, name in pages_called_by(path):
            here, there = room_of(path), place.get(name)
            if here is None or there is None or not may_reach(here, there):
                wrong.append(f"{where(path, line)}: {name}")
    assert wrong == []


def addresses_in_template(path: Path) -> Iterator[tuple[int, str]]:
    for call in parsed(path).find_all(jinja2.nodes.Call):
        if isinstance(call.node, jinja2.nodes.Name) and call.node.name == "url" and call.args:
            name = call.args[0]
            if isinstance(name, jinja2.nodes.Const):
                yield call.lineno, name.value


def addresses_in_code(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree(path)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        first = node.args[0]
        is_text = isinstance(first, ast.Constant) and isinstance(first.value, str)
        if called in GOES_TO and is_text:
            name = first.value  # type: ignore[attr-defined]
            if ":" in name and "/" not in name:
                yield node.lineno, name


def leads_up(here: Room | None, name: str) -> bool:
    there = ROOM_OF_NAMESPACE.get(name.partition(":")[0])
    return here is None or there is None or not may_reach(here, there)


def test_templates_lead_only_to_their_own_room_or_below() -> None:
    wrong = [
        f"{where(path, line)}: {name}"
        for path in templates()
        for line, name in addresses_in_template(path)
        if ":" in name and leads_up(room_of(path), name)
    ]
    assert wrong == []


def test_code_leads_only_to_its_own_room_or_below() -> None:
    wrong = [
        f"{where(path, line)}: {name}"
        for path in python_files()
        for line, name in addresses_in_code(path)
        if leads_up(room_of(path), name)
    ]
    assert wrong == []


def test_every_address_that_is_led_to_exists() -> None:
    from django.urls import get_resolver

    known = set()

    def collect(resolver: object, prefix: str) -> None:
        for name in getattr(resolver, "reverse_dict", {}):
            if isinstance(name, str):
                known.add(f"{prefix}{name}")
        for name, (_, inner) in getattr(resolver, "namespace_dict", {}).items():
            collect(inner, f"{prefix}{name}:")

    collect(get_resolver(), "")
    found = [(path, *place) for path in templates() for place in addresses_in_template(path)]
    found += [(path, *place) for path in python_files() for place in addresses_in_code(path)]
    assert [f"{where(path, line)}: {name}" for path, line, name in found if name not in known] == []


def imports(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for name in (node.module, *(f"{node.module}.{alias.name}" for alias in node.names)):
                yield node.lineno, name
        elif isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name


# Line of sight draws a body and an agency as the register below does, with their duties added.
DRAWN_TOGETHER = {
    ("sightline.assurance.line_of_sight.views", f"sightline.registers.partnership.views.{name}")
    for name in ("bodies", "bodies.agency_context", "bodies.body_context")
}


@pytest.mark.parametrize("kind", ["views", "forms", "jobs"])
def test_what_a_room_keeps_to_itself_is_called_by_nobody_else(kind: str) -> None:
    wrong = []
    for path in python_files():
        here = room_of(module_of(path))
        for line, name in imports(path):
            there = room_of(name)
            # the kit's forms are for every room
            if there is None or there == here or str(there) == "foundation/govuk":
                continue
            if (module_of(path), name) in DRAWN_TOGETHER:
                continue
            if f"{name}.".startswith(f"{there.module}.{kind}."):
                wrong.append(f"{where(path, line)}: {name}")
    assert wrong == []

"""Templates hold no script and no style, name only what is there, and each is drawn."""

from __future__ import annotations

import re
from pathlib import Path

import jinja2
import pytest
from jinja2 import nodes

from house.source import HOUSE, name_of_template, python_files, templates, where

SCRIPT = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(?:json|ld\+json)\")[^>]*>"
    r"|<style\b|\sstyle=|\son[a-z]+=\"|javascript:",
    re.IGNORECASE,
)


def parsed(path: Path) -> nodes.Template:
    return jinja2.Environment().parse(path.read_text(encoding="utf-8"))


def every_page() -> list[Path]:
    """Also the pages written for Django's engine."""
    return sorted(HOUSE.rglob("templates/**/*.html"))


def test_no_template_holds_script_or_style_of_its_own() -> None:
    wrong = [
        where(path, number)
        for path in every_page()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if SCRIPT.search(line)
    ]
    assert wrong == []


def test_no_template_trusts_text_that_people_typed() -> None:
    """`|safe` is never needed: what is markup already says so."""
    wrong = [where(path) for path in templates() if re.search(r"\|\s*safe\b", path.read_text())]
    wrong += [where(path) for path in templates() if "autoescape false" in path.read_text()]
    assert wrong == []


def test_every_template_is_used() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in python_files())
    called = set(re.findall(r"[\"']([\w/-]+\.html)[\"']", code))
    for path in templates():
        for node in parsed(path).find_all(
            (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
        ):
            called |= {const.value for const in node.find_all(nodes.Const)}
    assert sorted({name_of_template(path) for path in templates()} - called) == []


def test_every_template_that_is_asked_for_exists() -> None:
    from sightline.foundation.govuk.jinja import NOT_OURS

    there = {name_of_template(path) for path in templates()}
    code = "\n".join(path.read_text(encoding="utf-8") for path in python_files())
    asked = {
        name
        for name in re.findall(r"render\(\s*request,\s*[\"']([\w/-]+\.html)[\"']", code)
        if not name.startswith(NOT_OURS)
    }
    assert asked - there == set()


@pytest.mark.parametrize("path", templates(), ids=name_of_template)
def test_every_import_of_a_template_is_used(path: Path) -> None:
    tree = parsed(path)
    imported: set[str] = set()
    for node in tree.find_all(nodes.FromImport):
        imported |= {name if isinstance(name, str) else name[1] for name in node.names}
    imported |= {node.target for node in tree.find_all(nodes.Import)}
    used = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "load"}
    assert imported - used == set()


@pytest.mark.parametrize("path", templates(), ids=name_of_template)
def test_every_member_page_begins_with_a_layout(path: Path) -> None:
    """A page of a room extends a layout; what is included elsewhere begins without one."""
    name = name_of_template(path)
    is_page = any(
        f'"{name}"' in file.read_text(encoding="utf-8") for file in python_files()
    ) and not name.startswith("govuk/")
    is_page = is_page and name != "training/package_frame.html"  # what runs a package, elsewhere
    if is_page:
        assert next(parsed(path).find_all(nodes.Extends), None) is not None, name


def test_filters_and_tests_of_templates_exist() -> None:
    from django.template import engines

    environment = engines["jinja2" if "jinja2" in engines else next(iter(engines))].env  # type: ignore[attr-defined]
    for path in templates():
        environment.compile(path.read_text(encoding="utf-8"), name=name_of_template(path))

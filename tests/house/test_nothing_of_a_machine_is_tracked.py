"""The project names no machine, no registry and nothing that is left to do."""

from __future__ import annotations

import re

from house.source import ROOT, text_files, tracked_files, where

HERE = "tests/house/test_nothing_of_a_machine_is_tracked.py"
REGISTRIES = re.compile(
    r"pypi\.org|pythonhosted\.org|registry\.npmjs\.org|npmjs\.com|deb\.debian\.org|"
    r"security\.debian\.org|ghcr\.io|quay\.io|docker\.io|jsdelivr|unpkg\.com|cdnjs",
    re.IGNORECASE,
)
LOCKS = re.compile(r"(?:^|/)(?:requirements/\w[\w-]*\.txt|package-lock\.json)$")
ADDRESS = re.compile(r"https?://|git\+|--index-url|--extra-index-url|--find-links|\"resolved\"")
MACHINE = re.compile(r"(?<![\w.~}$])/(?:home|root|Users|work|mnt|opt/[a-z]+env)/[\w.-]+")
LEFT_TO_DO = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b")


def lines_that(pattern: re.Pattern[str], *, among: re.Pattern[str] | None = None) -> list[str]:
    return [
        f"{where(path, number)}: {line.strip()[:80]}"
        for path, text in text_files()
        if where(path) != HERE and (among is None or among.search(where(path)))
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def test_lock_files_hold_no_addresses() -> None:
    """They pin names, versions and hashes; where packages come from is the machine's business."""
    assert any(LOCKS.search(where(path)) for path in tracked_files())
    assert lines_that(ADDRESS, among=LOCKS) == []


def test_lock_files_pin_by_hash() -> None:
    for path in sorted((ROOT / "requirements").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        pins = re.findall(r"^[\w.-]+(?:\[[\w,]+\])?==\S+", text, re.M)
        assert pins, path.name
        assert text.count("--hash=sha256:") >= len(pins), path.name


def test_no_registry_is_named() -> None:
    assert lines_that(REGISTRIES) == []


def test_no_path_of_one_machine_is_written_down() -> None:
    assert lines_that(MACHINE) == []


def test_nothing_is_left_to_do() -> None:
    assert lines_that(LEFT_TO_DO) == []


def test_every_page_of_the_docs_that_is_named_exists() -> None:
    pages = {path.name for path in tracked_files() if path.suffix == ".md"}
    missing = [
        f"{where(path)}: {name}"
        for path, text in text_files()
        if where(path) != HERE
        for name in re.findall(r"[\w-]+\.md\b", text)
        if name not in pages
    ]
    assert missing == []


def test_every_dependency_says_what_it_is_for() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    listed = re.search(r"^dependencies = \[\n(.*?)^\]", text, re.S | re.M)
    assert listed
    assert [line for line in listed[1].splitlines() if line.strip() and "#" not in line] == []


def test_dependencies_are_the_same_in_both_places() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    listed = re.search(r"^dependencies = \[\n(.*?)^\]", text, re.S | re.M)
    assert listed
    in_project = set(re.findall(r'^\s*"([^"]+)"', listed[1], re.M))
    asked = (ROOT / "requirements" / "run.in").read_text(encoding="utf-8").splitlines()
    in_requirements = {line.strip() for line in asked if line.strip() and line[0] not in "#-"}
    assert in_requirements - {"setuptools"} == in_project

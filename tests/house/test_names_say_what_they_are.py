"""Names are words of the field; dates, moments, people and yes-or-no are told by their names."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.db import models

from house.source import python_files, room_of, templates, tracked_files, tree, where

EMPTY_WORDS = {
    "util", "utils", "helper", "helpers", "common", "core", "base", "misc", "shared", "service",
    "services", "processor", "handler", "handlers", "manager", "managers", "info", "data", "temp",
    "v2", "mixin", "mixins", "stuff", "generic",
}  # fmt: skip

# A yes-or-no that reads as a sentence beside its model's name, and a day or moment that is the
# very thing the row is about.
READS_AS_A_SENTENCE = {
    "partnership.Partnership.in_front": "a partnership in front",
    "partnership.Place.holds_many": "a place holds many",
    "accounts.Session.second_factor": "the session's second factor, as allauth calls it",
    "partnership.OneOffDay.day": "the day itself",
    "records.Record.on": "the date people know it by",
    "duties.Fulfilment.on": "the day it happened",
    "governance.Meeting.on": "the day of the meeting",
    "trail.TrailEvent.at": "the moment of the line",
}


def our_fields() -> Iterator[tuple[str, models.Field[object, object]]]:
    for model in apps.get_models():
        if room_of(model.__module__):
            for field in model._meta.local_concrete_fields:
                yield f"{model._meta.label}.{field.name}", field


def words_of(name: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])", name)}


def test_no_file_or_folder_is_named_with_an_empty_word() -> None:
    wrong = [
        where(path)
        for path in tracked_files()
        if path.suffix in (".py", ".html", ".sh")
        and any(words_of(part) & EMPTY_WORDS for part in Path(where(path)).parts[-3:])
        and where(path).startswith(("src/", "tests/", "set-up/"))
    ]
    assert wrong == []


def test_no_class_is_named_with_an_empty_word() -> None:
    wrong = [
        f"{where(path, node.lineno)}: {node.name}"
        for path in python_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef) and words_of(node.name) & EMPTY_WORDS
    ]
    assert wrong == []


def test_dates_end_in_on_and_moments_in_at() -> None:
    wrong = []
    for name, field in our_fields():
        end = None
        if isinstance(field, models.DateTimeField):
            end = "_at"
        elif isinstance(field, models.DateField):
            end = "_on"
        if end and not name.endswith(end) and name not in READS_AS_A_SENTENCE:
            wrong.append(name)
    assert wrong == []


def test_a_yes_or_no_begins_with_is_or_has() -> None:
    wrong = [
        name
        for name, field in our_fields()
        if isinstance(field, models.BooleanField)
        and not field.name.startswith(("is_", "has_"))
        and name not in READS_AS_A_SENTENCE
    ]
    assert wrong == []


def test_who_did_it_stands_beside_when() -> None:
    """`decided_by` without `decided_on` or `decided_at` cannot be checked against anything."""
    wrong = []
    for model in apps.get_models():
        if not room_of(model.__module__):
            continue
        names = {field.name for field in model._meta.local_concrete_fields}
        for name in names:
            if not name.endswith("_by"):
                continue
            act = name.removesuffix("_by")
            if (
                not {f"{act}_on", f"{act}_at"} & names
                and model._meta.label + f".{name}" not in TOLD
            ):
                wrong.append(f"{model._meta.label}.{name}")
    assert wrong == []


# Who, whose day or moment stands in a field of another name.
TOLD = {
    "partnership.Seat.appointed_by": "starts_at",
    "records.Grant.granted_by": "starts_at",
    "governance.Meeting.chaired_by": "on",
}


def test_both_of_a_pair_are_known_or_neither() -> None:
    """Where the moment may be empty, a constraint of the table ties it to the name beside it."""
    wrong = []
    for model in apps.get_models():
        if not room_of(model.__module__):
            continue
        fields = {field.name: field for field in model._meta.local_concrete_fields}
        checks = " ".join(
            str(check.condition)
            for check in model._meta.constraints
            if isinstance(check, models.CheckConstraint)
        )
        for name in (name for name in fields if name.endswith("_by")):
            act = name.removesuffix("_by")
            for other in {f"{act}_at", f"{act}_on"} & set(fields):
                if fields[other].null and not (name in checks and other in checks):
                    wrong.append(f"{model._meta.label}.{name}")
    assert wrong == []


def test_no_exception_is_listed_in_vain() -> None:
    assert set(READS_AS_A_SENTENCE) | set(TOLD) <= {name for name, _ in our_fields()}


def test_every_model_and_every_public_function_of_rules_says_what_it_is() -> None:
    wrong = []
    for path in python_files():
        kind = {path.stem, path.parent.name} & {"rules", "models", "queries", "deadlines"}
        for node in tree(path).body:
            if not kind or not isinstance(node, ast.ClassDef | ast.FunctionDef):
                continue
            if not node.name.startswith("_") and not ast.get_docstring(node):
                wrong.append(f"{where(path, node.lineno)}: {node.name}")
    assert wrong == []


def test_british_spelling_and_dates() -> None:
    """American dates (March 5, 2024) and spellings in what people read."""
    wrong = re.compile(
        r"\b(?:(?:January|February|March|April|May|June|July|August|September|October|November|"
        r"December) \d{1,2}, \d{4}|%m/%d/%Y|%B %d|organization|authorize|color of|behavior|"
        r"center of|program of|enrollment|judgement of law)\b",
        re.IGNORECASE,
    )
    found = []
    for path in [*templates(), *python_files(), *(p for p in tracked_files() if p.suffix == ".md")]:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if wrong.search(line):
                found.append(where(path, number))
    assert found == []

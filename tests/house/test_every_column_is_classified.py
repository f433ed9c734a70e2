"""Every column has a class and every table a rule of keeping; nothing else is listed."""

from __future__ import annotations

import pkgutil
from collections import Counter
from importlib import import_module

from django.apps import apps

from sightline.web import classification
from sightline.web.classification import CLASSES, TABLES

# Django's own tables that hold names of models and permissions, and procrastinate's, whose
# arguments are ids: a house test of jobs holds them to it.
OF_LIBRARIES = {"auth", "contenttypes", "procrastinate"}


def columns_of_models() -> set[str]:
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label not in OF_LIBRARIES
        for field in model._meta.local_concrete_fields
    }


def test_every_column_is_classified_once() -> None:
    listed = Counter(f"{table.model}.{name}" for table in TABLES for name, _ in table.columns())
    assert [name for name, times in listed.items() if times > 1] == []
    assert sorted(columns_of_models() - set(listed)) == [], "say what these hold"
    assert sorted(set(listed) - columns_of_models()) == [], "these are gone: take them off"


def test_every_table_lies_in_the_file_of_its_room() -> None:
    libraries = {"account", "mfa", "socialaccount"}  # of sign-in, beside our own accounts
    for room in pkgutil.iter_modules(classification.__path__):
        listed = getattr(import_module(f"{classification.__name__}.{room.name}"), "TABLES", ())
        for table in listed:
            label = table.model.split(".")[0]
            assert ("accounts" if label in libraries else label) == room.name, table.model


def test_a_name_or_an_address_is_never_called_internal() -> None:
    """The slips people make: a name, an e-mail address or who did something is personal."""
    slips = [
        f"{table.model}.{name}"
        for table in TABLES
        for name, kind in table.columns()
        if kind == "internal" and (name.endswith("_by") or name in ("email", "person", "user"))
        and f"{table.model}.{name}" != "governance.Meeting.chaired_by"  # a seat, not a name
    ]  # fmt: skip
    assert slips == []


def test_every_class_is_used() -> None:
    assert {kind for table in TABLES for _, kind in table.columns()} == set(CLASSES)

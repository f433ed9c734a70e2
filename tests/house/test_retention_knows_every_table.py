"""Whatever hangs on a record has an answer for the day on which the record is destroyed: it goes,
it is the work itself, it is cleared of the pointer, or it holds the record (decision 019)."""

from __future__ import annotations

import pkgutil
from importlib import import_module

import pytest
from django.apps import apps
from django.db.migrations import Migration
from django.db.models import ForeignKey

from sightline.assurance.retention import migrations
from sightline.assurance.retention.migrations import _hanging
from sightline.assurance.retention.rules import BY_KIND, CLASSES

ANSWERS = {
    "is": set(_hanging.keys(_hanging.IS)),
    "goes": set(_hanging.keys(_hanging.GOES)),
    "clears": set(_hanging.keys(_hanging.CLEARS)),
    "holds": set(_hanging.keys(_hanging.HOLDS)),
}
for found in pkgutil.iter_modules(migrations.__path__, f"{migrations.__name__}."):
    operations = getattr(import_module(found.name), "Migration", Migration).operations
    for one in operations:
        if isinstance(one, _hanging.Hanging):
            for answer, text in one.answers.items():
                ANSWERS[answer] |= set(_hanging.keys(text))
Key = tuple[str, str]

# Columns that name a record by its reference, each with what becomes of it.
BY_REFERENCE = {
    ("actions_action", "reference"): "of a row that goes by its key",
    ("diary_occasion", "about"): "goes with the record",
    ("outbox_message", "about"): "goes with the record",
    ("trail_trailevent", "about"): "stays: the trail tells that there was something",
    ("records_record", "reference"): "the record itself",
    ("records_emergencyaccess", "reference"): "goes with the record, by its key",
    ("retention_certificate", "reference"): "the certificate's own",
    ("retention_certificate", "record_reference"): "stays: what the certificate is of",
    ("reviews_disclosurerequest", "reference"): "goes with the record, by its key",
    ("reviews_practitionerevent", "about"): "words, of a row that goes by its key",
    ("training_course", "reference"): "of a row that goes by its key",
    ("training_event", "reference"): "of a row that goes by its key",
    ("training_briefing", "reference"): "of a row that goes by its key",
}


def foreign_keys() -> dict[Key, tuple[str, bool]]:
    """Every foreign key with the table it points at, and whether it may be empty."""
    return {
        (model._meta.db_table, str(field.column)): (
            field.related_model._meta.db_table,  # type: ignore[union-attr]
            field.null,
        )
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_fields
        if isinstance(field, ForeignKey)
    }


def tables_that_go(keys: dict[Key, tuple[str, bool]]) -> set[str]:
    """Tables in which rows go with a record, near or far."""
    found = {"records_record"}
    while True:
        more = {
            table
            for (table, column), (parent, _) in keys.items()
            if parent in found and (table, column) in ANSWERS["is"] | ANSWERS["goes"]
        }
        if more <= found:
            return found
        found |= more


def test_every_foreign_key_that_leads_to_a_record_has_one_answer() -> None:
    keys = foreign_keys()
    going = tables_that_go(keys)
    leading = {key for key, (parent, _) in keys.items() if parent in going}
    answered = [key for some in ANSWERS.values() for key in some]
    assert sorted(leading - set(answered)) == []
    assert len(answered) == len(set(answered))


def test_no_answer_is_for_a_key_that_is_not_there() -> None:
    keys = foreign_keys()
    answered = {key for some in ANSWERS.values() for key in some}
    assert sorted(answered - set(keys)) == []


def test_only_what_may_be_empty_is_cleared() -> None:
    keys = foreign_keys()
    assert [key for key in sorted(ANSWERS["clears"]) if not keys[key][1]] == []


def test_every_column_that_names_a_record_by_its_reference_is_known() -> None:
    named = {
        (model._meta.db_table, str(field.column))
        for model in apps.get_models()
        if model.__module__.startswith("sightline.")
        for field in model._meta.local_fields
        if field.column in ("about", "reference", "record_reference")
    }
    assert named == set(BY_REFERENCE)


def test_a_kind_is_of_one_class() -> None:
    kinds = [kind for one in CLASSES for kind in one.kinds]
    assert len(kinds) == len(set(kinds)) == len(BY_KIND)


@pytest.mark.django_db
def test_every_table_that_goes_lets_its_rows_go_and_only_then() -> None:
    from django.db import connection

    going = tables_that_go(foreign_keys()) | {"files_storedfile", "files_filetext"}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_policies WHERE policyname = 'owner_destroys'"
            " AND cmd = 'DELETE' AND qual ~ 'sightline_is_doomed'"
        )
        let = {table for (table,) in cursor.fetchall()}
        cursor.execute(
            "SELECT c.relname, f.prosrc ~ 'sightline_is_doomed' FROM pg_trigger t"
            " JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc f ON f.oid = t.tgfoid"
            " WHERE t.tgname ~ '^(never_deleted|append_only)_row$'"
        )
        guarded = dict(cursor.fetchall())
    assert sorted(going - let) == []
    assert [table for table in sorted(going & set(guarded)) if not guarded[table]] == []
    # and what never goes has no way out
    assert [table for table, opened in sorted(guarded.items()) if opened and table not in let] == []
    assert not guarded["trail_trailevent"]
    assert not guarded["retention_certificate"]


@pytest.mark.django_db
def test_the_database_keeps_what_is_declared() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE sightline_owner")
        cursor.execute("SELECT kind, class_code, shipped FROM retention_kind")
        kept = {(kind, code, years) for kind, code, years in cursor.fetchall()}
        cursor.execute("SELECT child, col, answer FROM retention_hanging")
        hanging = {(child, col, answer) for child, col, answer in cursor.fetchall()}
    assert kept == {(kind, one.code, one.years) for one in CLASSES for kind in one.kinds}
    assert hanging == {(*key, name) for name, some in ANSWERS.items() for key in some}

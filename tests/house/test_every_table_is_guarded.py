"""Every table of ours has row policies, forced on its owner too, in the migrations that make it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db.migrations import RunSQL
from django.db.migrations.loader import MigrationLoader

from house.source import room_of

# Tables without row policies, each with what guards it instead.
OTHERWISE = {
    "accounts_session": "no process has a right on it; functions take the session's token",
    "accounts_throttle": "no process has a right on it; functions count the guesses",
    "jobs_jobfailure": "the kind of an error and the number of a job, without its text",
    "partnership_agency": "published; the web process may only read",
    "partnership_arrangementversion": "published; the web process may only read",
    "partnership_body": "published; the web process may only read",
    "partnership_partnership": "published; the web process may only read",
    "partnership_place": "published; the web process may only read",
    "performance_area": "published; the web process may only read",
    "performance_statisticalneighbour": "published; the web process may only read",
    "records_referencecount": "numbers already given, without what they were given to",
    "trail_head": "moved by the trail's own trigger; no process may write it",
    "trail_postedform": "found only by a random key that stood in the posted form",
}


def tables_of_ours() -> set[str]:
    return {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if room_of(model.__module__) and model._meta.managed
    }


def statements() -> Iterator[str]:
    """Every SQL statement of our migrations, read without a database."""
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    for (label, _), migration in sorted(loader.disk_migrations.items()):
        if not room_of(apps.get_app_config(label).name):
            continue
        for operation in migration.operations:
            if isinstance(operation, RunSQL):
                parts = [operation.sql] if isinstance(operation.sql, str) else operation.sql
                for part in parts:
                    yield part if isinstance(part, str) else part[0]


def tables_with(pattern: str) -> set[str]:
    return {table for sql in statements() for table in re.findall(pattern, sql)}


def test_every_table_has_row_policies_that_bind_its_owner_too() -> None:
    enabled = tables_with(r"ALTER TABLE (\w+) ENABLE ROW LEVEL SECURITY")
    forced = tables_with(r"ALTER TABLE (\w+) FORCE ROW LEVEL SECURITY")
    assert enabled == forced
    assert sorted(tables_of_ours() - forced - set(OTHERWISE)) == []


def test_every_row_policy_guards_a_table_there_is() -> None:
    assert sorted(tables_with(r"ALTER TABLE (\w+) FORCE ROW LEVEL SECURITY") - all_tables()) == []


def all_tables() -> set[str]:
    return {model._meta.db_table for model in apps.get_models(include_auto_created=True)}


def test_no_exception_is_listed_in_vain() -> None:
    assert set(OTHERWISE) <= tables_of_ours()
    assert not set(OTHERWISE) & tables_with(r"ALTER TABLE (\w+) FORCE ROW LEVEL SECURITY")


def test_every_definer_function_fixes_where_names_are_looked_up() -> None:
    """With the caller's search path a definer function runs the caller's functions as owner."""
    open_ones = []
    for sql in statements():
        for found in re.finditer(r"CREATE (?:OR REPLACE )?FUNCTION (\w+)(.*?)AS \$", sql, re.S):
            if "SECURITY DEFINER" in found[2] and "SET search_path" not in found[2]:
                open_ones.append(found[1])
    assert open_ones == []


@pytest.mark.parametrize("table", ["trail_trailevent"])
def test_the_trail_refuses_change_and_removal(table: str) -> None:
    text = "\n".join(statements())
    assert re.search(rf"BEFORE UPDATE OR DELETE ON {table}\b", text)
    assert re.search(rf"BEFORE TRUNCATE ON {table}\b", text)


@pytest.mark.django_db
def test_the_database_holds_what_the_migrations_say() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace "
            "AND relkind IN ('r', 'p') AND relrowsecurity AND relforcerowsecurity"
        )
        forced = {name for (name,) in cursor.fetchall()}
    assert sorted(tables_of_ours() - forced - set(OTHERWISE)) == []

"""A database of their own for tests that start other processes: what is committed there stays out
of the way of every other test, and goes with the database."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from pytest_django import DjangoDbBlocker


@pytest.fixture
def own_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A fresh copy of the migrated database, on which this process acts as the worker."""
    from django.conf import settings
    from django.db import connection

    ours = settings.DATABASES["default"]
    before = connection.settings_dict["NAME"]
    name = f"{before}_own"
    address = {
        "host": ours["HOST"],
        "port": ours["PORT"] or None,
        "user": ours["USER"],
        "password": ours["PASSWORD"] or None,
    }
    connection.close()
    with psycopg.connect(dbname="postgres", autocommit=True, **address) as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        # every other test rolls back, so that the test database is as it was made
        admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{before}" OWNER sightline_owner')
        with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
            patch.setitem(connection.settings_dict, "NAME", name)
            with connection.cursor() as cursor:
                cursor.execute("SET ROLE sightline_worker")
            yield name
            connection.close()
        admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

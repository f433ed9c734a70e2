"""The world of the tests, made once for a run; each process that runs tests takes a copy of it.

Making the world takes four seconds, and more than a hundred files of tests ask for it. So it is
kept in a database of its own, beside the files it stored and the names its things go by.
"""

from __future__ import annotations

import pickle
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg

if TYPE_CHECKING:
    from builders.world import World

LOCK = 712020
BEYOND = 10_000
"""Addresses from here on belong to nobody in the world."""


@dataclass(frozen=True)
class Kept:
    """Where a made world is: the copy of its database for this process, and its folder."""

    database: str
    folder: Path

    @contextmanager
    def entered(self, files: Path) -> Iterator[World]:
        """The world as it was made, its files in a folder of its own; what is done to it is undone
        at the end. Everybody has just signed in."""
        from django.db import connection, transaction

        from builders.partnership import number_people_from
        from builders.world import sign_in
        from clients import surroundings

        before = connection.settings_dict["NAME"]
        shutil.copytree(self.folder / "files", files, dirs_exist_ok=True)
        with surroundings(files):
            connection.close()
            connection.settings_dict["NAME"] = self.database
            try:
                with transaction.atomic():
                    with connection.cursor() as cursor:
                        cursor.execute("SET LOCAL ROLE sightline_worker")
                    world: World = pickle.loads((self.folder / "world").read_bytes())
                    number_people_from(BEYOND)
                    sign_in(world)
                    yield world
                    transaction.set_rollback(True)
            finally:
                connection.close()
                connection.settings_dict["NAME"] = before


@contextmanager
def kept(
    address: dict[str, Any], migrated: str, own: str, folder: Path, run: int
) -> Iterator[Kept]:
    """The world of a run of tests: made where no process made it yet, copied for this one."""
    made = f"sightline_world_{run}"
    with psycopg.connect(dbname="postgres", autocommit=True, **address) as admin:
        admin.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        if not admin.execute("SELECT 1 FROM pg_database WHERE datname=%s", [made]).fetchone():
            making = f"{made}_making"
            admin.execute(f'CREATE DATABASE "{making}" TEMPLATE "{migrated}" OWNER sightline_owner')
            _make(making, folder)
            admin.execute(f'ALTER DATABASE "{making}" RENAME TO "{made}"')
        copy = f"{own}_world"
        admin.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{made}" OWNER sightline_owner')
        admin.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
    yield Kept(copy, folder)
    with psycopg.connect(dbname="postgres", autocommit=True, **address) as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')


def _make(database: str, folder: Path) -> None:
    from django.db import connection, transaction

    from builders.world import build
    from clients import surroundings

    before = connection.settings_dict["NAME"]
    files = folder / "files"
    files.mkdir(parents=True)
    connection.close()
    connection.settings_dict["NAME"] = database
    with surroundings(files), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE sightline_worker")
        (folder / "world").write_bytes(pickle.dumps(build()))
    connection.close()
    connection.settings_dict["NAME"] = before

"""Putting a backup back, and proving beforehand that it can be."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Iterator
from pathlib import Path

import psycopg
from psycopg import sql

from sightline.web.backups import connecting, contents, inventory
from sightline.web.backups.contents import Backup
from sightline.web.stopping import Refused

EMPTY_ANEW = """
    SET lock_timeout = '10s';
    DROP SCHEMA public CASCADE;
    CREATE SCHEMA public;
    ALTER SCHEMA public OWNER TO pg_database_owner;
    GRANT USAGE ON SCHEMA public TO PUBLIC;
"""


def refuse_if_damaged(backup: Backup) -> None:
    """Stop before anything is touched when a file of the backup is missing or changed."""
    faults = backup.faults()
    if faults:
        raise Refused(f"{backup.folder} is damaged.\n" + "\n".join(faults))


def is_empty(database: str | None = None) -> bool:
    """Whether a database has no tables of ours."""
    with connecting.connect("owner", database) as connection:
        return not inventory.tables(connection)


def empty_anew() -> None:
    """Take everything out of our own database."""
    try:
        with connecting.connect("owner") as connection:
            connection.execute(EMPTY_ANEW)
    except psycopg.errors.LockNotAvailable as error:
        raise Refused("The database is in use. Stop web and worker, then try again.") from error


def restore_database(backup: Backup, database: str | None = None) -> None:
    """Restore the dump in one transaction: whole or not at all."""
    with connecting.connect("owner", database) as connection:
        version = connection.info.server_version
    if version // 10000 < backup.manifest["server_version"] // 10000:
        raise Refused(
            f"The backup is of PostgreSQL {backup.manifest['server_version'] // 10000}; this "
            f"server is {version // 10000}. Restore it into one at least as new."
        )
    connecting.run_program(
        "pg_restore",
        ["--no-owner", "--exit-on-error", "--single-transaction", str(backup.dump)],
        role="owner",
        server_version=version,
        database=database,
    )


def compare(backup: Backup, database: str | None = None) -> list[str]:
    """Everything in which the restored database differs from what the backup says."""
    with connecting.connect("backup", database) as connection:
        found = inventory.take(connection)
        faults = inventory.differences(backup.manifest["database"], found)
        return faults + _documents_without_file(connection, backup)


def _documents_without_file(connection: connecting.Connection, backup: Backup) -> list[str]:
    """Documents that the database names and the backup does not hold."""
    columns = connection.execute(
        "SELECT 1 FROM information_schema.columns "
        "WHERE table_name = 'files_storedfile' AND column_name = 'sha256'"
    )
    if columns.fetchone() is None:
        return []
    held = {
        checksum
        for name, checksum in backup.manifest["checksums"].items()
        if name.startswith(f"{contents.FILES}/")
    }
    named = {row[0] for row in connection.execute("SELECT sha256 FROM files_storedfile")}
    return [f"The document {one} is named in the database and not in the backup."
            for one in sorted(named - held)]  # fmt: skip


@contextlib.contextmanager
def fresh_database(given: str | None) -> Iterator[str]:
    """A database for a drill: made and dropped again, or an empty one that was named."""
    if given is not None:
        if not is_empty(given):
            raise Refused(f"The database {given} is not empty; a drill needs an empty one.")
        yield given
        return
    name = f"sightline_drill_{secrets.token_hex(4)}"
    identifier = sql.Identifier(name)
    with connecting.connect("owner", autocommit=True) as connection:
        try:
            connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(identifier))
        except psycopg.errors.InsufficientPrivilege as error:
            raise Refused(
                "sightline_owner may not make a database for the drill. Either run 'ALTER ROLE "
                "sightline_owner CREATEDB' as administrator, or have an empty database made that "
                "it owns, and name that with --into."
            ) from error
    try:
        yield name
    finally:
        with connecting.connect("owner", autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(identifier))


def restore_files(backup: Backup, stored_files: Path) -> int:
    """Put the stored documents back; those that are there already are left."""
    source = backup.folder / contents.FILES
    return contents.copy_files(source, stored_files) if source.is_dir() else 0

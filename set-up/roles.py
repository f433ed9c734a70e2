"""The four database roles and the database, made by an administrator. Needs the packages."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from progress import Stop

ROLES = ("owner", "web", "worker", "backup")
# only where tests run: it clones databases and becomes any of the others
FOR_TESTS = """
    DO $$ BEGIN
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'sightline_test') THEN
            CREATE ROLE sightline_test LOGIN CREATEDB;
        END IF;
    END $$;
    GRANT sightline_owner, sightline_web, sightline_worker, sightline_backup TO sightline_test;
"""
SQL = Path(__file__).with_name("roles.sql")
HOW_BY_HAND = (
    "Ask the server's administrator to run set-up/roles.sql in that database (its first lines say "
    "how) and to set the passwords; then set DATABASE_URL_OWNER, DATABASE_URL_WEB, "
    "DATABASE_URL_WORKER and DATABASE_URL_BACKUP. docs/how-to/operate.md shows an example."
)


def new_passwords(*, for_tests: bool = False) -> dict[str, str]:
    """A password for each role; the role of the tests is one of them only where tests run."""
    return {role: secrets.token_urlsafe(24) for role in (*ROLES, *["test"] * for_tests)}


def prepare_server(administrator: dict[str, str], database: str, passwords: dict[str, str]) -> None:
    """Have the database, its extensions and the roles, with these passwords.

    The owner may create databases: a restore drill proves a backup in a fresh one.
    """
    import psycopg
    from psycopg import sql

    try:
        with _first_connection(administrator) as connection:
            _check_version(connection)
            _check_rights(connection)
            _check_nobody_works(connection)
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
            if known.fetchone() is None:
                connection.execute(
                    sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' "
                            "LOCALE 'C.UTF-8'").format(sql.Identifier(database))
                )  # fmt: skip
        with psycopg.connect(**{**administrator, "dbname": database}) as connection:  # type: ignore[arg-type]
            connection.execute(SQL.read_text(encoding="utf-8"))
            connection.execute("ALTER ROLE sightline_owner CREATEDB")
            if "test" in passwords:
                connection.execute(FOR_TESTS)
            for role, password in passwords.items():
                connection.execute(
                    sql.SQL("ALTER ROLE {} PASSWORD {}").format(
                        sql.Identifier(f"sightline_{role}"), sql.Literal(password)
                    )
                )
    except psycopg.errors.InsufficientPrivilege as error:
        raise Stop(f"The database roles could not be made: {error}{HOW_BY_HAND}") from error
    except psycopg.OperationalError as error:
        raise Stop(f"The database server cannot be reached: {error}") from error


def _first_connection(administrator: dict[str, str]) -> Any:
    """To the database that was named; to the server's own where that one is yet to be made."""
    import psycopg

    try:
        return psycopg.connect(**administrator, autocommit=True)  # type: ignore[arg-type]
    except psycopg.OperationalError as error:
        if "does not exist" not in str(error):
            raise
        elsewhere = {**administrator, "dbname": "postgres"}
        return psycopg.connect(**elsewhere, autocommit=True)  # type: ignore[arg-type]


def urls(administrator: dict[str, str], database: str, passwords: dict[str, str]) -> dict[str, str]:
    """The connection setting of each role, as they stand in the state file."""
    host = administrator.get("host", "")
    port = administrator.get("port", "")
    keep = {
        key: value
        for key, value in administrator.items()
        if key not in ("host", "port", "user", "password", "dbname")
    }
    found = {}
    for role in passwords:
        place = f"sightline_{role}:{quote(passwords[role], safe='')}@"
        query = dict(keep)
        if host.startswith("/"):
            query["host"] = host
            if port:
                query["port"] = port
        else:
            place += (f"[{host}]" if ":" in host else host) + (f":{port}" if port else "")
        tail = f"?{urlencode(query, safe='/')}" if query else ""
        found[f"DATABASE_URL_{role.upper()}"] = (
            f"postgresql://{place}/{quote(database, safe='')}{tail}"
        )
    return found


def read_url(url: str) -> dict[str, str]:
    """The parts of a DATABASE_URL, as connection parameters."""
    from psycopg.conninfo import conninfo_to_dict

    if not url.startswith(("postgresql://", "postgres://")):
        raise Stop("DATABASE_URL must begin with postgresql://; only PostgreSQL serves.")
    parts = {key: str(value) for key, value in conninfo_to_dict(url).items() if value is not None}
    if not parts.get("dbname"):
        raise Stop("DATABASE_URL must name a database: postgresql://…/sightline")
    return parts


def _check_nobody_works(connection: Any) -> None:
    """New passwords would lock out an installation that runs on this server already."""
    row = connection.execute(
        "SELECT count(*) FROM pg_stat_activity WHERE usename LIKE 'sightline\\_%'"
    ).fetchone()
    if row is not None and row[0]:
        raise Stop(
            f"Sightline works on this server already ({row[0]} connections), with passwords that "
            "this folder does not know. Set DATABASE_URL_OWNER, DATABASE_URL_WEB, "
            "DATABASE_URL_WORKER and DATABASE_URL_BACKUP instead of DATABASE_URL."
        )


def _check_version(connection: Any) -> None:
    major = connection.info.server_version // 10000
    if major not in range(15, 19):
        raise Stop(f"The server is PostgreSQL {major}; Sightline runs on 15 to 18.")


def _check_rights(connection: Any) -> None:
    row = connection.execute(
        "SELECT rolsuper OR rolcreaterole, rolname FROM pg_roles WHERE rolname = current_user"
    ).fetchone()
    if row is None or not row[0]:
        name = row[1] if row else "this role"
        raise Stop(f"The role {name} of DATABASE_URL may not create roles. {HOW_BY_HAND}")

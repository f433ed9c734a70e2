"""Ways to the database for backups: a plain connection, and PostgreSQL's own programs."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo

from sightline.web.stopping import Refused
from sightline.web.surroundings import OF_THE_DRIVER, database_for, read_state_file, state_folder

Connection = psycopg.Connection[tuple[Any, ...]]


def parameters(role: str, database: str | None = None) -> dict[str, str]:
    """How one of our roles connects, to its own database or to another of the same server."""
    settings = database_for(role, read_state_file(state_folder()))
    found = {
        "host": settings["HOST"],
        "port": settings["PORT"],
        "user": settings["USER"],
        "password": settings["PASSWORD"],
        "dbname": database or settings["NAME"],
        **settings["OPTIONS"],
    }
    kept = found.keys() - OF_THE_DRIVER.keys()
    return {key: str(found[key]) for key in kept if found[key]}


def connect(role: str, database: str | None = None, *, autocommit: bool = False) -> Connection:
    """Open a connection as one of our roles."""
    try:
        return psycopg.connect(
            make_conninfo(**parameters(role, database)), autocommit=autocommit, connect_timeout=10
        )
    except psycopg.OperationalError as error:
        raise Refused(f"The database did not answer as sightline_{role}: {error}") from error


def run_program(
    name: str, arguments: list[str], *, role: str, server_version: int, database: str | None = None
) -> None:
    """Run pg_dump or pg_restore as one of our roles; a failure is a sentence."""
    program, libraries = find_program(name, server_version // 10000)
    known = parameters(role, database)
    environment = {**os.environ, "PGPASSWORD": known.pop("password", ""), "LC_ALL": "C.UTF-8"}
    if libraries:
        environment["LD_LIBRARY_PATH"] = libraries
    result = subprocess.run(
        [str(program), *arguments, "--dbname", make_conninfo(**known)],
        env=environment,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if result.returncode != 0:
        raise Refused(f"{name} failed: {result.stderr.strip()[-1500:]}")


def find_program(name: str, server_major: int) -> tuple[Path, str]:
    """A program at least as new as the server: an older pg_dump refuses, rightly, to try."""
    settings = {**read_state_file(state_folder()), **os.environ}
    libraries = settings.get("PG_LIBRARIES", "")
    seen = []
    for folder in _folders(settings):
        program = folder / name
        if not program.exists():
            continue
        major = _major(program, libraries)
        if major is not None and major >= server_major:
            return program, libraries
        seen.append(f"{program} is version {major}")
    found = f" Found: {'; '.join(seen)}." if seen else ""
    raise Refused(
        f"{name} {server_major} or newer is needed, as new as the server.{found} Install "
        f"postgresql-client-{server_major}, or set PG_BIN to the folder that holds it."
    )


def _folders(settings: Mapping[str, str]) -> list[Path]:
    named = [Path(settings["PG_BIN"])] if settings.get("PG_BIN") else []
    versions = list(Path("/usr/lib/postgresql").glob("*/bin"))
    versions.sort(key=lambda path: path.parent.name, reverse=True)
    search = [Path(part) for part in settings.get("PATH", "").split(os.pathsep) if part]
    return named + versions + search


def _major(program: Path, libraries: str) -> int | None:
    environment = {**os.environ, **({"LD_LIBRARY_PATH": libraries} if libraries else {})}
    try:
        said = subprocess.run(
            [str(program), "--version"],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        ).stdout
    except OSError:
        return None
    found = re.search(r"\(PostgreSQL\) (\d+)", said)
    return int(found[1]) if found else None

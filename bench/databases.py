"""Databases of the bench: made beside the one of the state folder, gone when the bench ends."""

from __future__ import annotations

import contextlib
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg

from sightline.web.surroundings import read_state_file


class Databases:
    """Makes databases of one server, each with a state folder that leads to it."""

    def __init__(self, state: Path, folder: Path) -> None:
        self.state, self.folder = state, folder
        self.settings = read_state_file(state)
        self.url = self.settings["DATABASE_URL_TEST"]
        self.made: list[str] = []

    def make(self, name: str, *, like: str = "") -> Path:
        """A database, empty or a copy of another of the bench; gives back its state folder."""
        database = f"bench_{name}"
        with self._connection() as server:
            server.execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')
            copied = f'TEMPLATE "bench_{like}"' if like else ""
            server.execute(f'CREATE DATABASE "{database}" OWNER sightline_owner {copied}')
        self.made.append(database)
        own = self.folder / name
        own.mkdir(mode=0o700)
        if (self.state / "static").is_dir():
            (own / "static").symlink_to(self.state / "static")
        lines = [f"{key}={_led_to(database, value)}" for key, value in self.settings.items()]
        (own / "environment").touch(mode=0o600)
        (own / "environment").write_text("\n".join(lines) + "\n", encoding="utf-8")
        return own

    def remove_all(self) -> None:
        """Leave the server as it was found."""
        with self._connection() as server:
            for database in self.made:
                server.execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')

    def _connection(self) -> psycopg.Connection:
        return psycopg.connect(_led_to("postgres", self.url), autocommit=True)


def _led_to(database: str, value: str) -> str:
    """An address with its database changed; anything else as it is."""
    return re.sub(r"^(postgres(?:ql)?://[^/]*/)[^?]*", rf"\g<1>{database}", value)


@contextlib.contextmanager
def beside(state: Path) -> Iterator[Databases]:
    """Databases for as long as the block lasts."""
    folder = Path(tempfile.mkdtemp(prefix="sightline-bench-"))
    made = Databases(state, folder)
    try:
        yield made
    finally:
        made.remove_all()
        shutil.rmtree(folder, ignore_errors=True)

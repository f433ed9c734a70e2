"""A database for this project: the server of DATABASE_URL, or a private cluster."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import cluster
import postgresql
import roles
from places import STATE, server_account, server_home
from progress import Stop, say

FILE = "environment"
ENOUGH_MEMORY = 2_000_000_000  # bytes free in /dev/shm that a test cluster may need


def _names(for_tests: bool) -> list[str]:
    wanted = [*roles.ROLES, "test"] if for_tests else roles.ROLES
    return [f"DATABASE_URL_{role.upper()}" for role in wanted]


def _is_given(*, for_tests: bool = False) -> bool:
    return all(os.environ.get(name) for name in _names(for_tests))


@contextlib.contextmanager
def running() -> Iterator[None]:
    """Have the database of `make run` there for as long as the block lasts."""
    if _is_given():
        yield
        return
    if os.environ.get("DATABASE_URL"):
        _use_server(os.environ["DATABASE_URL"], STATE)
        yield
        return
    home = server_home()
    kept = cluster.Cluster(home, _programs(home / "postgresql", cluster.version_of(home)))
    say(f"Starting PostgreSQL {kept.programs.major}")
    cluster.start(kept)
    try:
        _prepare(kept, STATE)
        yield
    finally:
        cluster.stop(kept)
        say("Database stopped")


@contextlib.contextmanager
def throw_away() -> Iterator[Path]:
    """A state folder with a database that is gone when the block ends, for tests."""
    with _folder_in("/tmp", "sightline-state-") as state:
        if _is_given(for_tests=True):
            yield state
            return
        if os.environ.get("DATABASE_URL"):
            # with the passwords kept in the lasting state folder: they are the server's, not ours
            _use_server(os.environ["DATABASE_URL"], STATE, for_tests=True)
            write(state, read(STATE))
            yield state
            return
        with _folder_in(_fast_folder(), "sightline-tests-") as home:
            if (account := server_account()) is not None:
                shutil.chown(home, account, None)
            made = cluster.Cluster(home, _programs(_fetched_place(), None), lasting=False)
            say(f"Starting a throw-away PostgreSQL {made.programs.major}")
            try:
                cluster.start(made)
                _prepare(made, state, for_tests=True)
                yield state
            finally:
                cluster.remove(made)


def _programs(fetched: Path, wanted: int | None) -> postgresql.Programs:
    found = postgresql.find(fetched=fetched, wanted=wanted) or postgresql.fetch(fetched)
    if wanted not in (None, found.major):
        raise Stop(
            f"The data here were written by PostgreSQL {wanted}, and this machine has "
            f"{found.major}. Install PostgreSQL {wanted} again, make a backup with it, and restore "
            "that into the newer one (docs/how-to/operate.md)."
        )
    return found


def _fetched_place() -> Path:
    """Where fetched programs lie: as root below /var/lib, where the server's account may enter."""
    return server_home() / "postgresql"


def _prepare(made: cluster.Cluster, state: Path, *, for_tests: bool = False) -> None:
    before = read(state)
    socket = made.socket_folder()
    settings = dict(before)
    if not all(f"host={socket}" in before.get(name, "") for name in _names(for_tests)):
        passwords = roles.new_passwords(for_tests=for_tests)
        roles.prepare_server(made.connection(), "sightline", passwords)
        settings.update(roles.urls({"host": socket}, "sightline", passwords))
    settings["PG_BIN"] = str(made.programs.dump_folder or made.programs.folder)
    settings["PG_LIBRARIES"] = made.programs.libraries
    write(state, settings)


def _use_server(url: str, state: Path, *, for_tests: bool = False) -> None:
    administrator = roles.read_url(url)
    database = administrator["dbname"]
    settings = read(state)
    passwords = roles.new_passwords(for_tests=for_tests)
    place = roles.urls(administrator, database, passwords)
    same = all(
        _without_password(settings.get(name, "")) == _without_password(place[name])
        for name in _names(for_tests)
    )
    if not same:
        say("Making the database roles on the server of DATABASE_URL")
        roles.prepare_server(administrator, database, passwords)
        settings.update(place)
    write(state, settings)


def _without_password(url: str) -> str:
    head, at, tail = url.partition("@")
    return head.rpartition(":")[0] + at + tail


def read(state: Path) -> dict[str, str]:
    """What the state file says; nothing where there is none."""
    path = state / FILE
    if not path.is_file():
        return {}
    lines = path.read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))


def write(state: Path, settings: dict[str, str]) -> None:
    """Write the state file whole or not at all, readable by its owner only."""
    settings.setdefault("SECRET_KEY", secrets.token_urlsafe(60))
    state.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=state)  # made with mode 0600
    with open(handle, "w", encoding="utf-8") as file:
        file.write("# Written by set-up. Holds passwords: keep it to yourself.\n")
        file.writelines(f"{key}={value}\n" for key, value in settings.items())
    os.replace(name, state / FILE)


def _fast_folder() -> str:
    memory = Path("/dev/shm")
    writable = memory.is_dir() and os.access(memory, os.W_OK)
    roomy = writable and shutil.disk_usage(memory).free > ENOUGH_MEMORY
    return str(memory) if roomy else "/tmp"


@contextlib.contextmanager
def _folder_in(parent: str, prefix: str) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)

"""The test database, its roles, and the people of the tests.

The database is made once by migrating as its owner and then cloned. Tests connect as a role that
may become any of ours: they arrange as the worker, and every request runs as the web process.
"""

from __future__ import annotations

import gc
import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django
import psycopg
import pytest
from pytest_django import DjangoDbBlocker

if TYPE_CHECKING:
    from builders.kept_world import Kept
    from builders.world import World

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sightline.web.settings")
os.environ["SIGHTLINE_ROLE"] = "test"
# one moment for every process of a run: the world is made in one of them, and read in all
os.environ.setdefault("SIGHTLINE_TESTS_BEGAN", datetime.now(UTC).isoformat())

django.setup()
gc.freeze()  # what was loaded stays: looking through it again and again takes a tenth of a run
gc.set_threshold(20_000, 20, 20)
ONE_WORLD = bool(os.environ.get("SIGHTLINE_WORLD_FOR_ALL"))
SOURCE = Path(__file__).resolve().parents[1] / "src"

# Files that take a minute or more: begun first where several run at once, so that at the end no
# process is left alone with one of them.
LONG = (
    "test_every_route_answers_each_persona_as_written",
    "test_no_word_reaches_who_may_not_read_it",
    "test_pages_stay_small",
    "test_nothing_acknowledged_is_lost",
    "test_lists_do_not_grow_statements",
    "test_backup",
    "test_cli",
    "test_two_keep_one_meeting_at_once",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the long files first; within each, and among the others, the order stays. The first of
    them has the database made, which takes a minute: meanwhile the house needs none."""
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    name = item.path.stem
    if name == LONG[0]:
        return -2
    if item.path.parent.name == "house":
        return -1
    return LONG.index(name) if name in LONG else len(LONG)


def _server() -> dict[str, Any]:
    """Where the tests' server is, as psycopg takes it."""
    from django.conf import settings

    ours = settings.DATABASES["default"]
    return {
        "host": ours["HOST"],
        "port": ours["PORT"] or None,
        "user": ours["USER"],
        "password": ours["PASSWORD"] or None,
    }


def _fingerprint() -> str:
    """Of every migration and of what migrations call: the same text makes the same database."""
    paths = sorted([*SOURCE.rglob("migrations/*.py"), *SOURCE.rglob("row_policies.py")])
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()[:12]


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_blocker: DjangoDbBlocker, request: pytest.FixtureRequest
) -> Iterator[None]:
    """One fresh copy of the migrated database for this process."""
    from django.conf import settings
    from django.db import connection

    ours, address = settings.DATABASES["default"], _server()
    worker = getattr(request.config, "workerinput", {}).get("workerid", "one")
    template = f"sightline_template_{_fingerprint()}"
    name = os.environ.get("SIGHTLINE_TEST_DATABASE") or f"test_sightline_{worker}_{os.getpid()}"
    with psycopg.connect(dbname="postgres", autocommit=True, **address) as admin:
        admin.execute("SELECT pg_advisory_lock(712019)")
        if not admin.execute("SELECT 1 FROM pg_database WHERE datname=%s", [template]).fetchone():
            _migrate(admin, template, django_db_blocker)
        admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" OWNER sightline_owner')
        admin.execute("SELECT pg_advisory_unlock(712019)")
    ours["NAME"] = connection.settings_dict["NAME"] = name
    yield
    connection.close()
    with psycopg.connect(dbname="postgres", autocommit=True, **address) as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def migrated_template(django_db_setup: None) -> str:
    """The name of the migrated database that copies are taken from."""
    return f"sightline_template_{_fingerprint()}"


def _migrate(admin: psycopg.Connection, template: str, blocker: DjangoDbBlocker) -> None:
    """Make the template as production is made: every table by the owner."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    making = f"{template}_making"
    admin.execute(f'DROP DATABASE IF EXISTS "{making}" WITH (FORCE)')
    admin.execute(f'CREATE DATABASE "{making}" OWNER sightline_owner')
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(connection.settings_dict, "NAME", making)
        patch.setitem(settings.DATABASES["default"], "NAME", making)
        with blocker.unblock():
            connection.close()
            with connection.cursor() as cursor:
                cursor.execute("SET ROLE sightline_owner")
            call_command("migrate", verbosity=0, interactive=False)
            connection.close()
    admin.execute(f'ALTER DATABASE "{making}" RENAME TO "{template}"')


@contextmanager
def _role(name: str) -> Iterator[None]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        (before,) = cursor.fetchone()
        cursor.execute(f"SET ROLE {name}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"SET ROLE {before}")


@pytest.fixture
def as_role() -> Callable[[str], AbstractContextManager[None]]:
    """Act as one of the database roles for a while."""
    return _role


@pytest.fixture(autouse=True)
def arrange_as_worker(request: pytest.FixtureRequest) -> Iterator[None]:
    """Whatever a test arranges, it arranges as the worker process would."""
    if not {"db", "transactional_db"} & set(request.fixturenames):
        yield
        return
    request.getfixturevalue(
        "transactional_db" if "transactional_db" in request.fixturenames else "db"
    )
    with _role("sightline_worker"):
        yield


@pytest.fixture(autouse=True, scope="session")
def texts_kept_for_each_database() -> None:
    """A process of tests goes from one database to another, where the same number is another
    version of another file; one of ours stays with its own."""
    from django.db import connection

    from sightline.registers.partnership.queries import in_force

    read = in_force._content.__wrapped__
    kept = lru_cache(maxsize=64)(lambda _database, version: read(version))
    in_force._content = lambda version: kept(connection.settings_dict["NAME"], version)  # type: ignore[assignment]


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """A test that is rolled back leaves no trace, and so none in what is kept of it; a database
    that is copied anew numbers its editions as the one before."""
    from sightline.registers.duties.queries import register
    from sightline.registers.partnership.queries import in_force, standing

    register._kept.clear()
    once = (in_force.PARTNERSHIP, in_force.VERSIONS_ONCE)
    for one in (*once, standing.BODIES_ONCE, standing.AGENCIES_ONCE):
        one._kept.clear()


@pytest.fixture
def plain_surroundings(tmp_path: Path) -> Iterator[None]:
    """Pages without collected static files, mail kept in memory, files in a folder of the test."""
    from clients import surroundings

    with surroundings(tmp_path):
        yield


def _how_long_the_world_stands(*, fixture_name: str, config: pytest.Config) -> str:
    """For one module; for all of them where `mutation` tries the same tests again and again."""
    return "session" if ONE_WORLD else "module"


@pytest.fixture(scope="session")
def kept_world(
    migrated_template: str,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
    request: pytest.FixtureRequest,
) -> Iterator[Kept]:
    """The world as it was made for this run, in a database of this process."""
    from django.db import connection

    from builders.kept_world import kept

    own = connection.settings_dict["NAME"]
    base, run = tmp_path_factory.getbasetemp(), os.getpid()
    if hasattr(request.config, "workerinput"):  # one of several processes, which share the world
        base, run = base.parent, os.getppid()
    folder = base / "world"
    with (
        django_db_blocker.unblock(),
        kept(_server(), migrated_template, own, folder, run) as found,
    ):
        yield found


def pytest_sessionfinish(session: pytest.Session) -> None:
    """The process that others ran for goes last, and leaves no world behind."""
    if not hasattr(session.config, "workerinput"):
        with (
            suppress(psycopg.OperationalError),  # tests of the source alone need no server
            psycopg.connect(dbname="postgres", autocommit=True, **_server()) as admin,
        ):
            world = f"sightline_world_{os.getpid()}"
            admin.execute(f'DROP DATABASE IF EXISTS "{world}" WITH (FORCE)')


@pytest.fixture(scope=_how_long_the_world_stands)  # type: ignore[arg-type]
def world(
    kept_world: Kept,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[World]:
    """The world of `builders.world`, fresh for a module and undone after it. What a test changes
    stays for the tests after it, unless it asks its visitors to undo."""
    with (
        django_db_blocker.unblock(),
        kept_world.entered(tmp_path_factory.mktemp("world")) as world,
    ):
        yield world


@pytest.fixture
def scene(world: World) -> Iterator[World]:
    """The world for one test alone: what the test does is undone after it."""
    from django.core.cache import cache
    from django.db import transaction

    cache.clear()
    with transaction.atomic():
        yield world
        transaction.set_rollback(True)


@pytest.fixture
def without_triggers() -> Callable[[str], AbstractContextManager[None]]:
    """What somebody with the owner's password could do: switch a table's guards off."""

    @contextmanager
    def switched_off(table: str) -> Iterator[None]:
        from django.db import connection

        def run(*statements: str) -> None:
            with connection.cursor() as cursor:
                for statement in statements:
                    cursor.execute(statement)

        with _role("sightline_owner"):
            run(
                f"ALTER TABLE {table} DISABLE TRIGGER USER",
                f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY",
            )
            yield
            run(
                f"ALTER TABLE {table} ENABLE TRIGGER USER",
                f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
            )

    return switched_off


@pytest.fixture
def own_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A database of its own for a test that starts other processes: what is committed there stays
    out of the way of every other test. This process acts on it as the worker."""
    from django.db import connection

    before = connection.settings_dict["NAME"]
    name, address = f"{before}_own", _server()
    connection.close()
    with psycopg.connect(dbname="postgres", autocommit=True, **address) as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        template = f"sightline_template_{_fingerprint()}"
        admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" OWNER sightline_owner')
        with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
            patch.setitem(connection.settings_dict, "NAME", name)
            with connection.cursor() as cursor:
                cursor.execute("SET ROLE sightline_worker")
            yield name
            connection.close()
        admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

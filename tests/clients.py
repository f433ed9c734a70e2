"""Browsers for tests: each request runs as the web process, with the session of a real person.

Every HTML answer is inspected as a page, and a request that only looks must write nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.test import Client
from django.test.utils import override_settings

from page_inspection import inspect
from sightline.foundation.accounts import sessions
from sightline.foundation.accounts.models import Person

LOOKS = ("get", "head")
# What the transaction so far has written, whatever later undoes it. Sessions are apart: that one
# was used is noted after the page is made.
WRITTEN = """
    SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) FROM pg_stat_xact_user_tables
    WHERE schemaname = 'public' AND relname <> 'accounts_session'
"""


@contextmanager
def surroundings(folder: Path) -> Iterator[None]:
    """Nothing was collected and nothing need be; mail stays in memory, files in this folder."""
    storages = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    with override_settings(
        STORAGES=storages,
        STATIC_ROOT=str(folder),
        FILES_FOLDER=str(folder / "files"),
        EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend",
    ):
        yield


class Visitor:
    """Somebody at a browser, signed in or not; every page they see is inspected."""

    def __init__(self, who: Person | None = None, *, token: str = "") -> None:
        # a page that fails answers as in production, so that the answer can be looked at
        self.client = Client(raise_request_exception=False)
        self.statements = 0
        self.token = sessions.start(who.pk, second_factor=True) if who else token

    def get(self, path: str, *, status: int = 200, inspects: bool = True) -> str:
        """Open a page."""
        return self._answer("get", path, {}, status, inspects)

    def post(self, path: str, data: dict[str, Any], *, status: int = 200) -> str:
        """Send a form; for a redirect its address is the answer."""
        return self._answer("post", path, data, status, True)

    def ask(
        self, method: str, path: str, data: Any = None, *, undone: bool = False, **how: Any
    ) -> Any:
        """The raw answer, given by the web process. What it changed stays unless `undone`; `how` is
        said to the client, such as another type of content."""
        if self.token:
            self.client.cookies["session"] = self.token
        with transaction.atomic():
            _as("sightline_web")
            before = _written()
            counting = _Counting()
            with connection.execute_wrapper(counting):
                response = getattr(self.client, method)(path, data or {}, **how)
                if getattr(response, "streaming", False):
                    response.streamed = b"".join(response.streaming_content)
            self.statements = counting.count
            if method in LOOKS:
                logs = getattr(getattr(response, "resolver_match", None), "func", None)
                actor = getattr(response.wsgi_request, "actor", None)
                by_emergency = actor is not None and actor.emergency_record
                if not getattr(logs, "writes_on_get", False) and not by_emergency:
                    assert _written() == before, f"{method} {path} wrote to the database"
            if undone or method in LOOKS:
                # a read-only transaction cannot be made writable again except by undoing it
                transaction.set_rollback(True)
            else:
                _as("sightline_worker")
        return response

    def _answer(
        self, method: str, path: str, data: dict[str, Any], status: int, inspects: bool
    ) -> str:
        response = self.ask(method, path, data)
        assert response.status_code == status, (path, response.status_code, response.content[:600])
        if status in (301, 302):
            return str(response["Location"])
        if inspects:
            inspect(response)
        return str(response.content.decode())


def _as(role: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {role}")


def _written() -> int:
    with connection.cursor() as cursor:
        cursor.execute(WRITTEN)
        (count,) = cursor.fetchone() or (0,)
    return int(count)


class _Counting:
    """Counts statements that ask something: savepoints come from the test's own transaction and do
    not pass here."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        if not sql.lstrip().upper().startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            self.count += 1
        return execute(sql, params, many, context)

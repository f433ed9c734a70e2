"""Browsers for the pages of the partnership: each request runs as the web process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from builders import partnership as build
from page_inspection import inspect
from sightline.foundation.accounts import sessions
from sightline.foundation.accounts.models import Person
from sightline.registers.partnership.models import Partnership


class Visitor:
    """Somebody at a browser, signed in or not; every page they see is inspected."""

    def __init__(self, who: Person | None = None) -> None:
        self.client = Client()
        if who is not None:
            token = sessions.start(who.pk, second_factor=True)
            self.client.cookies["session"] = token

    def get(self, path: str, *, status: int = 200, inspects: bool = True) -> str:
        """Open a page."""
        return self._answer("get", path, {}, status, inspects)

    def post(self, path: str, data: dict[str, Any], *, status: int = 200) -> str:
        """Send a form; for a redirect its address is the answer."""
        return self._answer("post", path, data, status, True)

    def ask(self, method: str, path: str, data: dict[str, Any]) -> Any:
        """The raw answer, given by the web process."""
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL ROLE sightline_web")
            response = getattr(self.client, method)(path, data)
            if method == "get":
                # a read-only transaction cannot be made writable again except by undoing it
                transaction.set_rollback(True)
            else:
                with connection.cursor() as cursor:
                    cursor.execute("SET LOCAL ROLE sightline_worker")
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


@pytest.fixture
def browse(db: None, settings: Any, tmp_path: Path) -> Callable[..., Visitor]:
    """Open a browser for a person, or for nobody in particular."""
    settings.STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.STATIC_ROOT = str(tmp_path)  # nothing was collected, and nothing need be
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    return Visitor


@pytest.fixture
def ours(db: None) -> Partnership:
    """Wakefield, loaded."""
    return build.wakefield()


@pytest.fixture
def business_manager(ours: Partnership) -> Person:
    """Runs the business unit, and appoints people."""
    return build.appointed(ours, "business-manager", build.person("Bea Tordoff")).person


@pytest.fixture
def lead_partner(ours: Partnership) -> Person:
    """Speaks for the police among the three safeguarding partners."""
    return build.appointed(ours, "executive-lead-police", build.person("Pia Holroyd")).person


@pytest.fixture
def forum_member(ours: Partnership) -> Person:
    """Comes to the forum: may be a parent or a young person."""
    return build.appointed(ours, "masc-parents-carers", build.person("Fay Sugden")).person

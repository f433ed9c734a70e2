"""People and browsers for the tests of signing in; what they do is really committed."""

from __future__ import annotations

import itertools
import re
import time
from typing import Any
from urllib.parse import urlsplit

import pyotp
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from sightline.foundation.accounts import operations
from sightline.foundation.accounts.models import Person
from sightline.foundation.permissions import Actor

PASSWORD = "brisk otter maple 41"
BUSINESS_MANAGER = Actor(person_id=None, name="The command line", is_system=True)
_numbers = itertools.count(int(time.time() * 1000) % 10**9)


def new_address() -> str:
    return f"person{next(_numbers)}@example.org"


def invited(email: str = "") -> tuple[Person, str]:
    """A person who has been invited, and the path of their link."""
    email = email or new_address()
    link = operations.invite(
        email=email, name="Amina Rowley", by=BUSINESS_MANAGER, now=timezone.now()
    )
    return Person.objects.get(email=email.lower()), urlsplit(link).path


def joined(password: str = PASSWORD) -> Person:
    """A person who has accepted the invitation and has no second factor yet."""
    _, path = invited()
    return operations.accept_invitation(
        token=path.rstrip("/").split("/")[-1], password=password, now=timezone.now()
    )


class Browser:
    """A browser somewhere on the network; each request runs as the web process."""

    def __init__(self, source: str = "") -> None:
        number = next(_numbers)
        self.client = Client(
            REMOTE_ADDR=source or f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        )

    def _as_web(self, method: str, path: str, **given: Any) -> HttpResponse:
        with connection.cursor() as cursor:
            cursor.execute("SET ROLE sightline_web")
        try:
            return getattr(self.client, method)(path, **given)
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SET ROLE sightline_worker")

    def get(self, path: str, **given: Any) -> HttpResponse:
        return self._as_web("get", path, **given)

    def post(self, path: str, **data: Any) -> HttpResponse:
        return self._as_web("post", path, data=data)

    @property
    def token(self) -> str:
        cookie = self.client.cookies.get("session")
        return cookie.value if cookie else ""

    def sign_in(self, person: Person, password: str = PASSWORD) -> HttpResponse:
        return self.post("/account/sign-in/", login=person.email, password=password)

    def add_code_app(self) -> pyotp.TOTP:
        """Set up a code app as a person would: read the key, type the first code."""
        page = self.get("/account/second-factor/codes/").content.decode()
        app = pyotp.TOTP(re.search(r"<code>([A-Z2-7]+)</code>", page)[1])
        answer = self.post("/account/second-factor/codes/", code=app.now())
        assert answer.status_code == 302, answer.content.decode()
        return app

    def is_signed_in(self) -> bool:
        return self.get("/who").status_code == 200


def with_code_app() -> tuple[Person, pyotp.TOTP]:
    """A person who has joined and set up a code app."""
    person, browser = joined(), Browser()
    browser.sign_in(person)
    return person, browser.add_code_app()


def code_of(app: pyotp.TOTP, steps: int = 1) -> str:
    """The code of the next half minute: the current one was used to set the app up."""
    return app.at(time.time() + 30 * steps)


def sql(text: str, *values: Any, role: str = "sightline_worker") -> list[tuple[Any, ...]]:
    """Run one statement as one of the database roles."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {role}")
        try:
            cursor.execute(text, values)
            return cursor.fetchall() if cursor.description else []
        finally:
            cursor.execute("SET ROLE sightline_worker")

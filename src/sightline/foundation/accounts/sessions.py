"""Sessions: the browser holds a random token, the database its hash, and nobody else either.

The web process has no right on the sessions' table. It calls functions that take the token, so a
copy of the table opens no account and an injected statement cannot name somebody else's session.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from allauth.core.internal.httpkit import get_client_ip
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

METHODS = "account_authentication_methods"  # where allauth lists how this session signed in
SEEN_EVERY = timedelta(minutes=1)  # how exact "last used" is; saves a write on every page


class SessionStore(SessionBase):
    """Django's session, loaded from the row that the request began with."""

    user_agent = ""
    source = ""
    _get_session: Callable[..., dict[str, Any]]  # Django's own; its types leave it out

    def __init__(
        self, session_key: str | None = None, row: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(session_key)
        self.row = row

    def load(self) -> dict[str, Any]:
        row = self.row if self.row is not None else begin(self.session_key or "")
        if row["session_hash"] is None:
            self._session_key = None
            return {}
        return dict(self.decode(row["session_data"]))

    def create(self) -> None:
        """Take a new token. It is written when the request ends, with whoever signed in: a session
        never passes from one person, or from nobody, to another."""
        self._session_key = secrets.token_urlsafe(32)
        self.row = None
        self._get_session(no_load=True)
        self.modified = True

    def save(self, must_create: bool = False) -> None:
        if self.session_key is None:
            self.create()
        if not self._keep():
            raise CreateError if must_create else UpdateError

    def delete(self, session_key: str | None = None) -> None:
        token = session_key or self.session_key
        if token:
            _call("sightline_session_end", token)

    @classmethod
    def clear_expired(cls) -> None:
        """Nothing: the worker clears sessions, the web process may not."""

    def _keep(self) -> bool:
        data = self._get_session()
        person = data.get(SESSION_KEY)
        kept = _call(
            "sightline_session_save",
            self.session_key,
            self.encode(data),
            int(person) if person else None,
            passed_second_factor(data),
            stepped_up_at(data),
            timedelta(seconds=settings.SESSION_IDLE_SECONDS),
            timedelta(seconds=settings.SESSION_COOKIE_AGE),
            self.user_agent,
            self.source,
        )
        return bool(kept)


def begin(token: str) -> dict[str, Any]:
    """The session behind a token, made the current one of this transaction; empty if none lives."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM sightline_session_begin(%s)", [token])
        row = cursor.fetchone()
        return dict(zip([column.name for column in cursor.description or ()], row, strict=True))


def passed_second_factor(data: Mapping[str, Any]) -> bool:
    """Whether what this session signed in with includes a second factor or a passkey."""
    return any(record.get("method") == "mfa" for record in data.get(METHODS) or ())


def stepped_up_at(data: Mapping[str, Any]) -> datetime | None:
    """When the person last proved who they are in this session."""
    moments = [record["at"] for record in data.get(METHODS) or () if "at" in record]
    return datetime.fromtimestamp(max(moments), UTC) if moments else None


def needs_second_factor(row: Mapping[str, Any] | None) -> bool:
    """Whether the person must set up a second factor before anything else (security 6)."""
    return bool(row) and row["person_id"] is not None and not row["second_factor"]  # type: ignore[index]


def keep(request: HttpRequest, response: HttpResponse) -> None:
    """After a request: write a changed session, say that an unchanged one is in use, set or clear
    the cookie."""
    session: Any = request.session
    if session.accessed:
        # what depends on the session must not be answered from a shared cache
        response.headers.setdefault("Vary", "Cookie")
    cookie = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    if session.is_empty():
        if cookie:
            _clear_cookie(response)
        return
    row = getattr(request, "session_row", None)
    if session.modified and response.status_code < 500:
        session.user_agent = request.headers.get("User-Agent", "")[:120]
        session.source = coarse(get_client_ip(request) or "")
        try:
            session.save()
        except UpdateError:
            _clear_cookie(response)  # ended elsewhere while this request ran
            return
        if session.session_key != cookie:
            _set_cookie(response, session.session_key)
    elif row and row["last_seen_at"] and timezone.now() - row["last_seen_at"] > SEEN_EVERY:
        idle = timedelta(seconds=settings.SESSION_IDLE_SECONDS)
        _call("sightline_session_touch", session.session_key, idle)


def coarse(address: str) -> str:
    """A network address with the part that names one machine zeroed."""
    if "." in address:
        return ".".join([*address.split(".")[:3], "0"])[:45]
    return (":".join(address.split(":")[:3]) + "::")[:45] if ":" in address else ""


def start(person_id: int, *, second_factor: bool) -> str:
    """A new session for a person who has proved who they are; returns the cookie's token."""
    now = timezone.now().timestamp()
    store = SessionStore()
    store[SESSION_KEY] = str(person_id)
    store["account_authentication_methods_user"] = str(person_id)
    store[METHODS] = [{"method": "mfa" if second_factor else "password", "at": now}]
    store.save()
    return str(store.session_key)


def mine() -> list[dict[str, Any]]:
    """The live sessions of the person behind the current one, newest use first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM sightline_sessions_of_mine()")
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def end_mine(key_prefix: str | None) -> int:
    """End one of the person's own sessions, or all but the current one; returns how many ended."""
    return int(_call("sightline_session_end_mine", key_prefix))


def end_all_of(person_id: int, *, except_token: str | None = None) -> int:
    """End every session of a person: their password changed or they were shut out."""
    return int(_call("sightline_sessions_end_of", person_id, except_token))


def clear(before: datetime) -> int:
    """Remove what ended before a moment (worker only)."""
    return int(_call("sightline_sessions_clear", before))


def _call(function: str, *arguments: Any) -> Any:
    places = ", ".join(["%s"] * len(arguments))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}({places})", arguments)
        return cursor.fetchone()[0]


def _set_cookie(response: HttpResponse, token: str) -> None:
    response.set_cookie(
        settings.SESSION_COOKIE_NAME,
        token,
        path="/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _clear_cookie(response: HttpResponse) -> None:
    response.delete_cookie(settings.SESSION_COOKIE_NAME, path="/", samesite="Lax")

"""At most ten guesses in five minutes, counted in the database for every process together.

Guesses are counted for the account and for the place they come from. A browser that has signed in
to the account before carries a signed mark and is counted by itself: whoever hammers an account
from elsewhere uses up their own guesses, not its owner's (security 6: no way to lock out others).
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from django.conf import settings
from django.core import signing
from django.db import connection
from django.http import HttpRequest, HttpResponse

KNOWN_FOR = 180 * 24 * 3600  # seconds that a browser is remembered
ACCOUNTS_REMEMBERED = 5


class Guess:
    """One attempt at a secret of one account: counted before the secret is looked at."""

    def __init__(self, request: HttpRequest, kind: str, account: str, source: str) -> None:
        known = known_browser(request, account)
        if known:
            self.buckets = [bucket(kind, "known", account, known)]
        else:
            # always in this order, so that two processes never wait for each other
            self.buckets = [bucket(kind, "source", source), bucket(kind, "account", account)]

    def is_allowed(self) -> bool:
        """Count it, and say whether it may be tried."""
        most, within = settings.GUESSES_MOST, settings.GUESSES_WITHIN_SECONDS
        return all(is_within(one, most, within) for one in self.buckets)

    def was_right(self) -> None:
        """Take it back: who knows the secret was not guessing."""
        with connection.cursor() as cursor:
            for one in self.buckets:
                cursor.execute("SELECT sightline_no_guess(%s)", [one])


def is_within(name: str, most: int, seconds: int) -> bool:
    """Count one more under a name, and say whether there were at most so many in so long."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sightline_guess(%s, %s, make_interval(secs => %s))", [name, most, seconds]
        )
        return bool(cursor.fetchone()[0])


def bucket(*parts: str) -> str:
    """The name under which guesses are counted; it shows neither address nor account."""
    text = "\0".join(part.lower() for part in parts)
    return hmac.new(str(settings.SECRET_KEY).encode(), text.encode(), hashlib.sha256).hexdigest()


def known_browser(request: HttpRequest, account: str) -> str | None:
    """The mark this browser got when it signed in to the account, if it did."""
    return _marks(request).get(bucket("browser", account)[:16])


def remember_browser(request: HttpRequest, response: HttpResponse, account: str) -> None:
    """Mark this browser as one that has signed in to the account."""
    marks = _marks(request)
    key = bucket("browser", account)[:16]
    mark = marks.pop(key, None) or secrets.token_urlsafe(12)
    kept = dict([*marks.items(), (key, mark)][-ACCOUNTS_REMEMBERED:])
    response.set_cookie(
        _cookie_name(),
        signing.dumps(kept, salt="known-browser"),
        max_age=KNOWN_FOR,
        path="/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _marks(request: HttpRequest) -> dict[str, str]:
    given = request.COOKIES.get(_cookie_name(), "")
    try:
        marks = signing.loads(given, salt="known-browser", max_age=KNOWN_FOR)
    except signing.BadSignature:
        return {}
    return dict(marks)


def _cookie_name() -> str:
    return "__Host-known" if settings.SESSION_COOKIE_SECURE else "known"

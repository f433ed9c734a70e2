"""Passwords nobody should choose here, besides those that are common everywhere (security 6)."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.exceptions import ValidationError

LONGEST = 256  # far beyond any phrase; without a limit a hash could be made to cost minutes
REST = 8  # characters that must remain when local words are taken away


class Argon2(Argon2PasswordHasher):
    """Argon2id as OWASP advises for servers: 46 MiB and one pass. Django's own 100 MiB on eight
    threads would let a handful of people signing in together use up a small machine."""

    time_cost = 1
    memory_cost = 47104
    parallelism = 1


class LongestPassword:
    """Refuse passwords so long that checking them is an attack on the server."""

    def validate(self, password: str, user: Any = None) -> None:
        if len(password) > LONGEST:
            raise ValidationError(f"Enter a password of at most {LONGEST} characters.", "too_long")

    def get_help_text(self) -> str:
        return f"At most {LONGEST} characters."


class NoLocalWords:
    """Refuse a password that is little more than words anybody here would try first."""

    def validate(self, password: str, user: Any = None) -> None:
        rest = _plain(password)
        for word in sorted(map(_plain, settings.PASSWORD_LOCAL_WORDS), key=len, reverse=True):
            rest = rest.replace(word, "") if word else rest
        if len(rest) < REST and rest != _plain(password):
            raise ValidationError(
                "Choose a password that does not rest on the name of a place, the partnership or "
                "this service.",
                "local_words",
            )

    def get_help_text(self) -> str:
        return "Not a place, the partnership or this service with a few characters added."


def _plain(text: str) -> str:
    """Lower case, the usual disguises undone, letters and figures only."""
    undone = text.lower().translate(str.maketrans("@43!0$5", "aaeioss"))
    return re.sub(r"[^a-z0-9]", "", undone)

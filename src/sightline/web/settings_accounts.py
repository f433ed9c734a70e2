"""Settings of sign-in: passwords, second factor, single sign-on, sessions."""

from __future__ import annotations

AUTH_USER_MODEL = "accounts.Person"
SESSION_ENGINE = "sightline.foundation.accounts.sessions"

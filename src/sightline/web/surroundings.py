"""What surrounds a process: where its state lies, its secret key and its way to the database."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

# a statement asked a second time is parsed and planned for the last time
OF_THE_DRIVER = {"server_side_binding": True, "prepare_threshold": 2}
ROLES = ("owner", "web", "worker", "backup", "test")


def state_folder() -> Path:
    """Where this installation keeps its cluster, files and settings (`SIGHTLINE_STATE`)."""
    given = os.environ.get("SIGHTLINE_STATE")
    return Path(given) if given else Path(__file__).resolve().parents[3] / "var"


def read_state_file(state: Path) -> dict[str, str]:
    """Settings that set-up wrote for the private cluster; empty where there is none."""
    path = state / "environment"
    if not path.is_file():
        return {}
    lines = path.read_text(encoding="utf-8").splitlines()
    pairs = (line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    return {name.strip(): value.strip() for name, value in pairs}


def secret_key(state_settings: dict[str, str], *, production: bool) -> str:
    """The key that signs cookies and links; never a default, at least 50 characters."""
    key = os.environ.get("SECRET_KEY") or state_settings.get("SECRET_KEY", "")
    if len(key) < 50:
        raise ImproperlyConfigured(
            "SECRET_KEY is missing or shorter than 50 characters. Set it in the environment"
            + (
                "."
                if production
                else ", or run 'make run' once, which writes one into the state folder."
            )
        )
    return key


def database_for(role: str, state_settings: dict[str, str]) -> dict[str, Any]:
    """Django's database settings for one of our four database roles."""
    if role not in ROLES:
        raise ImproperlyConfigured(f"SIGHTLINE_ROLE is '{role}'; it must be one of {ROLES}.")
    name = f"DATABASE_URL_{role.upper()}"
    url = os.environ.get(name) or state_settings.get(name)
    if not url:
        raise ImproperlyConfigured(
            f"{name} is not set. Run 'make run' for a private database, or set "
            "DATABASE_URL_OWNER, DATABASE_URL_WEB, DATABASE_URL_WORKER and DATABASE_URL_BACKUP "
            "(docs/how-to/operate.md)."
        )
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres"):
        raise ImproperlyConfigured(f"{name} must begin with postgresql://; only PostgreSQL serves.")
    options = dict(parse_qsl(parts.query))
    host = options.pop("host", None) or parts.hostname or ""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or f"sightline_{role}"),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or options.pop("port", "") or ""),
        "OPTIONS": {
            "application_name": f"sightline-{role}",
            **OF_THE_DRIVER,
            # one plan for all values; a row found by an index costs little more than the next one
            "options": "-c plan_cache_mode=force_generic_plan -c random_page_cost=1.1",
            **options,
        },
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
        "TEST": {"NAME": os.environ.get("SIGHTLINE_TEST_DATABASE") or None},
    }

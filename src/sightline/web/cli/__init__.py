"""The command `sightline`: everything an installation is set up, run and kept with.

Each command's arguments stand in `arguments`; what it does is `run(options)` in the module of its
name, which is read only when the command is called, so that `--help` answers at once.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence

from sightline.web.cli.arguments import COMMANDS, parser


def main(words: Sequence[str] | None = None) -> int:
    """Run one command and give back its exit status."""
    options = parser().parse_args(words)
    command = COMMANDS[options.command]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sightline.web.settings")
    if not os.environ.get("SIGHTLINE_ROLE"):
        os.environ["SIGHTLINE_ROLE"] = command.role
    try:
        if command.needs_django:
            import django

            django.setup()
        run = importlib.import_module(f"sightline.web.cli.{command.module}").run
        return int(run(options) or 0)
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        sentence = _sentence(error)
        if sentence is None:
            raise
        print(f"sightline {options.command}: {sentence}", file=sys.stderr)
        return 2


def _sentence(error: Exception) -> str | None:
    """What to tell the person at the keyboard; None for what nobody foresaw."""
    import psycopg
    from django.core.exceptions import ImproperlyConfigured
    from django.db.utils import OperationalError

    from sightline.foundation.errors import NotAllowed, RuleBroken
    from sightline.web.stopping import Refused

    if isinstance(error, Refused | ImproperlyConfigured):
        return str(error)
    if isinstance(error, RuleBroken):
        return error.sentence
    if isinstance(error, NotAllowed):
        return f"That is not allowed. {error}".strip()
    if isinstance(error, psycopg.errors.InsufficientPrivilege):
        return (
            f"The database refused: {str(error).strip()}. Run set-up/roles.sql again as its "
            "administrator; 'sightline doctor' says more."
        )
    if isinstance(error, OperationalError | psycopg.OperationalError):
        return (
            "The database did not answer. Is it running, and is the address in DATABASE_URL_… "
            f"right? It said: {str(error).strip()}"
        )
    return None

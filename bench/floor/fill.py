"""Make the floor's tables and rows, and print the cookie of its only reader."""

from __future__ import annotations

import os
import sys
from datetime import date, timedelta

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.floor.settings"


def main() -> None:
    """Two hundred rows for each of fifty readers, one of whom is signed in."""
    import django

    django.setup()
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.auth.models import User
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.management import call_command
    from django.db import connection

    from bench.floor.models import Line

    call_command("migrate", verbosity=0, run_syncdb=True)
    reader = User.objects.create_user("reader", "reader@floor.example")
    day = date(2026, 1, 1)
    Line.objects.bulk_create(
        Line(
            owner=reader.pk + n % 50,
            on=day + timedelta(days=n % 365),
            reference=f"LIN-2026-{n:05d}",
            title=f"Line {n}: what a row of a list says in about this many words",
            state=("met", "due", "overdue")[n % 3],
            who="Chair of the Safeguarding Partnership Executive",
        )
        for n in range(10_000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    session = SessionStore()
    session[SESSION_KEY] = str(reader.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = reader.get_session_auth_hash()
    session.save()
    sys.stdout.write(f"sessionid={session.session_key}\n")


if __name__ == "__main__":
    main()

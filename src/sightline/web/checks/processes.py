"""Checks of what works beside the database: worker, mail, scanner."""

from __future__ import annotations

import socket

from sightline.web.backups.connecting import connect
from sightline.web.checks.finding import Finding, fail, ok, warn

SILENCE = 120  # seconds after which a worker counts as gone


def worker() -> Finding:
    """Whether a worker has shown itself of late."""
    with connect("worker") as connection:
        row = connection.execute(
            "SELECT extract(epoch FROM clock_timestamp() - max(last_heartbeat)) "
            "FROM procrastinate_workers"
        ).fetchone()
    return judge_worker(None if row is None or row[0] is None else float(row[0]))


def judge_worker(seconds_silent: float | None) -> Finding:
    """What this long a silence of the last worker means."""
    mend = "Start one: sightline work (or systemctl start sightline-worker)."
    if seconds_silent is None:
        return warn("No worker runs: reminders and mail wait.", mend)
    if seconds_silent > SILENCE:
        return fail(f"The last worker fell silent {seconds_silent:.0f} seconds ago.", mend)
    return ok("A worker runs.")


def mail() -> Finding:
    """Whether a mail server is named and answers."""
    from django.conf import settings

    if not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        return warn(
            "Mail is not sent: no mail server is set.",
            "Set SIGHTLINE_MAIL_URL, for example smtp://user:password@mail.example:587",
        )
    return answers("The mail server", settings.EMAIL_HOST, int(settings.EMAIL_PORT))


def scanner() -> Finding:
    """Whether the virus scanner answers, where one is set."""
    from django.conf import settings

    place = str(getattr(settings, "CLAMD", "") or "")
    if not place:
        return warn(
            "Uploads are not scanned for viruses.",
            "Set SIGHTLINE_CLAMD to the address of clamd, as tcp://host:3310 or unix:/path.",
        )
    if place.startswith(("unix:", "/")):
        return answers("The virus scanner", place.removeprefix("unix:"), None)
    host, _, port = place.removeprefix("tcp://").rpartition(":")
    return answers("The virus scanner", host, int(port))


def answers(what: str, host: str, port: int | None) -> Finding:
    """Whether something listens at an address; no port means a unix socket."""
    family = socket.AF_UNIX if port is None else socket.AF_INET
    try:
        if port is None:
            with socket.socket(family) as probe:
                probe.settimeout(5)
                probe.connect(host)
        else:
            socket.create_connection((host, port), timeout=5).close()
    except OSError as error:
        place = host if port is None else f"{host}:{port}"
        return fail(f"{what} at {place} does not answer: {error}.",
                    "Start it, or correct its address in the settings.")  # fmt: skip
    return ok(f"{what} answers.")

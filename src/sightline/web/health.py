"""The health endpoint: whether this process lives, and whether it can serve.

It answers before the request's transaction is opened, so that a process whose database is away
still says that it lives, and it answers with a status and no content.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse

LIVE = "/health/live"
READY = "/health/ready"
log = logging.getLogger("sightline.health")


class Health:
    """Answer /health/live always, and /health/ready when the database answers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info == LIVE:
            return _answer(204)
        if request.path_info == READY:
            return _answer(204 if database_answers() else 503)
        return self.get_response(request)


def database_answers() -> bool:
    """Whether the database answers a statement and has our tables."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT to_regclass('trail_trailevent') IS NOT NULL")
            (is_there,) = cursor.fetchone()
            return bool(is_there)
    except DatabaseError as error:
        log.warning("not ready", extra={"because": type(error).__name__})
        connection.close()
        return False


def _answer(status: int) -> HttpResponse:
    response = HttpResponse(status=status)
    response["Cache-Control"] = "no-store"
    return response

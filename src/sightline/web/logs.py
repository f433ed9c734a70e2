"""Structured logs: one JSON object a line, saying what was asked for and never what was in it.

A path holds references and a query string holds what somebody looked for, so a line names the
route, its status, its time and its number of SQL statements; bodies, names and addresses stay out.
"""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable
from typing import Any

import structlog
from django.db import connection
from django.http import HttpRequest, HttpResponse

Event = structlog.typing.EventDict
log = logging.getLogger("sightline.requests")

# Django puts the request, the path and SQL parameters on its records; none of these may pass.
ALLOWED = frozenset(
    {"because", "event", "job", "level", "logger", "ms", "method", "process", "request_id",
     "route", "statements", "status", "timestamp", "exception_kind", "at"}
)  # fmt: skip
QUIET_LOGGERS = ("django.request", "django.security", "django.server", "django.db.backends")


class RequestLog:
    """Write one line per request, when it has been answered; give it an id that errors carry."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request_id = secrets.token_hex(8)
        request.id = request_id  # type: ignore[attr-defined]
        structlog.contextvars.bind_contextvars(request_id=request_id)
        begun, statements = time.perf_counter(), Statements()
        try:
            with connection.execute_wrapper(statements):
                response = self.get_response(request)
            response["X-Request-Id"] = request_id
            log.info("request", extra={
                "route": route_of(request),
                "method": request.method,
                "status": response.status_code,
                "ms": round((time.perf_counter() - begun) * 1000, 1),
                "statements": statements.count,
            })  # fmt: skip
            return response
        finally:
            structlog.contextvars.unbind_contextvars("request_id")


class Statements:
    """Counts SQL statements."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        self.count += 1
        return execute(sql, params, many, context)


def route_of(request: HttpRequest) -> str:
    """The pattern of the path, such as `bodies/<key>/`: never the values in it."""
    match = getattr(request, "resolver_match", None)
    return str(match.route) if match is not None else "(none)"


def name_exceptions_only(logger: Any, method: str, event: Event) -> Event:
    """Keep an exception's kind and place: its words may quote what somebody wrote."""
    found = event.pop("exc_info", None)
    if isinstance(found, tuple) and len(found) == 3 and found[0] is not None:
        event["exception_kind"] = found[0].__name__
        event["at"] = _places(found[2])
    event.pop("stack_info", None)
    return event


def _places(traceback: Any) -> list[str]:
    places = []
    while traceback is not None:
        code = traceback.tb_frame.f_code
        ours = code.co_filename.rpartition("/src/")[2]
        places.append(f"{ours.rpartition('/site-packages/')[2]}:{traceback.tb_lineno}")
        traceback = traceback.tb_next
    return places[-6:]


def drop_content(logger: Any, method: str, event: Event) -> Event:
    """Let only known fields pass, and of chatty loggers only the unfilled message."""
    record = event.get("_record")
    if record is not None and record.name.startswith(QUIET_LOGGERS):
        event["event"] = str(record.msg)  # "Not Found: %s", without the path
    if record is not None and record.name.startswith("gunicorn") and event["level"] != "info":
        event["event"] = str(record.msg)  # "Error handling request %s %s", without the path
    if record is not None and record.name.startswith("procrastinate"):
        event["event"] = str(getattr(record, "action", "job"))  # its messages quote arguments
    return {key: value for key, value in event.items() if key in ALLOWED or key.startswith("_")}


def formatter_settings() -> dict[str, Any]:
    """How a record becomes one JSON object, whichever library wrote it."""
    before: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        name_exceptions_only,
        drop_content,
    ]
    return {
        "foreign_pre_chain": before,
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(sort_keys=True),
        ],
    }


def logging_settings(level: str) -> dict[str, Any]:
    """Django's LOGGING: everything as JSON lines on standard error."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": structlog.stdlib.ProcessorFormatter, **formatter_settings()}},
        "handlers": {"lines": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["lines"], "level": "WARNING"},
        "loggers": {
            "sightline": {"level": level},
            "procrastinate": {"level": "WARNING"},
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            "django.server": {"handlers": [], "propagate": True},
        },
    }

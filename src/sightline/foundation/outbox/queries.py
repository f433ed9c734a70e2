"""The outbox from outside: how many, and which failed, never to whom or with what words."""

from __future__ import annotations

import functools
import importlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.apps import apps
from django.db import connection
from django.utils.module_loading import module_has_submodule

from sightline.foundation.outbox.notices import Notice, declared


@dataclass(frozen=True)
class OutboxLine:
    """How many messages of one notice are in one state, and since when the oldest is queued."""

    notice: str
    state: str
    count: int
    oldest_queued_at: datetime


@dataclass(frozen=True)
class FailedMessage:
    """A message that did not leave, for a person to look at and have sent again."""

    number: UUID
    notice: str
    queued_at: datetime
    attempts: int
    error: str


@functools.cache
def every_notice() -> dict[str, Notice]:
    """Every notice that a room of this installation declares, by code."""
    rooms = apps.get_app_configs()
    modules = [
        importlib.import_module(f"{room.name}.notices")
        for room in rooms
        if room.module is not None and module_has_submodule(room.module, "notices")
    ]
    return {notice.code: notice for notice in declared(modules)}


def overview() -> list[OutboxLine]:
    """Counts by notice and state, by functions of the database that show no recipient."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT notice, state, count, oldest FROM sightline_outbox_overview()")
        return [OutboxLine(*row) for row in cursor.fetchall()]


def failed_messages() -> list[FailedMessage]:
    """The newest 200 messages that failed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT number, notice, queued_at, attempts, error FROM sightline_outbox_failures()"
        )
        return [FailedMessage(*row) for row in cursor.fetchall()]

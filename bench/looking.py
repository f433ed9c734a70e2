"""What can be counted of a page without a clock: statements, bytes, buffers touched.

`python -m bench.looking COOKIE MEETING` runs as the web process and prints JSON.
"""

from __future__ import annotations

import json
import os
import re
import statistics
import sys
import time
from typing import Any

from bench.pages import Page, pages

MANY = 15
DEEPEST = 1000
OFFSET = re.compile(r"\bOFFSET (\d+)")


def main(cookie: str, meeting: str) -> None:
    """Look at every page, at all duty states, and at one line of the trail."""
    import django

    django.setup()
    found: dict[str, Any] = {
        page.name: look(page, cookie if page.signed_in else "") for page in pages(meeting)
    }
    found["duties.states"] = _states(cookie)
    found["trail.event"] = _trail_event(cookie)
    print(json.dumps(found))


def look(page: Page, cookie: str) -> dict[str, Any]:
    """Statements and bytes of a page once it is warm, and the buffers its statements touch."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "127.0.0.1", "cookie": cookie})
    client.get(page.address)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(page.address)
    if answer.status_code != 200:
        raise SystemExit(f"{page.address} answers {answer.status_code}: nothing to measure")
    texts = [query["sql"] for query in queries]
    asked = [
        text
        for text in texts
        if text.lstrip().upper().startswith(("SELECT", "WITH"))
        and "sightline_session_touch" not in text  # a write, once a minute
    ]
    if any(int(n) > DEEPEST for text in asked for n in OFFSET.findall(text)):
        raise SystemExit(f"{page.address} counts its way past {DEEPEST} rows to reach a page.")
    return {
        "statements": len(asked),
        "bytes": len(answer.content),
        "buffers": sum(_buffers(asked)),
        **_charts(client, page.address),
    }


def _charts(client: Any, address: str) -> dict[str, float]:
    """Milliseconds of the processor that a page's charts take, read and drawn: the aim of a page
    with charts is twice the floor and this (P5). Nothing where a page has none."""
    from unittest import mock

    from sightline.foundation.govuk.charts import ControlChart
    from sightline.work.performance.rules import kinds
    from sightline.work.performance.views import reading

    spent: list[float] = []

    def timed(drawn: Any) -> Any:
        def draw(*given: Any, **named: Any) -> Any:
            began = time.process_time()
            try:
                return drawn(*given, **named)
            finally:
                spent.append(time.process_time() - began)

        return draw

    with (
        mock.patch.object(ControlChart, "svg", timed(ControlChart.svg)),
        mock.patch.object(kinds, "read_as", timed(kinds.read_as)),
        mock.patch.object(reading, "sparkline", timed(reading.sparkline)),
    ):
        for _ in range(MANY):
            client.get(address)
    return {"charts_ms": sum(spent) / MANY * 1000} if spent else {}


def _buffers(texts: list[str]) -> list[int]:
    """Shared buffers each statement touches, asked again with the first still holding its token."""
    from django.db import connection, transaction

    touched = []
    with transaction.atomic(), connection.cursor() as cursor:
        for text in texts:
            cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON, TIMING OFF) {text}")
            plan = cursor.fetchone()[0][0]["Plan"]
            touched.append(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"])
    return touched


def _states(cookie: str) -> float:
    """Milliseconds for the state of every duty, everything read from the tables."""
    from django.db import connection, transaction
    from django.utils import timezone

    from sightline.foundation.accounts.sessions import begin
    from sightline.registers.duties.queries import register as books

    today = timezone.localdate()
    took = []
    for _ in range(MANY):
        with transaction.atomic(), connection.cursor():
            begin(cookie.partition("=")[2])
            books._kept.clear()
            started = time.perf_counter()
            register = books.register_as_at(1, today, today=today)
            if register is None or not register.states():
                raise SystemExit("There are no duties to work out.")
            took.append((time.perf_counter() - started) * 1000)
    return statistics.median(took)


def _trail_event(cookie: str) -> dict[str, float]:
    """Milliseconds and statements that one line of the trail adds to a change."""
    from django.db import connection, transaction
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    from sightline.foundation.accounts.sessions import begin
    from sightline.foundation.permissions import system_actor
    from sightline.foundation.trail.operations import record
    from sightline.work.governance.events import meeting_held

    now, by = timezone.now(), system_actor("The bench", partnership_id=1)
    took, counted = [], 0
    for _ in range(MANY):
        with transaction.atomic():
            begin(cookie.partition("=")[2])
            with CaptureQueriesContext(connection) as queries:
                started = time.perf_counter()
                record(meeting_held, by=by, now=now, about="EXE-2026-0001", on="2026-01-01")
                took.append((time.perf_counter() - started) * 1000)
            counted = len(queries)
            transaction.set_rollback(True)
    return {"ms": statistics.median(took), "statements": counted}


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sightline.web.settings")
    main(sys.argv[1], sys.argv[2])

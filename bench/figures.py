"""A million figures from one file, and charts recomputed: what the worker takes for both.

`python -m bench.figures VALUES` runs as the worker on a loaded database and prints JSON.
"""

from __future__ import annotations

import io
import json
import os
import resource
import sys
import time
from datetime import date
from typing import Any

MEASURES, PERIODS, PLACES = 50, 20, 150
SERIES, POINTS = 100_000, 60
HEAD = ["time_period", "time_identifier", "geographic_level", "country_code", "country_name",
        "region_code", "region_name", "old_la_code", "new_la_code", "la_name",
        "category"]  # fmt: skip
PLAIN = """
CREATE TEMP TABLE plain (series bigint, period int, release bigint, value float8,
    PRIMARY KEY (series, period, release))
"""


def main(values: int) -> None:
    """Load a file of so many figures, copy as many plainly, and read charts by themselves."""
    import django

    django.setup()
    loaded = _load(values)
    print(json.dumps({"load": {**loaded, **_plain(loaded)}, "recompute": _recompute()}))


def _file(values: int) -> tuple[bytes, int]:
    """Lines of the Department's layout: place, year and category, with fifty measures."""
    lines = values // MEASURES
    text = io.StringIO()
    text.write(",".join([*HEAD, *(f"m{number}" for number in range(MEASURES))]) + "\n")
    for line in range(lines):
        place, year = line % PLACES + 200, 2005 + line // PLACES % PERIODS
        where = f"E92000001,England,E12000003,North,{place},E0{place:07d},Place {place}"
        category = line // (PLACES * PERIODS)
        row = ",".join(str((line * 7 + number * 13) % 1000) for number in range(MEASURES))
        text.write(f"{year},Reporting year,Local authority,{where},C{category},{row}\n")
    return text.getvalue().encode(), lines * MEASURES


def _load(values: int) -> dict[str, Any]:
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.utils import timezone

    from sightline.foundation.permissions import system_actor
    from sightline.registers.partnership.models import Partnership
    from sightline.work.performance import operations

    content, count = _file(values)
    by, now = system_actor("The bench"), timezone.now()
    release = operations.receive_file(
        partnership=Partnership.objects.get(in_front=True), title="A million", by=by, now=now,
        published_on=date(2025, 1, 1), upload=SimpleUploadedFile("m.csv", content, "text/csv"),
    )  # fmt: skip
    del content
    before, started = _peak(), time.perf_counter()
    done = operations.load_release(number=release.pk, by=by, now=now)
    seconds = time.perf_counter() - started
    if (done.state, done.figures_new) != ("loaded", count):
        raise SystemExit(f"{done.figures_new} of {count} figures were loaded: {done.faults[:3]}")
    return {"values": count, "seconds": seconds, "grown_mb": _peak() - before}


def _plain(loaded: dict[str, Any]) -> dict[str, float]:
    """As many rows by COPY alone into a table with a key, and how much longer we take."""
    from django.db import connection, transaction

    started = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(PLAIN)
        with cursor.copy("COPY plain FROM STDIN") as copy:
            for row in range(loaded["values"]):
                copy.write_row((row // PERIODS, row % PERIODS, 1, float(row % 1000)))
    took = time.perf_counter() - started
    return {"copy_seconds": took, "ratio": loaded["seconds"] / took}


def _recompute() -> dict[str, float]:
    """Limits, rules and chances of many series, the figures at hand: seconds of one processor."""
    import numpy as np

    from sightline.work.performance.rules import batch

    values = np.random.default_rng(1).normal(100, 10, (SERIES, POINTS))
    started = time.process_time()
    for first in range(0, SERIES, batch.CHUNK):
        batch.read_many(values[first : first + batch.CHUNK])
        batch.chances_of_newest(values[first : first + batch.CHUNK])
    return {"series": SERIES, "points": POINTS, "cpu_seconds": time.process_time() - started}


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sightline.web.settings")
    main(int(sys.argv[1]))

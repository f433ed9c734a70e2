"""Two real worker processes: the timetable fires once, and a killed worker loses nothing."""

from __future__ import annotations

import collections
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection
from procrastinate.contrib.django import app

from sightline.foundation.jobs import operations
from sightline.foundation.jobs.queue import job
from sightline.web.surroundings import database_for

Start = Callable[[], "subprocess.Popen[bytes]"]


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    path = tmp_path / "notes"
    path.touch()
    return path


@pytest.fixture
def start(own_database: str, notes: Path) -> Iterator[Start]:
    running: list[subprocess.Popen[bytes]] = []
    worker = database_for("worker", settings.STATE_SETTINGS)
    who = f"{quote(worker['USER'])}:{quote(worker['PASSWORD'])}"
    where = f"host={quote(worker['HOST'])}&port={worker['PORT'] or 5432}"
    environment = {
        **os.environ,
        "SIGHTLINE_ROLE": "worker",
        "SIGHTLINE_TEST_NOTES": str(notes),
        "DATABASE_URL_WORKER": f"postgresql://{who}@/{own_database}?{where}",
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
    }

    def begin() -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", "foundation.worker_process", "1.5"], env=environment
        )
        running.append(process)
        return process

    @job("slow_once_for_a_test")
    def slow_once(number: int) -> None:
        """Declared here to be entered; the worker process has its own."""

    yield begin
    del app.tasks["slow_once_for_a_test"]
    for process in running:
        process.kill()
        process.wait()


def wait_for(what: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.1)


def lines(notes: Path) -> list[str]:
    return notes.read_text(encoding="utf-8").splitlines()


def test_two_workers_fire_each_time_of_the_timetable_once(start: Start, notes: Path) -> None:
    both = [start(), start()]
    wait_for(lambda: len([line for line in lines(notes) if line.startswith("tick")]) >= 5)
    for process in both:
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0
    times = collections.Counter(line.split()[0] for line in lines(notes))
    assert len(times) >= 5
    assert set(times.values()) == {1}


def test_a_job_whose_worker_was_killed_is_done_by_the_next(start: Start, notes: Path) -> None:
    operations.enqueue("slow_once_for_a_test", number=7)
    first = start()
    wait_for(lambda: f"begun-7 {first.pid}" in lines(notes))
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    time.sleep(2)  # longer than the 1.5 seconds after which a silent worker is given up
    second = start()
    wait_for(lambda: f"done-7 {second.pid}" in lines(notes))
    wait_for(lambda: _in_queue("slow_once_for_a_test") == 0)
    assert [line.split()[0] for line in lines(notes) if "-7" in line] == [
        "begun-7",
        "begun-7",
        "done-7",
    ]


def test_a_worker_told_to_stop_finishes_the_job_in_hand(start: Start, notes: Path) -> None:
    worker = start()
    wait_for(lambda: any(line.startswith("tick") for line in lines(notes)))
    worker.terminate()
    assert worker.wait(timeout=20) == 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing'")
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT count(*) FROM procrastinate_workers")
        assert cursor.fetchone() == (0,)


def test_a_worker_outlives_a_lost_connection(start: Start, notes: Path) -> None:
    worker = start()
    wait_for(lambda: any(line.startswith("tick") for line in lines(notes)))
    with connection.cursor() as cursor:
        # the worker's role may end its own connections: to them the database has gone away
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
            " AND usename = 'sightline_worker' AND datname = current_database()"
        )
        assert cursor.rowcount > 0
    notes.write_text("begun-8 earlier\n", encoding="utf-8")  # so that the job does not wait
    operations.enqueue("slow_once_for_a_test", number=8)
    wait_for(lambda: f"done-8 {worker.pid}" in lines(notes))


def _in_queue(name: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = %s", [name])
        return int(cursor.fetchone()[0])

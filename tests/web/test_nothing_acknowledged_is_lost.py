"""Whatever was answered is there, and was done once, though web, worker or database are killed.

Real processes on a database server of their own that writes through to the disk. A writer plans
meetings without pause and keeps a history of what was answered; in the middle, processes are
killed without warning. A post that got no answer is sent again with the key of its form, as a
browser does when somebody presses again.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest
import requests

from journeys import site

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "set-up"))

import cluster  # noqa: E402
import postgresql  # noqa: E402
import roles  # noqa: E402
from places import server_account  # noqa: E402

pytestmark = pytest.mark.slow

PATIENCE = 60.0  # seconds in which a site must be back after a kill


@dataclass
class Machine:
    """A database server, a web server and a worker, each of which can be killed and started."""

    server: cluster.Cluster
    environment: dict[str, str]
    port: int
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start_web(self) -> None:
        self.running["web"] = site.start_server(self.environment, self.port)
        site.wait_for(self.running["web"], self.port)

    def start_worker(self) -> None:
        environment = {**self.environment, "SIGHTLINE_ROLE": "worker"}
        self.running["worker"] = site.start_command(environment, "work")

    def start_worker_where_it_fell(self) -> bool:
        """What a service unit does (`Restart=always`): a worker ends with its database."""
        if self.running["worker"].poll() is None:
            return False
        self.start_worker()
        return True

    def kill(self, name: str) -> None:
        """SIGKILL to all processes of the web server or the worker."""
        process = self.running.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def kill_one_web_process(self) -> None:
        """SIGKILL to one of the web server's processes; the server puts another in its place."""
        master = self.running["web"].pid
        children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
        os.kill(int(children[0]), signal.SIGKILL)

    def kill_database(self) -> None:
        """SIGKILL to the database server, which then recovers from its log."""
        first = (self.server.data / "postmaster.pid").read_text().splitlines()[0]
        os.kill(int(first), signal.SIGKILL)
        while cluster.is_running(self.server):  # the kernel may take a moment
            time.sleep(0.05)
        cluster.start(self.server)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@pytest.fixture(scope="module")
def machine() -> Iterator[Machine]:
    folder = Path(tempfile.mkdtemp(prefix="sightline-kill-", dir="/tmp"))
    if (account := server_account()) is not None:
        shutil.chown(folder, account, None)
    programs = postgresql.find(fetched=ROOT / "build" / "fetched")
    assert programs is not None, "set-up has a PostgreSQL before any test runs"
    server = cluster.Cluster(folder, programs)
    made = Machine(server, {}, site.free_port())
    try:
        cluster.start(server)
        passwords = roles.new_passwords()
        roles.prepare_server(server.connection(), "sightline", passwords)
        with tempfile.TemporaryDirectory() as state:
            made.environment = _environment(server, passwords, state)
            _fill(made.environment)
            made.start_web()
            made.start_worker()
            yield made
    finally:
        for name in list(made.running):
            made.kill(name)
        cluster.remove(server)


def _environment(server: cluster.Cluster, passwords: dict[str, str], state: str) -> dict[str, str]:
    from django.conf import settings

    urls = roles.urls({"host": server.socket_folder()}, "sightline", passwords)
    ours = {name: value for name, value in os.environ.items() if name not in site.ADDRESSES}
    return {
        **ours,
        **urls,
        "SECRET_KEY": settings.SECRET_KEY,
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")]),
        "SIGHTLINE_STATE": state,
        "SIGHTLINE_STATIC": str(settings.STATIC_ROOT),
        "SIGHTLINE_DEMONSTRATION": "1",
        "SIGHTLINE_LOG_LEVEL": "CRITICAL",
    }


def _fill(environment: dict[str, str]) -> None:
    environment.pop("SIGHTLINE_ROLE", None)
    site.run_command(environment, "migrate")
    site.run_command(environment, "load", str(ROOT / "arrangements/wakefield-2019"), "--yes")
    site.run_command(environment, "demo")


class Writer(threading.Thread):
    """Plans one meeting after another until told to stop; knows what was answered."""

    def __init__(self, address: str) -> None:
        super().__init__(daemon=True)
        self.address = address
        self.told = threading.Event()
        self.answered: dict[str, str] = {}  # place of the meeting -> where the answer led
        self.sent_again = 0
        self.fault: BaseException | None = None
        self.browser = site.signed_in(address)

    def run(self) -> None:
        try:
            number = 0
            while not self.told.is_set():
                number += 1
                self._plan(f"Room {number} of the history", date(2031, 1, 1) + timedelta(number))
        except BaseException as fault:
            self.fault = fault

    def _plan(self, place: str, on: date) -> None:
        hidden = dict(site.HIDDEN.findall(self._until_answered("GET", "/meetings/plan").text))
        day = {"on-day": str(on.day), "on-month": str(on.month), "on-year": str(on.year)}
        post = {**hidden, **day, "body": "executive", "venue": place}
        answer = self._until_answered("POST", "/meetings/plan", data=post)
        refused = re.findall(r"govuk-error-message.*?</p>", answer.text, re.DOTALL)
        assert answer.status_code == 302, f"{answer.status_code}: {refused}"
        self.answered[place] = answer.headers["Location"]

    def _until_answered(self, method: str, path: str, **given: object) -> requests.Response:
        """What the site answers, asked again for as long as it is away."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                answer = self.browser.request(
                    method, self.address + path, allow_redirects=False, timeout=20, **given
                )  # type: ignore[arg-type]
                if answer.status_code < 500:
                    return answer
            except requests.RequestException:
                pass
            assert time.monotonic() < end, f"{path} was not answered for {PATIENCE:.0f} seconds"
            self.sent_again += 1
            time.sleep(0.1)

    def has_answers(self, more: int) -> None:
        """Wait for so many more answers."""
        wanted, end = len(self.answered) + more, time.monotonic() + PATIENCE
        while len(self.answered) < wanted:
            assert self.fault is None, self.fault
            assert time.monotonic() < end, f"only {len(self.answered)} of {wanted} answers came"
            time.sleep(0.05)


@pytest.fixture(scope="module")
def answered(machine: Machine) -> dict[str, str]:
    """What a writer was answered while everything was killed twice over."""
    writer = Writer(machine.address)
    writer.start()
    for _ in range(2):
        writer.has_answers(5)
        machine.kill_one_web_process()
        writer.has_answers(5)
        machine.kill("worker")
        machine.start_worker()
        writer.has_answers(5)
        machine.kill_database()
        writer.has_answers(5)
        machine.kill("web")
        machine.start_web()
        writer.has_answers(5)
    writer.told.set()
    writer.join(timeout=PATIENCE)
    assert writer.fault is None, writer.fault
    assert writer.sent_again, "nothing was killed in the middle of anything"
    return writer.answered


def test_what_was_answered_is_there(machine: Machine, answered: dict[str, str]) -> None:
    kept = {
        str(place): str(reference)
        for place, reference in site.ask(
            machine.environment,
            "BACKUP",
            """SELECT m.venue, r.reference FROM governance_meeting m
               JOIN records_record r ON r.id = m.record_id WHERE m.venue LIKE '%%of the history'""",
        )
    }
    lost = {place for place in answered if place not in kept}
    assert not lost, f"answered and lost: {sorted(lost)}"
    assert answered == {place: f"/meetings/{one}" for place, one in kept.items()}


def test_nothing_was_done_twice_and_the_trail_is_whole(
    machine: Machine, answered: dict[str, str]
) -> None:
    twice = site.ask(
        machine.environment,
        "BACKUP",
        """SELECT venue, count(*) FROM governance_meeting WHERE venue LIKE '%%of the history'
           GROUP BY venue HAVING count(*) > 1""",
    )
    assert not twice
    untold = site.ask(
        machine.environment,
        "BACKUP",
        """SELECT r.reference FROM governance_meeting m JOIN records_record r ON r.id = m.record_id
           WHERE (SELECT count(*) FROM trail_trailevent t
                  WHERE t.about = r.reference AND t.code = 'meeting_planned'
                    AND t.partnership_id = m.partnership_id) <> 1""",
    )
    assert not untold, "a meeting without its line in the trail, or with two"
    assert "follow from one another" in _doctor_on_the_trail(machine)


def test_the_queue_is_worked_off_after_all_that(machine: Machine, answered: dict[str, str]) -> None:
    waiting = """SELECT task_name, status FROM procrastinate_jobs
                 WHERE status IN ('todo', 'doing') AND scheduled_at IS NULL"""
    fewest, end, fell = 1_000_000, time.monotonic() + PATIENCE, 0
    while left := site.ask(machine.environment, "BACKUP", waiting):
        if len(left) < fewest:
            fewest, end = len(left), time.monotonic() + PATIENCE
        fell += machine.start_worker_where_it_fell()
        assert fell < 3, "the worker ends again and again, though the database is there"
        assert time.monotonic() < end, f"jobs wait for a worker that was killed: {Counter(left)}"
        time.sleep(1)


def _doctor_on_the_trail(machine: Machine) -> str:
    environment = {**machine.environment}
    return site.run_command(environment, "doctor", "--only", "trail")

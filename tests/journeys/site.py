"""A whole site of its own for a journey: a copy of the demonstration, a real server before it."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import requests

ROOT = Path(__file__).resolve().parents[2]
ROLES = ("OWNER", "WEB", "WORKER", "BACKUP", "TEST")
ADDRESSES = [f"DATABASE_URL_{role}" for role in ROLES]
HIDDEN = re.compile(r'name="(csrfmiddlewaretoken|form_key)" value="([^"]+)"')


@dataclass
class Site:
    """Where a site answers, and what its commands need to reach the same database."""

    address: str
    environment: dict[str, str]
    database: str

    def command(self, *words: str) -> str:
        """Run `sightline …` against this site and give back what it printed."""
        return run_command(self.environment, *words)

    def ask(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        """What the database holds, seen as the worker sees it."""
        return ask(self.environment, "WORKER", statement, *values)


def run_command(environment: Mapping[str, str], *words: str) -> str:
    """Run a `sightline` command in an environment; its faults are the test's."""
    done = subprocess.run(
        [sys.executable, "-m", "sightline.web.cli", *words],
        env=dict(environment),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,  # the demonstration takes a minute on a machine that does nothing else
    )
    assert done.returncode == 0, f"sightline {' '.join(words)}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def ask(
    environment: Mapping[str, str], role: str, statement: str, *values: object
) -> list[tuple[object, ...]]:
    """The rows of one statement, asked in one of our roles."""
    with psycopg.connect(environment[f"DATABASE_URL_{role}"]) as connection:
        return connection.execute(statement, values).fetchall()  # type: ignore[arg-type]


def environment_of(database: str, settings: Mapping[str, str]) -> dict[str, str]:
    """The environment of Sightline's processes, turned to another database of the same server."""
    own = {name: os.environ.get(name) or settings.get(name, "") for name in ADDRESSES}
    turned = {
        name: urlsplit(url)._replace(path=f"/{database}").geturl()
        for name, url in own.items()
        if url
    }
    return {
        **{name: value for name, value in os.environ.items() if name != "SIGHTLINE_ROLE"},
        **turned,
        "SECRET_KEY": os.environ.get("SECRET_KEY") or settings["SECRET_KEY"],
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")]),
        "SIGHTLINE_DEMONSTRATION": "1",
        "SIGHTLINE_LOG_LEVEL": "ERROR",
    }


@contextmanager
def copied(database: str, template: str, administrator: psycopg.Connection) -> Iterator[None]:
    """A copy of a database, gone afterwards."""
    administrator.execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')
    administrator.execute(
        f'CREATE DATABASE "{database}" TEMPLATE "{template}" OWNER sightline_owner'
    )
    try:
        yield
    finally:
        administrator.execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')


@contextmanager
def served(environment: dict[str, str], *, processes: int = 2, port: int = 0) -> Iterator[str]:
    """A web server in front of the environment's database; gives its address."""
    port = port or free_port()
    server = start_server(environment, port, processes)
    try:
        wait_for(server, port)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=30)


def start_server(
    environment: Mapping[str, str], port: int, processes: int = 2
) -> subprocess.Popen[bytes]:
    """Start `sightline serve` as it runs in earnest."""
    words = ("serve", "--bind", f"127.0.0.1:{port}", "--workers", str(processes))
    return start_command({**environment, "SIGHTLINE_ROLE": "web"}, *words)


def start_command(environment: Mapping[str, str], *words: str) -> subprocess.Popen[bytes]:
    """Start a `sightline` command that runs until it is stopped, in a group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "sightline.web.cli", *words],
        env=dict(environment),
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )


def wait_for(server: subprocess.Popen[bytes], port: int, patience: float = 30.0) -> None:
    """Wait until something answers at a port; a server that gave up is the test's fault."""
    deadline = time.monotonic() + patience
    while True:
        assert server.poll() is None, "the web server ended before it answered"
        try:  # a socket alone may still be that of a server which was killed
            if requests.get(f"http://127.0.0.1:{port}/health/ready", timeout=20).ok:
                return
        except requests.RequestException:
            pass
        assert time.monotonic() < deadline, "the web server does not answer"
        time.sleep(0.05)


def free_port() -> int:
    """A port nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def signed_in(address: str, persona: str = "business.manager") -> requests.Session:
    """A persona of the demonstration at something simpler than a browser, which keeps cookies."""
    browser = requests.Session()
    hidden = dict(HIDDEN.findall(browser.get(f"{address}/demonstration", timeout=20).text))
    answer = browser.post(
        f"{address}/demonstration/sign-in",
        data={**hidden, "persona": persona},
        allow_redirects=False,
        timeout=20,
    )
    assert answer.status_code == 302, f"{answer.status_code}: {answer.text[:500]}"
    return browser

"""Web processes of the bench: started, asked, and what they used of the processor and of memory."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 60.0


def surroundings(state: Path, role: str, **more: str) -> dict[str, str]:
    """The environment of a process on one of the bench's databases."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE_")}
    return {
        **kept,
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        "DJANGO_SETTINGS_MODULE": "sightline.web.settings",
        "SIGHTLINE_STATE": str(state),
        "SIGHTLINE_ROLE": role,
        "SIGHTLINE_LOG_LEVEL": "ERROR",
        **more,
    }


def run(state: Path, role: str, *words: str, **more: str) -> tuple[str, float]:
    """Run a Python module to its end; gives back what it printed and the seconds it took."""
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", *words],
        env=surroundings(state, role, **more),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(words)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout, time.perf_counter() - started


class Server:
    """One gunicorn with one web process."""

    def __init__(self, process: subprocess.Popen[bytes], port: int, seconds: float) -> None:
        self.process, self.port, self.first_answer = process, port, seconds
        self.backend: int | None = None

    def ask(self, address: str, cookie: str = "") -> tuple[int, bytes]:
        """One request on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        headers = {"Cookie": cookie} if cookie else {}
        try:
            connection.request("GET", address, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    @property
    def worker(self) -> int:
        """The process that answers."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return int(children.read_text().split()[0])

    def memory(self) -> float:
        """Megabytes the web process holds in memory."""
        return resident(self.worker)

    def seconds_used(self) -> float:
        """Processor seconds of the web process and of its database backend."""
        used = _processor_seconds(self.worker)
        return used + (_processor_seconds(self.backend) if self.backend else 0.0)

    def find_backend(self, url: str, database: str) -> None:
        """Find the process of the database server that works for us, if it is here."""
        with psycopg.connect(url) as server:
            found = server.execute(
                "SELECT pid FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"
                " AND backend_type = 'client backend' ORDER BY backend_start DESC",
                [database],
            ).fetchall()
        here = [pid for (pid,) in found if Path(f"/proc/{pid}/schedstat").exists()]
        self.backend = here[0] if len(here) == 1 else None


def resident(process: int) -> float:
    """Megabytes of memory a process holds."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


def _processor_seconds(process: int) -> float:
    tasks = Path(f"/proc/{process}/task").iterdir()
    return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9


@contextlib.contextmanager
def serving(
    state: Path, role: str, application: str, first: str, *, cookie: str = "", processes: int = 1
) -> Iterator[Server]:
    """Serve an application as production does, with one web process or more, until the block
    ends."""
    port = _free_port()
    started = time.perf_counter()
    process = subprocess.Popen(
        [
            *[
                sys.executable,
                "-m",
                "gunicorn",
                "--config",
                "python:sightline.web.gunicorn_settings",
            ],
            *["--no-control-socket", "--workers", str(processes), "--max-requests", "0"],
            *["--bind", f"127.0.0.1:{port}", f"{application}:application"],
        ],
        env=surroundings(state, role),
        cwd=ROOT,
    )
    try:
        server = Server(process, port, 0.0)
        _wait_until_answered(server, first, cookie)
        server.first_answer = time.perf_counter() - started
        yield server
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def _wait_until_answered(server: Server, address: str, cookie: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError):
            status, _ = server.ask(address, cookie)
            if status < 400:
                return
        if server.process.poll() is not None:
            raise SystemExit("The web process of the bench did not start.")
        time.sleep(0.02)
    raise SystemExit(f"No answer on {address} within {PATIENCE:.0f} seconds.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

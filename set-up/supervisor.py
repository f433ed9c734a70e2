"""Web and worker side by side: started together, started again when one falls, stopped together."""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import FrameType

from progress import Stop, say

GRACE = 20.0  # seconds a process may take to finish what it has in hand
QUICK = 10.0  # a process that lives shorter than this has not really started
TRIES = 3
PR_SET_PDEATHSIG = 1


class Stopped(Exception):
    """Someone asked for the end: Ctrl-C, or the signal of a service manager."""


def free_port(wanted: int = 8000) -> int:
    """This port, or the next one that nobody listens on."""
    for port in range(wanted, wanted + 200):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise Stop(f"No port between {wanted} and {wanted + 199} is free.")


@contextlib.contextmanager
def only_one(lock: Path) -> Iterator[None]:
    """Hold this installation for one run; the system lets go of it even after a kill -9."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with open(lock, "a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            file.seek(0)
            raise Stop(
                f"Sightline runs here already (process {file.read().strip() or 'unknown'}). "
                "Stop it with Ctrl-C where it was started."
            ) from error
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield


def raise_on_signals() -> None:
    """Turn the signals that ask for the end into an exception, so that everything is undone."""

    def end(number: int, frame: FrameType | None) -> None:
        for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(each, signal.SIG_IGN)
        raise Stopped

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, end)


def keep_running(commands: dict[str, Sequence[str]], environment: dict[str, str]) -> None:
    """Run these until somebody asks for the end; a process that falls is started again."""
    running: dict[str, subprocess.Popen[bytes]] = {}
    started: dict[str, float] = {}
    falls = dict.fromkeys(commands, 0)
    try:
        while True:
            for name, command in commands.items():
                process = running.get(name)
                if process is not None and process.poll() is None:
                    continue
                if process is not None:
                    lived = time.monotonic() - started[name]
                    falls[name] = falls[name] + 1 if lived < QUICK else 1
                    if falls[name] >= TRIES:
                        raise Stop(
                            f"The {name} process does not stay up; its last words are above."
                        )
                    say(f"The {name} process ended ({process.returncode}); starting it again")
                running[name] = start(command, environment)
                started[name] = time.monotonic()
            time.sleep(0.5)
    finally:
        _stop_all(running)


def start(command: Sequence[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """Start a process that ends with this one and does not hear Ctrl-C."""
    return subprocess.Popen(
        command,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C reaches us alone, and we stop the rest in order
        preexec_fn=_end_with_parent,
    )


def _end_with_parent() -> None:
    # a kill -9 of this process must not leave a web server that holds the port
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _stop_all(running: dict[str, subprocess.Popen[bytes]]) -> None:
    for process in running.values():
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + GRACE
    for name, process in running.items():
        try:
            process.wait(timeout=max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        say(f"Stopped: {name}")

"""Run the bench: `make bench`, or with SIGHTLINE_STATE set, `python -m bench`.

One line a measure, its names kept stable for scripts (docs/how-to/measure.md).
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from bench.databases import Databases, beside
from bench.pages import Page, pages
from bench.processes import Server, resident, run, serving, surroundings
from bench.racing import Kept, faults, race

FLOOR = "/lines"
FIGURES = 1_000_000
SCALES = {"year": (1, 1), "decade": (10, 10)}
"""Partnerships and years of the two databases that growth is measured between."""


def main() -> None:
    """Make the databases, measure, and leave nothing behind."""
    options = argparse.ArgumentParser(prog="bench", description=__doc__)
    options.add_argument("--pairs", type=int, default=5, help="rounds of floor and page")
    options.add_argument("--requests", type=int, default=12, help="requests a round")
    options.add_argument("--mixed", type=int, default=3000, help="requests for memory")
    options.add_argument("--only", default="", help="only pages whose name has this in it")
    options.add_argument("--small", action="store_true", help="one partnership and year only")
    options.add_argument("--rounds", type=int, default=20, help="races for the last places")
    given = options.parse_args()
    state = Path(os.environ["SIGHTLINE_STATE"])
    with beside(state) as databases:
        _installation(databases)
        floor = databases.make("floor")
        cookie = run(floor, "test", "bench.floor.fill")[0].strip()
        if given.only in ("", "race"):
            _races(databases, given.rounds)
        if given.only == "race":
            return
        if given.only in ("", "figures"):
            _figures(databases)
        if given.only == "figures":
            return
        with serving(floor, "test", "bench.floor.wsgi", FLOOR, cookie=cookie) as plain:
            plain.find_backend(databases.url, "bench_floor")
            small = _scale(databases, "year", plain, cookie, given)
            if not given.small:
                large = _scale(databases, "decade", plain, cookie, given)
                _growth(small, large)


def say(name: str, **figures: float) -> None:
    """One line: the name, then each figure with as many digits as mean something."""
    shown = " ".join(f"{key}={_figure(value)}" for key, value in figures.items())
    print(f"bench {name} {shown}", flush=True)


def _figure(value: float) -> str:
    return str(value) if isinstance(value, int) else f"{value:.2f}"


def _installation(databases: Databases) -> None:
    """An empty database, the arrangements of Wakefield, the demonstration."""
    empty = databases.make("loaded")
    _, took = run(empty, "owner", "django", "migrate", "--verbosity", "0")
    say("migrate", seconds=took)
    folder = "arrangements/wakefield-2019"
    _, took = run(empty, "worker", "sightline.web.cli", "load", folder, "--yes")
    say("load.wakefield", seconds=took)
    shown = databases.make("demonstration", like="loaded")
    _, took = run(shown, "worker", "sightline.web.cli", "demo", SIGHTLINE_DEMONSTRATION="1")
    say("demo", seconds=took)


def _figures(databases: Databases) -> None:
    """P10, P11: a million figures from one file against plain COPY, and charts recomputed."""
    state = databases.make("figures", like="loaded")
    told = json.loads(run(state, "worker", "bench.figures", str(FIGURES))[0])
    say("performance.load", **told["load"])
    say("performance.recompute", **told["recompute"])


def _races(databases: Databases, rounds: int) -> None:
    """P7 and P8: one person books; fifty race for twenty places, with two processes and eight.
    A history that must not be stops the bench."""
    state = databases.make("race", like="loaded")
    tokens = json.loads(run(state, "worker", "bench.racing", "50")[0])
    for processes in (2, 8):
        took: list[float] = []
        with serving(state, "web", "sightline.web.wsgi", "/", processes=processes) as site:
            port = site.port
            alone = [_one_race(state, port, tokens[:1], 1) for _ in range(5)]
            say(f"training.booking.{processes}_processes", ms=statistics.median(alone) * 1000)
            took = [_one_race(state, port, tokens, 20) for _ in range(rounds)]
        say(
            f"training.race.50_for_20.{processes}_processes",
            seconds=statistics.median(took),
            slowest=max(took),
            rounds=rounds,
        )


def _one_race(state: Path, port: int, tokens: list[str], places: int) -> float:
    reference, event = json.loads(run(state, "worker", "bench.racing", "event", str(places))[0])
    racers, took = race(tokens, port, reference)
    kept, counted = json.loads(run(state, "worker", "bench.racing", "kept", str(event))[0])
    wrong = faults(racers, [Kept(*row) for row in kept], places=places, counted=tuple(counted))
    if wrong:
        raise SystemExit("\n".join(wrong))
    return took


def _scale(
    databases: Databases, name: str, plain: Server, plain_cookie: str, given: argparse.Namespace
) -> dict[str, dict[str, float]]:
    """Everything about one database: what can be counted, then what takes time."""
    partnerships, years = SCALES[name]
    state = databases.make(name, like="loaded")
    told, took = run(state, "test", "bench.volumes", str(partnerships), str(years))
    readers = json.loads(told)
    cookie, meeting = readers["cookie"], readers["meeting"]
    say(f"volumes.{name}", partnerships=partnerships, years=years, seconds=took)
    counted = json.loads(run(state, "web", "bench.looking", cookie, meeting)[0])
    say(f"duties.states_{years}_year{'s' if years > 1 else ''}", ms=counted["duties.states"])
    say(f"trail.event.{name}", **counted["trail.event"])
    figures: dict[str, dict[str, float]] = {}
    with serving(state, "web", "sightline.web.wsgi", "/") as ours:
        say(f"start.first_answer.{name}", seconds=ours.first_answer)
        chosen = [page for page in pages(meeting) if given.only in page.name]
        for page in chosen:
            own = cookie if page.signed_in else ""
            ours.ask(page.address, own)
            ours.find_backend(databases.url, f"bench_{name}")
            pair = _pairs(ours, page, own, plain, plain_cookie, given)
            figures[page.name] = {**pair, **_without_charts(pair, counted[page.name])}
            shown = page.name if name == "year" else f"{page.name}.{name}"
            say(shown, **figures[page.name])
        if given.mixed and not given.only:
            _memory(ours, name, chosen, cookie, given.mixed)
    if name == "year":
        _worker_memory(state)
    return figures


def _without_charts(pair: dict[str, float], counted: dict[str, float]) -> dict[str, float]:
    """What was counted of a page, with its ratio to the floor once its charts are left out."""
    if "charts_ms" not in counted:
        return counted
    plain = (pair["cpu_ms"] - counted["charts_ms"]) / pair["floor_ms"]
    return {**counted, "ratio_without_charts": plain}


def _pairs(
    ours: Server,
    page: Page,
    cookie: str,
    plain: Server,
    plain_cookie: str,
    given: argparse.Namespace,
) -> dict[str, float]:
    """The page against the floor in alternating rounds: medians over the pairs."""
    for server, address, own in ((plain, FLOOR, plain_cookie), (ours, page.address, cookie)):
        for _ in range(3):
            status, _ = server.ask(address, own)
            if status != 200:
                raise SystemExit(f"{address} answers {status}: nothing to measure")
    rounds = []
    for _ in range(given.pairs):
        floor = _round(plain, FLOOR, plain_cookie, given.requests)
        rounds.append((floor, _round(ours, page.address, cookie, given.requests)))
    return {
        "ratio": statistics.median(page_.cpu / floor.cpu for floor, page_ in rounds),
        "cpu_ms": statistics.median(page_.cpu for _, page_ in rounds) * 1000,
        "floor_ms": statistics.median(floor.cpu for floor, _ in rounds) * 1000,
        "wall_ms": statistics.median(page_.wall for _, page_ in rounds) * 1000,
    }


@dataclass(frozen=True)
class Round:
    """Seconds a request: of the processor (web and database), and median on the clock."""

    cpu: float
    wall: float


def _round(server: Server, address: str, cookie: str, requests: int) -> Round:
    before, took = server.seconds_used(), []
    for _ in range(requests):
        started = time.perf_counter()
        server.ask(address, cookie)
        took.append(time.perf_counter() - started)
    return Round((server.seconds_used() - before) / requests, statistics.median(took))


def _growth(small: dict[str, dict[str, float]], large: dict[str, dict[str, float]]) -> None:
    """Ten partnerships and ten years over one and one: processor and buffers."""
    for name, figures in large.items():
        before = small[name]
        say(
            f"growth.{name}",
            ratio=figures["cpu_ms"] / before["cpu_ms"],
            buffers=figures["buffers"] / before["buffers"],
        )


def _memory(server: Server, scale: str, mixed: list[Page], cookie: str, requests: int) -> None:
    """Megabytes of a web process after many requests, and its growth after the first third."""
    third = 0.0
    for number in range(requests):
        page = mixed[number % len(mixed)]
        server.ask(page.address, cookie if page.signed_in else "")
        if number == requests // 3:
            third = server.memory()
    held = server.memory()
    say(f"web.memory.{scale}", mb=held, growth=held / third, requests=requests)


def _worker_memory(state: Path) -> None:
    """Megabytes of a worker that has done what was waiting and waits for more."""
    process = subprocess.Popen(
        [sys.executable, "-m", "sightline.web.cli", "work"],
        env=surroundings(state, "worker"),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        time.sleep(8)
        if process.poll() is not None:
            raise SystemExit("The worker does not stay up.")
        say("worker.memory", mb=resident(process.pid))
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    main()

"""Five hundred people race for fifty places against running servers, and everything is killed in
between: never oversold, the order of asking kept, every answer kept (performance P8)."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time

import pytest

from bench.racing import Kept, Racer, faults, race
from journeys import site
from web.test_nothing_acknowledged_is_lost import ROOT, Machine, machine

__all__ = ["machine"]
pytestmark = pytest.mark.slow
PLACES = 50


def racing(machine: Machine, *words: str):
    environment = {**machine.environment, "SIGHTLINE_ROLE": "worker",
                   "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
                   "DJANGO_SETTINGS_MODULE": "sightline.web.settings"}  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "bench.racing", *words],
        env=environment, cwd=ROOT, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def tokens(machine: Machine):
    return racing(machine, "500")


def history(machine: Machine, racers: list[Racer], event: int) -> list[str]:
    kept, counted = racing(machine, "kept", str(event))
    rows = [Kept(*row) for row in kept]
    return faults(racers, rows, places=PLACES, counted=tuple(counted))


@pytest.mark.parametrize("processes", [2, 8])
def test_five_hundred_racing_for_fifty_places_get_fifty_in_order(machine, tokens, processes):
    machine.kill("web")
    machine.running["web"] = site.start_server(machine.environment, machine.port, processes)
    site.wait_for(machine.running["web"], machine.port)
    reference, event = racing(machine, "event", str(PLACES))
    racers, took = race(tokens, machine.port, reference)
    assert history(machine, racers, event) == []
    print(f"500 people settled in {took:.2f} s with {processes} processes")


def test_nothing_is_lost_or_sold_twice_though_web_and_database_are_killed(machine, tokens):
    reference, event = racing(machine, "event", str(PLACES))
    done: list[tuple[list[Racer], float]] = []
    runner = threading.Thread(target=lambda: done.append(race(tokens, machine.port, reference)))
    runner.start()
    time.sleep(0.8)
    machine.kill_one_web_process()
    time.sleep(0.5)
    machine.kill_database()
    time.sleep(0.5)
    machine.kill("web")
    machine.start_web()
    runner.join(timeout=300)
    racers, _ = done[0]
    assert any(one.tries > 2 for one in racers), "nothing was killed in the middle of anything"
    assert history(machine, racers, event) == []


def test_the_checker_finds_what_must_not_be():
    """The checker of the histories can fail."""

    def told(number, began, held, booking):
        one = Racer("", 0, "", began=began, held=held, ended=held + 1, booking=booking)
        return one, Kept(booking, "waiting" if number else "booked", number)

    good = [told(0, 0, 1, 1), told(1, 2, 3, 2), told(2, 4, 5, 3)]

    def found(pairs, places=1, counted=(1, 2)):
        return faults([one for one, _ in pairs], [row for _, row in pairs], places=places,
                      counted=counted)  # fmt: skip

    assert found(good) == []
    assert found([good[0], told(2, 2, 3, 2), told(1, 4, 5, 3)]) == [
        "number 1 asked after number 2 was answered"
    ]
    assert "2 booked of 1" in found([good[0], told(0, 2, 3, 2), told(1, 4, 5, 3)])
    assert "counted (1, 1), found (1, 2)" in found(good, counted=(1, 1))
    assert found([*good[:2], told(1, 4, 5, 3)]) == ["numbers [1, 1]"]
    assert "answered and lost: 3" in faults(
        [one for one, _ in good], [row for _, row in good[:2]], places=1, counted=(1, 1)
    )

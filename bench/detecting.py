"""What the charts detect and how often they are wrong, by simulation: the tables of
docs/how-to/read-a-chart.md and of the decision about unusual counts.

python -m bench.detecting
"""

from __future__ import annotations

import numpy as np
from scipy import stats

from sightline.work.performance.rules import batch, watching
from sightline.work.performance.rules.watching import SMALL_MEAN, unusual_count

RUNS = 4_000
BEFORE, AFTER = 24, 24
ALARM = 0.01


def false_alarms() -> list[tuple[int, float, float]]:
    """By number of points: share of charts of noise whose newest point is flagged, and of those
    with any point flagged."""
    found = []
    for points in (12, 24, 36, 60):
        noise = np.random.default_rng(points).normal(50, 7, (20_000, points))
        flagged = batch.read_many(noise).flagged
        found.append((points, flagged[:, -1].mean(), flagged.any(axis=1).mean()))
    return found


def delays() -> list[tuple[float, float, float, float]]:
    """By mean of a count: periods until the newest point is flagged once the mean has doubled (the
    median and the slowest tenth), and the share flagged within six periods."""
    found = []
    for mean in (0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0):
        chance = np.random.default_rng(int(mean * 10))
        rows = np.hstack([chance.poisson(mean, (RUNS, BEFORE)),
                          chance.poisson(2 * mean, (RUNS, AFTER))]).astype(float)  # fmt: skip
        delay = np.full(RUNS, AFTER + 1)
        for step in range(AFTER, 0, -1):
            seen = rows[:, : BEFORE + step]
            delay[_flags(seen, mean)] = step
        found.append((mean, float(np.median(delay)), float(np.quantile(delay, 0.9)),
                      float((delay <= 6).mean())))  # fmt: skip
    return found


def _flags(seen: np.ndarray, mean: float) -> np.ndarray:
    if mean < SMALL_MEAN:
        return np.array([unusual_count([int(x) for x in row[:-1]], int(row[-1])) < ALARM
                         for row in seen])  # fmt: skip
    return batch.read_many(seen).flagged[:, -1] & (seen[:, -1] > seen.mean(axis=1))


def methods() -> list[tuple[float, str, float, float]]:
    """By mean below five and method: share of alarms at one in a hundred when nothing changed, and
    when the newest mean is four times as high."""
    found = []
    for mean in (0.5, 1.0, 2.0, 4.0):
        chance = np.random.default_rng(int(mean * 100))
        before = chance.poisson(mean, (RUNS, BEFORE))
        same, more = chance.poisson(mean, RUNS), chance.poisson(4 * mean, RUNS)
        for name, test in METHODS.items():
            rates = [np.mean([test(list(map(int, b)), int(n)) < ALARM
                              for b, n in zip(before, newest, strict=True)])
                     for newest in (same, more)]  # fmt: skip
            found.append((mean, name, float(rates[0]), float(rates[1])))
    return found


def conditional(before: list[int], newest: int) -> float:
    """The conditional test of Przyborowski and Wilenski (1940): given all events, how many fall
    into the newest period."""
    return float(stats.binom.sf(newest - 1, sum(before) + newest, 1 / (len(before) + 1)))


def plain_poisson(before: list[int], newest: int) -> float:
    """The mean before taken as if it were known."""
    return float(stats.poisson.sf(newest - 1, sum(before) / len(before)))


METHODS = {"predictive (ours)": unusual_count, "conditional": conditional,
           "known mean": plain_poisson}  # fmt: skip


def tables() -> list[str]:
    """The tables as the docs hold them."""
    alarms = ["| Points | Newest point flagged | Any point flagged |", "| --- | --- | --- |"]
    alarms += [f"| {n} | {a:.1%} | {b:.0%} |" for n, a, b in false_alarms()]
    late = ["| Mean before | Half are flagged by | Nine in ten by | Within six periods |",
            "| --- | --- | --- | --- |"]  # fmt: skip
    late += [f"| {m:g} | {_periods(a)} | {_periods(b)} | {c:.0%} |" for m, a, b, c in delays()]
    ways = ["| Mean | Method | False alarms | Alarms at four times the mean |",
            "| --- | --- | --- | --- |"]  # fmt: skip
    ways += [f"| {m:g} | {name} | {a:.2%} | {b:.0%} |" for m, name, a, b in methods()]
    return ["\n".join(each) for each in (alarms, late, ways)]


def _periods(number: float) -> str:
    return f"period {number:g}" if number <= AFTER else f"later than period {AFTER}"


assert watching.RATE == 0.10  # the words of the docs rest on it

if __name__ == "__main__":
    print("\n\n".join(tables()))

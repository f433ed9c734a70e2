"""XmR charts of many series of one length at once, for the nightly reading of everything.

The same rules as `charts` and `watching`, as arrays. The two are held equal by tests; this one is
for the worker, because the arrays' library costs memory that a web process has no use for.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from sightline.work.performance.rules.charts import D2, LIMIT, NEAR, OUTLIER
from sightline.work.performance.rules.signals import RUN
from sightline.work.performance.rules.watching import t_tails

if TYPE_CHECKING:
    from numpy import bool_, float64, int8, int64
    from numpy.typing import NDArray

    Numbers = NDArray[float64]
    Marks = NDArray[bool_]

CHUNK = 10_000
"""Series read in one go: memory stays the same however many there are."""


class Read(NamedTuple):
    """Mean and limits of each series, and which rules flag each of its points."""

    mean: Numbers
    lower: Numbers
    upper: Numbers
    outside: Marks
    run: Marks
    trend: Marks
    two_of_three: Marks

    @property
    def flagged(self) -> Marks:
        return self.outside | self.run | self.trend | self.two_of_three


def read_many(values: Numbers, *, screen: bool = True) -> Read:
    """Read XmR charts: one series a row, one known figure a column, twelve columns or more."""
    import numpy as np

    mean = values.mean(axis=1)
    reach = LIMIT * _average_range(values, screen)
    lower, upper = mean - reach, mean + reach
    gap = values - mean[:, None]
    # compared with the limits themselves, so that a point on a limit is inside in both readings
    outside = (values > upper[:, None]) | (values < lower[:, None])
    near_reach = NEAR * reach
    near = (values > (mean + near_reach)[:, None]) | (values < (mean - near_reach)[:, None])
    near &= ~outside
    side = np.sign(gap).astype(np.int8)
    run = _rows(side, RUN)
    steps = np.sign(values[:, 1:] - values[:, :-1]).astype(np.int8)
    long_steps = _rows(steps, RUN - 1)
    trend = np.zeros_like(run)
    trend[:, :-1] |= long_steps
    trend[:, 1:] |= long_steps
    same = (side[:, :-2] == side[:, 1:-1]) & (side[:, 1:-1] == side[:, 2:]) & (side[:, 2:] != 0)
    two_near = near[:, :-2].astype(np.int8) + near[:, 1:-1] + near[:, 2:] >= 2
    window = same & two_near
    two = np.zeros_like(run)
    for offset in range(3):
        two[:, offset : offset + window.shape[1]] |= window
    return Read(mean, lower, upper, outside, run, trend, two & near)


def chances_of_newest(values: Numbers) -> Numbers:
    """`watching.chance_of_newest` of each row."""
    import numpy as np

    before, newest = values[:, :-1], values[:, -1]
    count = before.shape[1]
    mean = before.mean(axis=1)
    spread = _average_range(before, screen=True) / D2
    moves = spread > 0
    safe = np.where(moves, spread, 1.0)
    score = np.abs(newest - mean) / (safe * (1 + 1 / count) ** 0.5)
    freedom = 0.62 * (count - 1)
    steps, tails = _tails(freedom)
    of_point = np.exp(np.interp(np.minimum(score, 40.0), steps, tails))
    gap = np.sign(values - values.mean(axis=1, keepdims=True)).astype(np.int8)
    rises = np.sign(values[:, 1:] - values[:, :-1]).astype(np.int8)
    of_run = 2.0 * 0.5 ** _last_rows(gap)
    lengths = np.minimum(_last_rows(rises) + 1, 20)
    factorials = np.cumprod(np.arange(1, 21, dtype=float))
    of_trend = 2.0 / factorials[lengths - 1]
    least = np.minimum(np.minimum(of_point, of_run), of_trend)
    return np.where(moves, np.minimum(1.0, 3 * least), 1.0)


@lru_cache(maxsize=256)
def _tails(freedom: float) -> tuple[Numbers, Numbers]:
    """Most scores are nothing much: the logarithms of their tails are looked up between steps fine
    enough not to show."""
    import numpy as np

    steps = np.linspace(0.0, 40.0, 2_001)
    return steps, np.log(np.array([t_tails(float(each), freedom) for each in steps]))


def _average_range(values: Numbers, screen: bool) -> Numbers:
    import numpy as np

    ranges = np.abs(values[:, 1:] - values[:, :-1])
    average: Numbers = ranges.mean(axis=1)
    if not screen:
        return average
    kept = ranges < (OUTLIER * average)[:, None]
    number = kept.sum(axis=1)
    screened = np.where(kept, ranges, 0.0).sum(axis=1) / np.maximum(number, 1)
    return np.where(number > 0, screened, average)


def _rows(signs: NDArray[int8], length: int) -> Marks:
    """Which places belong to `length` or more equal signs in a row; 0 belongs to none."""
    import numpy as np

    found = np.zeros(signs.shape, dtype=bool)
    if signs.shape[1] < length:
        return found
    ends = signs.shape[1] - length + 1
    starts = signs[:, :ends] != 0
    for offset in range(1, length):
        starts &= signs[:, offset : offset + ends] == signs[:, :ends]
    for offset in range(length):
        found[:, offset : offset + ends] |= starts
    return found


def _last_rows(signs: NDArray[int8]) -> NDArray[int64]:
    import numpy as np

    same = (signs[:, ::-1] == signs[:, -1:]) & (signs[:, -1:] != 0)
    broken = ~same
    first = np.where(broken.any(axis=1), broken.argmax(axis=1), signs.shape[1])
    lengths: NDArray[int64] = first.astype(np.int64)
    return lengths

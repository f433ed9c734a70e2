"""Watching many series at once without crying wolf, and counts too small for limits.

A chart of 24 points flags its newest point by chance now and then; two hundred charts do so many
times over. Each series gets the chance of seeing its newest point by noise alone, and the procedure
of Benjamini and Hochberg (1995) keeps the share of false signals among those raised below a stated
rate. Counts with a mean below five follow the predictive distribution of a Poisson count: the
"Bayes" method of Höhle (2007); see docs/decisions.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import exp, factorial, lgamma, log, log1p

from sightline.work.performance.rules.charts import D2, OUTLIER

RATE = 0.10
"""At most this share of the signals raised is expected to be false."""
SMALL_MEAN = 5.0


def chance_of_newest(values: Sequence[float]) -> float:
    """How likely noise alone brings a newest point as odd as this one: the point itself against
    those before it, the run on one side that it ends, and the trend that it ends, thrice the
    smallest of the three. 1 where there are fewer than twelve points or nothing ever moved."""
    if len(values) < 12:
        return 1.0
    before, newest = values[:-1], values[-1]
    mean = sum(before) / len(before)
    ranges = [abs(after - earlier) for earlier, after in pairwise(before)]
    average = sum(ranges) / len(ranges)
    kept = [each for each in ranges if each < OUTLIER * average]
    spread = (sum(kept) / len(kept) if kept else average) / D2
    if spread <= 0:
        return 1.0
    score = abs(newest - mean) / (spread * (1 + 1 / len(before)) ** 0.5)
    # ranges of neighbours know about 0.62 of what independent points would (Wheeler)
    of_point = t_tails(score, 0.62 * (len(before) - 1))
    centre = sum(values) / len(values)
    of_run = 2.0 * 0.5 ** _last_row([_sign(each - centre) for each in values])
    rising = _last_row([_sign(after - earlier) for earlier, after in pairwise(values)]) + 1
    of_trend = 2.0 / factorial(min(rising, 20))
    return min(1.0, 3 * min(of_point, of_run, of_trend))


def raised(chances: Sequence[float], rate: float = RATE) -> list[bool]:
    """Which of many series to raise, so that at most `rate` of those raised are expected to be
    false (Benjamini and Hochberg 1995)."""
    order = sorted(range(len(chances)), key=lambda place: chances[place])
    last = 0
    for rank, place in enumerate(order, start=1):
        if chances[place] <= rate * rank / len(chances):
            last = rank
    return [place in set(order[:last]) for place in range(len(chances))]


def unusual_count(before: Sequence[int], newest: int) -> float:
    """The chance of a count at least this high, if it comes as often as in the periods before:
    negative binomial with shape 1/2 + their sum (Jeffreys' prior; Höhle 2007). For means below 5,
    where limits of an XmR chart mean nothing."""
    if not before:
        return 1.0
    shape, share = 0.5 + sum(before), len(before) / (len(before) + 1)
    below = 0.0
    for count in range(newest):
        logarithm = lgamma(shape + count) - lgamma(shape) - lgamma(count + 1)
        below += exp(logarithm + shape * log(share) + count * log1p(-share))
    return min(1.0, max(0.0, 1.0 - below))


def is_small(values: Sequence[float]) -> bool:
    """Whether figures are counts with a mean below five, for which limits mean nothing."""
    if len(values) < 6 or sum(values) / len(values) >= SMALL_MEAN:
        return False
    return all(each >= 0 and float(each).is_integer() for each in values)


def t_tails(score: float, freedom: float) -> float:
    """Both tails of Student's distribution beyond a score: the regularised incomplete beta function
    at freedom / (freedom + score²), with halves of freedom and of 1."""
    return _beta(freedom / (freedom + score * score), freedom / 2, 0.5)


def _beta(x: float, a: float, b: float) -> float:
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):  # where the fraction converges fast
        return 1.0 - _beta(1 - x, b, a)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
    tiny = 1e-300
    c, d = 1.0, 1 / max(1 - (a + b) * x / (a + 1), tiny)
    found = d
    for step in range(1, 300):
        even = step * (b - step) * x / ((a + 2 * step - 1) * (a + 2 * step))
        d = 1 / max(1 + even * d, tiny)
        c = max(1 + even / c, tiny)
        found *= c * d
        odd = -(a + step) * (a + b + step) * x / ((a + 2 * step) * (a + 2 * step + 1))
        d = 1 / (1 + odd * d or tiny)
        c = 1 + odd / c or tiny
        found *= c * d
        if abs(c * d - 1) < 1e-14:
            break
    return front * found


def _sign(number: float) -> int:
    return (number > 0) - (number < 0)


def _last_row(signs: Sequence[int]) -> int:
    """How many of the last signs are the same; 0 where the last is no sign at all."""
    length = 0
    for each in reversed(signs):
        if each == 0 or each != signs[-1]:
            break
        length += 1
    return length

"""Control charts: the test values of the published rules, an independent reading, and what noise
alone does to them. Expected limits and flags are worked out by hand from the published formulas."""

from __future__ import annotations

import random
from itertools import pairwise
from statistics import mean

import numpy as np
import pytest
from scipy import stats

from sightline.work.performance.rules import batch, charts, watching
from sightline.work.performance.rules.charts import Setting, between_events, propose, read
from sightline.work.performance.rules.signals import Polarity

REFERRALS = [4706, 9481, 12879, 12209, 4016, 4500, 5977, 7511, 5296, 4445, 4385, 3450, 4992]
PLANS = [338, 384, 287, 189, 156, 262, 507, 541, 378, 417, 475, 427, 567]
REPEATS = [14.9, 17.8, 14.8, 14.6, 10.1, 25.3, 24.2, 19.5, 20.0, 27.0, 23.5, 21.8, 22.7]
IN_NEED = [3441, 3710, 2588, 2243, 2343, 3327, 3205, 3028, 2703, 2548, 2384, 2459, 2963]
GOLDEN = [  # values, mean, limits, near limits, places flagged by each rule
    (REFERRALS, 6449.769, (2111.309, 10788.229), (3557.463, 9342.076), {"outside": {2, 3}}),
    (PLANS, 379.077, (133.692, 624.462), (215.487, 542.667), {"two_of_three": {3, 4}}),
    (REPEATS, 19.708, (12.453, 26.962), (14.871, 24.544),
     {"outside": {4, 9}, "two_of_three": {2, 3}}),
    (IN_NEED, 2841.692, (1879.216, 3804.169), None, {}),
    ([10, 12, 11, 13, 14, 15, 16, 17, 18, 19, 12, 11], 14.0, (10.808, 17.192), None,
     {"outside": {0, 8, 9}, "trend": set(range(2, 10))}),
    ([5, 6, 6, 7, 8, 9, 10, 11, 5, 4, 5, 6], None, None, None,
     {"outside": {6, 7, 9}, "two_of_three": {8, 10}}),
    ([4, 5, 6, 5, 4, 5, 30, 5, 4, 6, 5, 4], 6.9167, (3.9611, 9.8722), None, {"outside": {6}}),
]  # fmt: skip
RULES = ("outside", "run", "trend", "two_of_three")


@pytest.mark.parametrize(("values", "mean_", "limits", "near", "flagged"), GOLDEN)
def test_an_xmr_chart_has_the_limits_and_flags_of_the_published_rules(
    values, mean_, limits, near, flagged
) -> None:  # type: ignore[no-untyped-def]
    reading = read(values)
    line = reading.points[0].lines
    assert line is not None
    if mean_ is not None:
        assert line.centre == pytest.approx(mean_, abs=5e-4)
    if limits is not None:
        assert (line.lower, line.upper) == pytest.approx(limits, abs=1e-3)
    if near is not None:
        assert (line.near_lower, line.near_upper) == pytest.approx(near, abs=1e-3)
    for rule in RULES:
        found = {place for place, one in enumerate(reading.points) if getattr(one.flags, rule)}
        assert found == flagged.get(rule, set()), rule


def test_without_the_outlier_screen_the_limits_are_wide() -> None:
    line = charts.xmr_lines([4, 5, 6, 5, 4, 5, 30, 5, 4, 6, 5, 4], screen=False)
    assert (line.lower, line.upper) == pytest.approx((-7.5924, 21.4258), abs=1e-3)


def test_below_twelve_points_no_limits_are_claimed() -> None:
    reading = read([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 99])
    assert not reading.has_limits
    assert all(one.lines is None and not one.flags and one.verdict == "" for one in reading.points)
    assert read([*range(1, 12), 99]).has_limits
    assert read([]).latest is None


def test_a_fixed_baseline_sets_limits_by_its_points_alone() -> None:
    calm = [10, 11, 10, 9, 10, 11, 10, 9, 10, 11, 10, 9]
    reading = read([*calm, 30, 31, 30], setting=Setting(baseline=12))
    line = reading.points[-1].lines
    assert line is not None
    assert line.centre == 10
    # eleven moves of 1 from 12 points: average 1
    assert line.upper == pytest.approx(12.66)
    assert all(one.flags.outside for one in reading.points[12:])


def test_a_rebase_starts_everything_anew() -> None:
    low = [10, 11, 10, 9, 10, 11, 10, 9, 10, 11, 10, 9]
    high = [each + 20 for each in low]
    reading = read([*low, *high], setting=Setting(rebases=(12,)))
    assert not any(one.flags for one in reading.points)
    assert reading.points[12].lines.centre == 30  # type: ignore[union-attr]
    short = read([*low, 30, 31], setting=Setting(rebases=(12,)))
    assert short.points[0].lines is not None
    assert not short.has_limits  # two points since the rebase


@pytest.mark.parametrize(
    ("polarity", "high", "low"),
    [
        ("high", "improvement", "concern"),
        ("low", "concern", "improvement"),
        ("none", "high", "low"),
    ],
)
def test_the_side_of_the_mean_says_whether_a_signal_is_good(
    polarity: Polarity, high: str, low: str
) -> None:
    calm = [10, 11, 10, 9, 10, 11, 10, 9, 10, 11, 10, 9]
    above = read([*calm, 40], polarity=polarity).points
    below = read([*calm, -40], polarity=polarity).points
    assert (above[-1].verdict, below[-1].verdict) == (high, low)
    assert {one.verdict for one in read(calm, polarity=polarity).points} == {""}


@pytest.mark.parametrize(
    ("target", "polarity", "says"),
    [(100, "high", "fails"), (100, "low", "passes"), (0, "high", "passes"), (0, "low", "fails"),
     (10, "high", "hit-or-miss"), (10, "low", "hit-or-miss"), (100, "none", ""),
     (None, "high", "")],
)  # fmt: skip
def test_assurance_is_told_from_the_latest_limits(
    target: float | None, polarity: Polarity, says: str
) -> None:
    calm = [10, 11, 10, 9, 10, 11, 10, 9, 10, 11, 10, 9]
    assert read(calm, polarity=polarity, target=target).assurance == says


def independent(values: list[float], screen: bool) -> tuple[float, float, float, list[set[str]]]:
    """The published rules once more, read off the page and not from the code under test."""
    n, m = len(values), sum(values) / len(values)
    mr = [abs(values[i] - values[i - 1]) for i in range(1, n)]
    amr = mean(mr)
    if screen and [x for x in mr if x < 3.267 * amr]:
        amr = mean([x for x in mr if x < 3.267 * amr])
    lo, hi = m - 2.66 * amr, m + 2.66 * amr
    near_lo, near_hi = m - 2 / 3 * 2.66 * amr, m + 2 / 3 * 2.66 * amr
    flags: list[set[str]] = [set() for _ in values]
    for i, v in enumerate(values):
        if v > hi or v < lo:
            flags[i].add("outside")
    for i in range(n - 6):
        seven = values[i : i + 7]
        if all(v > m for v in seven) or all(v < m for v in seven):
            for j in range(i, i + 7):
                flags[j].add("run")
        up = all(b > a for a, b in pairwise(seven))
        down = all(b < a for a, b in pairwise(seven))
        if up or down:
            for j in range(i, i + 7):
                flags[j].add("trend")
    for i in range(n - 2):
        three = values[i : i + 3]
        if all(v > m for v in three):
            close = [j for j in range(i, i + 3) if near_hi < values[j] <= hi]
        elif all(v < m for v in three):
            close = [j for j in range(i, i + 3) if lo <= values[j] < near_lo]
        else:
            continue
        if len(close) >= 2:
            for j in close:
                flags[j].add("two_of_three")
    return m, lo, hi, flags


def random_series(number: int) -> list[list[float]]:
    chance = random.Random(f"series {number}")
    made = []
    for _ in range(number):
        length = chance.randrange(12, 61)
        kind = chance.random()
        level = 0.0
        values = []
        for place in range(length):
            level += chance.gauss(0, 0.4) if kind > 0.6 else 0.0
            noise = chance.gauss(0, 1) if kind > 0.3 else chance.randrange(-3, 4)
            values.append(round(20 + level + noise + (4 if kind > 0.9 and place > 15 else 0), 3))
        made.append(values)
    return made


@pytest.mark.parametrize("screen", [True, False])
def test_a_thousand_series_agree_with_an_independent_reading(screen: bool) -> None:
    for values in random_series(1_000):
        m, lo, hi, flags = independent(values, screen)
        reading = read(values, setting=Setting(screen=screen))
        line = reading.points[0].lines
        assert line is not None
        assert (line.centre, line.lower, line.upper) == pytest.approx((m, lo, hi), rel=1e-9)
        found = [{rule for rule in RULES if getattr(one.flags, rule)} for one in reading.points]
        assert found == flags, values


def test_many_series_at_once_are_read_as_one_by_one() -> None:
    by_length: dict[int, list[list[float]]] = {}
    for values in random_series(1_000):
        by_length.setdefault(len(values), []).append(values)
    for rows in by_length.values():
        table = np.array(rows)
        many = batch.read_many(table)
        chances = batch.chances_of_newest(table)
        for place, values in enumerate(rows):
            one = read(values)
            line = one.points[0].lines
            assert line is not None
            assert (many.mean[place], many.lower[place], many.upper[place]) == pytest.approx(
                (line.centre, line.lower, line.upper), rel=1e-9
            )
            for rule in RULES:
                marks = [getattr(each.flags, rule) for each in one.points]
                assert list(getattr(many, rule)[place]) == marks, (rule, values)
            assert chances[place] == pytest.approx(watching.chance_of_newest(values), rel=2e-3)


def test_a_series_that_never_moves_raises_nothing() -> None:
    flat = np.full((1, 24), 7.0)
    assert not batch.read_many(flat).flagged.any()
    assert batch.chances_of_newest(flat)[0] == 1.0
    assert watching.chance_of_newest([7.0] * 24) == 1.0


def test_tails_of_students_distribution_are_those_of_the_tables() -> None:
    for score in (0.1, 0.7, 1.96, 2.5, 4.0, 12.0):
        for freedom in (3.1, 7.0, 14.26, 36.6):
            expected = 2 * stats.t.sf(score, freedom)
            assert watching.t_tails(score, freedom) == pytest.approx(expected, rel=1e-8)


def test_noise_flags_the_newest_point_of_few_charts() -> None:
    """Bound stated in docs/how-to/read-a-chart.md: at most 3 in 100, at 24 points."""
    noise = np.random.default_rng(20261127).normal(50, 7, (20_000, 24))
    newest = batch.read_many(noise).flagged[:, -1].mean()
    assert 0.005 < newest < 0.03


def test_a_page_of_two_hundred_charts_seldom_raises_noise() -> None:
    """Where nothing changed, any signal raised is false: that may happen on one page in ten."""
    chance = np.random.default_rng(5)
    cried = 0
    for _ in range(300):
        page = chance.normal(50, 7, (200, 24))
        cried += any(watching.raised(list(batch.chances_of_newest(page))))
    assert cried / 300 <= watching.RATE


def test_a_page_still_raises_what_truly_changed() -> None:
    chance = np.random.default_rng(6)
    found = false = 0
    for _ in range(100):
        page = chance.normal(50, 7, (200, 24))
        page[:10, -1] += 56  # eight standard deviations
        raised = watching.raised(list(batch.chances_of_newest(page)))
        found += sum(raised[:10])
        false += sum(raised[10:])
    assert found / 1_000 > 0.9
    assert false / (found + false) <= watching.RATE


def test_benjamini_and_hochberg_raise_as_their_paper_does() -> None:
    """The example of the paper (1995, section 3.2): fifteen p-values, four rejected at 0.05."""
    paper = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240,
             0.4262, 0.5719, 0.6528, 0.7590, 1.0000]  # fmt: skip
    assert sum(watching.raised(paper, 0.05)) == 4
    assert watching.raised([], 0.05) == []


@pytest.mark.parametrize("average", [0.5, 1.0, 2.0, 4.0])
def test_unusual_counts_keep_their_rate_where_means_are_below_five(average: float) -> None:
    chance = np.random.default_rng(int(average * 10))
    rows = chance.poisson(average, (4_000, 25))
    alarms = sum(watching.unusual_count(list(map(int, r[:-1])), int(r[-1])) < 0.01 for r in rows)
    assert alarms / 4_000 <= 0.0125


def test_unusual_counts_follow_the_negative_binomial_of_the_reference() -> None:
    for before, newest in (([0, 1, 0, 2, 1, 0, 0, 1], 5), ([3, 4, 2, 5, 6, 1], 11), ([0] * 12, 2)):
        shape, share = 0.5 + sum(before), len(before) / (len(before) + 1)
        expected = stats.nbinom.sf(newest - 1, shape, share)
        assert watching.unusual_count(before, newest) == pytest.approx(expected, rel=1e-9)
    assert watching.unusual_count([], 4) == 1.0
    assert watching.unusual_count([1, 2], 0) == 1.0


def test_a_p_chart_has_wider_limits_where_fewer_were_counted() -> None:
    counts = [20, 24, 19, 22, 21, 18, 23, 20, 22, 21, 19, 2]
    sizes = [100.0] * 11 + [10.0]
    reading = read(counts, sizes=sizes, setting=Setting(kind="p"))
    first, last = reading.points[0].lines, reading.points[-1].lines
    assert first is not None
    assert last is not None
    share = sum(counts) / sum(sizes)
    assert first.centre == pytest.approx(share)
    # 3 x the root of share x (1 - share) / 100, the scatter being less than chance allows
    assert first.upper == pytest.approx(share + 3 * (share * (1 - share) / 100) ** 0.5)
    assert last.lower is None  # below 0: no limit there
    assert not any(one.flags.outside for one in reading.points)


def test_a_u_chart_widens_where_points_scatter_more_than_chance() -> None:
    sizes = [10_000.0] * 14
    counts = [500, 700] * 7
    line = read(counts, sizes=sizes, setting=Setting(kind="u")).points[0].lines
    assert line is not None
    plain = 3 * (0.06 / 10_000) ** 0.5
    assert line.upper is not None
    assert line.upper - line.centre == pytest.approx(plain * (200 / (600**0.5)) / 1.128, rel=1e-9)


def test_a_p_chart_needs_denominators() -> None:
    with pytest.raises(ValueError, match="denominator"):
        read([1.0] * 12, sizes=[0.0] * 12, setting=Setting(kind="p"))


def test_a_t_chart_finds_the_gap_that_is_too_long() -> None:
    chance = random.Random(3)
    gaps = [chance.expovariate(1 / 30) for _ in range(24)]
    line = read([*gaps, 400], setting=Setting(kind="t")).points[-1]
    assert line.flags.outside
    assert line.lines is not None
    assert line.lines.centre > 0


def test_a_g_chart_has_the_limits_of_the_geometric_distribution() -> None:
    gaps = [12, 3, 30, 8, 19, 1, 25, 14, 6, 40, 9, 13]  # mean 15: one case in 16 is an event
    line = read(gaps, setting=Setting(kind="g")).points[0].lines
    assert line is not None
    assert line.lower is None
    assert line.upper == stats.geom.ppf(1 - 0.00135, 1 / 16) - 1


def test_days_between_events_are_taken_from_counts() -> None:
    assert between_events([1, 0, 0, 2, 0, 1]) == [3, 0, 2]
    assert between_events([0, 0]) == []


def test_the_kind_of_chart_is_proposed_by_the_data() -> None:
    assert propose([5, 6, 4], [50.0, 60.0, 40.0], is_share=True)[0] == "p"
    assert propose([5, 6, 4], [50.0, 60.0, 40.0], is_share=False)[0] == "u"
    assert propose([0, 1, 0, 0, 1, 0], None, is_share=False)[0] == "t"
    assert propose([40, 51, 38], None, is_share=False)[0] == "xmr"
    assert propose([5, 6], [50.0, 0.0], is_share=True)[0] == "xmr"

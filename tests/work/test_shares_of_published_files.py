"""A published share is drawn as a p or u chart where its file prints the count and the total beside
it, found by their names and by arithmetic; where it does not, the page says so (R9.1)."""

from __future__ import annotations

from math import sqrt

import pytest

from builders import figures
from builders.partnership import BY, appointed, wakefield
from clients import Visitor
from sightline.registers.partnership.models import Partnership
from sightline.work.performance import queries
from sightline.work.performance.models import Figure, Indicator
from sightline.work.performance.rules.kinds import NOT_PRINTED
from sightline.work.performance.rules.shares import made_of, scale_of_column

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_surroundings")]
SHARE = "again-again-percent"
WHO = figures.authority("384")


@pytest.fixture
def ours() -> Partnership:
    partnership = wakefield()
    figures.set_up(partnership)
    return partnership


def published(*, years: int = 14, wrong: int = 0) -> bytes:
    """A hundred referrals a year, twenty of them not the first; other counts that belong to no
    share, and a rate of looked-after children. In `wrong` years the share is another."""
    rows: list[list[object]] = [
        [*figures.HEAD, "category", "all_count", "other_count", "again_count", "again_percent",
         "population", "children", "rate_per_10000"],
    ]  # fmt: skip
    for n in range(years):
        share = 55 if n < wrong else 20
        row = [2012 + n, "Reporting year", *WHO, "Again", 100, 70 + n, 20, share, 20_000, 80, 40]
        rows.append(row)
    return figures.written(rows)


@pytest.mark.parametrize(
    ("column", "scale"),
    [
        ("rereferral_percent", 100), ("3_months_or_less_percent", 100), ("Pupils_pct", 100),
        ("rate_per_10000", 10_000), ("rate_per_100000", 100_000), ("children_rate_per10k", 10_000),
        ("referral_count", 0), ("separate_accounts", 0), ("percent_of_what", 0),
    ],
)  # fmt: skip
def test_shares_and_rates_are_known_by_their_columns(column: str, scale: float) -> None:
    assert scale_of_column(column) == scale


def test_names_and_arithmetic_together_say_what_belongs_together() -> None:
    measures = [
        ("", name, "year") for name in ("all_count", "twin", "again_count", "again_percent")
    ]
    lines = [{0: 100.0 + n, 1: 7.0, 2: 20.0, 3: round(2000 / (100 + n), 1)} for n in range(12)]
    assert [each[:3] for each in made_of(measures, lines)] == [(3, 2, 0)]
    assert made_of(measures, lines[:9]) == []  # too few lines to tell
    alike = [{**line, 1: line[0]} for line in lines]
    assert made_of(measures, alike) == []  # two totals would do: neither is taken
    wrong = [{**line, 3: 50.0} for line in lines]
    assert made_of(measures, wrong) == []


def test_a_share_with_its_count_and_total_is_drawn_by_its_size(ours: Partnership) -> None:
    """Twenty in a hundred: 20 ± 3 √(0.2 x 0.8 / 100) x 100, so 8 and 32 by hand; the rate of 80 in
    20,000 is 40 ± 3 √(0.004 / 20,000) x 10,000."""
    assert figures.load(ours, published()).state == "loaded"
    found = queries.picture(BY, figures.series(ours, SHARE))
    lines = found.reading.points[-1].lines
    assert found.kind == "p" and lines is not None
    assert (lines.lower, lines.centre, lines.upper) == pytest.approx((8, 20, 32))
    assert (found.entries[-1].numerator, found.entries[-1].denominator) == (20, 100)
    held = Indicator.objects.get(code=SHARE)
    assert (held.numerator, held.denominator) == ("again count", "all count")

    rate = queries.picture(BY, figures.series(ours, "again-rate-per-10000"))
    lines = rate.reading.points[-1].lines
    assert rate.kind == "u" and lines is not None
    assert lines.upper == pytest.approx(40 + 3 * sqrt(0.004 / 20_000) * 10_000)
    assert (
        Figure.objects.filter(series__indicator__code="again-other-count").first().numerator is None
    )  # type: ignore[union-attr]


def test_where_the_file_does_not_print_them_the_page_says_so(ours: Partnership) -> None:
    figures.load(ours, published(wrong=3))
    found = queries.picture(BY, figures.series(ours, SHARE))
    assert (found.kind, found.entries[-1].numerator) == ("xmr", None)
    page = Visitor(appointed(ours, "business-manager").person).get(f"/data-set/indicators/{SHARE}")
    assert NOT_PRINTED in page
    assert NOT_PRINTED not in Visitor(appointed(ours, "scrutineer").person).get(
        "/data-set/indicators/again-all-count"
    )

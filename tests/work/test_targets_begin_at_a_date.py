"""A target holds from a date on and until the next: a figure is held to the one that was in force,
and what was set before stays with its version (R9.1)."""

from __future__ import annotations

import pytest

from builders import figures
from builders.figures import NOW
from builders.partnership import BY, appointed, wakefield
from clients import Visitor
from sightline.foundation.errors import RuleBroken
from sightline.registers.partnership.models import Partnership
from sightline.work.performance import operations, queries
from sightline.work.performance.models import Indicator
from sightline.work.performance.operations.defining import Meaning
from sightline.work.performance.rules.targets import in_force, read_steps, written
from sightline.work.performance.views import drawing

REFERRALS = "referrals-referral-count"


def test_the_target_in_force_is_the_last_that_began() -> None:
    steps = [(202404, 90.0), (202504, 95.0)]
    assert [in_force(steps, 80.0, each) for each in (202403, 202404, 202503, 202504, 202612)] == [
        80.0, 90.0, 90.0, 95.0, 95.0,
    ]  # fmt: skip
    assert in_force(steps, None, 202403) is None
    assert in_force([], 80.0, 202403) == 80.0


def test_targets_are_written_as_people_write_them() -> None:
    assert read_steps("April 2025: 95\n\n Apr 2024 : 1,290.5 %") == [
        (202404, 1290.5),
        (202504, 95.0),
    ]
    assert written([(202404, 90.5), (202504, 95.0)]) == "April 2024: 90.5\nApril 2025: 95"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("90", "not a month and a target"),
        ("Ju 2025: 90", "not a month and a target"),  # June or July
        ("April 1066: 90", "cannot be right"),
        ("April 2025: 90\nApr 2025: 95", "stands there twice"),
        ("\n".join(f"May {year}: 1" for year in range(2000, 2030)), "At most 24"),
    ],
)
def test_what_is_no_target_is_refused_in_words(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        read_steps(text)


@pytest.fixture
def ours() -> Partnership:
    partnership = wakefield()
    figures.set_up(partnership)
    figures.load(partnership, figures.referrals("384"))
    return partnership


def define(ours: Partnership, **meaning: object) -> Indicator:
    held = Indicator.objects.get(code=REFERRALS)
    return operations.define_indicator(
        partnership=ours,
        indicator=held,
        meaning=Meaning(name=held.name, period_kind=held.period_kind, disclosure="open", **meaning),  # type: ignore[arg-type]
        agency=None,
        reason="Agreed by the group",
        by=BY,
        now=NOW,
    )


@pytest.mark.django_db
@pytest.mark.usefixtures("plain_surroundings")
def test_assurance_is_by_the_target_in_force(ours: Partnership) -> None:
    # limits are 2111.309 and 10788.229 (domain 6.4): 12,000 is above both, 2,000 below
    held = define(ours, polarity="low", target=12_000.0, targets=[(202404, 2_000.0)])
    operations.read_anew(partnership_id=ours.pk, indicator_id=held.pk, by=BY, now=NOW)
    series = figures.series(ours, REFERRALS)
    assert series.assurance == "fails"
    picture = queries.picture(BY, series)
    assert picture.reading.assurance == "fails"
    chart = drawing.chart_of(series, picture)
    assert list(chart.target) == [12_000.0] * 12 + [2_000.0]
    assert "Target 12,000" in chart.svg()
    assert "Target 2,000" in chart.svg()
    held = define(ours, polarity="low", target=12_000.0, targets=[(202504, 2_000.0)])
    operations.read_anew(partnership_id=ours.pk, indicator_id=held.pk, by=BY, now=NOW)
    assert figures.series(ours, REFERRALS).assurance == "passes"  # the new one has not begun
    first, second = [each.content["targets"] for each in held.versions.order_by("-number")[:2]]
    assert (first, second) == ([[202504, 2000.0]], [[202404, 2000.0]])


@pytest.mark.django_db
@pytest.mark.usefixtures("plain_surroundings")
def test_targets_are_set_on_the_page_of_the_definition(ours: Partnership) -> None:
    with pytest.raises(RuleBroken):
        define(ours, targets=[(202404, 1.0), (202404, 2.0)])
    manager = Visitor(appointed(ours, "business-manager").person)
    form = {
        "name": "Referrals", "period_kind": "reporting", "polarity": "low", "decimals": "0",
        "disclosure": "open", "reason": "Agreed by the group",
    }  # fmt: skip
    where = f"/data-set/indicators/{REFERRALS}/define"
    assert "is not a month and a target" in manager.post(where, {**form, "targets": "soon: 90"})
    targets = "April 2024: 4000\nApril 2025: 3500"
    manager.post(where, {**form, "targets": targets}, status=302)
    shown = manager.get(f"/data-set/indicators/{REFERRALS}")
    assert "April 2024: 4000; April 2025: 3500" in shown
    assert "April 2025: 3500" in manager.get(where)

"""Small multiples: one indicator at several places on one scale, with a table that says the same;
and the places that its definition names as comparators (R9.1)."""

from __future__ import annotations

import re
from datetime import date

import pytest

from builders import figures
from builders.figures import HEAD, authority, written
from builders.partnership import BY, appointed, wakefield
from clients import Visitor
from sightline.foundation.govuk.charts.multiples import Panel, SmallMultiples
from sightline.foundation.permissions import Actor
from sightline.registers.partnership.models import Partnership
from sightline.work.performance import operations, queries
from sightline.work.performance.models import Area, Indicator, Series
from sightline.work.performance.operations.defining import Meaning

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_surroundings")]
REFERRALS = "referrals-referral-count"
WHERE = f"/data-set/indicators/{REFERRALS}/places"
TODAY = date(2026, 11, 28)


@pytest.fixture
def ours() -> Partnership:
    partnership = wakefield()
    figures.set_up(partnership)
    figures.load(partnership, figures.referrals("384"))
    return partnership


def neighbours(ours: Partnership, first: int = 501) -> None:
    """Ten neighbours of 384 in the model of 2025, one of which has figures."""
    figures.load(ours, figures.neighbours_2025("384"), title="Neighbours")
    figures.load(ours, figures.referrals(str(first), [7, 8, 9], 2023), title="A neighbour")


def test_every_panel_has_the_scale_of_the_highest_and_the_lowest() -> None:
    charts = SmallMultiples("M", ["2024", "2025"], [
        Panel("Ours", "(our own)", [10.0, 20.0], is_own=True), Panel("Theirs", "", [None, 95.0]),
    ])  # fmt: skip
    # 10 lies near to zero beside 95, so the scale begins at zero; steps of 50 reach 100
    assert charts.scale() == (0.0, 100.0)
    drawn = str(charts.figure())
    assert drawn.count(">100</text>") == drawn.count(">50</text>") == 2
    assert "20 in 2025, 10 in 2024." in drawn
    assert "<strong>Ours</strong> (our own)" in drawn
    # 20 of 100 stands a fifth up between 154 and 16: 126.4
    assert re.search(r"[\d.]+,126\.4\" fill=\"none\" stroke=\"[^\"]+\" stroke-width=\"4\"", drawn)
    assert "No figure that may be shown." in str(SmallMultiples("M", ["1"], [
        Panel("Hidden", "", [None])]).figure())  # fmt: skip


def test_a_page_shows_places_on_one_scale_and_in_a_table(ours: Partnership) -> None:
    neighbours(ours)
    member = Visitor(appointed(ours, "effectiveness-group-chair").person)
    page = member.get(WHERE)
    for name in ("Authority 384", "Yorkshire and The Humber", "England", "Authority 501"):
        assert name in page
    assert page.count('class="app-multiple"') == 4
    # the neighbour's 7 and 9 stand on the scale of thousands, and as themselves in the table
    assert page.count(">15,000</text>") >= 4 or page.count(">20,000</text>") >= 4
    assert ">9</td>" in page
    assert ">none</td>" in page  # of years in which the neighbour has no figure
    member.get(WHERE)  # what is the same for everybody is kept from here on
    few = member.statements
    figures.load(ours, figures.referrals("502", [3, 4], 2024), title="Another")
    assert member.get(WHERE).count('class="app-multiple"') == 5
    assert member.statements == few
    assert WHERE in member.get(f"/data-set/indicators/{REFERRALS}")


def test_parts_of_the_district_stand_beside_it_and_small_ones_are_hidden(ours: Partnership) -> None:
    figures.load(ours, figures.wards("384", {"East": 40, "West": 60}), title="Wards")
    held = Indicator.objects.get(code="wards-n")
    reader = Actor(person_id=None, name="Reader", partnership_id=ours.pk,
                   capacities=frozenset({"group-member"}), keys=frozenset())  # fmt: skip
    rows = queries.side_by_side(reader, held, "384", TODAY)
    assert [(row.name, list(row.values.values())) for row in rows] == [
        ("Authority 384", [100]), ("East", [40]), ("West", [60]),
    ]  # fmt: skip
    Indicator.objects.filter(pk=held.pk).update(disclosure="children")
    operations.read_anew(partnership_id=ours.pk, indicator_id=held.pk, by=BY, now=figures.NOW)
    held.refresh_from_db()
    rows = queries.side_by_side(reader, held, "384", TODAY)
    # nothing of a part leaves where figures are held closely
    assert [list(row.values.values()) for row in rows[1:]] == [[None], [None]]
    assert {row.symbols[202503] for row in rows[1:]} == {queries.SMALL}
    seen = queries.side_by_side(BY, held, "384", TODAY)
    assert [list(row.values.values()) for row in seen] == [[100], [40], [60]]


def test_figures_of_others_are_what_may_leave_whoever_reads(ours: Partnership) -> None:
    held = Indicator.objects.get(code=REFERRALS)
    Indicator.objects.filter(pk=held.pk).update(disclosure="children")
    Series.objects.filter(indicator=held).update(leaving=[None] * 13)
    held.refresh_from_db()
    rows = {row.code: row for row in queries.side_by_side(BY, held, "384", TODAY)}
    assert rows["384"].values[202503] == 4992
    assert rows["E92000001"].values[202503] is None


def test_an_indicator_is_read_beside_the_comparators_it_names(ours: Partnership) -> None:
    neighbours(ours)
    held = Indicator.objects.get(code=REFERRALS)
    area = Area.objects.get(code="384")

    def beside(*names: str) -> list[str]:
        operations.define_indicator(
            partnership=ours, indicator=held, agency=None, reason="Agreed by the group", by=BY,
            now=figures.NOW, meaning=Meaning(name="Referrals", period_kind="reporting",
                                             disclosure="open", comparators=list(names) or None),
        )  # fmt: skip
        held.refresh_from_db()
        shown = [name for _, name, _, _ in queries.comparison(held, area, 202503, TODAY).rows]
        drawn = [row.name for row in queries.side_by_side(BY, held, "384", TODAY)]
        assert drawn == ["Authority 384", *shown]
        return shown

    assert beside() == ["Yorkshire and The Humber", "England", "Authority 501"]
    assert beside("england") == ["England"]
    assert beside("region", "neighbours") == ["Yorkshire and The Humber", "Authority 501"]
    assert held.versions.get(number=held.version).content["comparators"] == ["region", "neighbours"]


def test_comparators_are_chosen_on_the_page_of_the_definition(ours: Partnership) -> None:
    office = Visitor(appointed(ours, "business-manager").person)
    form = {"name": "Referrals", "period_kind": "reporting", "polarity": "none", "decimals": "0",
            "disclosure": "open", "comparators": ["england"], "reason": "Agreed"}  # fmt: skip
    where = f"/data-set/indicators/{REFERRALS}/define"
    office.post(where, form, status=302)
    assert Indicator.objects.get(code=REFERRALS).comparators == ["england"]
    assert re.search(r'value="england"[^>]*checked', office.get(where))


def test_a_place_keeps_its_three_digits_when_its_statistical_code_changes(
    ours: Partnership,
) -> None:
    """Barnsley is E08000016 in older files and E08000038 in some of 2026 (domain 6.2)."""
    for year, code in ((2024, "E08000016"), (2025, "E08000038")):
        where = [*authority("370", "Barnsley")]
        where[-2] = code
        rows = [[*HEAD, "category", "n"], [year, "Reporting year", *where, "Kept", year]]
        figures.load(ours, written(rows), title=f"Of {year}")
    held = Series.objects.get(area__code="370")
    assert (held.figures, held.area.ons_code) == ([2024, 2025], "E08000038")


def test_nothing_to_compare_is_said(ours: Partnership) -> None:
    operations.define_indicator(
        partnership=ours, indicator=None, agency=None, reason="Agreed by the group", by=BY,
        now=figures.NOW, meaning=Meaning(name="Nothing yet"),
    )  # fmt: skip
    page = Visitor(appointed(ours, "business-manager").person)
    assert "Nothing to compare yet" in page.get("/data-set/indicators/nothing-yet/places")

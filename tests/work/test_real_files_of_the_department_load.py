"""The Department's own files, where SIGHTLINE_PUBLISHED_FILES names a folder of them. Expected
values are those it published for Wakefield (384)."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from builders import figures
from builders.partnership import BY, wakefield
from sightline.registers.partnership.models import Partnership
from sightline.work.performance import operations, queries
from sightline.work.performance.models import Indicator, Release, StatisticalNeighbour

FOLDER = Path(os.environ.get("SIGHTLINE_PUBLISHED_FILES", "") or "no-folder-is-named")
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("plain_surroundings"),
    pytest.mark.skipif(not FOLDER.is_dir(), reason="SIGHTLINE_PUBLISHED_FILES names no folder"),
]
YEARS = range(2013, 2026)
PUBLISHED = {
    "children-in-need-at31-episodes": (3441, 3710, 2588, 2243, 2343, 3327, 3205, 3028, 2703, 2548,
                                       2384, 2459, 2963),
    "referrals-and-re-referrals-referral-count": (4706, 9481, 12879, 12209, 4016, 4500, 5977, 7511,
                                                  5296, 4445, 4385, 3450, 4992),
    "referrals-and-re-referrals-rereferral-percent": (17.2, 32.2, 46.1, 67.6, 26.8, 21.5, 23.8,
                                                      30.0, 32.5, 21.8, 21.6, 16.7, 18.5),
    "child-protection-plans-by-length-of-time-cpp-at31": (338, 384, 287, 189, 156, 262, 507, 541,
                                                          378, 417, 475, 427, 567),
}  # fmt: skip
LOOKED_AFTER = "children-looked-after-on-31-march-each-year"


@pytest.fixture
def ours() -> Partnership:
    partnership = wakefield()
    figures.set_up(partnership)
    return partnership


def load(ours: Partnership, name: str, published: date = date(2025, 10, 30)) -> Release:
    path = FOLDER / name
    release = operations.receive_file(
        partnership=ours,
        title=name,
        published_on=published,
        upload=SimpleUploadedFile(name, path.read_bytes(), "text/csv"),
        by=BY,
        now=figures.NOW,
    )
    done = operations.load_release(number=release.pk, by=BY, now=figures.NOW)
    assert (done.state, done.faults) == ("loaded", []), done.faults
    return done


def test_published_values_of_wakefield_appear(ours: Partnership) -> None:
    for name in sorted(FOLDER.glob("[bcd][0-9]_*.csv")):
        load(ours, name.name)
    load(ours, "cla_number_and_rate_per_10k_children.csv")
    for code, values in PUBLISHED.items():
        found = figures.series(ours, code)
        assert found.periods == [year * 100 + 3 for year in YEARS], code
        assert found.figures == list(values), code
    number = figures.series(ours, f"{LOOKED_AFTER}-children-count")
    rate = figures.series(ours, f"{LOOKED_AFTER}-rate-per-10000")
    assert number.figures[-5:] == [636, 650, 634, 682, 692]
    assert rate.figures[-5:] == [87, 88, 85, 89, 89]
    england = figures.series(ours, f"{LOOKED_AFTER}-rate-per-10000", "E92000001")
    north = figures.series(ours, f"{LOOKED_AFTER}-rate-per-10000", "E12000003")
    assert (england.figures[-1], north.figures[-1]) == (67, 77)
    assert queries.picture(BY, rate).kind == "u"  # 692 of 77,481 are printed beside 89
    again = figures.series(ours, "referrals-and-re-referrals-rereferral-percent")
    assert queries.picture(BY, again).kind == "p"  # 3,049 of 9,481 beside 32.2
    referrals = figures.series(ours, "referrals-and-re-referrals-referral-count")
    picture = queries.picture(BY, referrals)
    flagged = {n for n, one in enumerate(picture.reading.points) if one.flags.outside}
    assert flagged == {2, 3}  # 2015 and 2016


def test_no_symbol_of_a_real_file_became_a_figure(ours: Partnership) -> None:
    """Counted by hand from the file: every cell that is not a number is a symbol or blank."""
    import csv

    name = "c1_children_in_need_referrals_and_rereferrals_2013_to_2025.csv"
    with (FOLDER / name).open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in list(csv.reader(file))[1:] for cell in row[11:]]
    symbols = [cell for cell in cells if not cell.replace(".", "", 1).isdigit()]
    load(ours, name)
    with_value = Release.objects.get().figures_new
    from sightline.work.performance.models import Figure

    assert with_value == len(cells)
    assert Figure.objects.filter(value__isnull=True).count() == len(symbols)


def test_both_models_of_neighbours_load_and_hold_from_their_day(ours: Partnership) -> None:
    load(ours, "New_Statistical_Neighbour_Groupings_April_2021.csv", date(2021, 4, 1))
    load(ours, "sn_model_2025_wide.csv", date(2025, 4, 1))
    rows = StatisticalNeighbour.objects.filter(area_code="384").order_by("starts_on", "rank")
    codes = [row.neighbour_code for row in rows]
    both = set(codes[:10]) & set(codes[10:])
    assert both == {"370", "372", "371"}  # Barnsley, Rotherham, Doncaster persist
    assert codes[0] == "359"  # Wigan in 2021
    assert codes[10] == "332"  # Dudley in 2025


def test_the_dictionary_gives_448_definitions(ours: Partnership) -> None:
    done = load(ours, "lait_data_dictionary.csv")
    assert done.figures_new == 448
    assert Indicator.objects.filter(polarity="none").exists()

"""Wards and a partnership's own localities are places of their authority; of figures held closely
nothing about a part leaves, since its other parts would give it away (R9.1, R10.2)."""

from __future__ import annotations

import pytest

from builders import figures
from builders.figures import NOW
from builders.partnership import BY, wakefield
from sightline.foundation.permissions import Actor
from sightline.registers.partnership.models import Partnership
from sightline.work.performance import operations, queries
from sightline.work.performance.models import Area, Clearance, Indicator

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_surroundings")]
COUNTS = {"Horbury": 40, "Knottingley": 3, "Normanton": 25}


@pytest.fixture
def ours() -> Partnership:
    partnership = wakefield()
    figures.set_up(partnership)
    return partnership


def test_a_published_file_of_wards_is_loaded(ours: Partnership) -> None:
    release = figures.load(ours, figures.wards("384", COUNTS))
    assert (release.state, release.figures_new) == ("loaded", 4)
    ward = Area.objects.get(name="Knottingley")
    assert (ward.kind, ward.code, ward.part_of_code) == ("ward", "E05000001", "384")
    assert figures.series(ours, "wards-n", "E05000001").figures == [3]
    assert figures.series(ours, "wards-n").figures == [68]
    reader = Actor(1, "A", partnership_id=ours.pk, capacities=frozenset({"analyst"}))
    assert [line.newest for line in queries.overview(reader, "384").lines] == [68]
    assert [row.name for row in queries.places(Indicator.objects.get(), 202503)][:3] == [*COUNTS]


def test_a_partnerships_own_parts_go_by_codes_of_their_own(ours: Partnership) -> None:
    head = [*figures.HEAD, "locality_code", "locality_name", "n"]
    where = figures.authority("384")
    row = ["2025", "Reporting year", "Locality", *where[1:], "se", "South East", "12"]
    assert figures.load(ours, figures.written([head, row])).state == "loaded"
    place = Area.objects.get(kind="locality")
    assert (place.code, place.name, place.part_of_code) == ("384-SE", "South East", "384")


def test_of_a_part_nothing_leaves_where_figures_are_held_closely(ours: Partnership) -> None:
    figures.load(ours, figures.wards("384", COUNTS))
    Indicator.objects.update(disclosure="children")
    operations.clear_figures(partnership_id=ours.pk, by=BY, now=NOW)
    whole = figures.series(ours, "wards-n")
    assert whole.leaving == [68]
    for number in range(3):
        part = figures.series(ours, "wards-n", f"E050000{number:02d}")
        assert part.leaving == [None]
    assert set(Clearance.objects.exclude(series=whole).values_list("why", flat=True)) == {"part"}

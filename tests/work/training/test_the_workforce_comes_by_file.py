"""An agency brings in how many people it has in each role from a file: looked at first, and kept
whole or not at all (R8.1)."""

from __future__ import annotations

import io

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from builders import partnership as made
from builders.world import NOW
from clients import Visitor
from sightline.work.training import operations
from sightline.work.training.models import WorkforceCount
from sightline.work.training.rules import counting
from sightline.work.training.rules.completing import Faulty

ROLES = {"health visitor": 1, "hv": 1, "social worker": 2}


def test_names_of_one_role_are_added_up_and_unknown_ones_listed():
    read = counting.read(
        [["Job title", "Headcount"], ["Health-Visitor", 12], ["HV", "1,200"], ["", ""],
         ["Social worker", 3.0], ["Astronaut", 1]], ROLES,
    )  # fmt: skip
    assert read.staff == {1: 1212, 2: 3}
    assert read.unknown == [(6, "Astronaut")]


@pytest.mark.parametrize(
    "rows, line, fault",
    [
        ([], 1, "The file is empty"),
        ([["role"]], 1, "There is no column called staff"),
        ([["role", "staff"]], 2, "There is no line below the headings"),
        ([["role", "staff"], ["HV", "many"]], 2, "“many” is not a whole number up to 100,000"),
        ([["role", "staff"], ["HV", -1]], 2, "“-1” is not a whole number up to 100,000"),
        ([["role", "staff"], ["HV", 1.5]], 2, "“1.5” is not a whole number up to 100,000"),
        ([["role", "staff"], ["HV", 100_001]], 2, "is not a whole number"),
        ([["role", "staff"], ["HV", 1], ["hv", 2]], 3, "“hv” is on line 2 already"),
        ([["role", "staff"], ["", 2]], 2, "There is a number without a role"),
        ([["role", "staff"], *([["HV", 1]] * 501)], 502, "Send at most 500 lines"),
    ],
)
def test_what_is_wrong_is_told_by_its_line(rows, line, fault):
    with pytest.raises(Faulty) as refused:
        counting.read(rows, ROLES)
    assert any(at == line and fault in words for at, words in refused.value.faults)


@pytest.fixture
def agency(scene):
    return scene.partnership.agency_set.get(key="swypft")


@pytest.fixture
def roles(scene):
    return [
        operations.set_role(
            partnership_id=scene.partnership.pk, role=None, name=name, also_called=others,
            courses=[], by=made.BY, now=NOW,
        )
        for name, others in (("Health visitor", ["HV"]), ("Play worker", []))
    ]  # fmt: skip


def csv(*lines):
    return SimpleUploadedFile("staff.csv", "\n".join(lines).encode(), "text/csv")


def workbook(*rows):
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True})
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return SimpleUploadedFile("staff.xlsx", held.getvalue())


def counted(agency, role):
    return WorkforceCount.objects.filter(agency=agency, role=role).values_list("staff", flat=True)


def test_an_agency_looks_at_its_file_and_then_saves(scene, agency, roles):
    health, play = roles
    operations.count_workforce(agency=agency, staff={health.pk: 7}, by=made.BY, now=NOW)
    lead = Visitor(scene.people["agency_lead"])
    path = f"/training/needs/{agency.pk}/workforce"
    assert f"{path}/file" in lead.get(path)
    file = workbook(["Role", "Staff"], ["HV", 12], ["Play worker", 30], ["Astronaut", 1])
    page = lead.post(f"{path}/file", {"upload": file})
    assert "Astronaut (line 4)" in page and "counts 2 roles of the list" in page
    assert "From the file; 7 before" in page and "From the file; not counted before" in page
    assert 'value="12"' in page and 'value="30"' in page
    assert list(counted(agency, health)) == [7]  # nothing is kept by looking
    lead.post(path, {f"role-{health.pk}": "12", f"role-{play.pk}": "30"}, status=302)
    assert [*counted(agency, health), *counted(agency, play)] == [12, 30]


def test_a_file_with_a_fault_is_told_by_line_and_nothing_kept(scene, agency, roles):
    lead = Visitor(scene.people["agency_lead"])
    path = f"/training/needs/{agency.pk}/workforce/file"
    page = lead.post(path, {"upload": csv("role,staff", "HV,12", "Play worker,lots")})
    assert (
        "“lots” is not a whole number" in page and "Nothing was taken in: 1 line is wrong" in page
    )
    assert not counted(agency, roles[0]).exists()
    bad = SimpleUploadedFile("staff.xlsx", b"no workbook")
    assert "There is a problem" in lead.post(path, {"upload": bad})
    assert "There is a problem" in lead.post(path, {})


def test_nobody_reads_a_file_for_another_agency(scene, roles):
    other = scene.partnership.agency_set.get(key="cafcass")
    path = f"/training/needs/{other.pk}/workforce/file"
    Visitor(scene.people["agency_lead"]).post(path, {"upload": csv("role,staff")}, status=404)

"""Deciding contradictions, comparing versions, checking files, and days that are not worked."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from builders import partnership as build
from sightline.foundation.accounts.models import Person
from sightline.registers.partnership.models import (
    ArrangementVersion,
    ContradictionDecision,
    OneOffDay,
    Partnership,
)
from sightline.registers.partnership.rules.upload import files_in

Browse = Callable[..., Any]
PATH = "/arrangements/contradictions/executive-frequency"
YESTERDAY = timezone.localdate() - timedelta(days=1)
DECISION = {
    "reading": "six-weekly", "decided_by": "The Executive, EXE-2026-004",
    "decided_on-day": str(YESTERDAY.day), "decided_on-month": str(YESTERDAY.month),
    "decided_on-year": str(YESTERDAY.year), "reason": "Appendix 2 is the newer text.",
    "replaces": "", "confirm": "yes",
}  # fmt: skip


def packed(*paths: Path, folder: str = "wakefield/") -> bytes:
    """A zip file with each file in a folder of its own."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        for number, path in enumerate(paths):
            file.writestr(f"{folder}{number}/{path.name}", path.read_bytes())
    return held.getvalue()


def test_a_lead_partner_decides_and_the_page_says_by_whom_and_why(
    browse: Browse, lead_partner: Person
) -> None:
    visitor = browse(lead_partner)

    visitor.post(PATH, DECISION, status=302)
    page = visitor.get(PATH)

    assert "The Executive, EXE-2026-004" in page
    assert "Appendix 2 is the newer text." in page
    assert "1 undecided" not in visitor.get("/arrangements/contradictions")


def test_two_who_decide_at_once_do_not_undo_each_other(
    browse: Browse, lead_partner: Person, business_manager: Person
) -> None:
    browse(lead_partner).post(PATH, DECISION, status=302)

    page = browse(business_manager).post(PATH, {**DECISION, "reading": "quarterly-after-start"})

    assert "A decision was recorded since you opened this page" in page
    assert ContradictionDecision.objects.get().reading_key == "six-weekly"


def test_another_decision_replaces_the_first_and_keeps_it(
    browse: Browse, lead_partner: Person
) -> None:
    visitor = browse(lead_partner)
    visitor.post(PATH, DECISION, status=302)
    first = ContradictionDecision.objects.get()

    visitor.post(
        PATH,
        {**DECISION, "reading": "quarterly-after-start", "replaces": str(first.pk)},
        status=302,
    )

    standing = ContradictionDecision.objects.get(withdrawn_at=None)
    assert standing.reading_key == "quarterly-after-start"
    assert "Decisions replaced" in visitor.get(PATH)


def test_a_member_of_the_executive_who_leads_no_partner_does_not_decide(
    browse: Browse, ours: Partnership
) -> None:
    head = build.appointed(ours, "executive-primary-head").person
    visitor = browse(head)

    assert "Record the decision" not in visitor.get(PATH)
    visitor.post(PATH, DECISION, status=403)
    assert not ContradictionDecision.objects.exists()


def test_a_second_version_is_compared_with_the_first(
    browse: Browse, ours: Partnership, lead_partner: Person, tmp_path: Path
) -> None:
    for path in build.FOLDER.glob("*.toml"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    file = tmp_path / "partnership.toml"
    text = file.read_text().replace("from = 2019-09-30", "from = 2020-09-30", 1)
    file.write_text(text.replace('short = "WSCP"', 'short = "Wakefield SCP"', 1))
    build.loaded(tmp_path)
    visitor = browse(lead_partner)

    changes = visitor.get("/arrangements/versions/2/changes")

    assert "WSCP → Wakefield SCP" in changes
    assert "nothing to compare" in visitor.get("/arrangements/versions/1/changes")
    assert "2 versions" in visitor.get("/arrangements/versions")
    visitor.get("/arrangements/versions/2/changes?from=7", status=404)


def test_a_folder_without_problems_passes_and_nothing_is_loaded(
    browse: Browse, business_manager: Person
) -> None:
    sent = SimpleUploadedFile("w.zip", packed(*sorted(build.FOLDER.glob("*.toml"))))

    page = browse(business_manager).post("/arrangements/check", {"file": sent})

    assert "No problems" in page
    assert "147 duties" in page
    assert ArrangementVersion.objects.count() == 1


def test_a_faulty_file_shows_every_problem_with_its_line(
    browse: Browse, business_manager: Person
) -> None:
    text = b'id = "x"\nname = "X"\nshort = "X"\nunheard_of = 3\nfrom = "yesterday"\n'

    page = browse(business_manager).post(
        "/arrangements/check", {"file": SimpleUploadedFile("x.toml", text)}
    )

    assert "x.toml, line 4" in page
    assert "x.toml, line 5" in page


def test_nothing_chosen_is_said_at_the_field(browse: Browse, business_manager: Person) -> None:
    assert "Select a file" in browse(business_manager).post("/arrangements/check", {})


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        (b"PK\x03\x04 broken", "cannot be opened"),
        (packed(Path(__file__)), "no arrangement file"),
        (packed(*[build.FOLDER / "bodies.toml"] * 51), "51 files"),
        (packed(*[build.FOLDER / "bodies.toml"] * 2), "same name"),
    ],
)
def test_a_zip_file_that_cannot_be_an_arrangement_is_refused(content: bytes, wrong: str) -> None:
    found, problems = files_in("w.zip", content)

    assert found == {}
    assert [wrong in problem.wrong for problem in problems] == [True]


def test_no_more_of_a_zip_is_unpacked_than_a_file_may_be_long() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("endless.toml", b"#" * 30_000_000)

    found, _ = files_in("w.zip", held.getvalue())

    assert len(found["endless.toml"]) == 1_000_001  # a million and the one that shows it is over


def test_a_one_off_day_is_added_once(browse: Browse, business_manager: Person) -> None:
    day = {
        "day-day": "8",
        "day-month": "5",
        "day-year": "2028",
        "name": "A bank holiday once",
    }
    visitor = browse(business_manager)

    visitor.post("/settings/calendar", {**day, "confirm": "yes"}, status=302)
    again = visitor.post("/settings/calendar", {**day, "confirm": "yes"})

    assert OneOffDay.objects.get().day == date(2028, 5, 8)
    assert "That day has been added already" in again
    assert "A bank holiday once" in visitor.get("/settings/calendar")

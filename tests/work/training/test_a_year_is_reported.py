"""Reports of a year by course and by agency, and agencies side by side without small numbers (R8.4,
R10.2)."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from python_calamine import CalamineWorkbook

from builders import partnership as made
from builders.completing import HEADINGS
from builders.needing import role
from builders.training import on_offer, published
from builders.world import NOW
from clients import Visitor
from sightline.work.training import operations, queries
from sightline.work.training.models import Certificate, Completion, Learner
from sightline.work.training.operations import Named

STARTS = (NOW + timedelta(days=30)).replace(hour=9, minute=0, second=0, microsecond=0)
AFTER = STARTS + timedelta(hours=4)


@pytest.fixture
def year(scene):
    """A year of nobody else's events: ten years on."""
    return STARTS.year + 10


def held(scene, course, year, **attendance):
    """An event of that year with so many of each agency who came and did not."""
    starts = STARTS.replace(year=year, day=10)
    event = on_offer(course, starts_at=starts, places=100, is_consent_needed=False)
    session, entries = event.sessions.get().pk, {}
    for key, (came, missed) in attendance.items():
        people = [Named(f"{key}{n}", f"{key}.{n}@example.org") for n in range(came + missed)]
        booked = operations.book_group(
            event=event, agency=scene.partnership.agency_set.get(key=key), people=people,
            by=made.BY, now=NOW,
        )  # fmt: skip
        hows = ["full"] * came + ["absent"] * missed
        entries |= {(one.pk, session): how for one, how in zip(booked, hows, strict=True)}
    after = starts + timedelta(hours=5)
    operations.enter_attendance(event=event, entries=entries, by=made.BY, now=after)
    return operations.close_register(event=event, by=made.BY, now=after)


def test_a_course_is_told_with_its_fill_charges_and_refreshers(scene, year):
    course = published(scene.partnership, "Neglect in that year", refresher_months=12)
    event = held(scene, course, year, swypft=(6, 2), cafcass=(1, 1))
    one = event.bookings.order_by("pk").first()
    operations.enter_charge(booking=one, pence=3500, why="Late", by=made.BY, now=NOW)
    (row,) = [each for each in queries.by_course(scene.partnership.pk, year)
              if each.title == course.title]  # fmt: skip
    assert (row.places, row.booked, row.attended, row.absent) == (100, 10, 7, 3)
    assert row.fill == 10 and row.pence >= 3500
    assert row.refreshers == 0
    due = {each.title: each for each in queries.by_course(scene.partnership.pk, year + 1)}
    assert (due[course.title].refreshers, due[course.title].events) == (7, 0)
    agencies = {each.name: each for each in queries.by_agency(scene.partnership.pk, year + 1)}
    assert sorted(each.refreshers for each in agencies.values()) == [1, 6]


def test_who_attended_again_has_no_refresher_due(scene, year):
    course = published(scene.partnership, "Neglect in that year", refresher_months=12)
    held(scene, course, year, swypft=(2, 0))
    first = Certificate.objects.filter(course=course.title).order_by("pk").first()
    again = on_offer(course, starts_at=STARTS, is_consent_needed=False)
    booked = operations.book_group(
        event=again, agency=first.agency, people=[Named("swypft0", "swypft.0@example.org")],
        by=made.BY, now=NOW,
    )[0]  # fmt: skip
    Certificate.objects.create(
        booking=booked, partnership=scene.partnership, agency=first.agency, code="TEST-LATER",
        name="x", course=course.title, attended_on=date(year, 12, 20),
        expires_on=date(year + 2, 1, 1), issued_at=NOW,
    )  # fmt: skip
    (row,) = queries.by_course(scene.partnership.pk, year + 1)
    assert row.refreshers == 1


def test_agencies_are_compared_without_any_number_from_one_to_five(scene, year):
    """swypft: 12 came, 2 did not; cafcass: 9 and 7; bdct: 20 and 8. The 2 is small; shown beside
    the 14 booked or the 17 absent of all it would be worked out, so more is hidden."""
    course = published(scene.partnership, "Neglect in that year")
    held(scene, course, year, swypft=(12, 2), cafcass=(9, 7), bdct=(20, 8))
    path = f"/training/agencies?year={year}"
    for persona in ("agency_lead", "group_chair"):
        visitor = Visitor(scene.people[persona])
        page = visitor.get(path)
        assert "not shown" in page and visitor.statements <= 8
    book = CalamineWorkbook.from_filelike(io.BytesIO(
        Visitor(scene.people["agency_lead"]).ask("get", f"{path}&export=xlsx").streamed
    ))  # fmt: skip
    rows = {row[0]: row[1:] for row in book.get_sheet_by_index(0).to_python() if len(row) > 4}
    names = {key: scene.partnership.agency_set.get(key=key).name for key in ("swypft", "bdct")}
    assert rows[names["swypft"]][2] == "not shown"
    hidden_in_row = rows[names["swypft"]][:4].count("not shown")
    column = [row[2] for name, row in rows.items() if name not in ("Agency",)]
    assert hidden_in_row >= 2 and column.count("not shown") >= 2
    shown = [cell for row in rows.values() for cell in row[:4] if isinstance(cell, float | int)]
    assert shown and not [cell for cell in shown if 1 <= cell <= 5]


def test_the_reports_leave_as_a_workbook(scene, year):
    course = published(scene.partnership, "Neglect in that year")
    held(scene, course, year, swypft=(1, 0))
    desk = Visitor(scene.people["business_unit"])
    for by in ("course", "agency"):
        content = desk.ask("get", f"/programme/reports?year={year}&by={by}&export=xlsx").streamed
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        heads = [str(cell) for row in sheet.to_python()[:3] for cell in row]
        assert "Refreshers due" in heads and "Charged, £" in heads


def completed(scene, course, year, *lines):
    """Completions of another system on 5 May of the year: address, agency, role."""
    text = "".join(f"{email},{email},{key},{year}-05-05\n" for email, key, _ in lines)
    when = STARTS.replace(year=year, month=6)
    file = operations.receive_completions(
        course=course, upload=SimpleUploadedFile("done.csv", f"{HEADINGS}{text}".encode()),
        by=made.BY, now=when,
    )  # fmt: skip
    operations.take_completions(file=file, by=made.BY, now=when)
    for email, _, called in lines:
        Learner.objects.filter(email=email).update(role=called)


def test_what_was_completed_counts_in_the_year_and_what_was_taken_back_does_not(scene, year):
    course = published(scene.partnership, "Online", kind="e-learning", refresher_months=12)
    completed(scene, course, year, ("a@x.org", "swypft", "Nurse"), ("b@x.org", "swypft", "Nurse"),
              ("c@x.org", "cafcass", "Guardian"))  # fmt: skip
    wrong = Completion.objects.get(course=course, learner__email="b@x.org")
    operations.take_back_completion(completion=wrong, reason="Not them", by=made.BY, now=NOW)
    number = scene.partnership.pk
    (row,) = [one for one in queries.by_course(number, year) if one.title == "Online"]
    assert (row.completed, row.events, row.refreshers) == (2, 0, 0)
    assert sorted(one.completed for one in queries.by_agency(number, year)) == [1, 1]
    (later,) = [one for one in queries.by_course(number, year + 1) if one.title == "Online"]
    assert (later.completed, later.refreshers) == (0, 2)
    completed(scene, course, year + 1, ("a@x.org", "swypft", "Nurse"))  # taken again: not due
    (later,) = [one for one in queries.by_course(number, year + 1) if one.title == "Online"]
    assert (later.completed, later.refreshers) == (1, 1)


def test_a_role_is_told_under_the_name_that_the_list_knows(scene, year):
    course = published(scene.partnership, "Neglect in that year")
    online = published(scene.partnership, "Online", kind="e-learning")
    role(scene.partnership, "Health visitor", course, also_called=["HV"])
    held(scene, course, year, swypft=(2, 1))
    Learner.objects.filter(email__in=["swypft.0@example.org", "swypft.2@example.org"]).update(
        role="hv"
    )
    Learner.objects.filter(email="swypft.1@example.org").update(role="Dentist")
    completed(scene, online, year, ("a@x.org", "swypft", "health visitor"))
    rows = {one.name: one for one in queries.by_role(scene.partnership.pk, year)}
    # 0 and 1 came, 2 did not: 0 and 2 are health visitors, as is who completed it online
    visitor, dentist = rows["Health visitor"], rows["Dentist"]
    assert (visitor.booked, visitor.attended, visitor.absent, visitor.completed) == (2, 1, 1, 1)
    assert (dentist.booked, dentist.attended, dentist.absent, dentist.completed) == (1, 1, 0, 0)
    assert set(rows) == {"Health visitor", "Dentist"}


def test_reports_are_pages_workbooks_and_tagged_pdfs(scene):
    desk = Visitor(scene.people["business_unit"])
    assert "E-learning completed" in desk.get("/programme/reports?by=role")
    for path in ("/programme/reports?by=role", "/programme/reports?by=agency",
                 "/programme/reports", "/training/agencies"):  # fmt: skip
        paper = desk.ask("get", f"{path}{'&' if '?' in path else '?'}as=pdf")
        assert paper["Content-Type"] == "application/pdf"
        with pikepdf.open(io.BytesIO(paper.content)) as read:
            assert read.Root.MarkInfo.Marked and "/StructTreeRoot" in read.Root

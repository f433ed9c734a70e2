"""E-learning completed elsewhere is brought in by file: looked at first, whole or not at all, with
every fault by its line (R8.3)."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from builders import partnership as made
from builders.completing import HEADINGS, sent
from builders.needing import role, staffed
from builders.training import published
from builders.world import NOW
from clients import Visitor
from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.foundation.files.models import StoredFile
from sightline.foundation.outbox.models import Message
from sightline.foundation.trail.models import TrailEvent
from sightline.work.training import operations, queries
from sightline.work.training.models import Completion, CompletionFile, Learner
from sightline.work.training.rules import completing
from sightline.work.training.rules.completing import Faulty

TODAY = date(2026, 11, 27)
KNOWN = {"north": 1, "south": 2}
HEAD = ["Email", "Name", "Agency", "Completed on"]


def read(*rows, head=HEAD):
    return completing.read([head, *rows], KNOWN, TODAY)


def faults(*rows, head=HEAD):
    with pytest.raises(Faulty) as told:
        read(*rows, head=head)
    return told.value.faults


def test_days_are_read_as_people_and_workbooks_write_them():
    rows = [["a@x.org", "A", "North", "05/01/2026"], ["b@x.org", "B", " SOUTH ", "2026-01-05"],
            ["C@X.org", " C  D ", "north", date(2026, 1, 5)],
            ["e@x.org", "E", "north", datetime(2026, 1, 5, 9)], ["", "", "", ""]]  # fmt: skip
    found = read(*rows)
    assert {one.completed_on for one in found} == {date(2026, 1, 5)}
    assert [one.agency for one in found] == [1, 2, 1, 1]
    assert (found[2].email, found[2].name, found[2].line) == ("c@x.org", "C D", 4)


@pytest.mark.parametrize(
    "row, says",
    [
        (["no address", "A", "north", "05/01/2026"], "is not an email address"),
        (["a@x.org", " ", "north", "05/01/2026"], "Give a name"),
        (["a@x.org", "A", "west", "05/01/2026"], "“west” is not an agency"),
        (["a@x.org", "A", "north", "31/02/2026"], "“31/02/2026” is not a date"),
        (["a@x.org", "A", "north", "28/11/2026"], "in the future"),
        (["a@x.org", "A", "north", "01/01/1999"], "before 2000"),
        (["a@x.org", "A"], "is not an agency"),
    ],
)
def test_what_is_wrong_is_told_by_line(row, says):
    good = ["z@x.org", "Z", "north", "05/01/2026"]
    found = faults(good, row)
    assert all(line == 3 for line, _ in found) and any(says in fault for _, fault in found)


def test_every_fault_is_told_at_once():
    found = faults(["x", "", "west", "never"], ["y", "Y", "north", "05/01/2026"])
    assert [line for line, _ in found] == [2, 2, 2, 2, 3]


def test_a_person_twice_and_a_file_of_another_shape_are_refused():
    one = ["a@x.org", "A", "north", "05/01/2026"]
    assert faults(one, [*one[:3], "06/01/2026"]) == [(3, "a@x.org is on line 2 already")]
    assert faults(one, head=["Email", "Name", "Team", "Completed"]) == [
        (1, "There is no column called agency")
    ]
    assert faults() == [(2, "There is no line below the headings")]
    with pytest.raises(Faulty, match="1 line is wrong"):
        completing.read([], KNOWN, TODAY)


@pytest.fixture
def course(scene):
    return published(scene.partnership, "E-neglect", kind="e-learning", refresher_months=24)


GOOD = (
    f"{HEADINGS}ann@example.org,Ann Poole,swypft,05/01/2026\n"
    "ben@example.org,Ben,cafcass,2026-01-06\n"
)


def take(file):
    return operations.take_completions(file=file, by=made.BY, now=NOW)


def test_a_file_is_looked_at_and_then_taken_in_once(scene, course):
    file = sent(course, GOOD)
    assert not Completion.objects.filter(course=course).exists()
    assert [one.what for one in queries.previewed(file)] == ["New completion, new person"] * 2
    assert take(file) == 2
    ann = Completion.objects.get(course=course, learner__email="ann@example.org")
    assert (ann.completed_on, ann.expires_on) == (date(2026, 1, 5), date(2028, 1, 5))
    with pytest.raises(RuleBroken, match="taken in already"):
        take(file)
    again = sent(course, GOOD)
    assert {one.what for one in queries.previewed(again)} == {"Known already"}
    assert take(again) == 0


def test_nothing_is_half_done(scene, course):
    wrong = GOOD + "cal@example.org,Cal,swypft,tomorrow\n"
    before = (StoredFile.objects.count(), CompletionFile.objects.count())
    with pytest.raises(Faulty, match="Nothing was taken in"):
        sent(course, wrong)
    assert (StoredFile.objects.count(), CompletionFile.objects.count()) == before
    assert not Learner.objects.filter(email="ann@example.org").exists()


def test_somebody_of_another_agency_stops_the_file_when_read_and_when_taken(scene, course):
    file = sent(course, GOOD)
    Learner.objects.create(
        partnership=scene.partnership, agency=scene.partnership.agency_set.get(key="bdct"),
        name="Ben", email="ben@example.org",
    )  # fmt: skip
    with pytest.raises(Faulty) as told:
        take(file)
    assert told.value.faults == [(3, "ben@example.org is known, for somebody of another agency")]
    assert not Completion.objects.filter(course=course).exists()
    with pytest.raises(Faulty):
        sent(course, GOOD)


def test_the_office_alone_brings_completions_in(scene, course):
    lead = {"by": scene.actor("agency_lead"), "now": NOW}
    upload = SimpleUploadedFile("x.csv", GOOD.encode())
    with pytest.raises(NotAllowed):
        operations.receive_completions(course=course, upload=upload, **lead)
    with pytest.raises(NotAllowed):
        operations.take_completions(file=sent(course, GOOD), **lead)


def test_a_workbook_does_as_well(scene, course):
    stored = io.BytesIO()
    book = xlsxwriter.Workbook(stored, {"default_date_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEAD)
    sheet.write_row(1, 0, ["ann@example.org", "Ann Poole", "swypft"])
    sheet.write_datetime(1, 3, datetime(2026, 1, 5))
    book.close()
    file = operations.receive_completions(
        course=course, upload=SimpleUploadedFile("done.xlsx", stored.getvalue()), by=made.BY,
        now=NOW,
    )  # fmt: skip
    assert [one["completed_on"] for one in file.entries] == ["2026-01-05"]


def test_pages_tell_faults_and_then_what_taking_in_would_do(scene, course):
    desk = Visitor(scene.people["business_unit"])

    def send(text):
        return {"course": str(course.pk), "upload": SimpleUploadedFile("done.csv", text.encode())}

    page = desk.post("/programme/completions", send(GOOD + "x,Cal,west,never\n"))
    assert "1 line is wrong" in page and "“west” is not an agency of the partnership" in page
    page = desk.post("/programme/completions", {"course": str(course.pk)})
    assert "Select the file" in page
    led = desk.post("/programme/completions", send(GOOD), status=302)
    page = desk.get(led)
    assert "Nothing is entered yet" in page and "New completion, new person: 2" in page
    desk.post(led, {}, status=302)
    assert "Taken in on" in desk.get(led)
    assert Completion.objects.filter(course=course).count() == 2


def test_what_was_completed_elsewhere_covers_the_need(scene, course):
    agency = scene.partnership.agency_set.get(key="swypft")
    nurse = role(scene.partnership, "Health visitor", course)
    staffed(agency, nurse, 2)
    take(sent(course, GOOD))
    Learner.objects.filter(email="ann@example.org").update(role="Health visitor")
    for day, covered in ((NOW.date(), 1), (date(2028, 1, 5) + timedelta(days=1), 0)):
        rows = queries.gaps_of(scene.actor("business_unit"), day)
        assert [one.covered for one in rows if one.course == "E-neglect"] == [covered]


def test_what_was_wrong_is_taken_back_with_a_reason_and_may_come_again(scene, course):
    """R8.3: a completion stays to be seen, counts nowhere, and a right file enters it anew."""
    take(sent(course, GOOD))
    ann = Completion.objects.get(course=course, learner__email="ann@example.org")
    desk = Visitor(scene.people["business_unit"])
    home = f"/programme/courses/{course.reference}/completed"
    assert "Ann Poole" in desk.get(home) and f"/programme/completed/{ann.pk}/back" in desk.get(home)
    back = f"/programme/completed/{ann.pk}/back"
    assert "There is a problem" in desk.post(back, {"reason": ""})
    assert desk.post(back, {"reason": "Another person"}, status=302) == home
    assert "Taken back: Another person" in desk.get(home)
    assert TrailEvent.objects.filter(about=f"CPL-{ann.pk}").count() == 1
    with pytest.raises(RuleBroken, match="already"):
        operations.take_back_completion(completion=ann, reason="Again", by=made.BY, now=NOW)
    with pytest.raises(NotAllowed):
        operations.take_back_completion(
            completion=ann, reason="x", by=scene.actor("practitioner"), now=NOW
        )
    assert take(sent(course, GOOD)) == 1  # Ben is known already; Ann is new again
    assert Completion.objects.filter(learner=ann.learner_id).count() == 2


def test_a_refresher_is_reminded_of_once_and_not_where_it_was_taken_since(scene, course):
    """24 months after 5 January 2026 is 5 January 2028; the reminder goes 60 days before."""
    take(sent(course, GOOD))
    before = datetime(2027, 11, 5, 9, tzinfo=UTC)  # 61 days before
    mails = Message.objects.filter(notice="training_refresher")
    operations.remind(by=made.BY, now=before)
    assert mails.count() == 0
    operations.remind(by=made.BY, now=before + timedelta(days=3))  # 58 and 59 days before
    operations.remind(by=made.BY, now=before + timedelta(days=4))
    assert sorted(mails.values_list("to_email", flat=True)) == [
        "ann@example.org", "ben@example.org"
    ]  # fmt: skip

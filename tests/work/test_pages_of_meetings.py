"""The pages of meetings: each request runs as the web process, within the reader's sight."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from builders.world import NOW, canary
from clients import Visitor
from page_inspection import inspect, read
from sightline.work.governance import operations, queries
from sightline.work.governance.models import Attendance, Meeting

TODAY = NOW.date()


@pytest.fixture
def visit(scene):
    """Open a browser for a persona."""
    return lambda persona: Visitor(scene.people[persona])


@pytest.fixture
def office(visit):
    """The browser of the business unit."""
    return visit("business_unit")


@pytest.fixture
def planned(scene):
    """A meeting of the Executive planned for today."""
    return operations.plan_meeting(
        body=scene.partnership.body_set.get(key="executive"),
        on=TODAY,
        starts_at=time(23),
        ends_at=time(23, 30),
        venue="Town Hall",
        by=scene.actor("business_unit"),
        now=NOW,
    )


def address(meeting, verb=""):
    return f"/meetings/{meeting.record.reference}" + (f"/{verb}" if verb else "")


def day(on):
    return {"on-day": str(on.day), "on-month": str(on.month), "on-year": str(on.year)}


def came(meeting, how="attended", **more):
    """What the form of attendance sends when everybody came in one way."""
    at = queries.moment_of(meeting)
    rows = list(enumerate(queries.register_of(meeting, at)))
    sent = {f"how-{number}": how if row.seat else "vacant" for number, row in rows}
    return sent | {f"deputy-{number}": "" for number, row in rows if row.seat} | more


def now(meeting):
    return Meeting.objects.get(pk=meeting.pk)


def test_the_office_plans_a_meeting_and_comes_to_its_page(office, visit, scene):
    on = TODAY + timedelta(days=90)
    sent = {"body": "executive", **day(on), "starts_at": "9:30am", "venue": "Town Hall"}
    where = office.post("/meetings/plan", sent, status=302)
    meeting = Meeting.objects.get(on=on)
    assert where == address(meeting)
    assert meeting.starts_at == time(9, 30)
    assert "The meeting is planned." in office.get(where)
    assert "Town Hall" in visit("lead_partner").get(where)


def test_a_form_sent_empty_says_what_is_missing_and_keeps_nothing(office):
    before = Meeting.objects.count()
    page = office.post("/meetings/plan", {"venue": ""})
    assert "There is a problem" in page
    assert Meeting.objects.count() == before


def test_a_taken_day_is_refused_beside_the_date(office, planned):
    page = read(office.post("/meetings/plan", {"body": "executive", **day(TODAY)}))
    (error,) = page.classed("govuk-error-message")
    assert "This body has a meeting on that day already." in error.text


@pytest.mark.parametrize("verb", ["move", "cancel", "attendance", "reports", "papers", "held"])
def test_only_the_office_changes_a_meeting(verb, visit, planned):
    for persona in ("lead_partner", "scrutineer", "school_lead"):
        assert visit(persona).ask("post", address(planned, verb), {}).status_code == 403
    assert now(planned).state == "planned"


@pytest.mark.parametrize(
    "verb", ["", "move", "cancel", "attendance", "reports", "papers", "held", "reopen"]
)
def test_a_meeting_one_does_not_see_is_not_there(verb, visit, planned, scene):
    assert visit("stranger").ask("get", address(planned, verb)).status_code == 404
    hidden = scene.meetings["identified"]  # seen by grant alone: not even by the office
    assert visit("business_unit").ask("get", address(hidden, verb)).status_code == 404


def test_an_absent_meeting_and_a_hidden_one_answer_alike(visit, scene):
    hidden = visit("practitioner").ask("get", address(scene.meetings["held"]))
    absent = visit("practitioner").ask("get", "/meetings/CSPG-1999-001")
    assert (hidden.status_code, absent.status_code) == (404, 404)
    title = [inspect(each).all("h1")[0].text for each in (hidden, absent)]
    assert title[0] == title[1]


def test_the_list_shows_the_meetings_of_those_who_see_them(visit, scene, planned):
    reference = planned.record.reference
    assert reference in visit("lead_partner").get("/meetings")
    assert reference not in visit("practitioner").get("/meetings")
    only = visit("lead_partner").get("/meetings?body=practice-group")
    assert reference not in only
    assert scene.meetings["held"].record.reference in only


def test_who_came_is_entered_place_by_place(office, planned):
    where = office.post(address(planned, "attendance"), came(planned), status=302)
    page = office.get(where)
    assert "The arrangements state no quorum" in page or "uorate" in page
    # health has no holder in this world, so one lead partner at the least is missing
    assert "lead partners took part; missing:" in page
    assert "Recorded who came:" in page


def test_a_deputy_without_a_name_is_asked_for_beside_the_place(office, planned):
    html = read(office.post(address(planned, "attendance"), came(planned, "deputy")))
    errors = [each.text for each in html.classed("govuk-error-message")]
    assert errors
    assert all("Enter the name of the deputy for" in each for each in errors)
    assert not Attendance.objects.filter(meeting=planned).exists()


def test_a_name_of_a_deputy_is_kept_only_where_a_deputy_came(office, planned):
    sent = {name: value or "Dan Marsh" for name, value in came(planned).items()}
    office.post(address(planned, "attendance"), sent, status=302)
    assert set(Attendance.objects.filter(meeting=planned).values_list("deputy_name")) == {("",)}


def test_a_report_comes_with_its_file_and_is_handed_out_again(office, visit, planned):
    upload = SimpleUploadedFile("training.txt", b"412 people were trained", "text/plain")
    where = office.post(
        address(planned, "reports"), {"source": "learning-group", "upload": upload}, status=302
    )
    html = read(office.get(where))
    (link,) = [each for each in html.all("a") if "Report of" in each.text]
    answer = visit("lead_partner").ask("get", link.attrs["href"])
    assert answer.status_code == 200
    assert answer.streamed == b"412 people were trained"
    assert visit("practitioner").ask("get", link.attrs["href"]).status_code == 404


def test_a_report_from_nobody_the_arrangements_name_is_refused(office, planned):
    assert "There is a problem" in office.post(address(planned, "reports"), {"source": "mayor"})


def test_a_file_that_is_not_what_it_says_is_refused_and_nothing_is_filed(office, planned):
    upload = SimpleUploadedFile("minutes.pdf", b"MZ\x90\x00 this is a program", "application/pdf")
    sent = {"kind": "minutes", "title": "Minutes", "upload": upload}
    assert "There is a problem" in office.post(address(planned, "papers"), sent)
    assert "None filed." in office.get(address(planned))


def test_a_meeting_held_is_told_with_its_chair(office, planned):
    office.post(address(planned, "attendance"), came(planned), status=302)
    html = read(office.get(address(planned, "held")))
    police = next(each for each in html.all("label") if "Police" in each.text)
    chair = html.by_id(police.attrs["for"]).attrs["value"]
    where = office.post(address(planned, "held"), {"chair": chair}, status=302)
    assert now(planned).state == "held"
    assert now(planned).chair_name in office.get(where)
    assert canary("name lead_partner") in now(planned).chair_name


def test_somebody_else_who_chaired_is_named(office, planned):
    office.post(address(planned, "attendance"), came(planned), status=302)
    assert "There is a problem" in office.post(address(planned, "held"), {"chair": "other"})
    sent = {"chair": "other", "other_chair": "Ida Crowther"}
    office.post(address(planned, "held"), sent, status=302)
    assert now(planned).chair_name == "Ida Crowther"


def test_the_record_of_a_held_meeting_is_reopened_with_a_reason(office, planned):
    office.post(address(planned, "attendance"), came(planned), status=302)
    office.post(address(planned, "held"), {"chair": "other", "other_chair": "Ida"}, status=302)
    assert "There is a problem" in office.post(address(planned, "reopen"), {"reason": ""})
    office.post(address(planned, "reopen"), {"reason": "A name was wrong"}, status=302)
    assert now(planned).state == "planned"


def test_a_meeting_nobody_recorded_offers_to_be_recorded_and_one_to_come_does_not(
    office, planned, scene
):
    assert "Record that it was held" in office.get(address(planned))
    assert "Record that it was held" not in office.get(address(scene.meetings["planned"]))


def test_a_form_sent_twice_plans_one_meeting(office):
    key = next(
        each.attrs["value"]
        for each in read(office.get("/meetings/plan")).all("input")
        if each.attrs.get("name") == "form_key"
    )
    on = TODAY + timedelta(days=91)
    sent = {"body": "executive", **day(on), "form_key": key}
    first = office.post("/meetings/plan", sent, status=302)
    assert office.post("/meetings/plan", sent, status=302) == first
    assert Meeting.objects.filter(on=on).count() == 1

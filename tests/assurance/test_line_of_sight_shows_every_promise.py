"""Line of sight: every duty with its live state, as at a day, filtered, and as a file (R0.2)."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import Counter
from datetime import UTC, datetime, time, timedelta

import pytest

from builders.world import NOW
from clients import Visitor
from page_inspection import read
from sightline.registers.duties import operations as duties
from sightline.registers.duties.models import Duty
from sightline.registers.duties.queries import register_as_at
from sightline.registers.duties.rules.facts import STATES
from sightline.work.governance import operations as governance
from sightline.work.governance.models import Attendance
from sightline.work.governance.queries import register_of

TODAY = NOW.date()


@pytest.fixture
def visit(scene):
    """Open a browser for a persona."""
    return lambda persona: Visitor(scene.people[persona])


@pytest.fixture
def lead_partner(visit):
    """The browser of the lead partner for the police."""
    return visit("lead_partner")


def promises(page):
    """Keys of the duties that a page links to."""
    return {
        each.attrs["href"].split("/duties/")[1].split("?")[0]
        for each in read(page).all("a")
        if each.attrs.get("href", "").startswith("/duties/")
    }


def words(page):
    return " ".join(read(page).all("main")[0].text.split())


def rows_of(answer):
    """Lines of an export: its first row, its headings, and its rows as dictionaries."""
    lines = list(csv.reader(io.StringIO(answer.streamed.decode("utf-8-sig"))))
    return lines[0], lines[1], [dict(zip(lines[1], each, strict=True)) for each in lines[2:]]


def exported(visitor, more=""):
    answer = visitor.ask("get", f"/line-of-sight?export=csv{more}")
    assert answer.status_code == 200
    return rows_of(answer)


def test_every_promise_is_counted_under_its_state(scene, lead_partner):
    states = register_as_at(scene.partnership.pk, TODAY, today=TODAY).states()
    told = words(lead_partner.get("/line-of-sight"))
    assert f"{len(states)} promises" in told
    for code, number in Counter(one.code for one in states).items():
        assert re.search(rf"\b{number} ?{STATES[code][0]}", told), (code, number)


def test_a_count_leads_to_the_duties_it_counts(scene, lead_partner):
    html = read(lead_partner.get("/line-of-sight"))
    (link,) = {
        each.attrs["href"]
        for each in html.all("a")
        if each.attrs.get("href", "").startswith("/line-of-sight?state=overdue")
    }
    states = register_as_at(scene.partnership.pk, TODAY, today=TODAY).states()
    expected = {one.duty.id for one in states if one.code == "overdue"}
    assert promises(lead_partner.get(link)) == expected


def test_the_filters_narrow_together(scene, lead_partner):
    page = lead_partner.get("/line-of-sight?state=overdue&body=executive")
    assert "executive-meets" in promises(page)
    assert "masc-meets" not in promises(page)
    by_words = lead_partner.get("/line-of-sight?words=four+times+a+year+nowhere")
    assert promises(by_words) == set()
    assert "Nothing matches these filters" in words(by_words)


def test_an_answer_that_was_not_offered_is_told_and_breaks_nothing(lead_partner):
    assert lead_partner.ask("get", "/line-of-sight?state=splendid&body=mayor").status_code == 200
    assert (
        lead_partner.ask("get", "/line-of-sight?as_at=yesterday&page=x&sort=_").status_code == 200
    )


def test_the_register_is_shown_as_it_stood_on_another_day(scene, lead_partner):
    duty = Duty.objects.get(partnership=scene.partnership, key="peer-review-arranged")
    duties.attest(
        duty=duty,
        on=TODAY,
        words="A neighbouring partnership was asked",
        link="",
        by=scene.actor("business_manager"),
        now=NOW,
    )
    yesterday = (TODAY - timedelta(days=1)).isoformat()
    of_today, of_yesterday = (
        promises(lead_partner.get(f"/line-of-sight?state=no-frequency{day}"))
        for day in ("", f"&as_at={yesterday}")
    )
    assert "peer-review-arranged" in of_today
    assert "peer-review-arranged" not in of_yesterday


def test_before_the_arrangements_nothing_was_owed(lead_partner):
    _, _, rows = exported(lead_partner, "&as_at=2018-01-01")
    assert {row["State in words"] for row in rows} == {"Not yet applicable"}


def test_the_export_is_marked_and_holds_every_duty_with_its_day(scene, lead_partner):
    first, headings, rows = exported(lead_partner)
    assert "OFFICIAL" in first
    assert any(scene.partnership.name in each for each in first)
    assert headings[0] == "Promise"
    states = register_as_at(scene.partnership.pk, TODAY, today=TODAY).states()
    assert len(rows) == len(states)
    overdue = [row for row in rows if row["State in words"] == "Overdue"]
    assert len(overdue) == sum(one.code == "overdue" for one in states)


def test_the_export_holds_what_the_filters_leave(lead_partner):
    _, _, rows = exported(lead_partner, "&state=overdue")
    assert {row["State in words"] for row in rows} == {"Overdue"}


def test_the_workbook_is_marked_and_says_as_at_which_day(lead_partner):
    answer = lead_partner.ask("get", "/line-of-sight?export=xlsx&as_at=2024-10-04")
    assert answer["Content-Disposition"].endswith('.xlsx"')
    with zipfile.ZipFile(io.BytesIO(answer.streamed)) as book:
        text = "".join(book.read(name).decode() for name in book.namelist())
    assert "OFFICIAL" in text
    assert "2024-10-04" in text
    assert "executive meets" in text.lower() or "Executive" in text


@pytest.mark.parametrize("persona", ["practitioner", "young_person"])
def test_those_who_do_not_see_the_register_see_neither_page_nor_file(visit, persona):
    assert visit(persona).ask("get", "/line-of-sight").status_code == 403
    assert visit(persona).ask("get", "/line-of-sight?export=csv").status_code == 403


def test_another_partnerships_coordinator_sees_their_own_promises_alone(visit, scene):
    page = visit("stranger").get("/line-of-sight")
    ours = set(
        Duty.objects.filter(partnership=scene.partnership).values_list("key", flat=True)
    ) - set(Duty.objects.filter(partnership=scene.other).values_list("key", flat=True))
    assert promises(page)
    assert not promises(page) & ours


def test_a_body_shows_what_it_owes_and_the_meetings_one_sees(visit, scene):
    page = visit("group_chair").get("/bodies/practice-group")
    assert "practice-group-reports" in promises(page)
    assert "executive-meets" not in promises(page)
    reference = scene.record("held").reference
    assert f"/meetings/{reference}" in page
    other = visit("other_group_member").get("/bodies/practice-group")
    assert f"/meetings/{reference}" not in other


def test_a_body_shows_no_duties_to_those_who_do_not_see_the_register(visit):
    answer = visit("practitioner").ask("get", "/bodies/practitioner-forum")
    if answer.status_code == 200:
        assert promises(answer.content.decode()) == set()
    else:
        assert answer.status_code == 403


def test_a_body_that_is_not_there_is_not_found(lead_partner):
    assert lead_partner.ask("get", "/bodies/no-such-body").status_code == 404
    assert lead_partner.ask("get", "/agencies/no-such-agency").status_code == 404


def test_an_agency_shows_how_its_places_were_filled(scene, lead_partner):
    meeting = governance.plan_meeting(
        body=scene.partnership.body_set.get(key="executive"),
        on=TODAY,
        starts_at=time(10),
        ends_at=None,
        venue="",
        by=scene.actor("business_unit"),
        now=NOW,
    )
    police = scene.seat("lead_partner")
    filled = []
    for row in register_of(meeting, datetime.combine(TODAY, time(12), UTC)):
        is_police = row.seat is not None and row.seat.pk == police.pk
        how = Attendance.How.DEPUTY if is_police else Attendance.How.ATTENDED
        how = how if row.seat else Attendance.How.VACANT
        deputy = "Dan Marsh" if is_police else ""
        filled.append(governance.PlaceFilled(row.place, row.seat, how, row.name, deputy))
    address = f"/agencies/{police.place.agency.key}"
    assert "No meeting that you may see has recorded its places" in lead_partner.get(address)
    governance.record_attendance(
        meeting=meeting, filled=filled, by=scene.actor("business_unit"), now=NOW
    )
    governance.hold_meeting(
        meeting=meeting,
        chaired_by=police,
        chair_name="Dan Marsh",
        by=scene.actor("business_unit"),
        now=NOW,
        today=TODAY,
    )
    html = read(lead_partner.get(address))
    cells = [each.text.strip() for each in html.all("td") if each.attrs.get("data-label")]
    # expected, came, of them by deputy, apologies, absent
    assert cells[:5] == ["1", "1", "1", "0", "0"]

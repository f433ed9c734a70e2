"""Who needs which training, what is covered, and where more dates would fill (R8.1)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from builders import partnership as made
from builders.needing import role, staffed
from builders.training import on_offer, published
from builders.world import NOW
from clients import Visitor
from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.foundation.trail.models import TrailEvent
from sightline.work.training import operations, queries
from sightline.work.training.models import Certificate, RoleNeed, WorkforceCount
from sightline.work.training.operations import Named
from sightline.work.training.rules import needing
from sightline.work.training.rules.needing import Gap

TODAY = NOW.date()


@pytest.mark.parametrize(
    "waiting, places, dates",
    [(0, 10, 0), (4, 10, 0), (5, 10, 1), (10, 10, 1), (14, 10, 1), (15, 10, 2), (3, 0, 0)],
)
def test_a_date_is_worth_it_where_those_who_wait_fill_half_of_it(waiting, places, dates):
    assert needing.dates_to_add(waiting, places) == dates


def test_gaps_are_staff_less_those_covered_and_never_below_nought():
    rows = needing.gaps(
        [("Nurse", "Neglect"), ("Nurse", "Abuse"), ("Teacher", "Neglect")],
        {("North", "Nurse"): 10, ("South", "Nurse"): 4, ("South", "Teacher"): 0},
        {("North", "Nurse", "Neglect"): 7, ("South", "Nurse", "Abuse"): 6},
    )
    assert rows == [
        Gap("North", "Nurse", "Abuse", 10, 0),
        Gap("North", "Nurse", "Neglect", 10, 7),
        Gap("South", "Nurse", "Abuse", 4, 6),
        Gap("South", "Nurse", "Neglect", 4, 0),
    ]
    assert [(one.missing, one.share) for one in rows] == [(10, 0), (3, 70), (0, 100), (4, 0)]
    # North: 7 of 20 places; South: 4 of 8, for six trained are not more than four staff
    assert needing.share_by_agency(rows) == {"North": 35.0, "South": 50.0}


@pytest.fixture
def agency(scene):
    return scene.partnership.agency_set.get(key="swypft")


@pytest.fixture
def course(scene):
    return published(scene.partnership, "Seeing neglect")


def trained(scene, course, agency, name, role, *, expires=None):
    event = on_offer(course, is_consent_needed=False)
    person = Named(name, f"{name}@example.org".lower(), role)
    one = operations.book_group(event=event, agency=agency, people=[person], by=made.BY, now=NOW)[0]
    Certificate.objects.create(
        booking=one, partnership=scene.partnership, agency=agency, code=f"TEST-{name}"[:20],
        name=name, course=course.title, attended_on=TODAY, expires_on=expires, issued_at=NOW,
    )  # fmt: skip


def of_course(scene, course, persona="business_unit"):
    rows = queries.gaps_of(scene.actor(persona), TODAY)
    return {(one.agency, one.role): (one.staff, one.covered) for one in rows
            if one.course == course.title}  # fmt: skip


def test_coverage_comes_from_attendance_in_force_whatever_people_call_their_role(
    scene, course, agency
):
    nurse = role(scene.partnership, "Health visitor", course, also_called=["HV", "Health nurse"])
    staffed(agency, nurse, 5)
    trained(scene, course, agency, "Ann", "health-visitor")
    trained(scene, course, agency, "Ben", " hv ")
    trained(scene, course, agency, "Cal", "Plumber")
    trained(scene, course, agency, "Dee", "HV", expires=TODAY - timedelta(days=1))
    trained(scene, course, agency, "Eve", "HV", expires=TODAY)
    assert of_course(scene, course) == {(agency.name, "Health visitor"): (5, 3)}


def test_who_attended_twice_is_covered_once(scene, course, agency):
    nurse = role(scene.partnership, "Health visitor", course)
    staffed(agency, nurse, 5)
    trained(scene, course, agency, "Ann", "Health visitor")
    event = on_offer(course, is_consent_needed=False)
    again = operations.book_group(
        event=event, agency=agency, people=[Named("Ann", "ann@example.org")], by=made.BY, now=NOW
    )[0]
    Certificate.objects.create(
        booking=again, partnership=scene.partnership, agency=agency, code="TEST-AGAIN",
        name="Ann", course=course.title, attended_on=TODAY, issued_at=NOW,
    )  # fmt: skip
    assert of_course(scene, course) == {(agency.name, "Health visitor"): (5, 1)}


def test_an_agency_counts_its_own_people_alone(scene, course, agency):
    nurse = role(scene.partnership, "Health visitor", course)
    other = scene.partnership.agency_set.get(key="cafcass")
    lead = {"by": scene.actor("agency_lead"), "now": NOW}
    operations.count_workforce(agency=agency, staff={nurse.pk: 4}, **lead)
    operations.count_workforce(agency=agency, staff={nurse.pk: 6}, **lead)
    row = WorkforceCount.objects.get(agency=agency, role=nurse)
    assert (row.staff, row.entered_by) == (6, lead["by"].name)
    with pytest.raises(NotAllowed):
        operations.count_workforce(agency=other, staff={nurse.pk: 4}, **lead)
    with pytest.raises(NotAllowed):
        operations.set_role(partnership_id=scene.partnership.pk, role=None, name="x",
                            also_called=[], courses=[], **lead)  # fmt: skip


def test_no_two_roles_share_a_name_and_needs_end(scene, course):
    nurse = role(scene.partnership, "Health visitor", course, also_called=["HV"])
    with pytest.raises(RuleBroken, match="Health visitor is called that already"):
        role(scene.partnership, "hv")
    operations.set_role(
        partnership_id=scene.partnership.pk, role=nurse, name="Health visitor",
        also_called=["HV"], courses=[], by=made.BY, now=NOW,
    )  # fmt: skip
    assert RoleNeed.objects.get(role=nurse).dropped_at == NOW


def test_pages_show_an_agency_its_own_gaps_and_the_office_all(scene, course, agency):
    nurse = role(scene.partnership, "Health visitor", course)
    other = scene.partnership.agency_set.get(key="cafcass")
    staffed(agency, nurse, 5)
    staffed(other, nurse, 7)
    lead, desk = Visitor(scene.people["agency_lead"]), Visitor(scene.people["business_unit"])
    page = lead.get("/training/needs")
    assert agency.name in page and other.name not in page and "<svg" in page
    page = desk.get("/training/needs")
    assert other.name in page and desk.statements <= 12
    path = f"/training/needs/{agency.pk}/workforce"
    lead.post(path, {f"role-{nurse.pk}": "9"}, status=302)
    assert WorkforceCount.objects.get(agency=agency, role=nurse).staff == 9
    assert "must be" in lead.post(path, {f"role-{nurse.pk}": "-1"})
    lead.get(f"/training/needs/{other.pk}/workforce", status=404)


def test_those_who_wait_propose_dates_and_nobody_twice(scene, course, agency):
    first = on_offer(course, places=2, is_consent_needed=False)
    second = on_offer(course, places=2, is_consent_needed=False)
    people = [Named(name, f"{name}@example.org") for name in ("a", "b", "c", "d")]
    book = {"agency": agency, "by": made.BY, "now": NOW}
    operations.book_group(event=first, people=people, **book)  # c and d wait
    operations.book_group(event=second, people=[people[3]], **book)  # d has a place elsewhere
    found = {one.title: one for one in queries.demand(scene.partnership.pk, NOW)}
    assert (found[course.title].waiting, found[course.title].dates) == (1, 1)
    page = Visitor(scene.people["business_unit"]).get("/training/needs")
    assert "Where more dates would fill" in page
    assert "Where more dates would fill" not in Visitor(scene.people["agency_lead"]).get(
        "/training/needs"
    )


def test_the_office_adds_a_role_on_the_page(scene, course):
    desk = Visitor(scene.people["business_unit"])
    sent = {"name": "Teacher", "also_called": "Head", "courses": [str(course.pk)]}
    desk.post("/programme/roles/add", sent, status=302)
    page = desk.get("/programme/roles")
    assert "Teacher" in page and course.title in page
    assert "is called that already" in desk.post("/programme/roles/add", {"name": "Head"})


def test_a_role_nobody_knows_is_offered_and_counts_once_it_is_placed(scene, agency, course):
    nurse = role(scene.partnership, "Nurse", course)
    trained(scene, course, agency, "Ann", "Ward sister")
    trained(scene, course, agency, "Ben", "ward  Sister")  # the same, however it is written
    before = of_course(scene, course).get((agency.name, "Nurse"), (0, 0))[1]
    found = {one.words: one.people for one in queries.unplaced_roles(scene.partnership.pk)}
    assert found["Ward sister"] == 2 and "Nurse" not in found
    desk = Visitor(scene.people["business_unit"])
    assert "Ward sister: 2 people" in desk.get("/programme/roles")
    assert "There is a problem" in desk.post("/programme/roles/place", {"words": "", "role": ""})
    sent = {"words": "Ward sister", "role": str(nurse.pk)}
    desk.post("/programme/roles/place", sent, status=302)
    assert "Ward sister: 2 people" not in desk.get("/programme/roles")
    staffed(agency, nurse, 5)
    assert of_course(scene, course)[agency.name, "Nurse"][1] == before + 2
    told = TrailEvent.objects.get(code="training_role_placed")
    assert told.facts == {"words": "Ward sister", "role": "Nurse"}
    with pytest.raises(RuleBroken, match="Nurse is called that already"):
        operations.place_role(role=nurse, words="WARD SISTER", by=made.BY, now=NOW)
    with pytest.raises(NotAllowed):
        operations.place_role(role=nurse, words="Matron", by=scene.actor("agency_lead"), now=NOW)

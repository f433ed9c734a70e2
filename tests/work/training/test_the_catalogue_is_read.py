"""The public catalogue: found without an account, searched, filtered, paged, on one's own site."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from builders.training import on_offer, planned, published
from clients import Visitor
from page_inspection import read
from sightline.work.training import operations
from sightline.work.training.models import EventPlaces


@pytest.fixture
def anybody(scene):
    return Visitor()


@pytest.fixture
def office(scene):
    return Visitor(scene.people["business_unit"])


def rows(page):
    return [" ".join(each.text.split()) for each in read(page).all("tr")][1:]


def test_anybody_finds_a_course_by_its_words(scene, anybody):
    on_offer(published(scene.partnership, "Fabricated illness", summary="When symptoms are made"))
    on_offer(published(scene.partnership, "Unborn babies"))
    found = rows(anybody.get("/training?q=illness+symptoms"))
    assert len(found) == 1 and "Fabricated illness" in found[0]


def test_filters_leave_in_what_they_ask_for(scene, anybody):
    online = published(scene.partnership, "Online seminar", kind="seminar")
    on_offer(online, is_online=True)
    full = on_offer(published(scene.partnership, "Full course"), places=2)
    EventPlaces.objects.filter(event=full).update(taken=2)
    assert "Online seminar" in rows(anybody.get("/training?how=online&kind=seminar"))[0]
    assert not any("Full course" in row for row in rows(anybody.get("/training?room=yes")))
    assert any("Full, waiting list" in row for row in rows(anybody.get("/training?q=full")))


def test_while_others_wait_there_is_no_room_for_a_newcomer(scene, anybody):
    event = on_offer(published(scene.partnership, "Sought after"), places=5)
    EventPlaces.objects.filter(event=event).update(taken=4, waiting=2)
    assert "Full, waiting list" in rows(anybody.get("/training?q=sought"))[0]


def test_a_course_is_found_by_the_group_it_is_for(scene, anybody):
    operations.add_audience_group(
        partnership_id=scene.partnership.pk, framework="Target groups", names=["School leads"],
        by=scene.actor("business_unit"), now=timezone.now(),
    )  # fmt: skip
    on_offer(published(scene.partnership, "Leads", audience=["target-groups-school-leads"]))
    found = rows(anybody.get("/training?audience=target-groups-school-leads"))
    assert len(found) == 1 and "Leads" in found[0]


def test_drafts_and_what_has_begun_are_not_in_the_catalogue(scene, anybody):
    of = published(scene.partnership, "Hidden for now")
    planned(of)
    begun = on_offer(of)
    type(begun).objects.filter(pk=begun.pk).update(
        starts_at=timezone.now() - timedelta(hours=1), closes_at=timezone.now() - timedelta(hours=2)
    )
    page = anybody.get("/training?q=hidden")
    assert "No dates match" in page and "Courses without a date at present" in page


def test_fifty_dates_a_page_and_the_rest_after_the_last_one_seen(scene, anybody):
    of = published(scene.partnership, "Often given")
    for _ in range(52):
        on_offer(of)
    first = anybody.get("/training?q=often")
    more = next(e for e in read(first).all("a") if e.text == "Later dates").attrs["href"]
    second = anybody.get(f"/training{more}")
    seen = [row for page in (first, second) for row in _links(page)]
    assert len(seen) == len(set(seen)) == 52


def _links(page):
    return [e.attrs["href"] for e in read(page).all("a") if "/training/events/" in e.attrs["href"]]


def test_the_address_and_the_link_are_not_for_those_who_are_not_booked(scene, anybody, office):
    event = on_offer(published(scene.partnership), venue="9 Back Lane", link="https://meet.example")
    address = f"/training/events/{event.reference}"
    for reader in (anybody, Visitor(scene.people["practitioner"])):
        page = reader.get(address)
        assert "9 Back Lane" not in page and "meet.example" not in page
    assert "9 Back Lane" in office.get(address)


def test_a_cancelled_event_says_why(scene, anybody):
    event = on_offer(published(scene.partnership))
    operations.cancel_event(
        event=event, reason="The trainer is ill", by=scene.actor("business_unit"),
        now=timezone.now(),
    )  # fmt: skip
    assert "The trainer is ill" in anybody.get(f"/training/events/{event.reference}")


def test_the_office_plans_an_event_by_hand_and_opens_it(scene, office):
    of = published(scene.partnership)
    day = timezone.localdate() + timedelta(days=40)
    sent = {
        "on-day": day.day, "on-month": day.month, "on-year": day.year, "starts": "9:30am",
        "ends": "12:30", "places": "24", "is_online": "yes", "link": "https://meet.example/1",
        "agency_until_days": "14", "has_waiting_list": "yes", "is_consent_needed": "no",
        "is_on_demand": "no",
    }  # fmt: skip
    led = office.post(f"/programme/courses/{of.reference}/plan", sent, status=302)
    assert "24places" in read(office.get(led)).by_id("main-content").text.replace("\n", "")
    assert "Open for booking" in office.get(led)
    office.post(f"{led}/open", {}, status=302)
    assert str(day.year) in Visitor().get(f"/training/events/{led.rsplit('/', 1)[1]}")


def test_an_end_before_the_start_is_said_beside_the_field(scene, office):
    of = published(scene.partnership)
    sent = {
        "on-day": "1", "on-month": "6", "on-year": "2030", "starts": "14:00", "ends": "9:00",
        "places": "24", "is_online": "no", "agency_until_days": "14", "has_waiting_list": "yes",
        "is_consent_needed": "no", "is_on_demand": "no",
    }  # fmt: skip
    page = office.post(f"/programme/courses/{of.reference}/plan", sent)
    assert "A session must end after it starts." in page and 'href="#field-ends"' in page


def test_a_group_listed_twice_is_refused(scene, office):
    sent = {"framework": "Levels", "names": "Level 1\nLevel 2"}
    office.post("/programme/audiences", sent, status=302)
    assert "Level 1 is in the list already." in office.post("/programme/audiences", sent)

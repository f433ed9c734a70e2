"""The pages of places: every request runs as the web process, within the reader's sight."""

from __future__ import annotations

import pytest
from django.utils import timezone

from builders import partnership as made
from builders.training import on_offer, published
from clients import Visitor
from page_inspection import read
from sightline.foundation.outbox.models import Message
from sightline.work.training import operations
from sightline.work.training.forms.charging import AMOUNTS
from sightline.work.training.models import Booking, BookingNeeds, EventPlaces
from sightline.work.training.operations import Named

ANSWERS = {
    "role": "Youth worker", "need": "agreed", "manager_name": "Lee Marsh",
    "manager_email": "lee.marsh@example.org", "needs": "A hearing loop", "is_reserve": "no",
}  # fmt: skip


@pytest.fixture
def visit(scene):
    return lambda persona: Visitor(scene.people[persona])


def event_with(scene, *, places=2, **said):
    said = {"is_consent_needed": False, "venue": "9 Back Lane", **said}
    return on_offer(published(scene.partnership), places=places, **said)


def agency(scene, key="swypft"):
    return scene.partnership.agency_set.get(key=key)


def booked(scene, event, name="Ann", key="swypft"):
    named = Named(name, f"{name.lower()}@example.org", "Nurse")
    return operations.book_group(
        event=event, agency=agency(scene, key), people=[named], by=made.BY, now=timezone.now()
    )[0]


def test_a_practitioner_books_in_three_requests_and_sees_how_to_join(scene, visit):
    event, visitor = event_with(scene), visit("practitioner")
    held = visitor.post(f"/training/events/{event.reference}/book", {}, status=302)
    page = visitor.get(held)
    assert "A place is held for you until" in page and "9 Back Lane" not in page
    assert visitor.post(held, ANSWERS, status=302) == held
    page = visitor.get(held)
    assert "Booked" in page and "9 Back Lane" in page
    booking = Booking.objects.get(event=event)
    assert BookingNeeds.objects.get(booking=booking).words == "A hearing loop"
    assert "You are booked" in visitor.get(f"/training/events/{event.reference}")
    assert "A hearing loop" in visit("business_unit").get(
        f"/programme/events/{event.reference}/bookings"
    )


def test_who_sits_for_no_agency_is_asked_for_it_once(scene, visit):
    visitor, first, second = visit("young_person"), event_with(scene), event_with(scene)
    asked = visitor.post(f"/training/events/{first.reference}/book", {}, status=302)
    assert "Which agency do you work for?" in visitor.get(asked)
    chosen = {"agency": str(agency(scene).pk)}
    visitor.post(f"/training/events/{first.reference}/book", chosen, status=302)
    visitor.post(f"/training/events/{second.reference}/book", {}, status=302)


def test_a_full_event_offers_the_waiting_list_and_shows_the_place_in_it(scene, visit):
    event, visitor = event_with(scene, places=1), visit("practitioner")
    booked(scene, event)
    page = visitor.get(f"/training/events/{event.reference}")
    assert "Join the waiting list" in page
    held = visitor.post(f"/training/events/{event.reference}/book", {}, status=302)
    assert "number 1 on the waiting list" in visitor.get(held)
    visitor.post(held, ANSWERS, status=302)
    assert Booking.objects.get(event=event, state="waiting").need == "agreed"


def test_the_manager_answers_without_an_account(scene, visit):
    event, visitor = event_with(scene, is_consent_needed=True), visit("practitioner")
    held = visitor.post(f"/training/events/{event.reference}/book", {}, status=302)
    visitor.post(held, ANSWERS, status=302)
    assert "is asked to agree" in visitor.get(held)
    link = Message.objects.filter(notice="training_consent").latest("queued_at").facts["link"]
    path = "/training/consent/" + link.rsplit("/", 1)[1]
    manager = Visitor()
    assert "A hearing loop" not in manager.get(path)
    assert manager.post(path, {"agrees": "yes", "name": "Lee Marsh"}, status=302) == path
    assert "You agreed" in manager.get(path)
    assert "Lee Marsh answered" in visitor.get(held)


def test_a_manager_who_says_no_frees_the_place_from_the_page_too(scene, visit):
    event, visitor = event_with(scene, is_consent_needed=True), visit("practitioner")
    held = visitor.post(f"/training/events/{event.reference}/book", {}, status=302)
    visitor.post(held, ANSWERS, status=302)
    link = Message.objects.filter(notice="training_consent").latest("queued_at").facts["link"]
    path = "/training/consent/" + link.rsplit("/", 1)[1]
    Visitor().post(path, {"agrees": "no", "name": "Lee Marsh"}, status=302)
    assert EventPlaces.objects.get(event=event).taken == 0
    assert "The manager did not agree" in visitor.get(held)


def test_the_answer_without_a_name_is_refused_beside_the_field(scene, visit):
    event, visitor = event_with(scene, is_consent_needed=True), visit("practitioner")
    held = visitor.post(f"/training/events/{event.reference}/book", {}, status=302)
    page = visitor.post(held, {**ANSWERS, "manager_email": ""})
    assert 'href="#field-manager_email"' in page
    assert Booking.objects.get(event=event).state == "held"


def test_the_lead_of_an_agency_sees_its_people_and_no_other_agencys(scene, visit):
    event = event_with(scene, places=5)
    booked(scene, event, "Annabel")
    booked(scene, event, "Boris", "cafcass")
    visitor = visit("agency_lead")
    page = visitor.get("/training/team")
    assert "Annabel" in page and "Boris" not in page
    export = visitor.ask("get", "/training/team?export=csv").streamed.decode("utf-8-sig")
    assert "Annabel" in export and "Boris" not in export
    assert "Annabel" not in visit("school_lead").get("/training/team")


def test_several_people_are_booked_at_once_and_faults_are_told_by_line(scene, visit):
    event, visitor = event_with(scene, places=2), visit("agency_lead")
    path = f"/training/events/{event.reference}/group"
    sent = {"agency": str(agency(scene).pk)}
    wrong = "Ann Poole, ann@example.org\nBen, not-an-address\nCal\nDee, ann@example.org"
    page = visitor.post(path, {**sent, "people": wrong})
    for words in (
        "Line 2: not-an-address is not an email address",
        "Line 3: Give a name and an email address",
        "Line 4: the same address as line 1",
    ):
        assert words in page
    assert not Booking.objects.filter(event=event).exists()
    right = "Ann Poole, ann@example.org, nurse\nBen Oak, ben@example.org\nCal Ash, cal@example.org"
    led = visitor.post(path, {**sent, "people": right}, status=302)
    assert "2 booked. 1 on the waiting list." in visitor.get(led)


def test_one_who_books_for_nobody_is_told_how_to_become_a_delegate(scene, visit):
    event = event_with(scene)
    page = visit("practitioner").get(f"/training/events/{event.reference}/group")
    assert "can name you" in page
    assert "can name you" in visit("practitioner").get("/training/team")


def test_a_manager_swaps_people_on_one_page(scene, visit):
    event, visitor = event_with(scene, places=5), visit("agency_lead")
    first, second = booked(scene, event, "Ann"), booked(scene, event, "Ben")
    hidden = booked(scene, event, "Boris", "cafcass")
    path = f"/training/events/{event.reference}/swap"
    assert "Boris" not in visitor.get(path)
    sent = {f"name-{first.pk}": "Eve Hall", f"email-{first.pk}": "eve@example.org",
            f"name-{second.pk}": "Gus", f"email-{second.pk}": ""}  # fmt: skip
    assert "Enter the email address of Gus" in visitor.post(path, sent)
    sent |= {f"email-{second.pk}": "gus@example.org"}
    sent |= {f"name-{hidden.pk}": "Mal", f"email-{hidden.pk}": "mal@example.org"}  # not on the page
    visitor.post(path, sent, status=302)
    names = set(Booking.objects.filter(event=event, state="booked").values_list("name", flat=True))
    assert names == {"Eve Hall", "Gus", "Boris"}


def test_the_charge_is_shown_before_the_place_is_given_up(scene, visit):
    event, visitor = event_with(scene), visit("practitioner")
    held = visitor.post(f"/training/events/{event.reference}/book", {}, status=302)
    visitor.post(held, ANSWERS, status=302)
    page = visitor.get(f"{held}/cancel")
    assert "working days of notice: at least 11 were needed, nothing is charged" in " ".join(
        read(page).by_id("main-content").text.split()
    )
    visitor.post(f"{held}/cancel", {"reason": ""}, status=302)
    assert "Could not come" in visitor.get(held)


def test_the_lead_names_and_ends_a_delegate(scene, visit):
    visitor = visit("agency_lead")
    sent = {"agency": str(agency(scene).pk), "email": scene.people["lead_partner"].email}
    visitor.post("/training/delegates", sent, status=302)
    assert "They book for this agency already." in visitor.post("/training/delegates", sent)
    event = event_with(scene, places=5)
    booked(scene, event, "Annabel")
    assert "Annabel" in visit("lead_partner").get("/training/team")


def test_the_office_sets_rules_starting_from_published_ones(scene, visit):
    visitor = visit("business_unit")
    page = visitor.get("/programme/rules/set?start=west-sussex")
    assert "£35 for a half day, £70 for a day" in page
    sent = {
        "name": "As West Sussex", "counts": "working", "enough_notice": "11",
        "cancelled_by": ["person", "manager"], "substitutes": "yes",
        **dict.fromkeys(AMOUNTS, "half-day"),
        **{f"{name}_half_day": "35.00" for name in AMOUNTS},
    }  # fmt: skip
    led = visitor.post("/programme/rules/set", sent, status=302)
    page = visitor.get(led)
    assert "£35.00 for each half day" in page and "with 11 working days of notice" in page


def test_a_booking_takes_few_statements(scene, visit):
    """P7: at most 20 statements for one booking as a person."""
    event, visitor = event_with(scene), visit("practitioner")
    held = visitor.post(f"/training/events/{event.reference}/book", {}, status=302)
    first = visitor.statements
    visitor.get(held)
    page = visitor.statements
    visitor.post(held, ANSWERS, status=302)
    assert max(first, visitor.statements) <= 20 and page <= 14

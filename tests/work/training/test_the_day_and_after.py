"""The register, certificates, charges for absence, and the promises an event keeps (R8.2)."""

from __future__ import annotations

from datetime import date, timedelta

import page as page_validation
import pytest

from builders import partnership as made
from builders.training import on_offer, published
from builders.world import NOW
from clients import Visitor
from page_inspection import read
from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.foundation.outbox.models import Message
from sightline.registers.duties.models import Fulfilment
from sightline.work.training import operations, queries
from sightline.work.training.models import Booking, Certificate, Charge, EventPlaces
from sightline.work.training.operations import Named
from sightline.work.training.rules import attending
from sightline.work.training.rules.published import WEST_SUSSEX


@pytest.fixture
def agency(scene):
    return scene.partnership.agency_set.get(key="swypft")


@pytest.fixture
def office(scene):
    return {"by": scene.actor("business_unit"), "now": AFTER}


STARTS = (NOW + timedelta(days=30)).replace(hour=9, minute=0, second=0, microsecond=0)
AFTER = STARTS + timedelta(hours=5)
ON_THE_DAY = STARTS + timedelta(minutes=20)


def event_with(scene, agency, *names, places=10, **course):
    operations.set_charging_rules(
        partnership_id=scene.partnership.pk, name="Rules", terms=WEST_SUSSEX, kinds=[],
        by=scene.actor("business_unit"), now=NOW,
    )  # fmt: skip
    event = on_offer(
        published(scene.partnership, **course), places=places, starts_at=STARTS,
        is_consent_needed=False,
    )  # fmt: skip
    people = [Named(name, f"{name.lower()}@example.org") for name in names]
    return event, operations.book_group(
        event=event, agency=agency, people=people, by=made.BY, now=NOW
    )


def enter(event, booked, hows, office):
    session = event.sessions.get().pk
    entries = {(one.pk, session): how for one, how in zip(booked, hows, strict=True)}
    return operations.enter_attendance(event=event, entries=entries, **office)


def test_the_register_opens_on_the_day_and_for_the_office_alone(scene, agency, office):
    event, booked = event_with(scene, agency, "Ann")
    with pytest.raises(RuleBroken, match="opens on the day"):
        enter(event, booked, ["full"], {**office, "now": NOW})
    with pytest.raises(NotAllowed):
        enter(event, booked, ["full"], {"by": scene.actor("agency_lead"), "now": AFTER})


def test_an_entry_is_mended_by_entering_it_again(scene, agency, office):
    event, booked = event_with(scene, agency, "Ann")
    enter(event, booked, ["absent"], office)
    enter(event, booked, ["full"], office)
    assert list(queries.entries_of(event).values()) == ["full"]


def test_an_entry_for_somebody_elses_event_is_left_out(scene, agency, office):
    event, _ = event_with(scene, agency, "Ann")
    _, there = event_with(scene, agency, "Ben")
    assert enter(event, there, ["full"], office) == 0


def test_closing_needs_every_entry_and_the_end_of_the_event(scene, agency, office):
    event, booked = event_with(scene, agency, "Ann", "Ben")
    with pytest.raises(RuleBroken, match="when the event is over"):
        operations.close_register(event=event, by=office["by"], now=ON_THE_DAY)
    enter(event, booked[:1], ["full"], office)
    with pytest.raises(RuleBroken, match="how these attended first: Ben"):
        operations.close_register(event=event, **office)


def test_closing_issues_certificates_charges_absence_and_keeps_the_promise(scene, agency, office):
    event, booked = event_with(
        scene, agency, "Ann", "Ben", "Cal", "Dee", "Eve", refresher_months=36
    )
    enter(event, booked, ["full", "late", "part", "absent", "excused"], office)
    before = Fulfilment.objects.filter(kind="training-held", topic="core-courses").count()
    operations.close_register(event=event, **office)
    certified = Certificate.objects.filter(booking__event=event).order_by("name")
    assert [one.name for one in certified] == ["Ann", "Ben"]
    # three hours: one half day, £35 for coming too late and for not coming; excused free
    charges = Charge.objects.filter(booking__event=event).order_by("booking__name")
    assert [(one.booking.name, one.pence) for one in charges] == [("Cal", 3500), ("Dee", 3500)]
    told = Message.objects.filter(notice="training_missed", key__contains=f":{booked[3].pk}:")
    assert told.count() == 1
    assert Fulfilment.objects.filter(topic="core-courses").count() == before + 1
    with pytest.raises(RuleBroken, match="This event is held"):
        operations.close_register(event=event, **office)


def test_an_event_added_on_demand_keeps_that_promise_too(scene, agency, office):
    event, booked = event_with(scene, agency, "Ann", kind="subject")
    type(event).objects.filter(pk=event.pk).update(is_on_demand=True)
    enter(event, booked, ["full"], office)
    operations.close_register(event=event, **office)
    topics = set(Fulfilment.objects.filter(record=event.record).values_list("topic", flat=True))
    assert topics == {"subject-events", "additional-courses"}


def test_somebody_who_walks_in_gets_a_place_only_where_one_is_left(scene, agency):
    event, _ = event_with(scene, agency, "Ann", places=2)
    said = {"event": event, "agency": agency, "by": scene.actor("business_unit")}
    with pytest.raises(RuleBroken, match="on the day"):
        operations.add_walk_in(named=Named("Ben", "ben@example.org"), now=NOW, **said)
    operations.add_walk_in(named=Named("Ben", "ben@example.org"), now=ON_THE_DAY, **said)
    with pytest.raises(RuleBroken, match="Every place is booked"):
        operations.add_walk_in(named=Named("Cal", "cal@example.org"), now=ON_THE_DAY, **said)
    assert EventPlaces.objects.get(event=event).taken == 2


def test_a_charge_is_taken_back_once_by_a_line_of_its_own(scene, agency, office):
    event, booked = event_with(scene, agency, "Ann")
    enter(event, booked, ["absent"], office)
    operations.close_register(event=event, **office)
    charge = Charge.objects.get(booking=booked[0])
    operations.correct_charge(charge=charge, reason="She was ill that day", **office)
    assert sum(Charge.objects.filter(booking=booked[0]).values_list("pence", flat=True)) == 0
    with pytest.raises(RuleBroken, match="taken back already"):
        operations.correct_charge(charge=charge, reason="Once more, please", **office)


@pytest.mark.parametrize(
    ("how", "outcome"),
    [
        (["full"], "attended"),
        (["full", "late"], "attended"),
        (["full", "absent"], "part"),
        (["part"], "part"),
        (["excused", "excused"], "excused"),
        (["excused", "absent"], "absent"),
        (["absent"], "absent"),
        ([], "absent"),
    ],
)
def test_the_sessions_of_one_person_add_up(how, outcome):
    assert attending.outcome(how) == outcome


def test_a_refresher_falls_due_so_many_months_later():
    assert attending.expiry(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert attending.expiry(date(2024, 2, 29), 36) == date(2027, 2, 28)
    assert attending.expiry(date(2024, 2, 29), None) is None


def test_a_code_is_read_however_it_is_typed():
    assert attending.tidy_code(" 7kqm 2xrd9vtb ") == "7KQM-2XRD-9VTB"
    assert len({attending.new_code() for _ in range(500)}) == 500


def certified(scene, agency, office):
    event, booked = event_with(scene, agency, "Annabel Frost", title="Neglect")
    enter(event, booked, ["full"], office)
    operations.close_register(event=event, **office)
    return Certificate.objects.get(booking=booked[0])


def test_anybody_with_the_code_learns_name_course_and_date_and_nothing_more(scene, agency, office):
    issued = certified(scene, agency, office)
    anybody = Visitor()
    page = read(anybody.post("/training/certificate", {"code": issued.code.lower()}))
    facts = [" ".join(each.text.split()) for each in page.all("dd")]
    assert facts[:2] == ["Annabel Frost", "Neglect"] and len(facts) == 3
    text = page.by_id("main-content").text
    assert agency.name not in text and "annabel" not in text.replace("Annabel", "")
    assert "No certificate has this code" in anybody.post(
        "/training/certificate", {"code": "ABCD-EFGH-JKMN"}
    )


def test_the_certificate_is_a_tagged_pdf_that_a_checker_accepts(scene, agency, office, tmp_path):
    issued = certified(scene, agency, office)
    path = f"/training/bookings/{issued.booking_id}/certificate"
    answer = Visitor(scene.people["agency_lead"]).ask("get", path)
    assert answer["Content-Disposition"] == f'attachment; filename="certificate-{issued.code}.pdf"'
    file = tmp_path / "certificate.pdf"
    file.write_bytes(answer.content)
    verdict = page_validation.validate_pdf(
        str(file), profile=page_validation.ValidationProfile.PDF_UA_1
    )
    assert verdict.is_compliant, verdict.failures
    assert Visitor(scene.people["school_lead"]).ask("get", path).status_code == 404


def test_the_register_is_entered_on_a_page_and_the_printed_one_has_the_numbers(
    scene, agency, office
):
    starts = (NOW - timedelta(hours=1)).replace(microsecond=0)
    event, booked = event_with(scene, agency, "Ann", "Ben")
    session = event.sessions.get()
    type(session).objects.filter(pk=session.pk).update(
        starts_at=starts, ends_at=starts + timedelta(minutes=30)
    )
    type(event).objects.filter(pk=event.pk).update(
        starts_at=starts, ends_at=starts + timedelta(minutes=30), closes_at=starts
    )
    visitor = Visitor(scene.people["business_unit"])
    event.joining.after = "Slides of the day"
    event.joining.save()
    told = visitor.get(f"/training/bookings/{booked[0].pk}")
    assert "Slides of the day" in told and "How to join" not in told
    assert "Your booking" not in told
    path = f"/programme/events/{event.reference}/register"
    sent = {f"how-{one.pk}-{session.pk}": "full" for one in booked}
    assert visitor.post(path, sent, status=302) == path
    assert visitor.ask("get", f"{path}/print").content.startswith(b"%PDF")
    visitor.post(f"{path}/close", {}, status=302)
    assert Certificate.objects.filter(booking__event=event).count() == 2
    assert Booking.objects.filter(event=event, state="booked").count() == 2
    assert "closed" in visitor.get(path)


def test_before_the_day_the_register_can_be_printed_and_not_entered(scene, agency):
    event, booked = event_with(scene, agency, "Ann")
    visitor = Visitor(scene.people["business_unit"])
    page = visitor.get(f"/programme/events/{event.reference}/register")
    assert "The register opens on the day" in page and "Print it" in page
    assert "<select" not in page and "Ann" in page
    told = visitor.get(f"/training/bookings/{booked[0].pk}")
    assert "How to join" in told and "To read afterwards" not in told


def test_an_agency_sees_its_own_charges_and_no_other_agencys(scene, agency, office):
    issued = event_with(scene, agency, "Ann")
    enter(issued[0], issued[1], ["absent"], office)
    operations.close_register(event=issued[0], **office)
    page = Visitor(scene.people["agency_lead"]).get("/training/charges")
    assert "35.00" in page
    assert "35.00" not in Visitor(scene.people["school_lead"]).get("/training/charges")


def test_a_year_is_told_by_course_and_by_agency(scene, agency, office):
    event, booked = event_with(scene, agency, "Ann", "Ben", "Cal", "Dee", title="Told alone")
    operations.cancel_booking(booking=booked[3], reason="", by=office["by"], now=NOW)
    before = {row.name: row for row in queries.by_agency(scene.partnership.pk, STARTS.year)}
    enter(event, booked[:3], ["full", "absent", "full"], office)
    operations.close_register(event=event, **office)
    (row,) = [
        one
        for one in queries.by_course(scene.partnership.pk, STARTS.year)
        if one.title == "Told alone"
    ]
    # ten places, three booked of four, one of whom did not come
    assert (row.events, row.places, row.booked, row.fill) == (1, 10, 3, 30)
    assert (row.attended, row.absent, row.waiting) == (2, 1, 0)
    after = {row.name: row for row in queries.by_agency(scene.partnership.pk, STARTS.year)}
    mine, was = after[agency.name], before[agency.name]
    assert (mine.attended - was.attended, mine.absent - was.absent) == (2, 1)
    assert mine.pence - was.pence == 3500 and mine.given_up >= 1
    page = Visitor(scene.people["business_unit"]).get(
        f"/programme/reports?year={STARTS.year}&by=agency"
    )
    assert agency.name in page

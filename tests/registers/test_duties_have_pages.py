"""The pages of a duty and of the shelf: each request runs as the web process."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from builders.world import NOW, canary
from clients import Visitor
from page_inspection import read
from sightline.registers.duties.models import Dispensation, Duty, Fulfilment, RunningClock
from sightline.registers.records.models import Record

TODAY = NOW.date()
THEIRS = "peer-review-arranged"


@pytest.fixture
def visit(scene):
    """Open a browser for a persona."""
    return lambda persona: Visitor(scene.people[persona])


@pytest.fixture
def manager(visit):
    """The browser of the business manager."""
    return visit("business_manager")


def day(on, name="on"):
    return {
        f"{name}-day": str(on.day),
        f"{name}-month": str(on.month),
        f"{name}-year": str(on.year),
    }


def evidence(**more):
    return {**day(TODAY), "words": "A neighbouring partnership was asked", "link": "", **more}


def errors(page):
    return [each.text.strip() for each in read(page).classed("govuk-error-message")]


def test_a_duty_tells_its_state_its_arithmetic_and_who_must_act(visit):
    page = visit("lead_partner").get("/duties/executive-meets")
    assert "Overdue" in page
    assert "Chair of Safeguarding Partnership Executive (nobody holds the chair)" in page
    assert "a meeting held (Safeguarding Partnership Executive)" in page


def test_a_duty_is_shown_as_it_stood_on_another_day(manager):
    manager.post(f"/duties/{THEIRS}/evidence", evidence(), status=302)
    before = TODAY - timedelta(days=1)
    today, yesterday = (
        manager.get(f"/duties/{THEIRS}"),
        manager.get(f"/duties/{THEIRS}?as_at={before.isoformat()}"),
    )
    assert "A neighbouring partnership was asked" in today
    assert "A neighbouring partnership was asked" not in yesterday


def test_evidence_entered_on_the_page_is_shown_as_vouched_for(manager):
    where = manager.post(f"/duties/{THEIRS}/evidence", evidence(link="Shared folder"), status=302)
    assert where == f"/duties/{THEIRS}"
    page = manager.get(where)
    assert "A neighbouring partnership was asked" in page
    assert "Shared folder" in page
    assert canary("name business_manager") in page


def test_evidence_of_a_day_to_come_is_refused_beside_the_date(manager):
    page = manager.post(f"/duties/{THEIRS}/evidence", evidence(**day(TODAY + timedelta(days=1))))
    assert any("must not be in the future" in each for each in errors(page))
    assert not Fulfilment.objects.filter(duty__key=THEIRS).exists()


def test_evidence_for_a_quota_says_whose_it_is(manager):
    page = manager.post("/duties/visits-by-members/evidence", evidence())
    assert len(errors(page)) == 1
    manager.post(
        "/duties/visits-by-members/evidence", evidence(part="executive-lead-police"), status=302
    )
    entry = Fulfilment.objects.get(duty__key="visits-by-members")
    assert entry.place_key == "executive-lead-police"


def test_an_entry_is_withdrawn_on_its_page_and_stays_readable(manager):
    manager.post(f"/duties/{THEIRS}/evidence", evidence(), status=302)
    entry = Fulfilment.objects.get(duty__key=THEIRS)
    verb = f"/duties/entries/{entry.pk}/withdraw"
    assert "A neighbouring partnership was asked" in manager.get(verb)
    manager.post(verb, {"reason": "Entered for the wrong duty"}, status=302)
    assert "Entered for the wrong duty" in manager.get(f"/duties/{THEIRS}")


def test_an_entry_of_another_partnership_is_not_there(manager, scene):
    theirs = Fulfilment.objects.filter(partnership=scene.other, duty__isnull=False).first()
    assert manager.ask("get", f"/duties/entries/{theirs.pk}/withdraw").status_code == 404


def test_a_decision_sets_a_duty_aside_and_is_taken_back(manager, visit):
    sent = {
        **day(TODAY, "starts_on"),
        **day(TODAY + timedelta(days=30), "ends_on"),
        **day(TODAY, "decided_on"),
        "decided_by": "the Executive",
        "reason": "The forum is being formed anew",
    }
    manager.post("/duties/masc-meets/dispense", sent, status=302)
    assert "Dispensed with" in visit("scrutineer").get("/duties/masc-meets")
    made = Dispensation.objects.get(duty__key="masc-meets")
    manager.post(f"/duties/dispensations/{made.pk}/withdraw", {"sure": "yes"}, status=302)
    assert "Overdue" in manager.get("/duties/masc-meets")


def test_a_clock_is_started_and_stopped_on_its_pages(manager):
    on = date(2024, 10, 4)
    manager.post("/duties/incident-notified/clock", day(on, "started_on"), status=302)
    assert "11 October 2024" in manager.get("/duties/incident-notified")
    clock = RunningClock.objects.get(duty__key="incident-notified")
    stop = f"/duties/clocks/{clock.pk}/stop"
    late = manager.post(stop, day(date(2024, 10, 14)))
    assert any("say why" in each for each in errors(late))
    manager.post(
        stop, {**day(date(2024, 10, 14)), "late_reason": "Sent to the wrong office"}, status=302
    )
    assert "Late but done" in manager.get("/duties/incident-notified")


def test_a_clock_of_a_duty_without_a_deadline_is_refused_in_words(manager):
    page = manager.post("/duties/executive-meets/clock", day(TODAY, "started_on"))
    assert "This duty has no deadline to start." in page


@pytest.mark.parametrize("verb", ["evidence", "dispense", "clock"])
def test_a_duty_nobody_promised_is_not_there(verb, manager):
    assert manager.ask("get", f"/duties/no-such-duty/{verb}").status_code == 404


@pytest.mark.parametrize("verb", ["evidence", "dispense", "clock"])
def test_somebody_with_another_role_changes_no_duty(verb, visit):
    before = (
        Fulfilment.objects.count(),
        Dispensation.objects.count(),
        RunningClock.objects.count(),
    )
    answer = visit("agency_lead").ask("post", f"/duties/{THEIRS}/{verb}", evidence())
    assert answer.status_code == 403
    after = (Fulfilment.objects.count(), Dispensation.objects.count(), RunningClock.objects.count())
    assert after == before


def test_a_practitioner_does_not_see_the_register(visit):
    assert visit("practitioner").ask("get", f"/duties/{THEIRS}").status_code == 403
    assert visit("practitioner").ask("get", "/shelf").status_code == 403


def test_evidence_is_shown_without_its_record_to_those_who_do_not_see_the_record(visit, scene):
    duty = Duty.objects.get(partnership=scene.partnership, key="learning-group-reports")
    hidden = scene.record("closed")
    Fulfilment.objects.create(
        partnership=scene.partnership,
        kind="report-received",
        on=TODAY,
        body_key="executive",
        source_key="learning-group",
        record=hidden,
        entered_at=NOW,
        entered_by="The office",
    )
    assert hidden.reference in visit("group_member").get(f"/duties/{duty.key}")
    page = visit("agency_lead").get(f"/duties/{duty.key}")
    assert hidden.reference not in page
    assert "The office" in page


def test_the_shelf_shows_every_document_and_takes_an_edition(manager, visit):
    page = visit("lead_partner").get("/shelf")
    assert "Annual Report" in page
    assert "/shelf/add" not in page
    upload = SimpleUploadedFile("report.txt", b"What the partnership did", "text/plain")
    sent = {"document": "annual-report", "did": "document-published", **day(TODAY)}
    where = manager.post("/shelf/add", {**sent, "upload": upload}, status=302)
    html = read(visit("lead_partner").get(where))
    (link,) = [each for each in html.all("a") if "/documents/" in each.attrs.get("href", "")]
    assert visit("lead_partner").ask("get", link.attrs["href"]).streamed == (
        b"What the partnership did"
    )


def test_an_edition_one_may_not_see_is_not_on_the_shelf(manager, visit):
    sent = {"document": "business-plan", "did": "document-agreed", **day(TODAY)}
    where = manager.post("/shelf/add", sent, status=302)
    reference = where.rsplit("/", 1)[1]
    assert Record.objects.get(reference=reference).marking == "internal"
    assert visit("scrutineer").ask("get", where).status_code == 200
    assert visit("stranger").ask("get", where).status_code == 404


def test_a_meeting_is_not_shown_as_an_edition(manager, scene):
    reference = scene.record("held").reference
    assert manager.ask("get", f"/shelf/{reference}").status_code == 404

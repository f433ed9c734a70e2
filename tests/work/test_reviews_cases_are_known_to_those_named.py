"""A case is known to the seats named to it and to those with sight for a time. Each says once why
they need to see it, each look leaves a line, and for everybody else it is not there (security)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from builders import partnership as made
from builders.reviewing import caseworker, recorded
from builders.trail import told
from builders.world import NOW, PERSONAS
from clients import Visitor
from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.foundation.trail.models import TrailEvent
from sightline.registers.partnership import operations as partnership
from sightline.registers.records import operations as records
from sightline.registers.records.models import Record
from sightline.registers.records.queries import matching, visible_to
from sightline.work.reviews import operations as reviews
from sightline.work.reviews.models import Attestation, Incident, Named

pytestmark = pytest.mark.django_db
WHY = "I run the review of this case"


@pytest.fixture
def by(scene):
    """The local authority's notifier."""
    return scene.actor("notifier")


@pytest.fixture
def found(scene):
    """A case that was recorded just now."""
    return recorded(scene, NOW)


def page(incident):
    return f"/cases/{incident.record.reference}"


def sees(scene, persona, incident):
    return visible_to(scene.actor(persona), NOW).filter(pk=incident.record_id).exists()


def browser(scene, persona):
    """A plain browser, whose looks stay: a visitor's are undone after it."""
    opened = Client()
    opened.cookies["session"] = scene.tokens[persona]
    return opened


def test_whoever_recorded_it_sees_it_and_no_persona_does(scene, found):
    assert sees(scene, "notifier", found)
    assert [one for one in PERSONAS if one in scene.tokens and sees(scene, one, found)] == []


@pytest.mark.parametrize("persona", ["business_manager", "lead_partner", "scrutineer"])
def test_hidden_and_absent_answer_alike(scene, found, persona):
    visitor = Visitor(token=scene.tokens[persona])
    visitor.ask("get", "/cases/CAS-1999-998")  # what is the same for everybody is read once
    absent = visitor.ask("get", "/cases/CAS-1999-999")
    statements = visitor.statements
    hidden = visitor.ask("get", page(found))
    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert visitor.statements == statements
    reference = found.record.reference
    assert reference not in visitor.get("/cases")
    assert reference not in visitor.get("/search?q=case")
    assert reference not in hidden.content.decode().replace(page(found), "")


def test_the_cover_sheet_says_nothing_of_what_happened(scene, found):
    for record in Record.objects.filter(pk__in=[found.record_id, found.identities_id]):
        assert (record.title, record.summary) in {("Case", ""), ("People of a case", "")}
        assert record.marking == "identified"
        assert all(key.startswith("seat:") for key in record.audience)


def test_search_finds_no_case_by_its_words(scene, found):
    assert matching("unwell", partnership_id=scene.partnership.pk) == ([], False)


# Attestation


def test_a_case_opens_only_after_the_reader_said_why_and_is_asked_once(scene, found, by):
    caseworker(found, scene.seat("business_manager"), by, NOW)
    visitor = Visitor(token=scene.tokens["business_manager"])
    where = visitor.ask("get", page(found))
    assert (where.status_code, where["Location"]) == (302, f"{page(found)}/open")
    ask = visitor.get(f"{page(found)}/open")
    assert "Child A" not in ask
    assert "Declare an interest instead" in ask
    assert "Say why" in visitor.post(f"{page(found)}/open", {"reason": "Work"})
    visitor.post(f"{page(found)}/open", {"reason": WHY}, status=302)
    assert "Child A was found unwell" in visitor.get(page(found))
    mine = Attestation.objects.get(record=found.record, person=scene.people["business_manager"])
    assert mine.reason == WHY
    reviews.attest(
        record=found.record, reason="Another reason", by=scene.actor("business_manager"), now=NOW
    )
    mine.refresh_from_db()
    assert mine.reason == WHY


@pytest.mark.parametrize("method", ["get", "post"])
def test_no_page_of_a_case_is_reached_round_the_question(scene, found, by, method):
    caseworker(found, scene.seat("business_manager"), by, NOW)
    visitor = Visitor(token=scene.tokens["business_manager"])
    people = f"/people-of-cases/{found.identities.reference}"
    for path in (page(found), f"{page(found)}/names", people, f"{people}/add"):
        answer = visitor.ask(method, path)
        assert (answer.status_code, answer["Location"]) == (302, f"{page(found)}/open"), path


def test_every_look_leaves_a_line(scene):
    reference = scene.record("case ours").reference
    reads = TrailEvent.objects.filter(kind="read", about=reference)
    assert browser(scene, "group_chair").get(f"/cases/{reference}").status_code == 200
    assert [line.person_id for line in reads] == [scene.people["group_chair"].pk]


def test_the_trail_tells_no_word_of_a_case(scene):
    for name in ("case ours", "people ours"):
        assert "Kanarie" not in " ".join(
            line for line in told(scene.record(name).reference) if "sight" not in line.lower()
        ).replace("KanarieName", "")


# Who is named


def test_a_caseworker_is_named_with_a_reason_and_sees_case_and_people(scene, found, by):
    with pytest.raises(RuleBroken) as refused:
        caseworker(found, scene.seat("business_manager"), by, NOW, why="Yes")
    assert refused.value.field == "reason"
    with pytest.raises(RuleBroken, match="does not do that work"):
        caseworker(found, scene.seat("group_chair"), by, NOW)
    caseworker(found, scene.seat("business_manager"), by, NOW)
    assert sees(scene, "business_manager", found)
    with pytest.raises(RuleBroken, match="already"):
        caseworker(found, scene.seat("business_manager"), by, NOW)
    seen = visible_to(scene.actor("business_manager"), NOW)
    assert seen.filter(pk=found.identities_id).exists()


def test_a_naming_is_ended_at_once_and_by_somebody_else(scene, found, by):
    caseworker(found, scene.seat("business_manager"), by, NOW)
    named = Named.objects.get(incident=found, part="caseworker")
    with pytest.raises(RuleBroken, match="Somebody else"):
        reviews.end_naming(named=named, by=scene.actor("business_manager"), now=NOW)
    reviews.end_naming(named=named, by=by, now=NOW)
    assert not sees(scene, "business_manager", found)
    with pytest.raises(RuleBroken, match="already"):
        reviews.end_naming(named=named, by=by, now=NOW)


def test_somebody_always_answers_for_a_case(scene, found, by):
    caseworker(found, scene.seat("business_manager"), by, NOW)
    last = Named.objects.get(incident=found, part="notifier")
    with pytest.raises(RuleBroken, match="Name another notifier first"):
        reviews.end_naming(named=last, by=scene.actor("business_manager"), now=NOW)


def test_sight_ends_with_the_seat(scene, found, by):
    caseworker(found, scene.seat("business_manager"), by, NOW)
    partnership.end_seat(seat=scene.seat("business_manager"), reason="Left", by=made.BY, now=NOW)
    assert not sees(scene, "business_manager", found)


def test_an_interest_beats_being_named(scene, found, by):
    caseworker(found, scene.seat("business_manager"), by, NOW)
    records.declare_interest(
        record=found.record, nature="My nephew", by=scene.actor("business_manager"), now=NOW
    )
    assert not sees(scene, "business_manager", found)
    people = visible_to(scene.actor("business_manager"), NOW).filter(pk=found.identities_id)
    assert not people.exists()
    Visitor(token=scene.tokens["business_manager"]).get(page(found), status=404)


def test_who_sits_on_the_panel_sees_the_case_and_not_who_its_people_are(scene):
    visitor = Visitor(token=scene.tokens["group_chair"])
    shown = visitor.get(page(scene.works["case ours"]))
    assert "The people of this case" not in shown
    reference = scene.record("people ours").reference
    assert reference not in shown
    assert visitor.ask("get", f"/people-of-cases/{reference}").status_code == 403


def test_who_was_given_sight_may_not_name_record_or_give_it_on(scene):
    chair = scene.actor("group_chair")
    with pytest.raises(NotAllowed):
        caseworker(scene.works["case ours"], scene.seat("business_manager"), chair, NOW)
    with pytest.raises(NotAllowed):
        records.grant_sight(
            record=scene.record("case ours"), person_id=scene.people["scrutineer"].pk,
            reason="To have a look at it", ends_at=NOW + timedelta(days=1), by=chair, now=NOW,
        )  # fmt: skip


def test_two_cases_of_neighbouring_families_never_mix(scene, found, by):
    """The same reader is named to one of two: of the other nothing is on any page."""
    other = recorded(scene, NOW, harm="Burns by scalding water")
    caseworker(found, scene.seat("business_manager"), by, NOW)
    reviews.attest(record=found.record, reason=WHY, by=scene.actor("business_manager"), now=NOW)
    visitor = Visitor(token=scene.tokens["business_manager"])
    assert "scalding" not in visitor.get(page(found))
    listed = visitor.get("/cases")
    assert found.record.reference in listed
    assert other.record.reference not in listed
    visitor.get(page(other), status=404)


def test_a_case_can_be_opened_in_an_emergency_and_nothing_is_offered(scene, found):
    """By the business manager, who is not named to it: for reading only (security 3)."""
    visitor = Visitor(scene.people["business_manager"])
    said = {"reference": found.record.reference,
            "reason": "The brother is at home tonight and nobody answers"}  # fmt: skip
    assert visitor.post("/emergency-access/open", said, status=302) == page(found)
    shown = visitor.get(page(found))
    assert "Child A was found unwell" in shown
    assert "Emergency access" in shown
    for verb in ("names", "open", "judge/where", "sent"):
        assert f"{page(found)}/{verb}" not in shown
    people = f"/people-of-cases/{found.identities.reference}"
    assert visitor.ask("get", people).status_code == 404


def test_the_list_says_where_each_stands_and_is_narrowed_by_it(scene, found):
    """One to be decided since three hours, one for two weeks, and those of the world that were
    notified."""
    late = recorded(scene, NOW - timedelta(days=14))
    visitor = Visitor(token=scene.tokens["notifier"])
    shown = visitor.get("/cases")
    for one in (found, late, scene.works["case ours"]):
        assert one.record.reference in shown
    judging = visitor.get("/cases?stage=judging")
    assert found.record.reference in judging
    assert scene.record("case ours").reference not in judging
    rows = judging.split("<tbody>")[1].split("</tr>")
    (overdue,) = [row for row in rows if "Overdue" in row]
    assert late.record.reference in overdue
    by_day = visitor.get("/cases?sort=due_on")
    assert visitor.statements <= 8
    at = [by_day.index(one.record.reference) for one in (late, found)]
    assert at == sorted(at)


def test_pages_of_a_case_take_few_statements(scene):
    visitor = Visitor(token=scene.tokens["business_manager"])
    visitor.get(page(scene.works["case ours"]))
    assert visitor.statements <= 12


def test_the_notifier_does_all_of_it_by_the_pages(scene):
    """From the list to what was sent, each page inspected as a page."""
    visitor = Visitor(scene.people["notifier"])
    at = NOW - timedelta(days=1)
    typed = {
        **day("happened_on", at), **day("aware_on", at), "aware_time": "00:01", "is_death": "yes",
        "harm": "Head injury", "abuse": "suspected", "child_status": "looked-after",
        "place": "in-area", "circumstances": "Child A was found unwell by Adult B at home.",
    }  # fmt: skip
    visitor.get("/cases")
    assert "There is a problem" in visitor.post("/cases/record", {"harm": ""})
    where = visitor.post("/cases/record", typed, status=302)
    for criterion in ("abuse-or-neglect", "died-or-harmed", "where"):
        visitor.get(f"{where}/judge/{criterion}")
        judged = {"answer": "met", "reasons": "The hospital leaves no doubt of it."}
        led = visitor.post(f"{where}/judge/{criterion}", judged, status=302)
    assert led == where
    assert "asks the authority to notify" in visitor.get(f"{where}/decide")
    decided = {"is_to_notify": "yes", "reasons": "All three criteria are met, as judged."}
    visitor.post(f"{where}/decide", decided, status=302)
    visitor.get(f"{where}/sent")
    sent = {"recipient": "panel", "what": "The online form", "sent_by": "A. Notifier",
            **day("sent_on", at), "sent_time": "00:02"}  # fmt: skip
    visitor.post(f"{where}/sent", sent, status=302)
    shown = visitor.get(where)
    assert "Notified</strong>" in shown
    assert "The Secretary of State" in shown
    for verb in ("views", "replies", "withdraw", "correct", "names"):
        visitor.get(f"{where}/{verb}")
    assert Incident.objects.filter(record__reference=where.rsplit("/", 1)[1]).exists()


def day(name, moment):
    return {f"{name}-day": moment.day, f"{name}-month": moment.month, f"{name}-year": moment.year}


def test_addresses_say_nothing_of_a_case(scene, found):
    assert reverse("reviews:case", args=[found.record.reference]) == page(found)
    assert found.record.reference.startswith("CAS-")

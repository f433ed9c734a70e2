"""Lead partners have the pseudonymised pack of a case for a time that ends by itself, enter their
own position, and the decision records that and nothing else (R6.3; security 2 and 3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from builders import trail
from builders.deciding import decided, places, purposes_answered, recommended
from builders.deciding_window import entered, given_to
from builders.reviewing import caseworker, notified, recorded
from builders.world import NOW, canary
from clients import Visitor
from sightline.foundation.errors import NotAllowed, NotSeen, RuleBroken
from sightline.registers.records import operations as records
from sightline.work.reviews import operations as reviews
from sightline.work.reviews.models import OwnPosition
from sightline.work.reviews.operations import deciding_window as writes
from sightline.work.reviews.queries import deciding_window as queries
from sightline.work.reviews.rules.deciding import Held
from sightline.work.reviews.rules.deciding_window import check_window
from web.test_policy_and_database_give_the_same_rows import as_web

pytestmark = pytest.mark.django_db
WHY = "Two agencies knew half of it each."


@pytest.fixture
def manager(scene):
    return scene.actor("business_manager")


@pytest.fixture
def case(scene, manager):
    """A case whose group recommends a local review; nothing is decided."""
    by = scene.actor("notifier")
    found = recorded(scene, NOW)
    notified(found, by, NOW)
    caseworker(found, scene.seat("business_manager"), by, NOW)
    review = reviews.begin_rapid_review(incident=found, by=manager, now=NOW)
    purposes_answered(scene, review, NOW)
    reviews.recommend_review(
        review=review, given=recommended(NOW.date(), "of that case"), by=manager, now=NOW
    )
    reviews.attest(record=found.record, reason="I run its review", by=manager, now=NOW)
    return found


@pytest.mark.parametrize(
    ("days", "has", "field"),
    [(0, True, "closes_on"), (29, True, "closes_on"), (7, False, "deciders")],
)
def test_a_window_is_for_somebody_and_ends_within_four_weeks(days, has, field):
    with pytest.raises(RuleBroken) as refused:
        check_window(closes_at=NOW + timedelta(days=days), now=NOW, has_deciders=has)
    assert refused.value.field == field
    check_window(closes_at=NOW + timedelta(days=28), now=NOW, has_deciders=True)


def test_a_decider_reads_the_pack_and_nothing_else_of_the_case(scene, case):
    window = given_to(scene, case, NOW)
    visitor = Visitor(token=scene.tokens["lead_partner"])
    path = f"/decision-windows/{window.record.reference}"
    assert window.record.reference in visitor.get("/cases")
    shown = visitor.get(path)
    assert visitor.statements <= 12
    assert "As the agencies tell it." in shown
    assert "of that case" in shown
    for text in (case.record.reference, case.review.record.reference):
        assert text not in shown
    visitor.get(f"/cases/{case.record.reference}", status=404)
    visitor.get(f"/rapid-reviews/{case.review.record.reference}", status=404)
    for other in ("group_chair", "notifier", "colleague"):
        Visitor(token=scene.tokens[other]).get(path, status=404)
    assert "has the pack" not in trail.told(window.record.reference)


@pytest.fixture
def named(scene, case):
    """A brother of the case, whose name the group wrote into its answer and its reasons."""
    by = scene.actor("business_manager")
    reviews.keep_identity(
        people=case.identities, label="Child B", part="child", name="Jowan Trelawney-Fox",
        school="Alby Primary School", nhs_number="9434765919", by=by, now=NOW,
    )  # fmt: skip
    reviews.answer_purpose(
        review=case.review, purpose="facts", now=NOW, by=by,
        words="TRELAWNEY was not seen at alby  primary school after June.",
    )  # fmt: skip
    return case


def test_a_pack_with_a_known_name_goes_out_only_with_a_reason(scene, named):
    visitor = Visitor(scene.people["business_manager"])
    path = f"/cases/{named.record.reference}/local-review/window"
    shown = visitor.get(path)
    assert "What are the facts, as far as they are readily established? – Child B." in shown
    assert "Trelawney" not in shown
    closes = (NOW + timedelta(days=7)).date()
    said = {
        "deciders": [scene.seat("lead_partner").pk], "closes_on-day": closes.day,
        "closes_on-month": closes.month, "closes_on-year": closes.year,
    }  # fmt: skip
    assert "Mend it, or say why it may stand there" in visitor.post(path, said)
    with pytest.raises(RuleBroken, match="Child B"):
        given_to(scene, named, NOW)
    why = "The school of the case is public already, by a court."
    led = visitor.post(path, {**said, "names_justified": why}, status=302)
    assert why in visitor.get(led)
    window = writes.open_decision_window(
        incident=named, deciders=[scene.seat("lead_partner")], names_justified=why,
        closes_at=NOW + timedelta(days=7), by=scene.actor("business_manager"), now=NOW,
    )  # fmt: skip
    path = f"/decision-windows/{window.record.reference}"
    assert why not in Visitor(token=scene.tokens["lead_partner"]).get(path)


def test_a_pack_without_a_known_name_asks_for_no_reason(scene, named, manager):
    reviews.answer_purpose(
        review=named.review, purpose="facts", words="Child B was not seen at school after June.",
        by=manager, now=NOW,
    )  # fmt: skip
    assert queries.names_in_pack(named.pk) == []
    assert given_to(scene, named, NOW).names_justified == ""


@pytest.mark.parametrize(
    ("persona", "told"),
    [("business_manager", True), ("notifier", True), ("group_chair", False), ("stranger", False)],
)
def test_only_who_is_named_learns_of_whom_something_stands_in_words(scene, named, persona, told):
    with as_web(scene.tokens[persona]):
        assert bool(queries.names_in_words(named.pk)) is told
    records.detect_conflict(
        record=named.record, person_id=scene.people[persona].pk, nature="A neighbour",
        by=scene.actor("business_manager" if persona == "notifier" else "notifier"), now=NOW,
    )  # fmt: skip
    with as_web(scene.tokens[persona]):
        assert queries.names_in_words(named.pk) == {}


def test_the_pack_stays_as_it_was_given(scene, case, manager):
    window = given_to(scene, case, NOW)
    reviews.answer_purpose(
        review=case.review, purpose="facts", words="As it is told since then.", by=manager, now=NOW
    )
    shown = Visitor(token=scene.tokens["lead_partner"]).get(
        f"/decision-windows/{window.record.reference}"
    )
    assert "As it is told since then." not in shown


def test_the_window_closes_by_itself(scene, case):
    window = given_to(scene, case, NOW)
    by, reference = scene.actor("lead_partner"), window.record.reference
    assert queries.window_by(by, reference, window.closes_at - timedelta(minutes=1))
    with pytest.raises(NotSeen):
        queries.window_by(by, reference, window.closes_at)
    with pytest.raises(RuleBroken, match="has closed"):
        entered(scene, window, WHY, window.closes_at)
    assert queries.window_by(scene.actor("business_manager"), reference, window.closes_at)


def test_the_database_closes_it_too_and_takes_a_position_from_its_own_hand_only(scene, case):
    window = given_to(scene, case, NOW)
    held = entered(scene, window, WHY, NOW)
    again = """INSERT INTO reviews_ownposition SELECT * FROM jsonb_populate_record(
        NULL::reviews_ownposition, (SELECT to_jsonb(p) || jsonb_build_object('id', 999999,
        'person_id', %s) FROM reviews_ownposition p WHERE p.id = %s))"""
    mine, other = scene.people["lead_partner"].pk, scene.people["business_manager"].pk

    def done(persona, person):
        with as_web(scene.tokens[persona]), connection.cursor() as cursor:
            try:
                with transaction.atomic():
                    cursor.execute(again, [person, held.pk])
                    return cursor.rowcount == 1
            except DatabaseError:
                return False

    assert done("lead_partner", mine)
    assert not done("lead_partner", other)
    assert not done("business_manager", mine)
    assert not done("business_manager", other)
    # by the database's clock it closed three days ago; sight of the pack was given again since
    window = given_to(scene, case, NOW - timedelta(days=10))
    held = entered(scene, window, WHY, NOW - timedelta(days=9))
    records.grant_sight(
        record=window.record, person_id=mine, reason="To read it once more",
        ends_at=NOW + timedelta(days=1), by=scene.actor("business_manager"), now=NOW,
    )  # fmt: skip
    assert not done("lead_partner", mine)


def test_each_enters_their_own_and_the_caseworker_sees_who_is_missing(scene, case):
    window = given_to(scene, case, NOW)
    path = f"/decision-windows/{window.record.reference}"
    manager = Visitor(token=scene.tokens["business_manager"])
    assert "Missing" in manager.get(path)
    partner = Visitor(scene.people["lead_partner"])
    partner.get(f"{path}/position")
    assert "There is a problem" in partner.post(f"{path}/position", {"reasons": "x"})
    said = {"outcome": "no-review", "reasons": "We learnt all there is to learn."}
    assert partner.post(f"{path}/position", said, status=302) == path
    assert said["reasons"] in partner.get(path)
    assert said["reasons"] in partner.get(f"{path}/position")
    shown = manager.get(path)
    assert "Missing" not in shown
    assert said["reasons"] in shown
    assert manager.ask("get", f"{path}/position").status_code == 403
    with pytest.raises(NotAllowed):
        writes.enter_position(
            window=window, held=Held("no-review", WHY), by=scene.actor("business_manager"), now=NOW
        )
    with as_web(scene.tokens["notifier"]):
        assert OwnPosition.objects.count() == 0


def test_a_decision_records_what_a_partner_entered_and_nothing_else(scene, case, manager):
    window = given_to(scene, case, NOW)
    entered(scene, window, WHY, NOW, outcome="no-review")
    own = scene.seat("lead_partner").place_id
    wrong = decided(scene.partnership, NOW.date())
    with pytest.raises(RuleBroken) as refused:
        reviews.record_review_decision(incident=case, given=wrong, by=manager, now=NOW)
    assert refused.value.field == f"holds-{own}"
    positions = {**wrong.positions, own: Held("no-review", "Something they did not write.")}
    given = replace(wrong, positions=positions, dissent="The police hold that it is not needed.")
    with pytest.raises(RuleBroken) as refused:
        reviews.record_review_decision(incident=case, given=given, by=manager, now=NOW)
    assert refused.value.field == f"position-{own}"
    positions[own] = Held("no-review", f" {WHY}\n")
    made = reviews.record_review_decision(
        incident=case, given=replace(given, positions=positions), by=manager, now=NOW
    )
    kept = made.positions.get(place=own)
    assert kept.by_hand.name == scene.people["lead_partner"].name
    others = [one for one in places(scene.partnership) if one.pk != own]
    assert others
    assert not any(hasattr(made.positions.get(place=one), "by_hand") for one in others)
    shown = Visitor(token=scene.tokens["business_manager"]).get(
        f"/cases/{case.record.reference}/local-review"
    )
    assert f"Entered by {scene.people['lead_partner'].name}" in shown


def test_the_form_begins_with_what_was_entered(scene, case):
    entered(scene, given_to(scene, case, NOW), "Only by hand could this be written.", NOW)
    visitor = Visitor(token=scene.tokens["business_manager"])
    path = f"/cases/{case.record.reference}/local-review/decide"
    assert "Only by hand could this be written." in visitor.get(path)


def test_a_window_is_opened_on_the_page_for_lead_partners_alone(scene, case, manager):
    visitor = Visitor(scene.people["business_manager"])
    path = f"/cases/{case.record.reference}/local-review/window"
    visitor.get(path)
    day = (NOW + timedelta(days=5)).date()
    sent = {"deciders": [scene.seat("lead_partner").pk], "closes_on-day": day.day,
            "closes_on-month": day.month, "closes_on-year": day.year}  # fmt: skip
    led = visitor.post(path, sent, status=302)
    assert led.startswith("/decision-windows/")
    with pytest.raises(RuleBroken, match="lead partners"):
        writes.open_decision_window(
            incident=case, deciders=[scene.seat("group_chair")],
            closes_at=NOW + timedelta(days=5), by=manager, now=NOW,
        )  # fmt: skip


def test_an_interest_in_the_case_takes_the_pack_away(scene, case, manager):
    window = given_to(scene, case, NOW)
    records.detect_conflict(
        record=case.record, person_id=scene.people["lead_partner"].pk, nature="A cousin",
        by=manager, now=NOW,
    )  # fmt: skip
    visitor = Visitor(token=scene.tokens["lead_partner"])
    visitor.get(f"/decision-windows/{window.record.reference}", status=404)
    assert canary("own position") not in visitor.get("/cases")

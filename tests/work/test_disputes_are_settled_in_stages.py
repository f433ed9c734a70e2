"""A dispute in the Executive is referred to the scrutineer for mediation, and what that does not
settle to the chief officers; reasons, options and outcome are on record, for a narrow circle whose
every reading is noted (R13.2)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client

from builders import partnership as made
from builders.governing import disputed
from builders.world import NOW, World
from clients import Visitor
from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.foundation.outbox.models import Message
from sightline.foundation.trail.models import TrailEvent
from sightline.registers.duties.models import Fulfilment
from sightline.registers.partnership.models import Place
from sightline.registers.records.queries import visible_to
from sightline.work.governance import operations as governance
from sightline.work.governance.models import Dispute

TODAY, WORDS = NOW.date(), "Shares stay at thirds for a year, and are then looked at again."


@pytest.fixture
def fresh(world: World) -> Iterator[World]:
    """The world, with whatever the test changes undone."""
    with transaction.atomic():
        yield world
        transaction.set_rollback(True)


def mediated(world: World) -> Dispute:
    return disputed(world, "lead_partner", world.partnership.body_set.get(key="executive"))  # type: ignore[no-any-return]


def test_the_scrutineer_mediates_and_the_outcome_is_on_record(fresh: World) -> None:
    found = mediated(fresh)
    path = f"/disputes/{found.record.reference}"
    scrutineer = Visitor(token=fresh.tokens["scrutineer"])
    assert "Record what came of this stage" in scrutineer.get(path)
    scrutineer.post(f"{path}/settle", {"is_settled": "yes", "came_of_it": WORDS}, status=302)
    page = Visitor(token=fresh.tokens["lead_partner"]).get(path)
    assert WORDS in page
    assert "Resolved</strong>" in page


def test_what_mediation_did_not_settle_goes_to_the_chief_officers(fresh: World) -> None:
    found = mediated(fresh)
    Place.objects.create(
        partnership=fresh.partnership, key="chief", name="Chief officer", function="office",
        capacities=["chief-officer"],
    )  # fmt: skip
    chief = made.appointed(fresh.partnership, "chief").person
    visitor = Visitor(chief)
    path = f"/disputes/{found.record.reference}"
    visitor.get(path, status=404)
    governance.settle_stage(
        dispute=found, is_settled=False, came_of_it="The council could not agree to thirds.",
        by=fresh.actor("scrutineer"), now=NOW,
    )  # fmt: skip
    assert governance.refer_dispute(
        dispute=found, to="chief-officers", settle_by_on=TODAY + timedelta(days=9),
        by=fresh.actor("lead_partner"), now=NOW,
    ).stage == "chief-officers"  # fmt: skip
    visitor.get(path)
    assert Message.objects.filter(notice="dispute_referred", to_person_id=chief.pk).count() == 1
    with pytest.raises(NotAllowed):  # the scrutineer's turn is over
        governance.settle_stage(
            dispute=found, is_settled=True, came_of_it=WORDS, by=fresh.actor("scrutineer"), now=NOW
        )
    visitor.post(f"{path}/settle", {"is_settled": "yes", "came_of_it": WORDS}, status=302)
    assert Dispute.objects.get(pk=found.pk).state == Dispute.State.RESOLVED


def test_every_reading_leaves_a_line_and_the_list_says_nothing_of_it(fresh: World) -> None:
    found = mediated(fresh)
    reads = TrailEvent.objects.filter(kind="read", about=found.record.reference)
    lead = Visitor(token=fresh.tokens["lead_partner"])
    assert found.subject not in lead.get("/disputes")
    assert reads.count() == 0
    # a visitor's look is undone after it; a plain browser's stays
    browser = Client()
    browser.cookies["session"] = fresh.tokens["lead_partner"]
    assert found.subject in browser.get(f"/disputes/{found.record.reference}").content.decode()
    assert [line.person_id for line in reads] == [fresh.people["lead_partner"].pk]


@pytest.mark.parametrize("persona", ["school_lead", "business_unit", "group_chair", "agency_lead"])
def test_nobody_else_knows_that_there_is_one(fresh: World, persona: str) -> None:
    found = mediated(fresh)
    assert not visible_to(fresh.actor(persona), NOW).filter(pk=found.record_id).exists()


def test_the_stages_are_taken_in_turn(fresh: World) -> None:
    found = governance.raise_dispute(
        body=fresh.partnership.body_set.get(key="executive"), subject="Shares", parties="All",
        reasons="They differ about the shares for next year.", options="Thirds, or by headcount.",
        by=fresh.actor("lead_partner"), now=NOW,
    )  # fmt: skip
    for to in ("chief-officers", "resolved"):
        with pytest.raises(RuleBroken):
            governance.refer_dispute(
                dispute=found, to=to, settle_by_on=TODAY, by=fresh.actor("lead_partner"), now=NOW
            )


def test_each_stage_has_a_day_and_a_late_one_is_shown(fresh: World) -> None:
    found = mediated(fresh)
    found.stages.update(
        settle_by_on=TODAY - timedelta(days=1), referred_on=TODAY - timedelta(days=9)
    )
    lead = Visitor(token=fresh.tokens["lead_partner"])
    assert "Overdue</strong>" in lead.get("/disputes")
    assert "Overdue</strong>" in lead.get(f"/disputes/{found.record.reference}")


def test_the_register_is_told_of_each_referral(fresh: World) -> None:
    found = mediated(fresh)
    (told,) = Fulfilment.objects.filter(record=found.record)
    assert (told.kind, told.topic, told.on) == ("attested", "executive-disputes", TODAY)


def test_the_partners_may_agree_among_themselves(fresh: World) -> None:
    done = governance.withdraw_dispute(
        dispute=mediated(fresh), reason="They settled it over the telephone.",
        by=fresh.actor("lead_partner"), now=NOW,
    )  # fmt: skip
    assert (done.state, done.outcome) == ("withdrawn", "They settled it over the telephone.")
    assert not done.stages.filter(ended_at__isnull=True).exists()

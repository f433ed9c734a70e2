"""Days that an agency's trainers give are credited to the agency (R8.3): by day, at a rate that the
office sets, shown in the ledger and in the invoice file, and taken back by a line of its own."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest

from builders import partnership as made
from builders.training import on_offer, published
from builders.world import NOW
from clients import Visitor
from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.foundation.trail.models import TrailEvent
from sightline.work.training import operations
from sightline.work.training.models import Charge, TrainerRate
from sightline.work.training.operations import Named
from sightline.work.training.rules.cancelling import credit_for_teaching

STARTS = (NOW + timedelta(days=30)).replace(hour=9, minute=0, second=0, microsecond=0)
AFTER = STARTS + timedelta(days=2)


@pytest.mark.parametrize(
    "pence_a_day, half_days, pence",
    [
        (25000, 1, 12500),  # half a day
        (25000, 2, 25000),
        (25000, 3, 37500),
        (12345, 1, 6173),  # £61.725 to the nearest penny
        (0, 2, 0),
    ],
)
def test_a_credit_is_the_days_times_the_rate(pence_a_day, half_days, pence):
    assert credit_for_teaching(pence_a_day=pence_a_day, length=half_days) == pence


@pytest.fixture
def agency(scene):
    return scene.partnership.agency_set.get(key="swypft")


def rate(scene, pence, now=NOW):
    return operations.set_trainer_rate(
        partnership_id=scene.partnership.pk, pence_a_day=pence,
        by=scene.actor("business_unit"), now=now,
    )  # fmt: skip


def held(scene, *trainers, title="Neglect"):
    """A day and a half, given by these and recorded as held."""
    event = on_offer(
        published(scene.partnership, title), starts_at=STARTS, is_consent_needed=False
    )  # three hours
    office = {"by": scene.actor("business_unit"), "now": NOW}
    operations.add_session(
        event=event, starts_at=STARTS + timedelta(days=1), title="",
        ends_at=STARTS + timedelta(days=1, hours=6), **office,
    )  # fmt: skip
    for name, agency in trainers:
        one = operations.add_trainer(
            partnership_id=scene.partnership.pk, name=name, agency=agency, **office
        )
        operations.name_trainer(event=event, trainer=one, **office)
    booked = operations.book_group(
        event=event, agency=scene.partnership.agency_set.get(key="cafcass"),
        people=[Named("Ann", f"ann.{title}@example.org".lower())], by=made.BY, now=NOW,
    )  # fmt: skip
    entries = {(booked[0].pk, one.pk): "full" for one in event.sessions.all()}
    after = {**office, "now": AFTER}
    operations.enter_attendance(event=event, entries=entries, **after)
    return operations.close_register(event=event, **after)


def test_an_event_that_was_held_credits_each_agency_that_lent_a_trainer(scene, agency):
    rate(scene, 20000)
    rate(scene, 25000)  # the newest counts
    event = held(scene, ("Tess Lent", agency), ("Fay Free", None))
    lines = Charge.objects.filter(taught__event=event)
    assert [(one.agency, one.pence, one.why) for one in lines] == [
        (agency, -37500, "Trainer lent for 1.5 days")
    ]
    told = TrailEvent.objects.get(code="training_charge_entered", about=event.reference)
    assert told.facts["pence"] == -37500


def test_without_a_rate_and_with_a_rate_of_nothing_nothing_is_credited(scene, agency):
    TrainerRate.objects.update(ended_at=NOW)
    first = held(scene, ("Tess Lent", agency), title="First")
    rate(scene, 0)
    second = held(scene, ("Una Lent", agency), title="Second")
    assert not Charge.objects.filter(taught__event__in=[first, second]).exists()


def test_a_credit_is_taken_back_once_by_a_line_of_its_own(scene, agency):
    rate(scene, 25000)
    event = held(scene, ("Tess Lent", agency))
    office = {"by": scene.actor("business_unit"), "now": AFTER}
    credit = Charge.objects.get(taught__event=event)
    back = operations.correct_charge(charge=credit, reason="She was paid by us", **office)
    assert (back.pence, back.agency, back.is_first) == (37500, agency, False)
    for one in (credit, back):
        with pytest.raises(RuleBroken, match="taken back already"):
            operations.correct_charge(charge=one, reason="Once more, please", **office)


def test_only_the_office_sets_the_rate(scene):
    with pytest.raises(NotAllowed):
        operations.set_trainer_rate(
            partnership_id=scene.partnership.pk, pence_a_day=1, by=scene.actor("agency_lead"),
            now=NOW,
        )  # fmt: skip


def test_the_office_sets_it_and_reads_it_in_the_ledger_and_the_invoice_file(scene, agency):
    TrainerRate.objects.update(ended_at=NOW)
    desk = Visitor(scene.people["business_unit"])
    assert "Nothing is credited" in desk.get("/programme/rules")
    assert "Enter credit for a day" in desk.post("/programme/rules/trainers", {"pounds": ""})
    desk.post("/programme/rules/trainers", {"pounds": "250"}, status=302)
    assert "£250.00" in desk.get("/programme/rules")
    event = held(scene, ("Tess Lent", agency))
    credit = Charge.objects.get(taught__event=event)
    page = desk.get(f"/training/charges?agency={agency.pk}")
    assert "Tess Lent" in page and "-375.00" in page
    assert f"/programme/charges/{credit.pk}/correct" in page
    answer = desk.client.get(f"/training/charges?agency={agency.pk}&export=csv")
    lines = b"".join(answer) if answer.streaming else answer.content
    rows = [row for row in csv.reader(io.StringIO(lines.decode("utf-8-sig"))) if "Tess Lent" in row]
    assert [row[-1].lstrip("'") for row in rows] == ["-375.00"]
    assert "Take a credit back" in desk.get(f"/programme/charges/{credit.pk}/correct")

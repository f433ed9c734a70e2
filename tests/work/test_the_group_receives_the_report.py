"""That the group received the report of a period is on record, and fulfils what the arrangements
promise of the data set (R9.1, R0.2)."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from builders import figures
from builders.figures import NOW
from builders.partnership import BY, appointed, wakefield
from clients import Visitor
from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.models import TrailEvent
from sightline.registers.duties.models import Fulfilment
from sightline.registers.partnership.models import Partnership
from sightline.work.performance import operations
from sightline.work.performance.models import Framework, ReportReceived

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_surroundings")]


@pytest.fixture
def ours() -> Partnership:
    partnership = wakefield()
    figures.set_up(partnership)
    figures.load(partnership, figures.referrals("384"))
    return partnership


def test_the_register_is_told_as_the_arrangements_say_it(ours: Partnership) -> None:
    made = figures.received(ours)
    told = Fulfilment.objects.get(record=made.record)
    # duties "data-set-analysed" and "effectiveness-analysed" of Wakefield's arrangements
    assert (told.kind, told.body_key, told.topic, told.on) == (
        "report-received", "effectiveness-group", "data-set", date(2025, 11, 3),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("period", "on", "words"),
    [
        (202503, date(2026, 1, 5), "future"),
        (199903, date(2025, 11, 3), "no figures"),
        (202503, date(2025, 11, 2), "on record already"),
    ],
)
def test_what_cannot_be_is_refused(ours: Partnership, period: int, on: date, words: str) -> None:
    figures.received(ours, date(2025, 11, 2))
    with pytest.raises(RuleBroken, match=words):
        operations.receive_report(
            framework=Framework.objects.get(), period=period, received_on=on, by=BY, now=NOW
        )


def test_only_the_office_records_it(ours: Partnership) -> None:
    chair = Actor(1, "C", partnership_id=ours.pk, capacities=frozenset({"group-chair"}))
    with pytest.raises(NotAllowed):
        operations.receive_report(
            framework=Framework.objects.get(), period=202503, received_on=NOW.date(), by=chair,
            now=NOW,
        )  # fmt: skip


def test_it_is_recorded_on_a_page_and_stands_in_the_report(ours: Partnership) -> None:
    manager = Visitor(appointed(ours, "business-manager").person)
    form = {"period": "202503", "received_on-day": "3", "received_on-month": "11",
            "received_on-year": "2025"}  # fmt: skip
    where = manager.post("/data-set/report/received", form, status=302)
    assert where == f"/data-set/reports/{ReportReceived.objects.get().record.reference}"
    assert "3 November 2025" in manager.get(where)
    assert where in manager.get("/data-set/report")
    assert "Safeguarding Effectiveness Group" in manager.get("/duties/data-set-analysed")
    assert where in manager.get("/duties/data-set-analysed")


def test_what_was_recorded_by_mistake_is_taken_back_once_with_its_reason(ours: Partnership) -> None:
    made = figures.received(ours)
    chair = Actor(1, "C", partnership_id=ours.pk, capacities=frozenset({"group-chair"}))
    reason = "The group met a week later"
    for by, words, error in ((chair, reason, NotAllowed), (BY, "Wrong", RuleBroken)):
        with pytest.raises(error):
            operations.withdraw_received(received=made, reason=words, by=by, now=NOW)
    held = operations.withdraw_received(received=made, reason=reason, by=BY, now=NOW)
    assert (held.withdrawn_at, held.withdrawn_by, held.withdrawn_reason) == (NOW, BY.name, reason)
    told = Fulfilment.objects.get(record=made.record)
    assert (told.withdrawn_at, told.withdrawn_reason) == (NOW, reason)
    assert TrailEvent.objects.filter(code="figures_received_withdrawn").count() == 1
    with pytest.raises(RuleBroken, match="already"):
        operations.withdraw_received(received=made, reason=reason, by=BY, now=NOW)
    figures.received(ours)  # the same day is recorded anew


def test_the_database_lets_nothing_else_of_it_be_changed(ours: Partnership) -> None:
    figures.received(ours)
    for changed in ({"period": 202403}, {"period": 202403, "withdrawn_at": NOW,
                    "withdrawn_by": "A", "withdrawn_reason": "B"}):  # fmt: skip
        with pytest.raises(DatabaseError, match="taken back once"), transaction.atomic():
            ReportReceived.objects.update(**changed)


def test_it_is_taken_back_on_a_page_and_leaves_the_report(ours: Partnership) -> None:
    manager = Visitor(appointed(ours, "business-manager").person)
    where = f"/data-set/reports/{figures.received(ours).record.reference}"
    assert f"{where}/take-back" in manager.get(where)
    form = {"reason": "The group met a week later"}
    assert manager.post(f"{where}/take-back", form, status=302) == where
    shown = manager.get(where)
    assert "The group met a week later" in shown
    assert f"{where}/take-back" not in shown
    assert where not in manager.get("/data-set/report")

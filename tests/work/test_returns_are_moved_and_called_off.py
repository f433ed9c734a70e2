"""The office moves the day of a return, or asks for it no longer; the agency is told and its draft
stays its own. What somebody types is kept before it is saved (R9.1)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from builders import figures
from builders import returning as made
from builders.figures import NOW
from builders.partnership import BY, appointed, wakefield
from clients import Visitor
from sightline.foundation.drafts.models import Draft
from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.foundation.outbox.models import Message
from sightline.foundation.trail.models import TrailEvent
from sightline.registers.partnership.models import Partnership
from sightline.work.performance import operations
from sightline.work.performance.models import AgencyReturn, Indicator
from work.test_returns_are_filled_in_and_sealed import lead_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_surroundings")]
WHY = "The system of the agency is being moved this month."
LATER = date(2025, 12, 20)


@pytest.fixture
def ours() -> Partnership:
    partnership = wakefield()
    figures.set_up(partnership)
    return partnership


@pytest.fixture
def asked(ours: Partnership) -> AgencyReturn:
    made.front_door(ours)
    [found] = made.asked(ours)
    return found


def sent(notice: str) -> int:
    return Message.objects.filter(notice=notice).count()


def test_a_day_is_moved_with_a_reason_and_reminded_anew(
    ours: Partnership, asked: AgencyReturn
) -> None:
    appointed(ours, "lead-swypft")
    with pytest.raises(NotAllowed):
        operations.move_return(
            agency_return=asked, due_on=LATER, reason=WHY, by=lead_of(ours), now=NOW
        )
    for due_on, reason in ((asked.due_on, WHY), (NOW.date(), WHY), (LATER, "Late")):
        with pytest.raises(RuleBroken):
            operations.move_return(
                agency_return=asked, due_on=due_on, reason=reason, by=BY, now=NOW
            )
    late = asked.due_on + timedelta(days=1)
    assert operations.chase_returns(today=late, by=BY, now=NOW) == 1
    moved = operations.move_return(agency_return=asked, due_on=LATER, reason=WHY, by=BY, now=NOW)
    assert moved.due_on == LATER
    assert (sent("return_late"), sent("return_moved")) == (1, 1)
    assert TrailEvent.objects.get(code="return_moved").facts["reason"] == WHY
    assert operations.chase_returns(today=late, by=BY, now=NOW) == 0
    assert operations.chase_returns(today=LATER + timedelta(days=1), by=BY, now=NOW) == 1
    assert sent("return_late") == 2


def test_a_return_that_is_called_off_is_owed_no_longer_and_may_be_asked_for_anew(
    ours: Partnership, asked: AgencyReturn
) -> None:
    appointed(ours, "lead-swypft")
    held = operations.withdraw_return(agency_return=asked, reason=WHY, by=BY, now=NOW)
    assert (held.state, held.withdrawn_by, held.withdrawn_reason) == ("withdrawn", BY.name, WHY)
    assert sent("return_withdrawn") == 1
    assert operations.chase_returns(today=LATER, by=BY, now=NOW) == 0
    for act in (operations.submit_return, operations.leave_correction):
        with pytest.raises(RuleBroken, match="no longer asked for"):
            act(agency_return=held, by=lead_of(ours), now=NOW)
    with pytest.raises(RuleBroken, match="not owed"):
        operations.withdraw_return(agency_return=held, reason=WHY, by=BY, now=NOW)
    [again] = made.asked(ours)
    assert (again.pk != held.pk, again.period) == (True, held.period)


def test_what_was_submitted_is_not_called_off(ours: Partnership) -> None:
    held = made.owed(ours, "swypft", "Contacts")
    [asked] = made.asked(ours)
    made.sealed(asked, {held.pk: made.Answer(value=31)}, lead_of(ours))
    with pytest.raises(RuleBroken, match="not owed"):
        operations.withdraw_return(agency_return=asked, reason=WHY, by=BY, now=NOW)


def test_the_office_does_both_on_the_page_of_the_return(
    ours: Partnership, asked: AgencyReturn
) -> None:
    manager = Visitor(appointed(ours, "business-manager").person)
    lead = Visitor(appointed(ours, "lead-swypft").person)
    where = f"/data-set/returns/{asked.record.reference}"
    lead.get(f"{where}/withdraw", status=403)
    form = {"due_on-day": "20", "due_on-month": "12", "due_on-year": "2099", "reason": WHY}
    manager.post(f"{where}/move", form, status=302)
    assert "20 December 2099" in lead.get(where)
    assert "Ask for it no longer" in manager.get(f"{where}/withdraw")
    manager.post(f"{where}/withdraw", {"reason": WHY}, status=302)
    page = lead.get(where)
    assert WHY in page
    assert "Fill it in" not in page


def test_what_is_typed_into_a_return_is_kept_until_it_is_saved(
    ours: Partnership, asked: AgencyReturn
) -> None:
    lead = Visitor(appointed(ours, "lead-swypft").person)
    where = f"/data-set/returns/{asked.record.reference}/fill"
    page = lead.get(where)
    assert 'data-save="/drafts/save"' in page
    figure = f"value-{Indicator.objects.get(name=made.CONTACTS).pk}"
    typed = {"draft_of": where, "draft_page": where, figure: "77", "form_key": "k" * 20}
    lead.post("/drafts/save", typed, status=302)
    assert 'value="77"' in lead.get(where)
    assert not asked.lines.exists()
    lead.post(where, {**typed, "then": "save"}, status=302)
    assert not Draft.objects.exists()
    assert [line.value for line in asked.lines.filter(value__isnull=False)] == [77]

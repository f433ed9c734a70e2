"""An agency sends its figures to the office in whatever spreadsheet it keeps, and the office fills
in the return in its name (R9.1): only where the agency has not begun by itself, with who sent them
on the return, and the agency told."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from builders import figures
from builders import returning as made
from builders.figures import NOW
from builders.partnership import appointed, wakefield
from clients import Visitor
from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.foundation.outbox.models import Message
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.models import TrailEvent
from sightline.registers.partnership.models import Partnership
from sightline.work.performance import operations
from sightline.work.performance.models import AgencyReturn, Indicator, ReturnLine
from web.test_policy_and_database_give_the_same_rows import as_web
from work.test_own_spreadsheets_are_mapped_once import kept_by_the_agency, layout, workbook
from work.test_returns_are_filled_in_and_sealed import lead_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_surroundings")]
SENT = "Their performance lead, by e-mail on 3 November"


@pytest.fixture
def ours() -> Partnership:
    partnership = wakefield()
    figures.set_up(partnership)
    return partnership


@pytest.fixture
def owed(ours: Partnership) -> dict[str, Indicator]:
    return made.front_door(ours)


@pytest.fixture
def asked(ours: Partnership, owed: dict[str, Indicator]) -> AgencyReturn:
    [found] = made.asked(ours)
    return found


def analyst_of(ours: Partnership) -> Actor:
    return Actor(person_id=None, name="The analyst", partnership_id=ours.pk,
                 capacities=frozenset({"analyst"}))  # fmt: skip


def taken_in(ours: Partnership, asked: AgencyReturn, words: str = SENT) -> AgencyReturn:
    return operations.take_in_return(agency_return=asked, words=words, by=analyst_of(ours), now=NOW)


def test_a_spreadsheet_that_was_sent_becomes_the_agency_s_return(
    ours: Partnership, asked: AgencyReturn, owed: dict[str, Indicator]
) -> None:
    lead = appointed(ours, "lead-swypft").person
    by = analyst_of(ours)
    with pytest.raises(NotAllowed):
        operations.save_return(agency_return=asked, answers=made.good(owed), by=by, now=NOW)
    held = taken_in(ours, asked)
    assert (held.taken_in_at, held.taken_in_by, held.taken_in_words) == (NOW, "The analyst", SENT)
    told = Message.objects.get(notice="return_taken_in")
    assert (told.to_person_id, set(told.facts)) == (lead.pk, {"link"})
    assert TrailEvent.objects.filter(code="return_taken_in").count() == 1

    operations.receive_own_file(
        agency_return=asked, upload=workbook(kept_by_the_agency()), by=by, now=NOW
    )
    said = layout(owed, heading_row=3)
    operations.keep_layout(agency_return=asked, layout=said, by=by, now=NOW)
    assert operations.take_own_file(agency_return=asked, by=by, now=NOW) == []
    seal = operations.submit_return(agency_return=asked, by=by, now=NOW)
    operations.take_submission(number=seal.pk, by=by, now=NOW)
    assert figures.series(ours, owed[made.CONTACTS].code).figures == [100.0]
    # the agency reads it as its own, and corrects it
    operations.correct_return(
        agency_return=asked, reason="Two contacts were counted twice", by=lead_of(ours), now=NOW
    )


def test_what_an_agency_began_stays_its_own(
    ours: Partnership, asked: AgencyReturn, owed: dict[str, Indicator]
) -> None:
    operations.save_return(agency_return=asked, answers=made.good(owed), by=lead_of(ours), now=NOW)
    with pytest.raises(RuleBroken, match="has begun"):
        taken_in(ours, asked)
    with pytest.raises(DatabaseError, match="what_an_agency_began"), transaction.atomic():
        AgencyReturn.objects.filter(pk=asked.pk).update(
            taken_in_at=NOW.replace(hour=23), taken_in_by="A", taken_in_words=SENT
        )


def test_it_is_taken_in_once_by_the_office_and_with_who_sent_it(
    ours: Partnership, asked: AgencyReturn
) -> None:
    with pytest.raises(NotAllowed):
        operations.take_in_return(agency_return=asked, words=SENT, by=lead_of(ours), now=NOW)
    with pytest.raises(RuleBroken, match="who sent"):
        taken_in(ours, asked, "E-mail")
    taken_in(ours, asked)
    with pytest.raises(RuleBroken, match="already"):
        taken_in(ours, asked)


def test_an_analyst_of_the_agency_does_not_fill_in_what_was_not_sent(
    ours: Partnership, asked: AgencyReturn, owed: dict[str, Indicator]
) -> None:
    """A performance officer holds the agency's key and is no lead of it."""
    number = ours.agency_set.get(key="swypft").pk
    officer = Actor(
        person_id=None, name="Officer", partnership_id=ours.pk,
        capacities=frozenset({"analyst"}), keys=frozenset({f"agency:{number}"}),
    )  # fmt: skip
    with pytest.raises(NotAllowed):
        operations.save_return(agency_return=asked, answers=made.good(owed), by=officer, now=NOW)


@pytest.mark.parametrize("was_sent", [True, False])
def test_the_database_shows_the_office_what_was_sent_and_no_agency_s_draft(
    ours: Partnership, asked: AgencyReturn, owed: dict[str, Indicator], was_sent: bool
) -> None:
    token = Visitor(appointed(ours, "business-manager").person).token
    by = lead_of(ours)
    if was_sent:
        taken_in(ours, asked)
        by = analyst_of(ours)
    operations.save_return(agency_return=asked, answers=made.good(owed), by=by, now=NOW)
    with as_web(token), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM performance_returnline")
        assert cursor.fetchone() == (len(owed) if was_sent else 0,)
        cursor.execute("UPDATE performance_returnline SET value = 1")
        assert cursor.rowcount == (len(owed) if was_sent else 0)
    assert ReturnLine.objects.count() == len(owed)


def test_the_pages_lead_from_the_return_to_the_figures(
    ours: Partnership, asked: AgencyReturn
) -> None:
    manager = Visitor(appointed(ours, "business-manager").person)
    page = f"/data-set/returns/{asked.record.reference}"
    assert "Fill the return in for it" in manager.get(page)
    manager.get(f"{page}/fill", status=403)
    assert "There is a problem" in manager.post(f"{page}/take-in", {"words": ""}, status=200)
    assert manager.post(f"{page}/take-in", {"words": SENT}, status=302) == page
    shown = manager.get(page)
    assert SENT in shown
    assert "Fill it in" in shown
    assert "Fill the return in for it" not in shown
    assert "The agency sent" not in manager.get(f"{page}/fill")

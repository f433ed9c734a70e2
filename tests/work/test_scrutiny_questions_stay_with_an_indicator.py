"""A scrutiny question is attached to an indicator, answered once, and read in its page and in the
report (R9.1)."""

from __future__ import annotations

import pytest

from builders import figures
from builders.figures import NOW
from builders.partnership import BY, appointed, wakefield
from clients import Visitor
from sightline.foundation.errors import NotAllowed, NotSeen, RuleBroken
from sightline.foundation.outbox.models import Message
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.models import TrailEvent
from sightline.registers.partnership.models import Partnership
from sightline.work.performance import operations, queries
from sightline.work.performance.models import Indicator

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_surroundings")]
REFERRALS = "referrals-referral-count"
WORDS = "What do we know of children who come back within three months?"
ANSWER = "A third of them had no plan; a dip sample follows in March."


@pytest.fixture
def ours() -> Partnership:
    partnership = wakefield()
    figures.set_up(partnership)
    figures.load(partnership, figures.referrals("384"))
    return partnership


def somebody(ours: Partnership, capacity: str, *keys: str) -> Actor:
    return Actor(person_id=None, name="Reader", partnership_id=ours.pk,
                 capacities=frozenset({capacity}), keys=frozenset(keys))  # fmt: skip


@pytest.mark.parametrize(
    ("capacity", "asked_for"),
    [("scrutineer", "scrutineer"), ("group-chair", "group"), ("analyst", "office")],
)
def test_who_asks_is_told_with_the_question(
    ours: Partnership, capacity: str, asked_for: str
) -> None:
    held = Indicator.objects.get(code=REFERRALS)
    by = somebody(ours, capacity)
    made = operations.ask_of_indicator(indicator=held, words=WORDS, by=by, now=NOW)
    assert made.asked_for == asked_for
    assert TrailEvent.objects.filter(code="scrutiny_asked").count() == 1
    with pytest.raises(RuleBroken):
        operations.ask_of_indicator(indicator=held, words="Why?", by=by, now=NOW)
    with pytest.raises(NotAllowed):
        operations.ask_of_indicator(
            indicator=held, words=WORDS, by=somebody(ours, "group-member"), now=NOW
        )


def test_the_agency_that_owes_the_figures_answers_once(ours: Partnership) -> None:
    agency = ours.agency_set.get(key="swypft")
    Indicator.objects.filter(code=REFERRALS).update(agency=agency)
    made = figures.scrutinise(ours, WORDS)
    stranger = somebody(ours, "agency-lead")
    with pytest.raises(NotAllowed):
        operations.answer_scrutiny(question=made, answer=ANSWER, by=stranger, now=NOW)
    lead = somebody(ours, "agency-lead", f"agency:{agency.pk}")
    with pytest.raises(RuleBroken):
        operations.answer_scrutiny(question=made, answer="Yes", by=lead, now=NOW)
    done = operations.answer_scrutiny(question=made, answer=ANSWER, by=lead, now=NOW)
    assert (done.answer, done.answered_at, done.answered_by) == (ANSWER, NOW, "Reader")
    with pytest.raises(RuleBroken, match="answered already"):
        operations.answer_scrutiny(question=made, answer=ANSWER, by=BY, now=NOW)


def test_the_leads_of_the_agency_are_told_that_something_waits_and_not_what(
    ours: Partnership,
) -> None:
    figures.scrutinise(ours, WORDS)
    assert not Message.objects.filter(notice="scrutiny_asked").exists()
    lead = appointed(ours, "lead-swypft").person
    Indicator.objects.filter(code=REFERRALS).update(agency=ours.agency_set.get(key="swypft"))
    made = figures.scrutinise(ours, WORDS)
    letter = Message.objects.get(notice="scrutiny_asked")
    assert letter.to_person_id == lead.pk
    assert letter.facts["link"].endswith(f"/data-set/scrutiny/{made.pk}/answer")
    assert "referral" not in str(letter.facts).lower()


def test_the_office_is_told_of_what_no_agency_returns_and_who_asked_of_the_answer(
    ours: Partnership,
) -> None:
    manager = appointed(ours, "business-manager").person
    scrutineer = appointed(ours, "scrutineer").person
    held = Indicator.objects.get(code=REFERRALS)
    by = Actor(scrutineer.pk, "S", partnership_id=ours.pk, capacities=frozenset({"scrutineer"}))
    made = operations.ask_of_indicator(indicator=held, words=WORDS, by=by, now=NOW)
    letter = Message.objects.get(notice="scrutiny_waits")
    assert letter.to_person_id == manager.pk
    assert letter.facts["link"].endswith(f"/data-set/scrutiny/{made.pk}/answer")
    office = Actor(manager.pk, "M", partnership_id=ours.pk,
                   capacities=frozenset({"business-manager"}))  # fmt: skip
    operations.answer_scrutiny(question=made, answer=ANSWER, by=office, now=NOW)
    answered = Message.objects.filter(notice="scrutiny_answered")
    assert {each.to_person_id for each in answered} == {scrutineer.pk}  # not who answered
    assert set(answered.get().facts) == {"link"}


def test_a_question_of_another_partnership_is_not_there(ours: Partnership) -> None:
    made = figures.scrutinise(ours, WORDS)
    other = Actor(1, "A", partnership_id=ours.pk + 1, capacities=frozenset({"analyst"}))
    with pytest.raises(NotSeen):
        queries.scrutiny_question(other, made.pk)


def test_it_is_asked_answered_and_read_on_the_pages(ours: Partnership) -> None:
    page = f"/data-set/indicators/{REFERRALS}"
    asker = Visitor(appointed(ours, "scrutineer").person)
    asker.post(f"{page}/scrutinise", {"words": WORDS}, status=302)
    assert WORDS in asker.get(page)
    assert "Not answered yet" in asker.get("/data-set/report")
    [held] = queries.scrutiny_of([Indicator.objects.get(code=REFERRALS).pk])
    manager = Visitor(appointed(ours, "business-manager").person)
    where = f"/data-set/scrutiny/{held.pk}/answer"
    assert "Answer in a sentence" in manager.post(where, {"answer": "Yes"})
    manager.post(where, {"answer": ANSWER}, status=302)
    assert ANSWER in asker.get(page)
    assert ANSWER in asker.get("/data-set/report")

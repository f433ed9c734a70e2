"""A signal becomes a question to a named agency, with a day for the reply and an end that says what
came of it."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from builders import figures
from builders.figures import NOW
from builders.partnership import BY, appointed, wakefield
from clients import Visitor
from sightline.foundation.errors import NotAllowed, NotSeen, RuleBroken
from sightline.foundation.outbox.models import Message
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.models import TrailEvent
from sightline.registers.partnership.models import Agency, Partnership
from sightline.registers.records import operations as records
from sightline.registers.records.models import Raising
from sightline.work.governance import operations as governance
from sightline.work.governance.models import AgendaItem
from sightline.work.performance import operations, queries
from sightline.work.performance.models import Framework, Question

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_surroundings")]
REFERRALS = "referrals-referral-count"
WORDS = "Why did referrals rise by half in a year?"
REPLY = "A campaign in schools; we are checking the threshold with them."


@pytest.fixture
def ours() -> Partnership:
    partnership = wakefield()
    figures.set_up(partnership)
    figures.load(partnership, figures.referrals("384"))
    return partnership


def agency(ours: Partnership) -> Agency:
    return ours.agency_set.get(key="swypft")


def ask(ours: Partnership, **given: object) -> Question:
    facts: dict[str, object] = {
        "framework": Framework.objects.get(partnership=ours),
        "series": figures.series(ours, REFERRALS),
        "period": 202503,
        "agency": agency(ours),
        "words": WORDS,
        "reply_due_on": NOW.date() + timedelta(days=20),
        "by": BY,
        "now": NOW,
    }
    return operations.ask_question(**{**facts, **given})  # type: ignore[arg-type]


def somebody(ours: Partnership, capacity: str, *keys: str) -> Actor:
    return Actor(
        person_id=None, name="Somebody", partnership_id=ours.pk, capacities=frozenset({capacity}),
        keys=frozenset(keys),
    )  # fmt: skip


def test_a_question_has_a_reference_a_day_and_tells_the_leads_of_the_agency(
    ours: Partnership,
) -> None:
    lead = appointed(ours, "lead-swypft").person
    made = ask(ours)
    assert made.record.reference == "QST-2025-001"
    assert (made.state, made.reply_due_on) == ("open", date(2025, 11, 23))
    letter = Message.objects.get(notice="question_asked")
    assert letter.to_person_id == lead.pk
    assert letter.facts["due_on"] == "23 November 2025"
    assert "referrals" not in str(letter.facts).lower()
    assert TrailEvent.objects.filter(code="question_asked").count() == 1


@pytest.mark.parametrize(
    ("given", "field"),
    [({"words": "Why?"}, "words"), ({"reply_due_on": NOW.date()}, "reply_due_on"),
     ({"period": 199903}, "period")],
)  # fmt: skip
def test_a_question_needs_words_a_day_to_come_and_a_figure(
    ours: Partnership, given: dict[str, object], field: str
) -> None:
    with pytest.raises(RuleBroken) as refused:
        ask(ours, **given)
    assert refused.value.field == field


def test_the_agency_replies_and_nobody_else_for_it(ours: Partnership) -> None:
    made = ask(ours)
    other = somebody(ours, "agency-lead", "agency:0")
    with pytest.raises(NotAllowed):
        operations.reply_to_question(question=made, reply=REPLY, by=other, now=NOW)
    own = somebody(ours, "agency-lead", f"agency:{agency(ours).pk}")
    with pytest.raises(RuleBroken, match="sentence"):
        operations.reply_to_question(question=made, reply="Yes", by=own, now=NOW)
    operations.reply_to_question(question=made, reply=REPLY, by=own, now=NOW)
    made.refresh_from_db()
    assert (made.state, made.reply, made.replied_by) == ("replied", REPLY, "Somebody")


def test_a_question_is_closed_with_what_came_of_it(ours: Partnership) -> None:
    made = ask(ours)
    with pytest.raises(RuleBroken, match="what came of it"):
        operations.close_question(question=made, outcome="Fine", by=BY, now=NOW)
    operations.close_question(question=made, outcome="The next year is lower", by=BY, now=NOW)
    with pytest.raises(RuleBroken, match="closed already"):
        operations.close_question(question=made, outcome="The next year is lower", by=BY, now=NOW)
    with pytest.raises(RuleBroken, match="is closed"):
        operations.reply_to_question(question=made, reply=REPLY, by=BY, now=NOW)
    with pytest.raises(NotAllowed):
        operations.close_question(
            question=made, outcome="Enough of it", by=somebody(ours, "agency-lead"), now=NOW
        )


def test_an_open_question_stands_on_each_agenda_of_the_group_until_it_is_closed(
    ours: Partnership,
) -> None:
    """R9.1: what the group asked comes back to it; governance knows nothing of figures."""
    group = ours.body_set.get(key="effectiveness-group")
    question = ask(ours)

    def raised(days: int) -> list[tuple[str, str]]:
        meeting = governance.plan_meeting(
            body=group, on=NOW.date() + timedelta(days=days), starts_at=time(10),
            ends_at=time(12), venue="Town Hall", by=BY, now=NOW,
        )  # fmt: skip
        for _ in range(2):  # filled again, nothing comes twice
            governance.fill_agenda(meeting=meeting, by=BY, now=NOW, today=NOW.date())
        items = AgendaItem.objects.filter(meeting=meeting, origin="raised")
        return list(items.values_list("title", "source__reference"))

    there = [(question.record.title, question.record.reference)]
    assert raised(20) == there
    operations.reply_to_question(question=question, reply=REPLY, by=BY, now=NOW)
    assert raised(40) == there  # replied to, and not yet looked at
    operations.close_question(question=question, outcome="The next year is lower", by=BY, now=NOW)
    assert raised(60) == []


def test_what_was_asked_before_agendas_knew_of_questions_comes_onto_them(
    ours: Partnership, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as before:
        before.setattr(records, "raise_with", lambda **_: None)
        waits, closed = ask(ours), ask(ours)
    operations.close_question(question=closed, outcome="The next year is lower", by=BY, now=NOW)
    assert operations.raise_what_waits(by=BY, now=NOW) == 1
    assert operations.raise_what_waits(by=BY, now=NOW) == 0
    held = Raising.objects.get()
    group = ours.body_set.get(key="effectiveness-group")
    assert (held.record, held.body, held.raised_at, held.settled_at) == (
        waits.record, group, waits.asked_at, None,
    )  # fmt: skip


def test_a_late_reply_is_chased_once(ours: Partnership) -> None:
    appointed(ours, "lead-swypft")
    ask(ours)
    for day in (22, 24, 25):
        operations.chase_replies(today=date(2025, 11, day), by=BY, now=NOW)
    assert Message.objects.filter(notice="question_late").count() == 1


def test_pages_lead_from_the_chart_to_the_question_and_back(ours: Partnership) -> None:
    manager = Visitor(appointed(ours, "business-manager").person)
    lead = Visitor(appointed(ours, "lead-swypft").person)
    member = Visitor(appointed(ours, "vulnerable-group-members").person)
    page = manager.get(f"/data-set/indicators/{REFERRALS}")
    assert f"/data-set/indicators/{REFERRALS}/ask" in page
    due = timezone.localdate() + timedelta(days=14)
    form = {
        "agency": "swypft", "period": "202403", "words": WORDS, "reply_due_on-day": due.day,
        "reply_due_on-month": due.month, "reply_due_on-year": due.year,
    }  # fmt: skip
    where = manager.post(f"/data-set/indicators/{REFERRALS}/ask", form, status=302)
    assert WORDS in manager.get(where)
    assert WORDS in lead.get("/data-set/questions")
    assert WORDS not in member.get("/data-set/questions")
    member.get(where, status=404)
    lead.post(f"{where}/reply", {"reply": REPLY}, status=302)
    shown = manager.get(where)
    assert REPLY in shown
    assert "4,992" in shown  # the figure of 2025, which came after the one asked about
    manager.post(f"{where}/close", {"outcome": "The figures since are as before"}, status=302)
    assert "The figures since are as before" in manager.get(where)
    with pytest.raises(NotSeen):
        queries.question(somebody(ours, "group-member"), "QST-1999-001", NOW)

"""A chair or a relevant partner asks a body; each request has an answer that the asker sees, a day
by which it is owed, and in the end what came of it (R3.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import transaction

from builders import partnership as made_by
from builders.governing import asked
from builders.world import NOW, World
from clients import Visitor
from sightline.foundation.calendar import in_words
from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.foundation.outbox.models import Message
from sightline.registers.duties.queries import register_as_at
from sightline.registers.partnership.models import Body
from sightline.registers.records.queries import visible_to
from sightline.work.governance import operations as governance
from sightline.work.governance.models import Request
from sightline.work.governance.rules.requests import is_overdue

ANSWER = "Yes: it is on the agenda of the next meeting."


@pytest.fixture
def fresh(world: World) -> Iterator[World]:
    """The world, with whatever the test changes undone."""
    with transaction.atomic():
        yield world
        transaction.set_rollback(True)


def executive(world: World) -> Body:
    return world.partnership.body_set.get(key="executive")


def accepted(world: World, persona: str = "group_chair", kind: str = "concern") -> Request:
    return governance.answer_request(
        asked=asked(world, persona, executive(world), kind),
        is_accepted=True,
        answer=ANSWER,
        meeting=world.meetings["planned"] if kind != "co-opt" else None,
        by=world.actor("business_manager"),
        now=NOW,
    )


def test_a_chair_escalates_and_sees_what_came_of_it(fresh: World) -> None:
    """The whole way, in a browser: asked, answered, dealt with."""
    chair = Visitor(token=fresh.tokens["group_chair"])
    practice = fresh.partnership.body_set.get(key="practice-group")
    page = chair.get("/requests/ask")
    assert re.search(rf'value="body:{practice.pk}"[^>]*selected', page)
    led = chair.post(
        "/requests/ask",
        {
            "body": "executive",
            "kind": "concern",
            "standing": f"body:{practice.pk}",
            "subject": "Waiting times for assessment",
            "words": "Families wait fourteen weeks. The group cannot change that alone.",
        },
        status=302,
    )
    manager = Visitor(token=fresh.tokens["business_manager"])
    meeting = fresh.meetings["planned"]
    answer = {"verdict": "accept", "meeting": str(meeting.pk), "answer": ANSWER}
    manager.post(f"{led}/answer", answer, status=302)
    assert ANSWER in chair.get(led)
    lead = Visitor(token=fresh.tokens["lead_partner"])
    assert "Waiting times for assessment" in lead.get(f"/meetings/{meeting.record.reference}")
    manager.post(f"{led}/outcome", {"outcome": "Two more assessors from June."}, status=302)
    told = chair.get(led)
    assert "Two more assessors from June." in told
    assert "Dealt with" in told


def test_the_answer_is_owed_within_ten_working_days(world: World) -> None:
    """Friday 3 April 2026 is Good Friday, Monday 6 April Easter Monday."""
    from datetime import UTC, datetime

    with transaction.atomic():
        made = governance.make_request(
            body=executive(world),
            kind="concern",
            subject="Waiting times",
            words="They have doubled since spring.",
            by=world.actor("group_chair"),
            now=datetime(2026, 4, 1, 9, tzinfo=UTC),
        )
        transaction.set_rollback(True)
    assert made.answer_due_on == date(2026, 4, 17)
    assert "Good Friday" in made.workings


def test_an_answer_not_given_in_time_is_shown(fresh: World) -> None:
    made = asked(fresh, "group_chair", executive(fresh))
    Request.objects.filter(pk=made.pk).update(answer_due_on=NOW.date() - timedelta(days=1))
    page = Visitor(token=fresh.tokens["group_chair"]).get("/requests?show=overdue")
    assert page.count("Answer overdue</strong>") >= 1
    assert made.record.reference in page
    assert not is_overdue("open", NOW.date(), NOW.date())  # the day itself is in time


def test_the_asker_is_told_the_day_of_a_meeting_they_do_not_see(fresh: World) -> None:
    """And of its move, and of its end."""
    made, meeting = accepted(fresh), fresh.meetings["planned"]
    path, chair = f"/requests/{made.record.reference}", Visitor(token=fresh.tokens["group_chair"])
    page = chair.get(path)
    assert in_words(meeting.on) in page
    assert meeting.record.reference not in page
    later = meeting.on + timedelta(days=7)
    governance.move_meeting(
        meeting=meeting, on=later, starts_at=None, ends_at=None, venue="", reason="A strike",
        by=made_by.BY, now=NOW,
    )  # fmt: skip
    assert in_words(later) in chair.get(path)
    governance.cancel_meeting(meeting=meeting, reason="A strike", by=made_by.BY, now=NOW)
    assert "is cancelled" in chair.get(path)


def test_an_agency_without_a_place_at_any_table_asks_too(fresh: World) -> None:
    agency = fresh.seat("agency_lead").place.agency
    visitor = Visitor(token=fresh.tokens["agency_lead"])
    assert agency is not None
    led = visitor.post(
        "/requests/ask",
        {
            "body": "executive",
            "kind": "attend",
            "standing": f"agency:{agency.pk}",
            "subject": "Our new service",
            "words": "We would like to explain what changes in June.",
        },
        status=302,
    )
    assert agency.name in visitor.get(led)
    assert Request.objects.get(record__reference=led.rsplit("/", 1)[1]).for_agency == agency


@pytest.mark.parametrize("persona", ["practitioner", "young_person", "panel_administrator"])
def test_who_may_not_ask_is_refused(world: World, persona: str) -> None:
    with pytest.raises(NotAllowed):
        asked(world, persona, executive(world))


def test_who_asks_does_not_answer(fresh: World) -> None:
    with pytest.raises(NotAllowed):
        governance.answer_request(
            asked=asked(fresh, "group_chair", executive(fresh)), is_accepted=True, answer=ANSWER,
            meeting=fresh.meetings["planned"], by=fresh.actor("group_chair"), now=NOW,
        )  # fmt: skip


def test_on_an_agenda_it_is_read_by_those_who_meet(fresh: World) -> None:
    made = asked(fresh, "group_chair", executive(fresh))
    head = fresh.actor("school_lead")
    assert not visible_to(head, NOW).filter(pk=made.record_id).exists()
    governance.answer_request(
        asked=made, is_accepted=True, answer=ANSWER, meeting=fresh.meetings["planned"],
        by=fresh.actor("business_manager"), now=NOW,
    )  # fmt: skip
    assert visible_to(head, NOW).filter(pk=made.record_id).exists()


@pytest.mark.parametrize(
    ("kind", "duty"), [("concern", "concerns-escalated"), ("attend", "requests-to-attend")]
)
def test_the_duty_is_told_once_it_was_dealt_with(fresh: World, kind: str, duty: str) -> None:
    def shown() -> int:
        register = register_as_at(fresh.partnership.pk, NOW.date(), today=NOW.date())
        assert register is not None
        promise = register.state(duty).duty
        return len(register.books.evidence_for(promise, NOW.date()))

    before, made = shown(), accepted(fresh, kind=kind)
    assert shown() == before
    governance.finish_request(
        asked=made, outcome="Discussed at length.", by=fresh.actor("business_manager"), now=NOW
    )
    assert shown() == before + 1


def test_each_step_is_told_to_whom_it_concerns_without_a_word_of_it(fresh: World) -> None:
    made = accepted(fresh)
    told = Message.objects.filter(about=made.record.reference)
    sent = {(one.notice, one.to_person_id) for one in told}
    assert ("request_made", fresh.people["business_manager"].pk) in sent
    assert ("request_answered", fresh.people["group_chair"].pk) in sent
    assert not [one for one in told if "doubled" in str(one.facts) or "Waiting" in str(one.facts)]


@pytest.mark.parametrize("state", ["declined", "done", "withdrawn"])
def test_what_has_ended_is_not_answered_again(fresh: World, state: str) -> None:
    made = asked(fresh, "group_chair", executive(fresh))
    Request.objects.filter(pk=made.pk).update(
        state=state, outcome="x", done_by="x" if state == "done" else "",
        done_at=NOW if state == "done" else None,
    )  # fmt: skip
    with pytest.raises(RuleBroken):
        governance.answer_request(
            asked=made, is_accepted=False, answer=ANSWER, meeting=None,
            by=fresh.actor("business_manager"), now=NOW,
        )  # fmt: skip


def test_a_concern_is_accepted_for_a_meeting_that_is_to_come(fresh: World) -> None:
    for meeting in (None, fresh.meetings["held"]):
        with pytest.raises(RuleBroken) as refused:
            governance.answer_request(
                asked=asked(fresh, "group_chair", executive(fresh)), is_accepted=True,
                answer=ANSWER, meeting=meeting, by=fresh.actor("business_manager"), now=NOW,
            )  # fmt: skip
        assert refused.value.field == "meeting"


def test_only_the_asker_and_the_office_withdraw_it(fresh: World) -> None:
    made = asked(fresh, "group_chair", executive(fresh))
    with pytest.raises(NotAllowed):
        governance.withdraw_request(asked=made, by=fresh.actor("group_member"), now=NOW)
    done = governance.withdraw_request(asked=made, by=fresh.actor("group_chair"), now=NOW)
    assert done.state == Request.State.WITHDRAWN


def test_a_co_opted_partner_needs_no_meeting(fresh: World) -> None:
    assert accepted(fresh, kind="co-opt").state == Request.State.ACCEPTED

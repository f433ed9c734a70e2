"""Who runs a review is reminded of its day, once for each day that was set, in a message that says
nothing of what (R6.4); the six months are a setting, and each day keeps the rule that gave it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from builders import publishing as made
from builders.deciding import approver, delayed, purposes_answered, recommended
from builders.deciding_window import entered, given_to
from builders.learning_reviewing import begun_before, ended, finds
from builders.local_reviewing import decided_to_initiate
from builders.reviewing import caseworker, notified, recorded
from builders.world import NOW
from clients import Visitor
from sightline.foundation.calendar import calendar_for
from sightline.foundation.clocks import due
from sightline.foundation.outbox.models import Message
from sightline.work.reviews import deadlines, queries
from sightline.work.reviews import operations as reviews
from sightline.work.reviews.operations import (
    disclosing,
    learning_reviews,
    publishing,
    reminding,
)
from sightline.work.reviews.queries import publishing as of_publishing

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
DUE = date(2026, 9, 2)  # six calendar months after 2 March 2026
NEAR, FAR = date(2026, 8, 5), date(2026, 8, 4)  # four weeks before, and a day more


def remind(scene, today: date) -> list[Message]:
    """The messages that a morning queues."""
    before = set(Message.objects.values_list("pk", flat=True))
    now = datetime(today.year, today.month, today.day, 5, 20, tzinfo=UTC)
    reminding.remind_of_days(partnership=scene.partnership, today=today, now=now)
    return [one for one in Message.objects.order_by("queued_at", "notice") if one.pk not in before]


def of(messages: list[Message], record) -> list[str]:
    return [one.notice for one in messages if one.about == record.reference]


@pytest.fixture
def incident(scene):
    """A local review that was initiated on 2 March 2026."""
    return decided_to_initiate(scene, AT)


def test_four_weeks_before_and_once_it_has_passed_each_once(scene, incident):
    assert of(remind(scene, FAR), incident.record) == []
    assert of(remind(scene, NEAR), incident.record) == ["review_day_near"]
    assert of(remind(scene, DUE), incident.record) == []  # the day itself has not passed
    assert of(remind(scene, DUE + timedelta(days=1)), incident.record) == ["review_day_passed"]
    assert of(remind(scene, DUE + timedelta(days=9)), incident.record) == []


def test_a_delay_sets_another_day_to_be_reminded_of(scene, incident):
    remind(scene, NEAR)
    until = date(2026, 12, 1)
    reviews.record_delay(
        incident=incident, given=replace(delayed(AT.date(), until), approved_on=AT.date()),
        approver=approver(scene.partnership), by=scene.actor("business_manager"), now=NOW,
    )  # fmt: skip
    assert of(remind(scene, DUE + timedelta(days=1)), incident.record) == []
    assert of(remind(scene, until - timedelta(weeks=4)), incident.record) == ["review_day_near"]


def test_the_message_names_no_review_and_goes_to_who_runs_it(scene, incident):
    (message,) = [one for one in remind(scene, NEAR) if one.about == incident.record.reference]
    assert message.to_person_id == scene.people["business_manager"].pk
    assert message.facts["due_on"] == "2 September 2026"
    assert message.facts["link"].endswith("/cases")
    told = f"{message.facts} {message.notice}"
    assert incident.record.reference not in told


def test_what_was_decided_not_to_be_published_is_not_reminded_of(scene, incident):
    publishing.decide_publication(
        incident=incident, given=made.decided(scene, AT.date(), "withheld"),
        by=scene.actor("business_manager"), now=AT,
    )  # fmt: skip
    assert of(remind(scene, DUE + timedelta(days=1)), incident.record) == []


def test_a_review_of_the_former_board_until_it_is_over(scene):
    by = scene.actor("business_manager")
    review = learning_reviews.begin_former_review(given=begun_before(), by=by, now=NOW)
    assert of(remind(scene, date(2020, 9, 2)), review.record) == ["review_day_near"]
    assert of(remind(scene, date(2020, 10, 1)), review.record) == ["review_day_passed"]


def test_one_of_the_former_board_that_is_over_is_not(scene):
    by = scene.actor("business_manager")
    review = learning_reviews.begin_former_review(given=begun_before(), by=by, now=NOW)
    finds(scene, review, NOW)
    learning_reviews.end_learning_review(
        review=review, given=ended(date(2020, 9, 30)), by=by, now=NOW
    )
    assert of(remind(scene, date(2020, 10, 2)), review.record) == []


def test_the_end_of_a_deposit_is_told_once(scene):
    record = scene.record("case published")
    (deposit,) = of_publishing.releases_of(scene.works["case published"])[0].deposits.all()
    near = deposit.until_on - timedelta(weeks=4)
    assert of(remind(scene, near - timedelta(days=1)), record) == []
    assert of(remind(scene, near), record) == ["review_deposit_ends"]
    assert of(remind(scene, deposit.until_on), record) == []


# A rapid review, a request for what is held, a decision


@pytest.fixture
def rapid(scene):
    """A rapid review that was notified at noon on Thursday 2 April 2026, before Easter. By hand:
    Good Friday and Easter Monday (3 and 6 April) do not count, so working days 1 to 15 are 7 to
    10, 13 to 17, 20 to 24 and 27 April."""
    at = datetime(2026, 4, 2, 11, tzinfo=UTC)
    found, by = recorded(scene, at), scene.actor("notifier")
    notified(found, by, at)
    caseworker(found, scene.seat("business_manager"), by, at)
    return reviews.begin_rapid_review(incident=found, by=scene.actor("business_manager"), now=at)


def test_the_caseworker_is_reminded_of_the_fifteen_days(scene, rapid):
    end = date(2026, 4, 27)
    assert rapid.due_on == end
    near = end - timedelta(days=5)
    assert of(remind(scene, near - timedelta(days=1)), rapid.record) == []
    (told,) = [one for one in remind(scene, near) if one.about == rapid.record.reference]
    assert (told.notice, told.to_person_id) == (
        "review_day_near", scene.people["business_manager"].pk,
    )  # fmt: skip
    assert of(remind(scene, end), rapid.record) == []
    assert of(remind(scene, end + timedelta(days=1)), rapid.record) == ["review_day_passed"]


def test_the_days_before_are_a_setting(scene, rapid, settings):
    settings.RAPID_REVIEW_REMINDED_DAYS = 3
    assert of(remind(scene, date(2026, 4, 23)), rapid.record) == []
    assert of(remind(scene, date(2026, 4, 24)), rapid.record) == ["review_day_near"]


def test_a_rapid_review_that_is_over_is_not_reminded_of(scene, rapid):
    purposes_answered(scene, rapid, NOW)
    reviews.recommend_review(
        review=rapid, given=recommended(NOW.date()), by=scene.actor("business_manager"), now=NOW
    )
    assert of(remind(scene, date(2026, 4, 28)), rapid.record) == []


def test_a_notification_that_was_taken_back_ends_the_reminders(scene, rapid):
    reviews.withdraw_notification(
        incident=rapid.incident, kind="withdrawn", reasons="It was an illness after all.",
        decided_by="Director", decided_on=NOW.date(), by=scene.actor("notifier"), now=NOW,
    )  # fmt: skip
    assert of(remind(scene, date(2026, 4, 28)), rapid.record) == []


def asked_for(scene, case, **more):
    """A request for what is held of a case."""
    given = {"kind": "subject-access", "who": "Adult B", "wanted": "All of it",
             "received_on": NOW.date(), **more}  # fmt: skip
    return disclosing.record_disclosure_request(
        incident=case, **given, by=scene.actor("business_manager"), now=NOW
    )


def test_who_is_named_is_reminded_of_a_request_for_what_is_held(scene, rapid):
    asked, record = asked_for(scene, rapid.incident), rapid.incident.record
    near = asked.due_on - timedelta(days=7)
    assert of(remind(scene, near - timedelta(days=1)), record) == []
    told = [one for one in remind(scene, near) if one.about == record.reference]
    assert {one.to_person_id for one in told} == {
        scene.people["business_manager"].pk, scene.people["notifier"].pk,
    }  # fmt: skip
    assert all(one.facts["link"].endswith("/cases/disclosures") for one in told)
    assert of(remind(scene, asked.due_on + timedelta(days=1)), record) == ["review_day_passed"] * 2


def test_a_request_that_was_answered_is_not_reminded_of(scene, rapid):
    case, by = rapid.incident, scene.actor("business_manager")
    asked = asked_for(scene, case)
    answer = disclosing.prepare_disclosure(
        incident=case, number=asked.pk, disclosed="The notes", withheld="", why_withheld="", by=by,
        now=NOW,
    )  # fmt: skip
    disclosing.check_disclosure(
        incident=case, answer=answer.pk, is_agreed=True,
        words="I read every page of what is given.", by=scene.actor("notifier"), now=NOW,
    )  # fmt: skip
    disclosing.send_disclosure(incident=case, number=asked.pk, sent_on=NOW.date(), by=by, now=NOW)
    assert of(remind(scene, asked.due_on + timedelta(days=1)), case.record) == []


def test_a_decider_is_reminded_until_they_have_entered_what_they_hold(scene):
    case, closes = scene.works["case ours"], NOW + timedelta(days=7)
    window = given_to(scene, case, NOW, 7)
    day = timezone.localdate(closes)
    assert of(remind(scene, day - timedelta(days=3)), window.record) == []
    (told,) = [
        one for one in remind(scene, day - timedelta(days=2))
        if one.about == window.record.reference
    ]  # fmt: skip
    assert (told.notice, told.to_person_id) == ("decision_waits", scene.people["lead_partner"].pk)
    assert told.facts["link"].endswith(f"/decision-windows/{window.record.reference}")
    other = given_to(scene, case, NOW, 8)
    entered(scene, other, "I hold that it is needed.", NOW)
    day = timezone.localdate(NOW + timedelta(days=8))
    assert of(remind(scene, day - timedelta(days=1)), other.record) == []
    closed = given_to(scene, case, NOW, 9)
    assert of(remind(scene, timezone.localdate(NOW + timedelta(days=10))), closed.record) == []


# The setting


def test_the_months_of_a_local_review_are_a_setting(scene, settings):
    settings.LOCAL_REVIEW_MONTHS = 9
    incident = decided_to_initiate(scene, AT)
    (decision,) = queries.decisions_of(incident)
    assert decision.due_on == date(2026, 12, 2)
    assert "9 months after 2 March 2026" in decision.workings
    assert decision.rule_version == "local-review-published/1-9-months"


def test_another_setting_moves_no_day_that_was_reckoned(scene, settings, incident):
    settings.LOCAL_REVIEW_MONTHS = 9
    (decision,) = queries.decisions_of(incident)
    assert (decision.due_on, decision.rule_version) == (DUE, "local-review-published/1")
    reviews.attest(
        record=incident.record, reason="I run its review", by=scene.actor("business_manager"),
        now=NOW,
    )  # fmt: skip
    told = Visitor(token=scene.tokens["business_manager"]).get(
        f"/cases/{incident.record.reference}/local-review"
    )
    assert "to be confirmed against the text in force" in told
    assert "Rule local-review-published/1" in told


@pytest.mark.parametrize(
    ("months", "expected"), [(6, date(2026, 2, 28)), (7, date(2026, 3, 31)), (1, date(2025, 9, 30))]
)
def test_months_are_calendar_months(months, expected):
    # from 31 August 2025: a month without a 31st ends on its last day
    clock = deadlines.local_review(months)
    assert due(clock, date(2025, 8, 31), calendar_for(NOW.date())).day == expected

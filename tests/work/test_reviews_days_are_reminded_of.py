"""Who runs a review is reminded of its day, once for each day that was set, in a message that says
nothing of what (R6.4); the six months are a setting, and each day keeps the rule that gave it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from builders import publishing as made
from builders.deciding import approver, delayed
from builders.learning_reviewing import begun_before, ended, finds
from builders.local_reviewing import decided_to_initiate
from builders.world import NOW
from clients import Visitor
from sightline.foundation.calendar import calendar_for
from sightline.foundation.clocks import due
from sightline.foundation.outbox.models import Message
from sightline.work.reviews import deadlines, queries
from sightline.work.reviews import operations as reviews
from sightline.work.reviews.operations import learning_reviews, publishing, reminding
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

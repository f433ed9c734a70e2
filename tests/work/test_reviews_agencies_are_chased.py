"""An agency is reminded of its answer two days before it is due and once it is overdue: once for
each day that was set, in words that tell nothing, and only while it may still read what is asked
(R6.2, R6.4; security 1.6)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core import mail

from builders import trail
from builders.local_reviewing import asked_for_information, initiated
from builders.world import NOW, canary
from sightline.foundation.outbox.models import Message
from sightline.foundation.outbox.operations import send
from sightline.registers.records import operations as records
from sightline.work.reviews import operations as reviews
from sightline.work.reviews import queries
from sightline.work.reviews.models import InformationRequest
from sightline.work.reviews.rules.chasing import chaser
from sightline.work.reviews.rules.local_review_agencies import Answer

CODES = {"agency_answer_due", "agency_answer_overdue"}


@pytest.mark.parametrize(
    ("due_on", "occasion"),
    [
        (date(2026, 4, 13), ""),
        (date(2026, 4, 12), "due"),
        (date(2026, 4, 10), "due"),
        (date(2026, 4, 9), "overdue"),
    ],
)
def test_an_answer_is_due_two_days_before_and_overdue_the_day_after(due_on, occasion):
    assert chaser(due_on, date(2026, 4, 10)) == occasion


@pytest.fixture
def draft(scene):
    """Our agency's request, and until when it stands: the first day and a week more."""
    request = scene.works["request draft"]
    found = queries.request_by(scene.actor("business_manager"), request.record.reference, NOW)
    return request, queries.stands_until(found)


def chased(scene, request, day):
    """Who was reminded of one request when the timetable asked on this day, and of what."""
    before = set(Message.objects.values_list("pk", flat=True))
    reviews.chase_agencies(partnership=scene.partnership, today=day, now=NOW)
    new = Message.objects.filter(about=request.record.reference).exclude(pk__in=before)
    return [(one.to_person_id, one.notice) for one in new]


@pytest.mark.django_db
def test_the_author_is_reminded_once_for_each_day_that_was_set(scene, draft):
    request, until = draft
    lead = scene.people["agency_lead"].pk
    assert until == request.due_on + timedelta(days=7)
    # the day that stood first is past, and more time is more time
    assert chased(scene, request, request.due_on + timedelta(days=1)) == []
    assert chased(scene, request, until - timedelta(days=3)) == []
    assert chased(scene, request, until - timedelta(days=2)) == [(lead, "agency_answer_due")]
    assert chased(scene, request, until) == []
    assert chased(scene, request, until + timedelta(days=1)) == [(lead, "agency_answer_overdue")]
    assert chased(scene, request, until + timedelta(days=9)) == []
    reviews.extend_request(
        request=queries.request_by(
            scene.actor("business_manager"), request.record.reference, NOW
        ),
        until_on=until + timedelta(days=20), reason="Their lead is ill",
        by=scene.actor("business_manager"), now=NOW,
    )  # fmt: skip
    assert chased(scene, request, until + timedelta(days=9)) == []
    assert chased(scene, request, until + timedelta(days=19)) == [(lead, "agency_answer_due")]
    told = trail.told(request.record.reference)
    assert told.count("Reminded the agency that its answer is due") == 2
    assert told.count("Reminded the agency that its answer is overdue") == 1


@pytest.mark.django_db
def test_who_has_submitted_is_not_chased_nor_anybody_once_it_is_taken_back(scene, draft):
    request, until = draft
    assert chased(scene, scene.works["request done"], until + timedelta(days=99)) == []
    reviews.withdraw_notification(
        incident=scene.works["case ours"], kind="withdrawn", reasons="It was an illness after all.",
        decided_by="Director", decided_on=NOW.date(), by=scene.actor("notifier"), now=NOW,
    )  # fmt: skip
    assert chased(scene, request, until + timedelta(days=200)) == []


@pytest.mark.django_db
def test_the_mail_tells_nothing_and_goes_to_who_may_still_read(scene, draft):
    request, until = draft
    reviews.chase_agencies(partnership=scene.partnership, today=until, now=NOW)
    mail.outbox.clear()
    number = str(Message.objects.get(about=request.record.reference, notice__in=CODES).pk)
    assert send(now=NOW, number=number) == 1
    (letter,) = mail.outbox
    assert letter.to == [scene.people["agency_lead"].email]
    text = letter.subject + letter.body
    for word in (canary("asked draft"), canary("written draft"), "Robin", "child", "review", "case",
                 scene.record("case ours").reference):  # fmt: skip
        assert word not in text
    # an interest found between queueing and sending takes the next one away
    reviews.chase_agencies(partnership=scene.partnership, today=until + timedelta(days=1), now=NOW)
    later = Message.objects.get(about=request.record.reference, notice="agency_answer_overdue")
    records.detect_conflict(
        record=scene.record("case ours"), person_id=scene.people["agency_lead"].pk,
        nature="Her niece", by=scene.actor("business_manager"), now=NOW,
    )  # fmt: skip
    assert send(now=NOW, number=str(later.pk)) == 0
    later.refresh_from_db()
    assert (later.state, later.last_error) == ("withdrawn", "no-longer-allowed")
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_information_for_a_local_review_is_chased_until_it_is_answered(scene):
    """A review that is complete asks nobody any more."""
    today = NOW.date()
    request = asked_for_information(scene, initiated(scene, NOW), "agency_lead", today)
    lead, until = scene.people["agency_lead"].pk, request.due_on
    assert chased(scene, request, until + timedelta(days=1)) == [(lead, "agency_answer_overdue")]
    assert chased(scene, request, until + timedelta(days=2)) == []
    other = asked_for_information(scene, request.review, "agency_lead", today)
    reviews.answer_information(
        request=other, given=Answer("nil", "We searched all our records.", today),
        by=scene.actor("agency_lead"), now=NOW,
    )  # fmt: skip
    assert chased(scene, other, until + timedelta(days=1)) == []
    complete = InformationRequest.objects.filter(
        answer__isnull=True, review__completion__isnull=False
    )
    assert chased(scene, complete[0], until + timedelta(days=99)) == []

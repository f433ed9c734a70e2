"""Reminders before and after a last day, the week's digest, and the shelf of documents."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from builders import partnership as made
from builders.trail import told
from builders.world import NOW
from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.foundation.outbox.models import Message
from sightline.registers.duties import operations, queries
from sightline.registers.duties.models import Duty, Reminder
from sightline.registers.evidence.queries import current_documents
from sightline.registers.partnership import operations as partnership
from sightline.registers.partnership.models import Seat
from sightline.registers.partnership.queries import arrangement_on
from sightline.registers.records.queries import visible_to

TODAY = NOW.date()


def quarter_of(day):
    """First and last day of the quarter of a day."""
    first = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    after = date(first.year + first.month // 10, (first.month + 2) % 12 + 1, 1)
    return first, after - timedelta(days=1)


FIRST, LAST = quarter_of(TODAY)


@pytest.fixture
def chair(scene):
    """The lead partner for the police chairs the Executive."""
    seat = scene.seat("lead_partner")
    partnership.rotate_chair(
        body=scene.partnership.body_set.get(key="executive"),
        to_seat=seat,
        by=made.BY,
        now=NOW,
        at=NOW - timedelta(days=100),
    )
    return scene.people["lead_partner"]


@pytest.fixture
def met_last_quarter(scene):
    """The Executive met in the quarter before this one, and not yet in this."""
    operations.attest(
        duty=Duty.objects.get(partnership=scene.partnership, key="executive-meets"),
        on=FIRST - timedelta(days=20),
        words="The Executive met; the minutes are with the office",
        link="",
        by=made.BY,
        now=NOW,
    )


def remind(scene, today):
    return operations.remind(partnership=scene.partnership, today=today, now=NOW)


def reminded(key, **more):
    rows = Reminder.objects.filter(duty__key=key, **more)
    return [(row.person_id, row.occasion) for row in rows.order_by("occasion")]


def shelve(scene, *, by="business_unit", key="annual-report", did="document-published", **more):
    documents = arrangement_on(scene.partnership.pk, TODAY).documents
    given = {"on": TODAY, "upload": None, "now": NOW, **more}
    return operations.shelve(
        partnership=scene.partnership,
        document=next(one for one in documents if one.id == key),
        did=did,
        by=scene.actor(by),
        **given,
    )


def state(scene, key):
    register = queries.register_as_at(scene.partnership.pk, TODAY, today=TODAY)
    return register.state(key)


# Reminders


def test_the_chair_is_reminded_before_a_meeting_is_due(scene, chair, met_last_quarter):
    remind(scene, LAST - timedelta(days=20))
    assert reminded("executive-meets") == [(chair.pk, f"duty_due_soon {LAST.isoformat()}")]


def test_nobody_is_reminded_long_before_something_is_due(scene, chair, met_last_quarter):
    remind(scene, LAST - timedelta(days=60))
    assert reminded("executive-meets", person=chair, occasion__startswith="duty_due_soon") == []


def test_the_chair_is_told_when_the_last_day_has_passed(scene, chair, met_last_quarter):
    remind(scene, LAST + timedelta(days=1))
    assert reminded("executive-meets") == [(chair.pk, f"duty_overdue {LAST.isoformat()}")]


def test_where_a_post_owes_a_duty_the_chair_of_the_executive_is_told_it_is_overdue(scene, chair):
    remind(scene, TODAY)
    found = reminded("scrutineer-reviews-effectiveness-group")
    assert [person for person, _ in found] == [chair.pk]


def test_nothing_is_sent_twice_for_one_occasion(scene, chair, met_last_quarter):
    assert remind(scene, LAST + timedelta(days=1)) > 0
    before = Message.objects.count()
    assert remind(scene, LAST + timedelta(days=1)) == 0
    assert remind(scene, LAST + timedelta(days=2)) == 0
    assert Message.objects.count() == before


def test_nobody_is_reminded_of_what_was_done(scene, chair, met_last_quarter):
    operations.attest(
        duty=Duty.objects.get(partnership=scene.partnership, key="executive-meets"),
        on=TODAY,
        words="The Executive met; the minutes are with the office",
        link="",
        by=made.BY,
        now=NOW,
    )
    remind(scene, LAST - timedelta(days=5))
    assert reminded("executive-meets") == []


def test_somebody_whose_chair_has_passed_on_is_reminded_no_more(scene, chair, met_last_quarter):
    partnership.end_seat(
        seat=Seat.objects.get(person=chair, place__function="chair"),
        reason="The chair passed on",
        by=made.BY,
        now=NOW - timedelta(days=50),
    )
    remind(scene, LAST - timedelta(days=20))
    assert reminded("executive-meets") == []


def test_a_reminder_carries_a_day_and_a_link_and_not_the_promise(scene, chair, met_last_quarter):
    remind(scene, LAST - timedelta(days=20))
    message = Message.objects.get(notice="duty_due_soon", to_person_id=chair.pk)
    assert set(message.facts) == {"due_on", "link"}
    assert message.facts["link"].endswith("/duties/executive-meets")
    assert str(LAST.year) in message.facts["due_on"]


def test_the_digest_counts_what_waits_for_each_business_manager_once(scene):
    register = queries.register_as_at(scene.partnership.pk, TODAY, today=TODAY)
    waiting = [one for one in register.states() if one.code in ("overdue", "due", "due-soon")]
    for _ in range(2):
        operations.send_digest(partnership=scene.partnership, today=TODAY, now=NOW)
    (message,) = Message.objects.filter(notice="duties_digest")
    assert message.to_person_id == scene.people["business_manager"].pk
    assert message.facts["count"] == str(len(waiting))
    assert set(message.facts) == {"count", "link"}


# The shelf


def test_a_published_report_meets_what_rests_on_it_and_is_open_to_all(scene):
    before = state(scene, "annual-report-public").last_done
    record = shelve(scene)
    assert before is None
    assert state(scene, "annual-report-public").last_done == TODAY
    assert record.marking == "public"
    assert visible_to(scene.actor("practitioner"), NOW).filter(pk=record.pk).exists()
    assert told(record.reference) == [f"Annual Report was published on {TODAY.day} {TODAY:%B %Y}"]


def test_a_document_agreed_is_met_and_stays_among_colleagues(scene):
    assert state(scene, "funding-formula").code == "not-evidenced"
    record = shelve(scene, key="funding-formula", did="document-agreed")
    assert state(scene, "funding-formula").last_done == TODAY
    assert record.marking == "internal"
    assert visible_to(scene.actor("agency_lead"), NOW).filter(pk=record.pk).exists()
    assert not visible_to(scene.actor("practitioner"), NOW).filter(pk=record.pk).exists()
    assert not visible_to(scene.actor("stranger"), NOW).filter(pk=record.pk).exists()


def test_a_public_document_that_was_only_agreed_is_not_public_yet(scene):
    assert shelve(scene, did="document-agreed").marking == "internal"


def test_a_document_the_arrangements_do_not_publish_never_becomes_public(scene):
    assert shelve(scene, key="business-plan").marking == "internal"


def test_the_file_of_an_edition_stands_with_it(scene):
    upload = SimpleUploadedFile("report.txt", b"What the partnership did", "text/plain")
    (version,) = current_documents(shelve(scene, upload=upload))
    assert (version.filename, version.document.title) == ("report.txt", "Annual Report")


def test_an_edition_of_a_day_to_come_is_refused(scene):
    with pytest.raises(RuleBroken, match="future") as refused:
        shelve(scene, on=TODAY + timedelta(days=1))
    assert refused.value.field == "on"


def test_a_document_is_shelved_as_published_agreed_or_reviewed_alone(scene):
    with pytest.raises(RuleBroken, match="published, agreed or reviewed"):
        shelve(scene, did="meeting-held")


@pytest.mark.parametrize("persona", ["lead_partner", "agency_lead", "practitioner"])
def test_those_who_keep_no_evidence_put_nothing_on_the_shelf(scene, persona):
    with pytest.raises(NotAllowed):
        shelve(scene, by=persona)
    assert state(scene, "annual-report-public").last_done is None

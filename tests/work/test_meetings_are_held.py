"""Who came, which reports were received, that a meeting was held, and mending its record."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from builders.trail import told
from builders.world import NOW
from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.registers.duties.models import Fulfilment
from sightline.registers.duties.queries import register_as_at
from sightline.registers.evidence.queries import current_documents
from sightline.work.governance import operations, queries
from sightline.work.governance.models import Attendance, Meeting, ReportReceived

TODAY = NOW.date()
How = Attendance.How


def planned(scene, *, on=TODAY, body="executive"):
    return operations.plan_meeting(
        body=scene.partnership.body_set.get(key=body),
        on=on,
        starts_at=time(10),
        ends_at=time(12),
        venue="",
        by=scene.actor("business_unit"),
        now=NOW,
    )


def rows(meeting):
    return queries.register_of(meeting, datetime.combine(meeting.on, time(12), UTC))


def came(scene, meeting, *, by="business_unit", absent=(), deputies=None):
    """Everybody came but those whose place is among `absent`; deputies by key of the place."""
    deputies = deputies or {}

    def how(row):
        if row.seat is None:
            return How.VACANT
        if row.place.key in deputies:
            return How.DEPUTY
        return How.APOLOGIES if row.place.key in absent else How.ATTENDED

    operations.record_attendance(
        meeting=meeting,
        filled=[
            operations.PlaceFilled(
                row.place, row.seat, how(row), row.name, deputies.get(row.place.key, "")
            )
            for row in rows(meeting)
        ],
        by=scene.actor(by),
        now=NOW,
    )


def report(scene, meeting, *, by="business_unit", source="learning-group", upload=None):
    return operations.receive_report(
        meeting=meeting,
        source_key=source,
        source_name="Learning Group",
        upload=upload,
        by=scene.actor(by),
        now=NOW,
    )


def hold(scene, meeting, *, by="business_unit", chair="Pia Holroyd", today=TODAY, late=""):
    return operations.hold_meeting(
        meeting=meeting,
        chaired_by=None,
        chair_name=chair,
        late_reason=late,
        by=scene.actor(by),
        now=NOW,
        today=today,
    )


def reopen(scene, meeting, *, by="business_unit", reason="A name was wrong"):
    return operations.reopen_meeting(meeting=meeting, reason=reason, by=scene.actor(by), now=NOW)


def held(scene, **more):
    meeting = planned(scene)
    came(scene, meeting, **more)
    return hold(scene, meeting)


def entries(meeting, kind):
    return Fulfilment.objects.filter(record=meeting.record_id, kind=kind, withdrawn_at__isnull=True)


def state_of(scene, key):
    """A promise without a stated frequency is `no-frequency` once something is on record for it."""
    register = register_as_at(scene.partnership.pk, TODAY, today=TODAY)
    return register.state(key).code


def test_who_came_is_recorded_place_by_place_and_told_in_the_trail(scene):
    meeting = planned(scene)
    came(scene, meeting, absent=("executive-secondary-head",))
    entered = {row.place.key: row.entered.how for row in rows(meeting)}
    assert entered["executive-lead-police"] == "attended"
    assert entered["executive-secondary-head"] == "apologies"
    assert entered["executive-lead-health"] == "vacant"
    present = sum(how == "attended" for how in entered.values())
    assert told(meeting.record.reference)[-1] == (
        f"Recorded who came: {present} present of {len(entered)} places"
    )


def test_recording_who_came_again_mends_what_was_entered(scene):
    meeting = planned(scene)
    came(scene, meeting)
    before = Attendance.objects.filter(meeting=meeting).count()
    came(scene, meeting, absent=("executive-lead-police",))
    assert Attendance.objects.filter(meeting=meeting).count() == before
    police = Attendance.objects.get(meeting=meeting, place__key="executive-lead-police")
    assert police.how == "apologies"


def test_the_list_of_meetings_tells_how_many_came_as_recorded_last(scene):
    """Of the places entered, those who attended or sent a deputy took part."""
    meeting = planned(scene)
    came(scene, meeting)
    of_the_body = sum(row.entered.how == "attended" for row in rows(meeting))
    came(scene, meeting, absent=("executive-lead-police",))
    hold(scene, meeting)
    line = next(
        one
        for one in queries.newest(scene.actor("business_unit"), NOW, most=50)
        if one.reference == meeting.record.reference
    )
    assert (line.took_part, line.apologies) == (of_the_body - 1, 1)
    assert line.state_in_words == "Held"


def test_a_deputy_needs_a_name(scene):
    meeting = planned(scene)
    with pytest.raises(RuleBroken, match="Give the name of the deputy"):
        came(scene, meeting, deputies={"executive-lead-police": " "})
    assert not Attendance.objects.filter(meeting=meeting).exists()


def test_a_lead_partner_does_not_record_who_came(scene):
    meeting = planned(scene)
    with pytest.raises(NotAllowed):
        came(scene, meeting, by="lead_partner")
    assert not Attendance.objects.filter(meeting=meeting).exists()


def test_who_came_to_a_held_meeting_changes_only_when_it_is_reopened(scene):
    meeting = held(scene)
    with pytest.raises(RuleBroken, match="reopen it"):
        came(scene, meeting, absent=("executive-lead-police",))


def test_nobody_comes_to_a_cancelled_meeting(scene):
    meeting = planned(scene)
    operations.cancel_meeting(
        meeting=meeting, reason="Too few could come", by=scene.actor("business_unit"), now=NOW
    )
    with pytest.raises(RuleBroken, match="cancelled"):
        came(scene, meeting)
    with pytest.raises(RuleBroken, match="cancelled"):
        report(scene, meeting)


def test_a_report_is_received_once_for_each_source_and_its_file_kept(scene):
    meeting = planned(scene)
    upload = SimpleUploadedFile("report.txt", b"Training reached 412 people", "text/plain")
    report(scene, meeting, upload=upload)
    (version,) = current_documents(meeting.record)
    assert (version.filename, version.document.kind) == ("report.txt", "report")
    assert "Received the report of Learning Group" in told(meeting.record.reference)
    with pytest.raises(RuleBroken, match="recorded already") as refused:
        report(scene, meeting)
    assert refused.value.field == "source"


def test_a_group_chair_does_not_record_a_report(scene):
    meeting = planned(scene)
    with pytest.raises(NotAllowed):
        report(scene, meeting, by="group_chair")
    assert not ReportReceived.objects.filter(meeting=meeting).exists()


def test_a_report_counts_once_the_meeting_was_held(scene):
    meeting = planned(scene)
    report(scene, meeting)
    assert state_of(scene, "learning-group-reports") == "not-evidenced"
    came(scene, meeting)
    hold(scene, meeting)
    assert state_of(scene, "learning-group-reports") == "no-frequency"


def test_a_report_entered_after_the_meeting_was_held_counts_at_once(scene):
    meeting = held(scene)
    assert state_of(scene, "learning-group-reports") == "not-evidenced"
    report(scene, meeting)
    assert state_of(scene, "learning-group-reports") == "no-frequency"


def test_a_held_meeting_tells_the_register_and_the_trail(scene):
    assert state_of(scene, "lead-partners-equal") == "not-evidenced"
    meeting = held(scene)
    assert meeting.state == "held"
    assert entries(meeting, "meeting-held").get().on == TODAY
    took_part = [row for row in rows(meeting) if row.entered.how == "attended"]
    assert entries(meeting, "attendance").count() == len(took_part)
    assert state_of(scene, "lead-partners-equal") == "no-frequency"
    assert told(meeting.record.reference)[-1] == (
        f"Recorded the meeting of {TODAY.day} {TODAY:%B %Y} as held, chaired by Pia Holroyd"
    )


def test_a_meeting_held_this_quarter_keeps_the_promise_of_quarterly_meetings(scene):
    before = register_as_at(scene.partnership.pk, TODAY, today=TODAY).state("executive-meets")
    held(scene)
    after = register_as_at(scene.partnership.pk, TODAY, today=TODAY).state("executive-meets")
    assert before.last_done is None
    assert after.last_done == TODAY


def test_a_deputy_counts_as_attendance_of_the_place(scene):
    meeting = held(scene, deputies={"executive-lead-police": "Dan Marsh"})
    assert entries(meeting, "attendance").filter(place_key="executive-lead-police").count() == 1
    row = Attendance.objects.get(meeting=meeting, place__key="executive-lead-police")
    assert (row.how, row.deputy_name) == ("deputy", "Dan Marsh")


def test_apologies_count_as_no_attendance(scene):
    meeting = held(scene, absent=("executive-lead-police",))
    assert not entries(meeting, "attendance").filter(place_key="executive-lead-police").exists()


def test_a_forum_that_met_counts_as_a_forum_and_as_a_meeting(scene):
    meeting = planned(scene, body="masc")
    came(scene, meeting)
    hold(scene, meeting, late="The minutes were late")
    kinds = {entry.kind: entry.late_reason for entry in entries(meeting, "forum-held")}
    kinds |= {entry.kind: entry.late_reason for entry in entries(meeting, "meeting-held")}
    late = "The minutes were late"
    assert kinds == {"forum-held": late, "meeting-held": late}


def test_a_meeting_entered_late_keeps_the_reason_beside_the_day_of_entry(scene):
    meeting = planned(scene, on=TODAY - timedelta(days=40))
    came(scene, meeting)
    hold(scene, meeting, late="The secretary was ill")
    entry = entries(meeting, "meeting-held").get()
    assert entry.on == TODAY - timedelta(days=40)
    assert (entry.entered_at, entry.late_reason) == (NOW, "The secretary was ill")


def test_a_meeting_in_the_future_cannot_have_been_held(scene):
    meeting = planned(scene, on=TODAY + timedelta(days=1))
    came(scene, meeting)
    with pytest.raises(RuleBroken, match="lies in the future"):
        hold(scene, meeting)
    assert not entries(meeting, "meeting-held").exists()


def test_a_meeting_without_a_chair_cannot_have_been_held(scene):
    meeting = planned(scene)
    came(scene, meeting)
    with pytest.raises(RuleBroken, match="who chaired") as refused:
        hold(scene, meeting, chair=" ")
    assert refused.value.field == "chair"


def test_a_meeting_to_which_nobody_came_cannot_have_been_held(scene):
    with pytest.raises(RuleBroken, match="Nobody is marked as present"):
        hold(scene, planned(scene))


def test_a_meeting_is_held_once(scene):
    meeting = held(scene)
    with pytest.raises(RuleBroken, match="This meeting is held"):
        hold(scene, meeting)
    assert entries(meeting, "meeting-held").count() == 1


def test_the_scrutineer_does_not_record_that_a_meeting_was_held(scene):
    meeting = planned(scene)
    came(scene, meeting)
    with pytest.raises(NotAllowed):
        hold(scene, meeting, by="scrutineer")
    assert Meeting.objects.get(pk=meeting.pk).state == "planned"


def test_a_reopened_meeting_takes_back_what_it_told_and_nothing_is_lost(scene):
    meeting = held(scene)
    told_before = Fulfilment.objects.filter(record=meeting.record_id).count()
    reopened = reopen(scene, meeting)
    assert reopened.state == "planned"
    assert state_of(scene, "lead-partners-equal") == "not-evidenced"
    kept = Fulfilment.objects.filter(record=meeting.record_id)
    assert kept.count() == told_before
    assert {one.withdrawn_reason for one in kept} == {"A name was wrong"}
    assert told(meeting.record.reference)[-1] == (
        "Reopened the record of the meeting: A name was wrong"
    )


def test_a_mended_meeting_held_again_counts_once(scene):
    meeting = held(scene)
    reopen(scene, meeting)
    came(scene, meeting, absent=("executive-secondary-head",))
    hold(scene, meeting)
    assert entries(meeting, "meeting-held").count() == 1
    assert state_of(scene, "lead-partners-equal") == "no-frequency"


def test_a_meeting_is_not_reopened_without_a_reason(scene):
    with pytest.raises(RuleBroken, match="Say why"):
        reopen(scene, held(scene), reason="  ")


def test_a_meeting_that_was_not_held_is_not_reopened(scene):
    with pytest.raises(RuleBroken, match="This meeting is planned"):
        reopen(scene, planned(scene))


def test_an_agency_lead_reopens_nothing(scene):
    meeting = held(scene)
    with pytest.raises(NotAllowed):
        reopen(scene, meeting, by="agency_lead")
    assert entries(meeting, "meeting-held").count() == 1

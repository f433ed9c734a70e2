"""Sight of records: grants, interests, references, and whom one may still write to."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from builders import partnership as made
from builders.trail import told
from builders.world import NOW, canary
from clients import Visitor
from sightline.foundation.accounts import operations as accounts
from sightline.foundation.errors import NotAllowed, NotSeen, RuleBroken
from sightline.foundation.jobs.operations import run_worker
from sightline.foundation.trail.models import TrailEvent
from sightline.registers.evidence import operations as evidence
from sightline.registers.evidence.models import Document, DocumentVersion
from sightline.registers.evidence.queries import current_documents, version_for_download
from sightline.registers.partnership import operations as partnership
from sightline.registers.records import operations, queries
from sightline.registers.records.models import Grant

WEEK = timedelta(days=7)


def sees(scene, persona, name, now=NOW):
    return queries.visible_to(scene.actor(persona), now).filter(pk=scene.record(name).pk).exists()


def grant(scene, *, to="school_lead", by="business_manager", name="identified", **more):
    given = {"reason": "Sits on the panel of this review", "ends_at": NOW + WEEK, "now": NOW}
    return operations.grant_sight(
        record=scene.record(name),
        person_id=scene.people[to].pk,
        by=scene.actor(by),
        **(given | more),
    )


def file(scene, name="held", *, by="business_unit", words=b"What was said", title="Minutes"):
    return evidence.file_document(
        record=scene.record(name),
        kind="minutes",
        title=title,
        upload=SimpleUploadedFile("minutes.txt", words, "text/plain"),
        by=scene.actor(by),
        now=NOW,
    )


# Grants


def test_a_grant_opens_one_record_for_one_person_for_a_time(scene):
    assert not sees(scene, "school_lead", "identified")
    grant(scene)
    assert sees(scene, "school_lead", "identified")
    assert not sees(scene, "agency_lead", "identified")
    assert not sees(scene, "school_lead", "identified", NOW + WEEK)
    assert "Sits on the panel of this review" in told(scene.record("identified").reference)[-1]


def test_an_identified_record_is_seen_by_the_seats_it_names_and_by_no_other_key(scene):
    """Decision 015: a list of names, where a body, a capacity or an agency opens nothing."""
    record, seat = scene.record("identified"), scene.seat("school_lead")
    place = seat.place
    number = scene.partnership.pk
    wide = [f"body:{place.body_id}", f"agency:{place.agency_id}", f"capacity:{number}:school-lead"]
    operations.mark(record=record, marking="identified", audience=wide)
    assert not sees(scene, "school_lead", "identified")
    operations.mark(record=record, marking="identified", audience=[f"seat:{seat.pk}"])
    assert sees(scene, "school_lead", "identified")
    assert not sees(scene, "agency_lead", "identified")
    browser = Visitor(token=scene.tokens["school_lead"])
    browser.get(f"/meetings/{record.reference}")
    partnership.end_seat(seat=seat, reason="Left the school", by=made.BY, now=NOW)
    assert not sees(scene, "school_lead", "identified")


def test_sight_that_was_ended_is_gone_at_once_and_ends_once(scene):
    given = grant(scene)
    operations.end_sight(grant=given, by=scene.actor("business_manager"), now=NOW)
    assert not sees(scene, "school_lead", "identified")
    with pytest.raises(RuleBroken, match="ended already"):
        operations.end_sight(
            grant=given, by=scene.actor("business_manager"), now=NOW + timedelta(hours=1)
        )
    assert Grant.objects.get(pk=given.pk).ended_at == NOW


def test_nobody_gives_themselves_sight(scene):
    with pytest.raises(RuleBroken, match="cannot give yourself"):
        grant(scene, to="business_manager")


@pytest.mark.parametrize(
    ("more", "field"),
    [({"reason": "Panel"}, "reason"), ({"ends_at": NOW}, "ends_on")],
)
def test_a_grant_has_a_reason_and_an_end(scene, more, field):
    with pytest.raises(RuleBroken) as refused:
        grant(scene, **more)
    assert refused.value.field == field


@pytest.mark.parametrize("persona", ["group_chair", "lead_partner", "practitioner"])
def test_only_those_entrusted_give_and_end_sight(scene, persona):
    with pytest.raises(NotAllowed):
        grant(scene, by=persona)
    with pytest.raises(NotAllowed):
        operations.end_sight(grant=grant(scene), by=scene.actor(persona), now=NOW)


# Interests


def test_who_declares_an_interest_no_longer_finds_the_record(scene):
    assert sees(scene, "group_member", "held")
    operations.declare_interest(
        record=scene.record("held"),
        nature="The child attends my school",
        by=scene.actor("group_member"),
        now=NOW,
    )
    assert not sees(scene, "group_member", "held")
    assert sees(scene, "group_chair", "held")
    visitor = Visitor(scene.people["group_member"])
    reference = scene.record("held").reference
    assert visitor.ask("get", f"/meetings/{reference}").status_code == 404
    assert reference not in visitor.get("/meetings")
    assert visitor.ask("get", f"/documents/{scene.papers['held'].pk}").status_code == 404


def test_an_interest_beats_a_grant(scene):
    grant(scene)
    operations.detect_conflict(
        record=scene.record("identified"),
        person_id=scene.people["school_lead"].pk,
        nature="Knows the family",
        by=scene.actor("business_manager"),
        now=NOW,
    )
    assert not sees(scene, "school_lead", "identified")


# Whom one may still write to


def test_a_message_about_a_record_goes_to_those_who_still_see_it(scene):
    chair, reference = scene.people["group_chair"], scene.record("held").reference
    assert queries.address_if_still_seen(chair.pk, reference, NOW) == chair.email
    stranger = scene.people["stranger"]
    assert queries.address_if_still_seen(stranger.pk, reference, NOW) is None
    assert queries.address_if_still_seen(stranger.pk, "", NOW) == stranger.email


def test_nobody_is_written_to_whose_seat_has_ended_or_who_is_shut_out(scene):
    assert queries.address_if_still_seen(scene.people["seat_ended"].pk, "", NOW) is None
    member = scene.people["group_member"]
    accounts.shut_out(person=member, by=scene.actor("business_manager"), now=NOW)
    assert queries.address_if_still_seen(member.pk, "", NOW) is None
    colleague = scene.people["colleague"]
    partnership.end_seat(seat=scene.seat("colleague"), reason="Left", by=made.BY, now=NOW)
    assert queries.address_if_still_seen(colleague.pk, "", NOW) is None


# Documents


def test_a_newer_version_takes_the_place_of_the_older_which_stays(scene):
    document = file(scene)
    evidence.file_version(
        document=document,
        upload=SimpleUploadedFile("minutes-2.txt", b"What was really said", "text/plain"),
        by=scene.actor("business_unit"),
        now=NOW,
    )
    kept = DocumentVersion.objects.filter(document=document).order_by("number")
    assert [(one.number, one.is_current) for one in kept] == [(1, False), (2, True)]
    shown = [one for one in current_documents(scene.record("held")) if one.document == document]
    assert [one.filename for one in shown] == ["minutes-2.txt"]
    older = version_for_download(scene.actor("group_member"), kept[0].pk, NOW)
    assert older.filename == "minutes.txt"
    visitor = Visitor(scene.people["group_member"])
    assert visitor.ask("get", f"/documents/{older.pk}").streamed == b"What was said"


def test_a_withdrawn_document_is_no_longer_handed_out_and_is_withdrawn_once(scene):
    document = file(scene)
    version = document.versions.get()
    by = scene.actor("business_unit")
    with pytest.raises(RuleBroken, match="Say why"):
        evidence.withdraw_document(document=document, reason="", by=by, now=NOW)
    evidence.withdraw_document(document=document, reason="The wrong file", by=by, now=NOW)
    with pytest.raises(NotSeen):
        version_for_download(scene.actor("group_member"), version.pk, NOW)
    assert DocumentVersion.objects.filter(pk=version.pk).exists()
    with pytest.raises(RuleBroken, match="withdrawn already"):
        evidence.withdraw_document(document=document, reason="The wrong file", by=by, now=NOW)
    with pytest.raises(RuleBroken, match="File a new one"):
        evidence.file_version(
            document=document, upload=SimpleUploadedFile("a.txt", b"a"), by=by, now=NOW
        )
    assert "The wrong file" in told(scene.record("held").reference)[-1]


def test_a_document_has_a_title(scene):
    with pytest.raises(RuleBroken, match="title"):
        file(scene, title=" ")


@pytest.mark.parametrize("persona", ["lead_partner", "group_member", "practitioner"])
def test_those_who_file_nothing_neither_file_nor_withdraw(scene, persona):
    before = Document.objects.count()
    with pytest.raises(NotAllowed):
        file(scene, by=persona)
    assert Document.objects.count() == before
    with pytest.raises(NotAllowed):
        evidence.withdraw_document(
            document=scene.papers["held"].document,
            reason="Not wanted",
            by=scene.actor(persona),
            now=NOW,
        )


def test_opening_a_sensitive_document_is_logged_and_an_ordinary_one_is_not(scene):
    chair = scene.people["group_chair"]
    visitor = Visitor(chair)
    visitor.client.cookies["session"] = visitor.token
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE sightline_web")
        for name in ("held", "closed"):
            address = f"/documents/{scene.papers[name].pk}"
            assert visitor.client.get(address).status_code == 200
        cursor.execute("SET LOCAL ROLE sightline_worker")
    (line,) = TrailEvent.objects.filter(kind="read", person_id=chair.pk)
    assert (line.code, line.about) == ("document_downloaded", scene.record("closed").reference)


# Search


def test_a_document_is_found_by_its_words_once_the_queue_has_read_it(scene):
    file(scene, words=b"The heptagonal staircase was discussed")
    visitor = Visitor(scene.people["group_member"])
    assert "Minutes" not in visitor.get("/search?q=heptagonal")
    run_worker(one_shot=True)
    run_worker(one_shot=True)
    assert "Minutes" in visitor.get("/search?q=heptagonal")
    assert "Minutes" not in Visitor(scene.people["other_group_member"]).get("/search?q=heptagonal")


def test_records_are_found_by_words_within_sight_alone(scene):
    words = canary("venue held")
    reference = scene.record("held").reference
    assert reference in Visitor(scene.people["group_member"]).get(f"/search?q={words}")
    for persona in ("other_group_member", "practitioner", "stranger"):
        assert reference not in Visitor(scene.people[persona]).get(f"/search?q={words}")


def test_a_withdrawn_document_is_no_longer_found(scene):
    document = file(scene, words=b"The heptagonal staircase was discussed")
    run_worker(one_shot=True)
    run_worker(one_shot=True)
    evidence.withdraw_document(
        document=document, reason="The wrong file", by=scene.actor("business_unit"), now=NOW
    )
    page = Visitor(scene.people["group_member"]).get("/search?q=heptagonal")
    assert "/documents/" not in page


# References


def test_references_run_through_and_start_anew_each_year(scene):
    def given(prefix, year):
        return operations.next_reference(
            partnership_id=scene.partnership.pk, prefix=prefix, year=year
        )

    assert [given("ZZZ", 2030), given("ZZZ", 2030), given("ZZZ", 2031), given("YYY", 2030)] == [
        "ZZZ-2030-001", "ZZZ-2030-002", "ZZZ-2031-001", "YYY-2030-001",
    ]  # fmt: skip


def test_the_secretary_records_an_interest_and_the_record_is_gone_at_once(scene):
    """Found by the secretary (R3.5): the person is not told."""
    reference = scene.record("held").reference
    chair, manager = scene.people["group_chair"], Visitor(token=scene.tokens["business_manager"])
    Visitor(chair).get(f"/meetings/{reference}")
    address = f"/records/{reference}/interest-found"
    assert "the interest" in manager.post(address, {"person": chair.pk, "nature": ""})
    manager.post(address, {"person": chair.pk, "nature": "A neighbour"}, status=302)
    Visitor(chair).get(f"/meetings/{reference}", status=404)
    assert not sees(scene, "group_chair", "held")
    own = scene.people["business_manager"].pk
    assert "Select a person" in manager.post(address, {"person": own, "nature": "My own"})
    with pytest.raises(RuleBroken, match="Declare your own"):
        operations.detect_conflict(
            record=scene.record("held"),
            person_id=own,
            nature="My own",
            by=scene.actor("business_manager"),
            now=NOW,
        )

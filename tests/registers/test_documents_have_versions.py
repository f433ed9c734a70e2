"""A document keeps every version, a newer one takes its place, and one that was filed in error is
withdrawn with a reason; whoever reports on an action puts files with it (R3.3, R3.7)."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client

from builders.acting import acted
from builders.trail import told
from builders.world import NOW, World
from clients import Visitor
from sightline.foundation.errors import NotAllowed
from sightline.registers.actions import operations as actions
from sightline.registers.evidence import operations as evidence
from sightline.registers.evidence.models import Document, DocumentVersion
from web.test_policy_and_database_give_the_same_rows import as_web

pytestmark = pytest.mark.django_db


def text(name: str = "form.txt", content: bytes = b"The new form") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "text/plain")


@pytest.fixture
def act(scene: World):
    """An action of the practice group that the agency lead owns."""
    group = scene.partnership.body_set.get(key="practice-group")
    owner = scene.people["agency_lead"].pk
    return acted(scene, "business_manager", group, owner_id=owner)


def paper(scene: World) -> Document:
    return scene.papers["held"].document


def test_a_newer_version_takes_the_place_and_the_older_stays(scene: World) -> None:
    manager = Visitor(scene.people["business_manager"])
    where = f"/papers/{paper(scene).pk}"
    manager.post(f"{where}/version", {"upload": text("second.txt")}, status=302)
    page = manager.get(where)
    first, second = DocumentVersion.objects.filter(document=paper(scene)).order_by("number")
    assert (first.is_current, second.is_current, second.number) == (False, True, 2)
    for one in (first, second):
        assert f'/documents/{one.pk}"' in page
    meeting = manager.get(f"/meetings/{scene.record('held').reference}")
    assert f'/documents/{second.pk}"' in meeting
    assert f'/documents/{first.pk}"' not in meeting


def test_a_version_without_a_file_is_asked_for(scene: World) -> None:
    page = Visitor(scene.people["business_manager"]).post(
        f"/papers/{paper(scene).pk}/version", {"form_key": "a" * 32}
    )
    assert "There is a problem" in page
    assert DocumentVersion.objects.filter(document=paper(scene)).count() == 1


def test_what_is_withdrawn_is_shown_no_more_and_kept(scene: World) -> None:
    manager = Visitor(scene.people["business_manager"])
    where, version = f"/papers/{paper(scene).pk}", scene.papers["held"]
    assert "Say why" in manager.post(f"{where}/withdraw", {"reason": "no"})
    manager.post(f"{where}/withdraw", {"reason": "Filed with the wrong meeting"}, status=302)
    assert manager.ask("get", f"/documents/{version.pk}").status_code == 404
    assert f'/documents/{version.pk}"' not in manager.get(
        f"/meetings/{scene.record('held').reference}"
    )
    page = manager.get(where)
    assert "Filed with the wrong meeting" in page
    assert f'/documents/{version.pk}"' not in page
    assert DocumentVersion.objects.filter(pk=version.pk).exists()
    again = manager.post(f"{where}/version", {"upload": text()})
    assert "This document was withdrawn" in again


def test_the_versions_of_a_restricted_record_leave_a_line(scene: World) -> None:
    document = scene.papers["identified"].document
    reference = scene.record("identified").reference
    browser = Client()  # its looks stay: a visitor's are undone
    browser.cookies["session"] = scene.tokens["lead_partner"]
    before = told(reference)
    assert browser.get(f"/papers/{document.pk}").status_code == 200
    assert told(reference) == [*before, "Read the versions of a document"]


def test_an_owner_puts_a_file_with_an_action_and_the_group_reads_it(scene: World, act) -> None:
    owner, reference = Visitor(scene.people["agency_lead"]), act.record.reference
    where = f"/actions/{reference}"
    sent = {"title": "The new referral form", "upload": text()}
    owner.post(f"{where}/evidence", sent, status=302)
    version = DocumentVersion.objects.get(record=act.record)
    assert version.document.kind == "evidence"
    chair = Visitor(scene.people["group_chair"])
    assert "The new referral form" in chair.get(where)
    assert chair.ask("get", f"/documents/{version.pk}").streamed == b"The new form"
    assert Visitor(scene.people["practitioner"]).ask("get", where).status_code == 404


def test_files_of_a_merged_action_stand_with_the_one_that_stays(scene: World, act) -> None:
    manager = scene.actor("business_manager")
    twin = acted(scene, "business_manager", act.body, what="The same again")
    actions.file_evidence(
        action=twin, title="Filed with the twin", upload=text(), by=manager, now=NOW
    )
    actions.merge_actions(kept=act, merged=twin, by=manager, now=NOW)
    visitor = Visitor(scene.people["business_manager"])
    assert "Filed with the twin" in visitor.get(f"/actions/{act.record.reference}")
    sent = {"title": "Late", "upload": text()}
    assert "This action was merged" in visitor.post(
        f"/actions/{twin.record.reference}/evidence", sent
    )


def test_who_puts_evidence_with_an_action_files_nothing_else(scene: World, act) -> None:
    by = scene.actor("agency_lead")
    with pytest.raises(NotAllowed):
        evidence.file_document(
            record=act.record, kind="minutes", title="Minutes", upload=text(), by=by, now=NOW
        )
    document = """INSERT INTO evidence_document (partnership_id, record_id, kind, title, number,
        filed_at, filed_by, withdrawn_reason) VALUES (%s, %s, %s, 'x', 1, now(), 'x', '')"""
    tries = {
        ("evidence", act.record_id): True,
        ("minutes", act.record_id): False,
        ("evidence", scene.record("held").pk): False,
        ("evidence", scene.record("action theirs").pk): False,
    }
    for (kind, record), may in tries.items():
        with as_web(scene.tokens["agency_lead"]), connection.cursor() as cursor:
            try:
                with transaction.atomic():
                    cursor.execute(document, [scene.partnership.pk, record, kind])
                done = True
            except Exception:
                done = False
        assert done is may, (kind, record)


def test_a_second_version_of_evidence_is_for_those_who_file(scene: World, act) -> None:
    by = scene.actor("agency_lead")
    actions.file_evidence(action=act, title="Form", upload=text(), by=by, now=NOW)
    document = Document.objects.get(record=act.record)
    with pytest.raises(NotAllowed):
        evidence.file_version(document=document, upload=text("b.txt"), by=by, now=NOW)
    version = """INSERT INTO evidence_documentversion (document_id, record_id, number,
        stored_file_id, filename, filed_at, filed_by, is_current)
        SELECT document_id, record_id, 2, stored_file_id, 'x', now(), 'x', false
        FROM evidence_documentversion WHERE document_id = %s"""
    with (
        pytest.raises(Exception, match="row-level security"),
        as_web(scene.tokens["agency_lead"]),
        connection.cursor() as cursor,
    ):
        cursor.execute(version, [document.pk])

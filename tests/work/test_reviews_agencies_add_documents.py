"""Documents in an agency's space: its authors' until it submits, in the seal then, the panel's once
it is released, and under no name that came with the file (R6.2; security 3 and 5)."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction

from builders import trail
from builders.agency_documents import filed
from builders.world import NOW, PERSONAS, canary
from clients import Visitor
from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.foundation.files.models import StoredFile
from sightline.work.reviews import operations as reviews
from sightline.work.reviews.models import AgencyDocument, ChronologyEvent
from sightline.work.reviews.rules.rapid_review import MOST_DOCUMENTS, Summary, check_document, seal
from web.test_policy_and_database_give_the_same_rows import as_web

pytestmark = pytest.mark.django_db
DRAFT, DONE = canary("document draft"), canary("document done")
FILES = {canary("file draft"): DRAFT, canary("file done"): DONE}


@pytest.mark.parametrize("persona", [*PERSONAS, "notifier", "colleague"])
def test_the_database_gives_a_document_and_its_file_as_it_gives_the_answer(scene, persona):
    with as_web(scene.tokens.get(persona, "")):
        told = set(AgencyDocument.objects.values_list("title", flat=True))
        names = " ".join(StoredFile.objects.values_list("original_name", flat=True))
    panel = {"notifier", "business_manager", "group_chair", "lead_partner"}
    expected = ({DRAFT} if persona == "agency_lead" else set()) | (
        {DONE} if persona in panel else set()
    )
    assert told == expected
    for name, title in FILES.items():
        assert (name in names) == (title in expected)


def test_the_file_is_handed_out_under_the_reference_and_the_name_stays(scene):
    """To its author at once, to the panel once it is released, and the trail tells of it."""
    path = f"/agency-requests/{scene.record('request draft').reference}"
    author = Visitor(token=scene.tokens["agency_lead"])
    given = author.ask("get", f"{path}/documents/1")
    assert given.streamed == b"What we wrote then."
    reference = scene.record("request draft").reference
    assert given["Content-Disposition"] == f'attachment; filename="{reference}-1.txt"'
    for other in ("business_manager", "lead_partner", "group_chair"):
        visitor = Visitor(token=scene.tokens[other])
        assert visitor.ask("get", f"{path}/documents/1").status_code == 404
    reviews.submit_summary(
        request=scene.works["request draft"], is_nil=False, by=scene.actor("agency_lead"), now=NOW
    )
    number = AgencyDocument.objects.get(title=DRAFT).pk
    review = f"/rapid-reviews/{scene.record('review ours').reference}"
    panel = Visitor(token=scene.tokens["group_chair"])
    assert panel.ask("get", f"{review}/documents/{number}").status_code == 404
    assert DRAFT not in panel.get(review)
    reviews.release_summary(
        request=scene.works["request draft"], by=scene.actor("business_manager"), now=NOW
    )
    shown = panel.get(review)
    assert DRAFT in shown
    assert f"{review}/documents/{number}" in shown
    given = panel.ask("get", f"{review}/documents/{number}")
    assert canary("file draft") not in given["Content-Disposition"]
    panel.client.cookies["session"] = panel.token
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE sightline_web")
        assert panel.client.get(f"{review}/documents/{number}").status_code == 200
        cursor.execute("SET LOCAL ROLE sightline_worker")
    told = trail.told(scene.record("review ours").reference)
    assert told.count("Opened a document of an agency") == 1


def test_a_document_stands_in_the_seal_and_nothing_changes_it_afterwards(scene):
    by, request = scene.actor("agency_lead"), scene.works["request draft"]
    reviews.submit_summary(request=request, is_nil=False, by=by, now=NOW)
    assert "The seal is whole" in Visitor(token=scene.tokens["agency_lead"]).get(
        f"/agency-requests/{request.record.reference}"
    )
    with pytest.raises(RuleBroken, match="sealed"):
        filed(scene, request, "agency_lead", "Later minutes")
    with pytest.raises(RuleBroken, match="sealed"):
        reviews.remove_agency_document(request=request, number=1, by=by, now=NOW)
    document = AgencyDocument.objects.get(title=DRAFT)
    for sql, said in (
        ("UPDATE reviews_agencydocument SET removed_at = now(), removed_by = 'x'", "sealed"),
        ("UPDATE reviews_agencydocument SET title = 'x'", "stays what it is"),
        ("UPDATE reviews_agencydocument SET stored_file_id = stored_file_id - 1", "stays what"),
        ("DELETE FROM reviews_agencydocument", "denied"),
    ):  # by the worker, whom no policy binds
        with (
            pytest.raises(DatabaseError, match=said),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"{sql} WHERE id = %s", [document.pk])


def test_the_seal_takes_the_name_and_the_content_and_older_seals_hold():
    summary = Summary("We knew Child A", "Too late", "")
    without = seal(summary, False, [])
    assert seal(summary, False, [], []) == without
    one = seal(summary, False, [], [("Minutes", "00")])
    assert len({without, one, seal(summary, False, [], [("Minutes", "01")]),
                seal(summary, False, [], [("Notes", "00")])}) == 4  # fmt: skip


def test_what_is_taken_out_is_gone_from_the_answer(scene):
    request, by = scene.works["request draft"], scene.actor("agency_lead")
    path = f"/agency-requests/{request.record.reference}"
    visitor = Visitor(scene.people["agency_lead"])
    assert visitor.post(f"{path}/documents/1/remove", {}, status=302) == path
    assert DRAFT not in visitor.get(path)
    assert visitor.ask("get", f"{path}/documents/1").status_code == 404
    with pytest.raises(RuleBroken, match="already"):
        reviews.remove_agency_document(request=request, number=1, by=by, now=NOW)
    assert filed(scene, request, "agency_lead", "Minutes of March").number == 2


def test_an_author_adds_a_document_on_the_page(scene):
    visitor = Visitor(scene.people["agency_lead"])
    path = f"/agency-requests/{scene.record('request draft').reference}"
    visitor.get(f"{path}/documents")
    upload = SimpleUploadedFile("minutes of Jowan.txt", b"We met.")
    sent = {"title": "Minutes of the meeting", "upload": upload}
    visitor.post(f"{path}/documents", sent, status=302)
    shown = visitor.get(path)
    assert "Minutes of the meeting" in shown
    assert "Jowan" not in shown
    broken = SimpleUploadedFile("harm.exe", b"MZ")
    assert "There is a problem" in visitor.post(
        f"{path}/documents", {"title": "A program", "upload": broken}
    )


def test_a_nil_return_holds_no_documents(scene):
    by, request = scene.actor("agency_lead"), scene.works["request draft"]
    for one in ChronologyEvent.objects.filter(summary=request.pk):
        reviews.remove_event(request=request, number=one.pk, by=by, now=NOW)
    with pytest.raises(RuleBroken, match="Remove the documents first"):
        reviews.submit_summary(request=request, is_nil=True, by=by, now=NOW)


def test_nobody_else_adds_to_an_answer_nor_more_than_it_holds(scene):
    for persona in ("business_manager", "lead_partner", "group_chair"):
        with pytest.raises(NotAllowed):
            filed(scene, scene.works["request draft"], persona, "Minutes of March")
    check_document("Minutes of March", MOST_DOCUMENTS - 1)
    with pytest.raises(RuleBroken, match="at most 200"):
        check_document("Minutes of March", MOST_DOCUMENTS)


def test_the_database_takes_only_a_file_of_ones_own(scene):
    """Nobody comes to a file by saying that it is a document of theirs."""
    draft = AgencyDocument.objects.get(title=DRAFT)
    other = AgencyDocument.objects.get(title=DONE)
    again = """INSERT INTO reviews_agencydocument SELECT * FROM jsonb_populate_record(
        NULL::reviews_agencydocument, (SELECT to_jsonb(d) || jsonb_build_object('id', 999999,
        'number', 9, 'stored_file_id', %s, 'sha256', %s::text) FROM reviews_agencydocument d
        WHERE d.id = %s))"""
    for file, sha256, may in (
        (draft.stored_file_id, draft.sha256, True),
        (other.stored_file_id, other.sha256, False),
        (draft.stored_file_id, "0" * 64, False),
    ):
        done = True
        with as_web(scene.tokens["agency_lead"]), connection.cursor() as cursor:
            try:
                with transaction.atomic():
                    cursor.execute(again, [file, sha256, draft.pk])
            except DatabaseError:
                done = False
        assert done is may


def test_many_documents_have_a_page_of_their_own(scene):
    """One is there of each; with twenty more there are twenty-two, which is too many to stand on
    the page of the review."""
    panel = Visitor(token=scene.tokens["group_chair"])
    review = f"/rapid-reviews/{scene.record('review ours').reference}"
    assert DONE in panel.get(review)
    assert "Documents of the agencies" not in panel.get(review)
    request, by = scene.works["request draft"], scene.actor("agency_lead")
    for number in range(20):
        filed(scene, request, "agency_lead", f"Notes {number}")
    assert "Notes 7" not in panel.get(f"{review}/documents")  # nobody else's until it is released
    reviews.submit_summary(request=request, is_nil=False, by=by, now=NOW)
    reviews.release_summary(request=request, by=scene.actor("business_manager"), now=NOW)
    shown = panel.get(review)
    assert "Documents of the agencies" in shown
    assert DONE not in shown
    listed = panel.get(f"{review}/documents")
    assert panel.statements <= 8
    assert listed.count('<th scope="row">') == 22
    number = AgencyDocument.objects.get(title="Notes 7").pk
    assert f'href="{review}/documents/{number}"' in listed

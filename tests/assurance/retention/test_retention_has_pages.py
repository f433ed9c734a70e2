"""The pages of retention: what passed, holds, proposals and certificates, of what one sees."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from assurance.retention.keeping import WHY, age, destroyed, session
from builders.world import NOW, World, canary
from clients import Visitor
from sightline.assurance.retention import operations
from sightline.assurance.retention.models import Certificate, Decision, Hold, Proposal
from sightline.registers.records.models import Conflict, Record

PAGE = "/retention"


@pytest.fixture
def manager(scene: World) -> Visitor:
    return Visitor(token=scene.tokens["business_manager"])


@pytest.fixture
def partner(scene: World) -> Visitor:
    return Visitor(token=scene.tokens["lead_partner"])


def test_what_passed_is_listed_with_its_arithmetic(scene: World, manager: Visitor) -> None:
    page = manager.get(PAGE)
    proposal = scene.works["proposal ours"]
    assert proposal.record.reference in page
    day = f"{proposal.changed_on:%-d %B %Y}"
    ends = f"{proposal.changed_on.replace(year=proposal.changed_on.year + 30):%-d %B %Y}"
    assert f"Last changed on {day}; kept 30 years; that ended on {ends}." in page


def test_figures_do_not_tell_of_what_is_hidden(scene: World, manager: Visitor) -> None:
    """Meetings that are closed to the business manager are in no list, and count in no figure."""
    age()
    page = manager.get(PAGE)
    for name in ("closed", "identified"):
        assert scene.record(name).reference not in page
    with session(scene, "business_manager") as by:
        seen = Record.objects.filter(kind="governance:meeting").count()
    everything = Record.objects.filter(kind="governance:meeting", partnership=scene.partnership)
    assert seen < everything.count()
    row = page.split("Meetings, with agenda, minutes and decisions")[1].split("</tr>")[0]
    assert f'<td data-label="Records">{seen}</td><td data-label="Passed">{seen}</td>' in row
    assert by.partnership_id == scene.partnership.pk


def test_from_proposal_to_answer_on_pages(scene: World, manager: Visitor, partner: Visitor) -> None:
    age()
    record = scene.record("other_body")
    assert manager.post("/retention/propose", {"records": [record.pk]}, status=302) == PAGE
    proposal = Proposal.objects.get(record=record)
    address = f"/retention/proposals/{proposal.pk}"
    assert "Another person, who may answer proposals" in manager.get(address)
    page = manager.post(address, {"verdict": "approved", "reason": WHY})
    assert "You proposed this. Another person must answer." in page
    assert not Decision.objects.filter(proposal=proposal).exists()
    assert f"{proposal.row_count} rows and" in partner.get(address)
    partner.post(address, {"verdict": "approved", "reason": WHY}, status=302)
    assert "Goes the next night" in manager.get(PAGE)


def test_a_hold_is_put_and_ended_on_pages(scene: World, manager: Visitor) -> None:
    reference = scene.record("held").reference
    given = {"reference": reference.lower(), "reason": "A claim was made"}
    assert manager.post("/retention/hold", given, status=302) == PAGE
    hold = Hold.objects.get(record=scene.record("held"))
    assert "This record is held already." in manager.post("/retention/hold", given)
    manager.post(f"/retention/holds/{hold.pk}/end", {"reason": "It was settled"}, status=302)
    assert "It was settled" in manager.get(PAGE)


def test_a_hidden_record_and_an_absent_one_cannot_be_held_alike(
    scene: World, manager: Visitor
) -> None:
    said = "There is no record with this reference that you can see."
    for reference in (scene.record("conflicted").reference, "EXE-1990-001"):
        given = {"reference": reference, "reason": "A claim was made"}
        if Record.objects.filter(reference=reference, marking="restricted").exists():
            Conflict.objects.create(
                record=scene.record("conflicted"), person=scene.people["business_manager"],
                nature="x", how="declared", found_at=NOW, found_by="x",
            )  # fmt: skip
        assert said in manager.post("/retention/hold", given)


def test_a_period_is_set_with_what_it_rests_on(scene: World, manager: Visitor) -> None:
    given = {"years": "12", "reason": "Schedule of the council, page 4"}
    manager.post("/retention/periods/training", given, status=302)
    assert "12 years: Schedule of the council, page 4" in manager.get(PAGE)
    assert "That is the period now" in manager.post("/retention/periods/training", given)
    manager.get("/retention/periods/nothing", status=404)


def test_a_certificate_says_what_went_and_no_word_of_it(
    scene: World, manager: Visitor, partner: Visitor
) -> None:
    found = scene.works["certificate ours"]
    for who in (manager, partner):
        page = who.get(f"/retention/certificates/{found.reference}")
        assert found.record_reference in page
        assert found.files[0]["sha256"] in page
        assert scene.people["lead_partner"].name in page
        assert canary("old ours") not in page
        assert found.reference in who.get("/retention/certificates")


def test_a_certificate_is_a_tagged_pdf(scene: World, manager: Visitor) -> None:
    found = scene.works["certificate ours"]
    answer = manager.ask("get", f"/retention/certificates/{found.reference}/pdf")
    with pypdfium2.PdfDocument(answer.content) as paper:
        text = "".join("".join(page.get_textpage().get_text_range().split()) for page in paper)
    assert found.record_reference in text
    assert found.files[0]["sha256"] in text
    with pikepdf.open(BytesIO(answer.content)) as opened:
        assert bool(opened.Root.MarkInfo.Marked)


def test_who_had_no_sight_or_had_an_interest_reads_no_certificate(
    scene: World, manager: Visitor
) -> None:
    """The record was restricted to the group; the chair had an interest in it."""
    age()
    record = Record.objects.get(pk=scene.record("held").pk)
    chair = scene.people["lead_partner"]
    audience = [f"capacity:{record.partnership_id}:business-manager", *_all_of("lead_partner")]
    Record.objects.filter(pk=record.pk).update(marking="restricted", audience=audience)
    certificate = destroyed(scene, record)
    address = f"/retention/certificates/{certificate.reference}"
    manager.get(address)
    Visitor(token=scene.tokens["stranger"]).get(address, status=404)
    with session(scene, "scrutineer"):
        assert not Certificate.objects.filter(pk=certificate.pk).exists()
    assert chair.pk == certificate.decided_by_number


def _all_of(capacity: str) -> list[str]:
    from sightline.registers.partnership.models import Partnership

    return [
        f"capacity:{number}:{capacity.replace('_', '-')}"
        for number in Partnership.objects.values_list("pk", flat=True)
    ]


def test_an_interest_hides_the_certificate_from_whoever_agreed_too(
    scene: World, manager: Visitor, partner: Visitor
) -> None:
    age()
    record = Record.objects.get(pk=scene.record("held").pk)
    from assurance.retention.keeping import JOB, agreed

    proposal = agreed(scene, record)
    Conflict.objects.create(
        record=record, person=scene.people["lead_partner"], nature="x", how="declared",
        found_at=NOW, found_by="x",
    )  # fmt: skip
    # found after the approval: it is no change of the record, and so it counts
    certificate = operations.destroy(number=_again(scene, proposal), by=JOB, now=NOW)
    address = f"/retention/certificates/{certificate.reference}"
    manager.get(address)
    partner.get(address, status=404)
    assert certificate.reference not in partner.get("/retention/certificates")
    with session(scene, "lead_partner"):
        assert not Certificate.objects.filter(pk=certificate.pk).exists()


def _again(scene: World, proposal: Proposal) -> int:
    """The row of the interest is one more than was reckoned: the database says so, and what is
    reckoned now is what stands on the proposal."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET ROLE sightline_owner")
        cursor.execute("ALTER TABLE retention_proposal DISABLE TRIGGER USER")
        cursor.execute("ALTER TABLE retention_proposal NO FORCE ROW LEVEL SECURITY")
        cursor.execute(
            "UPDATE retention_proposal SET row_count = row_count + 1 WHERE id = %s", [proposal.pk]
        )
        cursor.execute("ALTER TABLE retention_proposal ENABLE TRIGGER USER")
        cursor.execute("ALTER TABLE retention_proposal FORCE ROW LEVEL SECURITY")
        cursor.execute("SET ROLE sightline_worker")
    return proposal.pk


def test_nobody_changes_a_certificate(scene: World) -> None:
    from django.db import DatabaseError, connection, transaction

    for role in ("sightline_web", "sightline_worker", "sightline_owner"):
        for statement in ("UPDATE retention_certificate SET reason = 'x'",
                          "DELETE FROM retention_certificate"):  # fmt: skip
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL ROLE {role}")
                try:
                    with transaction.atomic():
                        cursor.execute(statement)
                        assert cursor.rowcount == 0
                except DatabaseError:
                    pass
                cursor.execute("SET LOCAL ROLE sightline_worker")
    kept = Certificate.objects.get(pk=scene.works["certificate ours"].pk)
    assert kept.reason != "x"

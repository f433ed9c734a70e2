"""The safety check knows the people of every case and tells nobody of them; its hits are justified
by a second person; and the database gives a review to nobody before its moment (R6.6)."""

from __future__ import annotations

import io
import time as clock
from datetime import UTC, date, datetime, timedelta

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction

from builders import publishing as made
from builders import redacting
from builders.reviewing import recorded
from builders.world import NOW
from clients import Visitor
from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.registers.partnership.models import Seat
from sightline.work.reviews import jobs
from sightline.work.reviews import operations as reviews
from sightline.work.reviews.models import (
    HitJustified,
    Identity,
    PublicationDecision,
    PublishedChange,
    PublishedReview,
    Release,
    SafetyCheck,
    SafetyHit,
    TakenDown,
)
from sightline.work.reviews.operations import publishing, safety
from web.test_policy_and_database_give_the_same_rows import as_web

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_surroundings")]
AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
WHY = "It is the name of the template and of nobody."


@pytest.fixture
def by(scene):
    """The caseworker of the case."""
    return scene.actor("business_manager")


@pytest.fixture
def incident(scene):
    """A case whose local review was initiated."""
    return made.begun(scene, AT)


@pytest.fixture
def check(scene, incident):
    """A file with one hit: a name in its header."""
    file = made.uploaded(scene, incident, AT, redacting.word(redacting.in_header))
    return SafetyCheck.objects.get(report_file=file)


def address(check):
    return f"/people-of-cases/{check.incident.identities.reference}/safety-checks/{check.number}"


# What is found


def test_the_people_of_the_case_are_found(check):
    (hit,) = check.hits.all()
    assert (hit.kind, hit.part, hit.found) == ("name", "Header, paragraph 1", redacting.NAME)


def test_somebody_of_another_case_is_found_without_a_word_of_the_case(scene, incident):
    other = recorded(scene, AT)
    reviews.keep_identity(
        people=other.identities, label="Child K", part="child", name="Kestrel Harrowgate",
        born_on=date(2019, 2, 3), by=scene.actor("notifier"), now=AT,
    )  # fmt: skip
    file = made.uploaded(
        scene, incident, AT, redacting.word(redacting.says("Kestrel Harrowgate was there."))
    )
    check = SafetyCheck.objects.get(report_file=file)
    (hit,) = check.hits.all()
    assert hit.kind == "somebody-else"
    assert hit.get_kind_display() == "A detail that identifies somebody else"
    page = Visitor(scene.people["business_manager"]).get(address(check))
    assert "A detail that identifies somebody else" in page
    for word in (other.record.reference, other.identities.reference, "Child K"):
        assert word not in page


def test_the_name_of_the_file_is_checked_too(scene, incident, by):
    upload = SimpleUploadedFile("Robin Fenwick final.docx", redacting.word())
    file = safety.upload_report(incident=incident, upload=upload, by=by, now=AT)
    (hit,) = made.check_of(file, AT).hits.all()
    assert (hit.kind, hit.part) == ("name", "Name of the file")


def test_the_worker_alone_knows_everybody(scene, incident, check):
    with as_web(scene.tokens["business_manager"]):
        assert not Identity.objects.exists()
        with pytest.raises(DatabaseError), transaction.atomic():
            SafetyHit.objects.create(
                record=check.record, safety_check=check, kind="name", part="x", found="x"
            )


def test_a_job_checks_what_waits(scene, incident, by):
    upload = SimpleUploadedFile("report.pdf", redacting.pdf())
    file = safety.upload_report(incident=incident, upload=upload, by=by, now=AT)
    jobs.check_waiting_safety(at=AT)
    check = SafetyCheck.objects.get(report_file=file)
    assert (check.outcome, check.hits.count()) == ("read", 0)
    assert "no meeting brought them together" in check.words


@pytest.mark.parametrize("name, content", [("report.txt", b"plain words of a report"),
                                           ("report.docx", b"not a Word file at all")])  # fmt: skip
def test_what_is_no_word_or_pdf_file_is_refused(incident, by, name, content):
    with pytest.raises(RuleBroken) as refused:
        safety.upload_report(
            incident=incident, upload=SimpleUploadedFile(name, content), by=by, now=AT
        )
    assert refused.value.field == "upload"


def test_a_file_that_carries_another_is_refused_at_the_door(incident, by):
    content = redacting.pdf(change=redacting.attachment)
    with pytest.raises(RuleBroken, match="carries another file"):
        safety.upload_report(
            incident=incident, upload=SimpleUploadedFile("a.pdf", content), by=by, now=AT
        )


# A second person


def test_who_uploaded_it_does_not_justify_it(scene, check, by):
    (hit,) = check.hits.all()
    with pytest.raises(RuleBroken, match="Somebody else"):
        safety.justify_hits(check=check, hits=[hit.pk], reason=WHY, by=by, now=AT)
    page = Visitor(scene.people["business_manager"]).get(address(check))
    assert "somebody else justifies its hits" in page
    assert "Justify them" not in page


def test_the_database_refuses_who_uploaded_it(scene, check):
    (hit,) = check.hits.all()
    for persona, may in (("business_manager", False), ("notifier", True)):
        person = scene.people[persona]
        with as_web(scene.tokens[persona]):
            try:
                with transaction.atomic():
                    HitJustified.objects.create(
                        record=check.record, hit=hit, reason=WHY, person=person,
                        justified_at=AT, justified_by=person.name,
                    )  # fmt: skip
            except DatabaseError:
                done = False
            else:
                done = True
        assert done is may, persona


def test_a_second_person_justifies_it_on_the_page(scene, check):
    (hit,) = check.hits.all()
    visitor = Visitor(scene.people["notifier"])
    reviews.attest(
        record=check.incident.record, reason="I am the second person", by=scene.actor("notifier"),
        now=AT,
    )  # fmt: skip
    page = visitor.get(address(check))
    assert "Draft about <mark>Robin Fenwick</mark>" in page
    visitor.post(address(check), {"hits": [str(hit.pk)], "reason": WHY}, status=302)
    assert HitJustified.objects.get(hit=hit).reason == WHY
    assert "Safe: every hit is justified" in visitor.get(address(check))


def test_a_hit_is_justified_with_a_reason_and_once(scene, check):
    (hit,) = check.hits.all()
    notifier = scene.actor("notifier")
    with pytest.raises(RuleBroken):
        safety.justify_hits(check=check, hits=[hit.pk], reason="Fine", by=notifier, now=AT)
    safety.justify_hits(check=check, hits=[hit.pk], reason=WHY, by=notifier, now=AT)
    with pytest.raises(RuleBroken, match="meanwhile"):
        safety.justify_hits(check=check, hits=[hit.pk], reason=WHY, by=notifier, now=AT)


def test_others_do_not_justify(scene, check):
    (hit,) = check.hits.all()
    for persona in ("lead_partner", "group_chair", "system_administrator"):
        with pytest.raises(NotAllowed):
            safety.justify_hits(
                check=check, hits=[hit.pk], reason=WHY, by=scene.actor(persona), now=AT
            )


# The embargo, held by the database


def moment_of_the_database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]


def whole(scene, incident, by, *, without=""):
    """All that a publication needs, but for one thing."""
    made.uploaded(scene, incident, AT)
    made.written(scene, incident, AT)
    if without != "the family":
        publishing.record_family_told(
            incident=incident, who="Adult B", told_on=AT.date(), why_not="", by=by, now=AT
        )
    if without != "accuracy":
        publishing.confirm_accuracy(
            incident=incident, who="The trust", words="", confirmed_on=AT.date(), by=by, now=AT
        )
    decision = publishing.decide_publication(
        incident=incident, given=made.decided(scene, AT.date()), by=by, now=AT
    )
    for recipient in ("panel",) if without == "a copy" else ("panel", "secretary-of-state"):
        publishing.record_copy(
            incident=incident, recipient=recipient, what="report", sent_on=AT.date(), by=by, now=AT
        )
    return decision


def rows_of(decision, opens_at, **more):
    """The rows of a release as they would be forged: the database alone stands before them."""
    release = Release.objects.create(
        record=decision.record, decision=decision, slug="forged-1", opens_at=opens_at,
        copies_by_on=more.pop("copies_by_on", AT.date()), stays_until_on=date(2040, 1, 1),
        released_at=AT, released_by="x",
    )  # fmt: skip
    text = decision.text
    known = {"kind": text.kind, "title": text.title, "body": text.body, **more}
    PublishedReview.objects.create(
        slug="forged-1", partnership=decision.incident.partnership, opens_at=opens_at,
        stays_until_on=date(2040, 1, 1), **known,
    )  # fmt: skip
    return release


@pytest.fixture
def embargoed(scene, incident, by):
    """A review that is whole and becomes public a second from now, by the database's clock."""
    decision = whole(scene, incident, by)
    return rows_of(decision, moment_of_the_database() + timedelta(seconds=2))


def seen_by_everybody(slug):
    with as_web(""):
        return PublishedReview.objects.filter(slug=slug).exists()


def test_nobody_reads_it_before_its_moment_and_everybody_after(scene, embargoed):
    assert not seen_by_everybody(embargoed.slug)
    with as_web(scene.tokens["business_manager"]):  # not even who released it
        assert not PublishedReview.objects.filter(slug=embargoed.slug).exists()
    Visitor().get(f"/published-reviews/{embargoed.slug}", status=404)
    while moment_of_the_database() <= embargoed.opens_at:
        clock.sleep(0.1)
    assert seen_by_everybody(embargoed.slug)
    assert "What we reviewed" in Visitor().get(f"/published-reviews/{embargoed.slug}")


def test_rows_that_lack_nothing_are_public(scene, incident, by):
    rows_of(whole(scene, incident, by), moment_of_the_database())
    assert seen_by_everybody("forged-1")


@pytest.mark.parametrize("what", ["a copy", "the family", "accuracy"])
def test_it_is_not_public_while_something_is_missing(scene, incident, by, what):
    rows_of(whole(scene, incident, by, without=what), moment_of_the_database())
    assert not seen_by_everybody("forged-1")


def test_it_is_not_public_where_the_copies_came_too_late(scene, incident, by):
    decision = whole(scene, incident, by)
    rows_of(decision, moment_of_the_database(), copies_by_on=AT.date() - timedelta(days=1))
    assert not seen_by_everybody("forged-1")


@pytest.mark.parametrize("which", ["text", "file"])
def test_it_is_not_public_while_a_hit_is_open(scene, incident, by, which):
    decision = whole(scene, incident, by)
    rows_of(decision, moment_of_the_database())
    checks = {"text": {"text": decision.text}, "file": {"report_file__incident": incident}}
    check = SafetyCheck.objects.get(**checks[which])
    SafetyHit.objects.create(
        record=check.record, safety_check=check, kind="name", part="Text", found="x"
    )
    assert not seen_by_everybody("forged-1")


def test_it_is_not_public_after_another_decision(scene, incident, by):
    decision = whole(scene, incident, by)
    rows_of(decision, moment_of_the_database() + timedelta(seconds=1))
    anew = made.decided(scene, AT.date(), "withheld", changed_because="The court asks us to wait.")
    publishing.decide_publication(incident=incident, given=anew, by=by, now=AT)
    clock.sleep(1.1)
    assert not seen_by_everybody("forged-1")


def test_other_words_than_those_that_were_approved_are_not_public(scene, incident, by):
    decision = whole(scene, incident, by)
    rows_of(decision, moment_of_the_database(), body=f"{made.BODY} Robin Fenwick")
    assert not seen_by_everybody("forged-1")


def test_what_was_taken_down_is_not_public(scene):
    slug = Release.objects.get(decision__incident=scene.works["case taken down"]).slug
    assert not seen_by_everybody(slug)
    Visitor().get(f"/published-reviews/{slug}", status=404)


def test_the_database_keeps_it_its_year(scene):
    release = Release.objects.get(decision__incident=scene.works["case published"])
    with pytest.raises(DatabaseError, match="at least a year"), transaction.atomic():
        TakenDown.objects.create(
            record=release.record, release=release, reason=WHY, taken_down_at=NOW,
            taken_down_by="x",
        )  # fmt: skip


def test_the_database_takes_no_other_decision_once_it_is_public(scene):
    for name, may in (("published", False), ("taken down", True)):
        incident = scene.works[f"case {name}"]
        with as_web(scene.tokens["business_manager"]):
            try:
                with transaction.atomic():
                    PublicationDecision.objects.create(
                        record=incident.record, incident=incident, number=2, outcome="withheld",
                        reasons=WHY, decided_on=AT.date(), changed_because=WHY, entered_at=AT,
                        entered_by="x",
                    )  # fmt: skip
            except DatabaseError:
                done = False
            else:
                done = True
        assert done is may, name


# What everybody reads


def test_the_page_for_everybody_is_whole_and_says_what_changed(scene):
    slug = Release.objects.get(decision__incident=scene.works["case published"]).slug
    listed = Visitor().get("/published-reviews")
    assert slug in listed
    page = Visitor().get(f"/published-reviews/{slug}")
    for words in ("<h2", "<ul", "<ol", "<table", "What changed", "Every agency asks it"):
        assert words in page
    assert PublishedChange.objects.count() == 2


def test_its_pdf_is_tagged_and_holds_the_same_words(scene):
    slug = Release.objects.get(decision__incident=scene.works["case published"]).slug
    answer = Visitor().ask("get", f"/published-reviews/{slug}.pdf")
    assert answer["Content-Type"] == "application/pdf"
    with pikepdf.open(io.BytesIO(answer.content)) as document:
        assert bool(document.Root.MarkInfo.Marked)
        assert "/StructTreeRoot" in document.Root


def test_a_seat_that_ends_ends_the_sight_of_hits(scene, check):
    Seat.objects.filter(pk=scene.seat("business_manager").pk).update(ended_at=NOW, ended_by="x")
    with as_web(scene.tokens["business_manager"]):
        assert not SafetyHit.objects.filter(safety_check=check).exists()

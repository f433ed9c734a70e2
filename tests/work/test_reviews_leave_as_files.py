"""The report of a rapid review and the letters of a case, as Word and PDF: from the record and from
nothing else, marked on every page, each making on the trail (R6.2 to R6.5); and what is answered to
a decision not to publish (R6.5)."""

from __future__ import annotations

import io
from datetime import date, timedelta

import docx
import pikepdf
import pypdfium2
import pytest
from django.test import Client

from builders import publishing as made
from builders.local_reviewing import decided_to_initiate
from builders.world import NOW, canary
from clients import Visitor
from sightline.foundation.errors import RuleBroken
from sightline.foundation.trail.models import TrailEvent
from sightline.work.reviews import operations as reviews
from sightline.work.reviews import queries
from sightline.work.reviews.models import RapidReview
from sightline.work.reviews.operations import commenting, publishing
from sightline.work.reviews.rules import commenting as rules

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
BEFORE, AFTER = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
MARKING = "OFFICIAL-SENSITIVE – named list only"
SAID = "The court was asked, and would rather it stayed unpublished."


@pytest.fixture
def visitor(scene):
    return Visitor(token=scene.tokens["business_manager"])


def file(visitor: Visitor, path: str) -> tuple[bytes, str]:
    """A file, and the name it is given."""
    answer = visitor.ask("get", path)
    assert answer.status_code == 200, path
    return answer.content, answer["Content-Disposition"]


def of_word(content: bytes) -> str:
    """Every word of a Word file, those of its tables, header and footer too."""
    held = docx.Document(io.BytesIO(content))
    said = [one.text for one in held.paragraphs]
    said += [cell.text for table in held.tables for row in table.rows for cell in row.cells]
    for section in held.sections:
        said += [one.text for part in (section.header, section.footer) for one in part.paragraphs]
    return "\n".join(said)


def of_pdf(content: bytes) -> list[str]:
    """The words of each page, a line break counting as a space."""
    held = pypdfium2.PdfDocument(content)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in held]


def address(scene, name: str) -> str:
    """Where a file of our case is."""
    case, review = scene.record("case ours").reference, scene.record("review ours").reference
    delay = scene.works["delay ours"].pk
    withheld = scene.record("case withheld").reference
    return {
        "report": f"/rapid-reviews/{review}/report/as-",
        "decision": f"/cases/{case}/local-review/decisions/1/letter/as-",
        "delay": f"/cases/{case}/local-review/delays/{delay}/letter/as-",
        "publication": f"/cases/{withheld}/publication/decisions/1/letter/as-",
    }[name]


HOLDS = {
    "report": ("answer review", "written done", "recommended reasons", "recommended criterion",
               "circumstances ours case"),
    "decision": ("decided reasons", "decided criterion", "position", "dissent", "panel view"),
    "delay": ("delay reason", "delay evidence"),
    "publication": ("withheld why",),
}  # fmt: skip


@pytest.mark.parametrize("name", HOLDS)
def test_both_files_hold_the_same_words_of_the_record(scene, visitor, name):
    word, as_word = file(visitor, address(scene, name) + "docx")
    pdf, as_pdf = file(visitor, address(scene, name) + "pdf")
    said, pages = of_word(word), of_pdf(pdf)
    together = " ".join(pages).replace(" ", "").replace("-", "")
    for text in HOLDS[name]:
        assert canary(text) in said, text
        assert canary(text) in together, text
    assert MARKING in said
    assert all(MARKING in page for page in pages)
    for given in (as_word, as_pdf):
        assert given.startswith('attachment; filename="')
        assert "anarie" not in given


@pytest.mark.parametrize("name", HOLDS)
def test_the_pdf_is_tagged_and_says_its_language(scene, visitor, name):
    content, _ = file(visitor, address(scene, name) + "pdf")
    with pikepdf.open(io.BytesIO(content)) as held:
        assert held.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in held.Root
        assert str(held.Root.Lang).startswith("en")


@pytest.mark.parametrize("name", HOLDS)
def test_no_identity_and_no_unreleased_word_leaves(scene, visitor, name):
    said = of_word(file(visitor, address(scene, name) + "docx")[0])
    for text in ("identity child ours", "identity alias ours", "identity address ours",
                 "written draft", "asked draft"):  # fmt: skip
        assert canary(text) not in said, text


def test_every_making_leaves_a_line(scene, visitor):
    rows = TrailEvent.objects.filter(code="case_file_made", kind=TrailEvent.Kind.READ)
    client = Client()  # a visitor's looks are undone
    client.cookies["session"] = visitor.token
    for kind in ("docx", "pdf"):
        assert client.get(address(scene, "delay") + kind).status_code == 200
    assert [(line.about, line.person_id) for line in rows] == [
        (scene.record("case ours").reference, scene.people["business_manager"].pk)
    ] * 2


def test_another_kind_of_file_or_number_is_absent(scene, visitor):
    visitor.get(address(scene, "report") + "html", status=404)
    visitor.get(address(scene, "decision").replace("/1/", "/9/") + "pdf", status=404)


def test_who_was_given_sight_of_the_review_alone_makes_no_report(scene):
    chair = Visitor(token=scene.tokens["group_chair"])
    chair.get(address(scene, "report") + "pdf", status=403)


def test_what_is_not_recorded_is_said_to_be_missing(scene, visitor):
    """A case whose panel has answered nothing yet: no sentence is made up for it."""
    by, manager = scene.actor("notifier"), scene.actor("business_manager")
    from builders.reviewing import caseworker, notified, recorded

    incident = recorded(scene, NOW)
    notified(incident, by, NOW)
    caseworker(incident, scene.seat("business_manager"), by, NOW)
    review = reviews.begin_rapid_review(incident=incident, by=manager, now=NOW)
    reviews.attest(record=incident.record, reason="I run its review", by=manager, now=NOW)
    said = of_word(file(visitor, f"/rapid-reviews/{review.record.reference}/report/as-docx")[0])
    assert said.count("Not answered yet.") == 4  # the four purposes
    for told in ("No agency’s summary is released to the panel yet.", "Nothing is recommended yet.",
                 "Nothing is decided yet.", "Not received yet"):  # fmt: skip
        assert told in said


def test_the_letter_says_until_when_as_the_record_reckoned_it(scene, visitor):
    incident = decided_to_initiate(scene, NOW)
    reviews.attest(
        record=incident.record, reason="I run its review", by=scene.actor("business_manager"),
        now=NOW,
    )  # fmt: skip
    (decision,) = queries.decisions_of(incident)
    path = f"/cases/{incident.record.reference}/local-review/decisions/1/letter/as-docx"
    said = of_word(file(visitor, path)[0])
    assert f"{decision.due_on.day} {decision.due_on:%B %Y}" in said
    assert "Not appointed yet" in said
    assert "The Panel, the Secretary of State and Ofsted" in said
    assert RapidReview.objects.get(incident=incident).record.reference not in said


# Answers to not publishing


@pytest.fixture
def withheld(scene):
    """A case of which nothing is published."""
    incident = made.begun(scene, NOW)
    publishing.decide_publication(
        incident=incident, given=made.decided(scene, TODAY, "withheld"),
        by=scene.actor("business_manager"), now=NOW,
    )  # fmt: skip
    return incident


def test_the_panel_answers_and_what_was_made_of_it_is_recorded_once(scene, visitor, withheld):
    there = f"/cases/{withheld.record.reference}/publication"
    assert "Record an answer to not publishing" in visitor.get(there)
    day = {f"received_on-{part}": str(getattr(TODAY, part)) for part in ("day", "month", "year")}
    visitor.get(f"{there}/comments")
    visitor.post(f"{there}/comments", {"sender": "panel", "words": SAID, **day}, status=302)
    told = visitor.get(there)
    assert SAID in told
    assert "Record what was made of it" in told
    number = told.split(f"{there}/comments/")[1].split('"')[0]
    day = {f"considered_on-{part}": str(getattr(TODAY, part)) for part in ("day", "month", "year")}
    visitor.get(f"{there}/comments/{number}")
    visitor.post(
        f"{there}/comments/{number}", {"words": "It stays: a child would be found.", **day},
        status=302,
    )  # fmt: skip
    assert "It stays: a child would be found." in visitor.get(there)
    again = visitor.post(f"{there}/comments/{number}", {"words": SAID, **day})
    assert "recorded already" in again


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"sender": "ofsted"}, "sender"),
        ({"received_on": BEFORE}, "received_on"),
        ({"received_on": AFTER}, "received_on"),
        ({"words": "No"}, "words"),
        ({"outcome": "publish"}, None),
        ({"decided_on": None}, None),
    ],
)
def test_an_answer_is_to_a_decision_that_stands_against_publishing(wrong, field):
    given = {"sender": "panel", "words": SAID, "received_on": TODAY, "outcome": "withheld",
             "decided_on": TODAY, "today": TODAY, **wrong}  # fmt: skip
    with pytest.raises(RuleBroken) as refused:
        rules.check_comment(**given)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("considered_on", "words", "field"),
    [(BEFORE, SAID, "considered_on"), (AFTER, SAID, "considered_on"), (TODAY, "Yes", "words")],
)
def test_what_was_made_of_an_answer_says_something(considered_on: date, words, field):
    with pytest.raises(RuleBroken) as refused:
        rules.check_considered(
            words=words, considered_on=considered_on, received_on=TODAY, is_considered=False,
            today=TODAY,
        )  # fmt: skip
    assert refused.value.field == field


def test_who_is_not_named_to_the_case_records_no_answer(scene, withheld):
    with pytest.raises(Exception, match="publish_reviews"):
        commenting.record_comment(
            incident=withheld, sender="panel", received_on=TODAY, words=SAID,
            by=scene.actor("notifier"), now=NOW,
        )  # fmt: skip

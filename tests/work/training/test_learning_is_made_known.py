"""A piece of learning is written, issued, read and counted, and the recommendation's page shows how
far it came (R8.5)."""

from __future__ import annotations

import io
from datetime import timedelta

import docx
import pikepdf
import pytest

from builders.acting import recommended
from builders.spreading import issued, written
from builders.world import NOW
from clients import Visitor
from sightline.foundation.errors import NotAllowed, NotSeen, RuleBroken
from sightline.registers.actions.models import Dissemination
from sightline.work.training import operations, queries
from sightline.work.training.models import Briefing, BriefingReceipt
from sightline.work.training.rules import spreading


@pytest.fixture
def asked(scene):
    body = scene.partnership.body_set.get(key="practice-group")
    return recommended(
        scene, "business_manager", body, wording="Ask what the child's day is like",
        hoped_for="Children are seen",
    )  # fmt: skip


@pytest.fixture
def office(scene):
    return {"by": scene.actor("business_unit"), "now": NOW}


def reach(briefing, asked, office, **said):
    words = {"channel": "training", "happened_on": NOW.date(), "to_whom": "Health visitors",
             "reached": 12, "said": "Useful"}  # fmt: skip
    return operations.record_reach(
        briefing=briefing, recommendations=[asked], **{**words, **said}, **office
    )


def test_all_seven_parts_are_written_and_each_read_in_a_minute(scene, office):
    parts = [f"Part {number}" for number in range(1, 8)]
    spreading.check_issue("briefing", "", parts)
    with pytest.raises(RuleBroken, match="What was found, What to do"):
        spreading.check_issue("briefing", "", [*parts[:2], " ", parts[3], "", *parts[5:]])
    with pytest.raises(RuleBroken, match="Shorten these parts to 200 words each: What happened"):
        spreading.check_issue("briefing", "", [parts[0], "word " * 201, *parts[2:]])
    with pytest.raises(RuleBroken, match="Write what is to be known"):
        spreading.check_issue("post", "", [])
    spreading.check_issue("post", "Read the new procedure", [])
    draft = written(scene.partnership, sections=[""] * 7)
    with pytest.raises(RuleBroken, match="Write these parts first"):
        operations.issue_briefing(briefing=draft, **office)


def test_a_draft_is_the_offices_and_what_is_issued_everybodys(scene, office):
    draft = written(scene.partnership)
    with pytest.raises(NotSeen):
        queries.briefing(scene.actor("practitioner"), draft.reference, NOW)
    operations.issue_briefing(briefing=draft, **office)
    assert queries.briefing(scene.actor("practitioner"), draft.reference, NOW).pk == draft.pk
    with pytest.raises(NotSeen):
        queries.briefing(scene.actor("stranger"), draft.reference, NOW)


def test_others_than_the_office_write_and_count_nothing(scene, asked, office):
    chair = {"by": scene.actor("group_chair"), "now": NOW}
    draft = written(scene.partnership)
    with pytest.raises(NotAllowed):
        operations.make_briefing(partnership_id=scene.partnership.pk, recommendations=[],
                                 title="x", **chair)  # fmt: skip
    with pytest.raises(NotAllowed):
        operations.issue_briefing(briefing=draft, **chair)
    with pytest.raises(NotAllowed):
        reach(draft, asked, chair)


def test_what_was_issued_stays_as_it_was_read(scene, office):
    one = issued(scene.partnership)
    said = {"version": one.version, "recommendations": [], "title": "Other words"}
    with pytest.raises(RuleBroken, match="as it stands"):
        operations.write_briefing(briefing=one, **said, **office)
    draft = written(scene.partnership)
    with pytest.raises(RuleBroken, match="Somebody else changed this"):
        operations.write_briefing(briefing=draft, **{**said, "version": 9}, **office)


def test_whom_it_reached_is_shown_with_the_recommendation(scene, asked, office):
    one = issued(scene.partnership, asked)
    reach(one, asked, office)
    reach(one, asked, office, channel="social", reached=300, to_whom="Followers", said="")
    rows = Dissemination.objects.filter(record=asked.record).order_by("pk")
    assert [(row.how, row.reached, row.told_in_id) for row in rows] == [
        ("training", 12, one.record_id), ("social", 300, one.record_id),
    ]  # fmt: skip
    page = Visitor(scene.people["business_manager"]).get(
        f"/recommendations/{asked.record.reference}"
    )
    assert "Social media" in page and "300 people" in page
    assert f"/training/learning/{one.reference}" in page
    assert "Places counted in all: 312" in page


def test_nothing_is_counted_before_it_is_issued_or_in_the_future(scene, asked, office):
    with pytest.raises(RuleBroken, match="Issue it first"):
        reach(written(scene.partnership), asked, office)
    with pytest.raises(RuleBroken, match="future"):
        reach(issued(scene.partnership), asked, office, happened_on=NOW.date() + timedelta(days=2))
    assert not Dissemination.objects.filter(record=asked.record).exists()


def test_a_member_confirms_once_and_the_office_counts_it(scene, asked, office):
    one = issued(scene.partnership, asked)
    path = f"/training/learning/{one.reference}"
    visitor = Visitor(scene.people["practitioner"])
    assert "1. Why this briefing" in visitor.get(path)
    visitor.post(path, {"said": "Ask about bedtime"}, status=302)
    page = visitor.get(path)
    assert "You confirmed on" in page and "Ask about bedtime" not in page
    visitor.post(path, {"said": ""}, status=302)
    assert BriefingReceipt.objects.filter(briefing=one).count() == 1
    desk = Visitor(scene.people["business_unit"])
    page = desk.get(path)
    assert "1 member has confirmed" in page and "Ask about bedtime" in page
    assert "1 new confirmation" in page
    form = desk.get(f"/programme/learning/{one.reference}/reach")
    assert 'value="1"' in form
    sent = {"channel": "reading", "to_whom": "Members", "reached": "1", "said": "",
            "happened_on-day": str(NOW.date().day), "happened_on-month": str(NOW.date().month),
            "happened_on-year": str(NOW.date().year)}  # fmt: skip
    desk.post(f"/programme/learning/{one.reference}/reach", sent, status=302)
    assert "new confirmation" not in desk.get(path)


def test_the_page_names_only_recommendations_that_the_reader_sees(scene, asked):
    one = issued(scene.partnership, asked)
    path = f"/training/learning/{one.reference}"
    assert asked.record.reference in Visitor(scene.people["business_manager"]).get(path)
    assert asked.record.reference not in Visitor(scene.people["practitioner"]).get(path)


def test_the_office_writes_it_on_a_page_and_ties_it(scene, asked):
    desk = Visitor(scene.people["business_manager"])
    sent = {"title": "Seven minutes", "audience": "Schools", "kind": "briefing", "words": "",
            "address": "javascript:x", "references": "REC-1999-001"}  # fmt: skip
    page = desk.post("/programme/learning/make", sent)
    assert "Enter an address that begins with https://" in page
    sent["address"] = "https://www.example.org/x"
    assert "There is no recommendation REC-1999-001" in desk.post("/programme/learning/make", sent)
    sent["references"] = asked.record.reference.lower()
    led = desk.post("/programme/learning/make", sent, status=302)
    one = Briefing.objects.get(title="Seven minutes")
    assert led == f"/training/learning/{one.reference}"
    assert queries.references_known_by(one, scene.actor("business_manager"), NOW) == [
        asked.record.reference
    ]
    assert desk.statements and asked.record.reference in desk.get(led)


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_the_template_comes_as_tagged_pdf_and_as_word(scene, kind):
    one = issued(scene.partnership, sections=["Why", "What", "First\nSecond", "d", "e", "f", "g"])
    path = f"/training/learning/{one.reference}/file/{kind}"
    content = Visitor(scene.people["practitioner"]).ask("get", path).content
    if kind == "docx":
        word = docx.Document(io.BytesIO(content))
        heads = [each.text for each in word.paragraphs if each.style.name == "Heading 1"]
        assert heads == [f"{n}. {name}" for n, (name, _) in enumerate(spreading.SEVEN, 1)]
        assert "Second" in [each.text for each in word.paragraphs]
    else:
        with pikepdf.open(io.BytesIO(content)) as paper:
            assert paper.Root.MarkInfo.Marked and paper.Root.StructTreeRoot is not None
            assert one.title in str(
                paper.docinfo.get("/Title", paper.open_metadata().get("dc:title"))
            )


def test_pages_take_few_statements(scene, asked):
    one = issued(scene.partnership, asked)
    desk = Visitor(scene.people["business_manager"])
    for path in ("/training/learning", f"/training/learning/{one.reference}"):
        desk.get(path)
        assert desk.statements <= 12, path

"""The pack is issued once to those who sit there; what comes later is late, and a supplement."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from builders import partnership as made
from builders.trail import told
from builders.world import NOW, World
from clients import Visitor
from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.foundation.outbox.models import Message
from sightline.registers.evidence import operations as evidence
from sightline.registers.partnership.models import Seat
from sightline.work.governance import operations as governance
from sightline.work.governance.models import Meeting

LATER = NOW + timedelta(days=1)


def planned(scene: World) -> Meeting:
    """A meeting of the practice group with one item."""
    meeting = governance.plan_meeting(
        body=scene.partnership.body_set.get(key="practice-group"),
        on=NOW.date() + timedelta(days=12), starts_at=None, ends_at=None, venue="",
        by=made.BY, now=NOW,
    )  # fmt: skip
    governance.add_item(
        meeting=meeting, title="Audits", purpose="discuss", takes=10, presenter="", note="",
        meant_for="meeting", by=made.BY, now=NOW,
    )  # fmt: skip
    return meeting


def issued(scene: World, meeting: Meeting, *, at=NOW, by="business_manager"):
    return governance.issue_pack(meeting=meeting, by=scene.actor(by), now=at)


def filed(scene: World, meeting: Meeting, title: str, *, at) -> None:
    evidence.file_document(
        record=meeting.items.get().record, kind="paper", title=title,
        upload=SimpleUploadedFile("paper.txt", b"Words", "text/plain"), by=made.BY, now=at,
    )  # fmt: skip


def test_each_who_sits_there_is_told_once(scene: World) -> None:
    meeting = planned(scene)
    sits = Seat.objects.filter(Seat.live(), place__body=meeting.body).values("person").distinct()
    before = Message.objects.filter(notice__endswith="pack_ready").count()
    issued(scene, meeting)
    assert (
        Message.objects.filter(notice__endswith="pack_ready").count() - before == sits.count() > 0
    )
    assert f"Issued the pack to {sits.count()} people" in told(meeting.record.reference)


def test_a_second_secretary_is_told_that_it_was_issued(scene: World) -> None:
    meeting = planned(scene)
    issued(scene, meeting)
    with pytest.raises(RuleBroken, match=r"was issued by .* nothing came since"):
        issued(scene, meeting, at=LATER, by="business_unit")


def test_what_comes_after_is_late_and_issued_as_a_supplement(scene: World) -> None:
    meeting = planned(scene)
    filed(scene, meeting, "In time", at=NOW - timedelta(hours=1))
    issued(scene, meeting)
    filed(scene, meeting, "After the pack", at=LATER)
    page = Visitor(token=scene.tokens["group_member"]).get(
        f"/meetings/{meeting.record.reference}/agenda"
    )
    in_time, late = (page.split(title)[1].split("</th>")[0] for title in ("In time", "After the p"))
    assert "Late" not in in_time.split("After the pack")[0]
    assert "Late" in late
    supplement = issued(scene, meeting, at=LATER + timedelta(hours=1))
    assert supplement.number == 2
    with pytest.raises(RuleBroken, match="nothing came since"):
        issued(scene, meeting, at=LATER + timedelta(hours=2))


def test_an_agenda_without_items_is_not_issued(scene: World) -> None:
    meeting = governance.plan_meeting(
        body=scene.partnership.body_set.get(key="practice-group"),
        on=NOW.date() + timedelta(days=13), starts_at=None, ends_at=None, venue="",
        by=made.BY, now=NOW,
    )  # fmt: skip
    with pytest.raises(RuleBroken, match="nothing on the agenda"):
        issued(scene, meeting)


@pytest.mark.parametrize("persona", ["group_chair", "lead_partner", "scrutineer", "group_member"])
def test_only_the_office_issues_it(scene: World, persona: str) -> None:
    with pytest.raises(NotAllowed):
        issued(scene, planned(scene), by=persona)


def test_in_a_browser(scene: World) -> None:
    meeting = planned(scene)
    office = Visitor(token=scene.tokens["business_manager"])
    address = f"/meetings/{meeting.record.reference}/agenda"
    assert "Issue the pack" in office.get(address)
    assert office.post(f"{address}/issue", {"form_key": "f" * 32}, status=302) == address
    assert "Pack issued" in office.get(address)
    assert "nothing came since" in office.post(
        f"{address}/issue", {"form_key": "e" * 32}, status=200
    )

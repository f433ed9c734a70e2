"""A draft of a document goes before the body that is to approve it: it stands on the forward plan
and on the agenda until the answer is recorded, and an agreement counts for the register (R3.2)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from builders.world import NOW, World
from clients import Visitor
from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.registers.duties import operations as duties
from sightline.registers.duties.models import Draft, Fulfilment
from sightline.registers.partnership.queries import arrangement_on
from sightline.registers.records.models import Record
from sightline.work.governance import operations as governance
from sightline.work.governance.models import AgendaItem

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
KEY = "threshold-document"


def offered(scene: World, persona: str = "business_unit") -> Draft:
    arrangement = arrangement_on(scene.partnership.pk, TODAY)
    record = duties.offer_for_approval(
        document=next(one for one in arrangement.documents if one.id == KEY),
        body=scene.partnership.body_set.get(key="executive"),
        upload=SimpleUploadedFile("levels.txt", b"Four levels of need", "text/plain"),
        by=scene.actor(persona),
        now=NOW,
    )
    return Draft.objects.get(record=record)


def answered(scene: World, draft: Draft, **given: object) -> Draft:
    said = {"is_agreed": True, "on": TODAY, "words": "", **given}
    return duties.answer_draft(draft=draft, by=scene.actor("business_manager"), now=NOW, **said)


def agenda(scene: World) -> list[str]:
    """The Executive's next agenda, filled; what stands on it from this room."""
    meeting = scene.meetings["planned"]
    governance.fill_agenda(
        meeting=meeting, by=scene.actor("business_manager"), now=NOW, today=TODAY
    )
    rows = AgendaItem.objects.filter(meeting=meeting, source__kind="duties:shelved")
    return [item.source.reference for item in rows.select_related("source")]


def agreed(draft: Draft) -> int:
    rows = Fulfilment.objects.filter(record=draft.record, kind="document-agreed")
    return rows.filter(document_key=KEY, on=TODAY, withdrawn_at=None).count()


def test_a_draft_goes_the_whole_way_in_a_browser(scene: World) -> None:
    office = Visitor(token=scene.tokens["business_unit"])
    assert "Put a draft forward for approval" in office.get("/shelf")
    sent = {
        "document": KEY,
        "body": "executive",
        "upload": SimpleUploadedFile("levels.txt", b"Four levels of need", "text/plain"),
    }
    led = office.post("/shelf/offer", sent, status=302)
    draft = Draft.objects.get(record__reference=led.rsplit("/", 1)[1])
    assert "Waits for approval by Safeguarding Partnership Executive" in office.get(led)
    assert draft.record.title in office.get("/forward-plan")
    assert agenda(scene) == [draft.record.reference]
    lead = Visitor(token=scene.tokens["lead_partner"])
    item = AgendaItem.objects.get(source=draft.record)
    assert led in lead.get(f"/items/{item.record.reference}")
    assert "levels.txt" in lead.get(led)
    refused = office.post(f"{led}/answer", {"is_agreed": "no", **_day(), "words": "No"})
    assert "Say what is to be changed" in refused
    office.post(f"{led}/answer", {"is_agreed": "yes", **_day(), "words": ""}, status=302)
    page = lead.get(led)
    assert "Agreed" in page
    assert "Waits for approval" not in page
    assert draft.record.title not in office.get("/forward-plan")
    assert agreed(draft) == 1


def _day() -> dict[str, str]:
    return {f"on-{part}": str(getattr(TODAY, part)) for part in ("day", "month", "year")}


def test_one_that_is_not_agreed_counts_for_nothing_and_waits_no_more(scene: World) -> None:
    draft = offered(scene)
    answered(scene, draft, is_agreed=False, words="The levels are to be named in plain words.")
    assert agreed(draft) == 0
    assert agenda(scene) == []
    with pytest.raises(RuleBroken, match="recorded already"):
        answered(scene, draft)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"on": TODAY + timedelta(days=1)}, "on"),
        ({"on": TODAY - timedelta(days=1)}, "on"),
        ({"is_agreed": False, "words": "No."}, "words"),
    ],
)
def test_a_wrong_answer_is_told_beside_its_field(scene: World, given: dict, field: str) -> None:
    draft = offered(scene)
    with pytest.raises(RuleBroken) as refused:
        answered(scene, draft, **given)
    assert refused.value.field == field
    draft.refresh_from_db()
    assert draft.answer == ""


@pytest.mark.parametrize("persona", ["lead_partner", "group_member", "agency_lead", "stranger"])
def test_others_put_nothing_forward(scene: World, persona: str) -> None:
    before = Record.objects.count()
    if persona == "stranger":
        assert Visitor(token=scene.tokens[persona]).ask(
            "get", f"/shelf/{offered(scene).record.reference}/answer"
        ).status_code == 404  # fmt: skip
        return
    with pytest.raises(NotAllowed):
        offered(scene, persona)
    assert Record.objects.count() == before

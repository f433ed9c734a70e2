"""A chair enters the risks of their body and raises them to the Executive with a reason; the office
records what the Executive said; a risk is closed with a reason and stays on record (R3.8)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from builders.planning import entered
from builders.trail import told
from builders.world import NOW, World, canary
from clients import Visitor
from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.foundation.outbox.models import Message
from sightline.work.planning import operations as planning
from sightline.work.planning.models import Risk

MANAGER = "business_manager"
LATER = NOW.date() + timedelta(days=60)
WHY = "The group has no say over posts. Only the partners can fill them."


def visitor(world: World, persona: str) -> Visitor:
    return Visitor(token=world.tokens[persona])


def raised(world: World, risk: Risk, persona: str = "group_chair", reason: str = WHY) -> Risk:
    return planning.raise_risk(risk=risk, reason=reason, by=world.actor(persona), now=NOW)


def test_a_chair_raises_a_risk_of_their_body(scene: World) -> None:
    risk = entered(scene, "group_chair")
    path = f"/risks/{risk.record.reference}"
    chair = visitor(scene, "group_chair")
    assert "Raise it to the Executive" in chair.get(path)
    chair.post(f"{path}/raise", {"reason": WHY}, status=302)
    lead = visitor(scene, "lead_partner")
    page = lead.get(path)
    assert "Raised to the Executive" in page
    assert WHY in page
    assert risk.record.reference in lead.get("/risks?show=raised")
    plan = scene.works["plan ours"].record.reference
    executive = lead.get(f"/plans/{plan}/for-the-executive")
    assert risk.record.reference in executive.split('id="raised"')[1].split("<section")[0]
    manager = visitor(scene, "business_manager")
    said = "The partners fund two posts from January."
    manager.post(f"{path}/answer", {"answer": said}, status=302)
    assert said in chair.get(path)
    assert risk.record.reference not in lead.get("/risks?show=raised")


def test_the_office_is_told_that_something_waits_and_not_what(scene: World) -> None:
    risk = entered(scene, "group_chair", name=canary("raised risk"))
    raised(scene, risk, reason=f"Because {canary('raised because')}")
    message = Message.objects.get(notice="risk_raised", about=risk.record.reference)
    assert message.to_person_id == scene.people["business_manager"].pk
    told = f"{message.facts} {message.key}"
    assert f"/risks/{risk.record.reference}" in told
    assert "Kanarie" not in told


def test_a_chair_enters_and_raises_for_their_own_body_alone(scene: World) -> None:
    vulnerable = scene.partnership.body_set.get(key="vulnerable-group")
    with pytest.raises(NotAllowed):
        entered(scene, "group_chair", body=vulnerable)
    theirs = entered(scene, body=vulnerable)
    with pytest.raises(NotAllowed):
        raised(scene, theirs)
    form = visitor(scene, "group_chair").get("/risks/enter")
    assert 'value="practice-group"' in form
    assert 'value="vulnerable-group"' not in form
    page = visitor(scene, "group_chair").get(f"/risks/{theirs.record.reference}")
    assert "Raise it to the Executive" not in page


@pytest.mark.parametrize("persona", ["lead_partner", "scrutineer", "group_member", "business_unit"])
def test_who_neither_chairs_nor_keeps_the_register_raises_nothing(
    scene: World, persona: str
) -> None:
    with pytest.raises(NotAllowed):
        raised(scene, entered(scene), persona)
    with pytest.raises(NotAllowed):
        entered(scene, persona)


def test_a_reason_is_a_sentence_and_a_risk_is_raised_once(scene: World) -> None:
    risk = entered(scene)
    with pytest.raises(RuleBroken, match="why it is raised"):
        raised(scene, risk, reason="Please")
    raised(scene, risk)
    with pytest.raises(RuleBroken, match="before the Executive already"):
        raised(scene, risk)


def test_a_risk_that_was_answered_can_be_raised_again(scene: World) -> None:
    risk = entered(scene)
    raised(scene, risk)
    planning.answer_risk(
        risk=risk, answer="Wait for the budget.", by=scene.actor("business_manager"), now=NOW
    )
    again = raised(scene, risk, reason="The budget is out and holds nothing for it.")
    assert (again.state, again.answer) == ("raised", "")
    page = visitor(scene, "lead_partner").get(f"/risks/{risk.record.reference}")
    assert WHY in page  # in what was done to the record


def test_the_executives_own_risk_is_not_raised_to_it(scene: World) -> None:
    risk = entered(scene, body=scene.partnership.body_set.get(key="executive"))
    with pytest.raises(RuleBroken, match="Executive already"):
        raised(scene, risk, "business_manager")
    page = visitor(scene, "business_manager").get(f"/risks/{risk.record.reference}")
    assert "Raise it to the Executive" not in page


def test_what_was_not_raised_has_no_answer(scene: World) -> None:
    with pytest.raises(RuleBroken, match="not before the Executive"):
        planning.answer_risk(
            risk=entered(scene), answer="All is well then.", by=scene.actor("business_manager"),
            now=NOW,
        )  # fmt: skip


def test_a_closed_risk_stays_on_record_and_is_changed_no_more(scene: World) -> None:
    risk = entered(scene, name="Was closed in time")
    manager, path = visitor(scene, "business_manager"), f"/risks/{risk.record.reference}"
    assert "Say why it is closed" in manager.post(f"{path}/close", {"reason": "Over"})
    manager.post(f"{path}/close", {"reason": "Four chairs are trained now."}, status=302)
    page = manager.get(path)
    assert "Four chairs are trained now." in page
    assert "Reassess it" not in page
    assert "Was closed in time" not in manager.get("/risks")
    assert "Was closed in time" in manager.get("/risks?show=closed")
    assert "Was closed in time" not in manager.get("/risks/picture")
    by = scene.actor("business_manager")
    for change in (
        lambda: raised(scene, risk, "business_manager"),
        lambda: planning.close_risk(risk=risk, reason="Closed twice over", by=by, now=NOW),
        lambda: planning.add_control(risk=risk, words="A rota of chairs", by=by, now=NOW),
    ):
        with pytest.raises(RuleBroken, match="closed"):
            change()


def test_a_risk_closed_too_early_is_opened_again(scene: World) -> None:
    risk = entered(scene, name="Was closed too early")
    by = scene.actor(MANAGER)
    with pytest.raises(RuleBroken, match="open already"):
        planning.reopen_risk(risk=risk, reason="Never was closed", review_on=LATER, by=by, now=NOW)
    planning.close_risk(risk=risk, reason="Four chairs are trained now.", by=by, now=NOW)
    with pytest.raises(RuleBroken, match="closed"):
        planning.answer_risk(risk=risk, answer="The Executive notes it.", by=by, now=NOW)
    manager = Visitor(token=scene.tokens[MANAGER])
    path = f"/risks/{risk.record.reference}"
    assert "Open it again" in manager.get(path)
    assert "Say why" in manager.post(f"{path}/reopen", {"reason": "No", **_day(LATER)})
    sent = {"reason": "Two of the four have left.", **_day(LATER)}
    manager.post(f"{path}/reopen", sent, status=302)
    risk.refresh_from_db()
    assert (risk.state, risk.closed_at, risk.review_on) == ("open", None, LATER)
    assert "Was closed too early" in manager.get("/risks")
    lines = told(risk.record.reference)
    assert any("Four chairs are trained now." in line for line in lines)
    assert any("Two of the four have left." in line for line in lines)


def _day(day: date) -> dict[str, str]:
    return {f"review_on-{part}": str(getattr(day, part)) for part in ("day", "month", "year")}


def test_reviews_are_reminded_of_a_week_before_and_when_the_day_has_passed(scene: World) -> None:
    """Eight days before: nobody. Seven: the owner, once. On the day: nobody again. The day after:
    owner and chair, once."""
    risk = entered(scene, name="Is looked at in March")
    review_on = NOW.date() + timedelta(days=120)
    Risk.objects.exclude(pk=risk.pk).update(review_on=review_on + timedelta(days=100))
    Risk.objects.filter(pk=risk.pk).update(review_on=review_on)

    def reminded(days: int) -> int:
        today = review_on + timedelta(days=days)
        return planning.remind_of_reviews(partnership=scene.partnership, today=today, now=NOW)

    chairs = {scene.people["group_chair"].pk} - {risk.owner_id}
    assert [reminded(days) for days in (-8, -7, -6, 0)] == [0, 1, 0, 0]
    assert reminded(1) == 1 + len(chairs)
    assert reminded(2) == 0
    messages = Message.objects.filter(about=risk.record.reference)
    assert {one.notice for one in messages} == {"risk_review_due", "risk_review_overdue"}
    assert not any("looked at" in str(one.facts) for one in messages)
    planning.close_risk(risk=risk, reason="Four chairs are trained now.", by=scene.actor(MANAGER),
                        now=NOW)  # fmt: skip
    assert reminded(30) == 0

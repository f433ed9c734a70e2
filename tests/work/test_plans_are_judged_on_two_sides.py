"""Progress and impact are judged apart, each dated, with words and by whom; what was judged before
stays; little or no progress is a list (R1.2, domain 12.3)."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from builders.planning import aimed, drawn_up, judged, prioritised
from builders.world import NOW, World, canary
from clients import Visitor
from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.registers.partnership.models import Body
from sightline.work.planning import operations as planning
from sightline.work.planning.models import Judgement, Objective

TODAY = NOW.date()
LITTLE = "/objectives?show=little"


def ours(world: World) -> Objective:
    found: Objective = world.works["objective ours"]
    return found


def more(world: World, what: str, body: str = "practice-group") -> Objective:
    """One objective more of the agreed plan."""
    plan = world.works["plan ours"]
    plan.refresh_from_db()
    return aimed(
        world,
        plan.priorities.get(),
        what=what,
        body=Body.objects.get(partnership=world.partnership, key=body),
        reason="Asked for by the Executive",
    )


def as_chair(world: World) -> Visitor:
    return Visitor(token=world.tokens["group_chair"])


def _day(day: object) -> dict[str, str]:
    return {f"judged_on-{part}": str(getattr(day, part)) for part in ("day", "month", "year")}


def test_a_chair_judges_both_sides_apart(scene: World) -> None:
    chair, path = as_chair(scene), f"/objectives/{ours(scene).record.reference}"
    said = {"value": "complete", "words": "All five agencies use it now."}
    chair.post(f"{path}/progress", said | _day(TODAY), status=302)
    page = chair.get(path)
    progress, impact = page.split('id="progress"')[1].split('id="impact"')
    assert "Complete" in progress
    assert "All five agencies use it now." in progress
    assert canary("progress ours") in progress  # what was judged before stays in view
    assert "Not yet known" in impact.split("<h2")[0]  # complete says nothing of impact
    said = {"value": "none", "words": "The re-audit finds no difference for children."}
    chair.post(f"{path}/impact", said | _day(TODAY), status=302)
    page = chair.get(path)
    progress, impact = page.split('id="progress"')[1].split('id="impact"')
    assert "Complete" in progress
    assert "No impact" in impact


def test_little_or_no_progress_is_a_list(scene: World) -> None:
    little, none, some = ours(scene), more(scene, "None so far"), more(scene, "Some way gone")
    unjudged = more(scene, "Nobody has looked yet")
    judged(scene, none, "business_manager", value="none")
    judged(scene, some, "business_manager", value="some")
    page = as_chair(scene).get(LITTLE)
    assert little.record.reference in page
    assert none.record.reference in page
    for other in (some, unjudged):
        assert other.record.reference not in page
    assert unjudged.record.reference in as_chair(scene).get("/objectives?show=unjudged")
    judged(scene, none, "business_manager", value="good")  # the last one of a day stands
    assert none.record.reference not in as_chair(scene).get(LITTLE)


def test_the_list_is_sorted_narrowed_and_handed_out(scene: World) -> None:
    more(scene, "An objective of the exploited", "vulnerable-group")
    chair = as_chair(scene)
    narrowed = chair.get("/objectives?body=vulnerable-group")
    assert "An objective of the exploited" in narrowed
    assert ours(scene).record.reference not in narrowed
    assert "An objective of the exploited" in chair.get("/objectives?sort=-what")
    sent = chair.ask("get", "/objectives?show=little&export=csv")
    text = sent.streamed.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    head = next(number for number, row in enumerate(rows) if "Reference" in row)
    assert rows[head + 1 :], text
    found = dict(zip(rows[head], rows[head + 1], strict=True))
    assert (found["Progress"], found["Impact"]) == ("Little progress", "Not yet known")


def test_a_draft_and_a_dropped_one_are_not_judged(scene: World) -> None:
    draft = aimed(scene, prioritised(scene, drawn_up(scene, year=NOW.year)))
    with pytest.raises(RuleBroken, match="draft"):
        judged(scene, draft, "business_manager")
    dropped = more(scene, "Nobody needs it")
    planning.drop_objective(
        objective=dropped, reason="Another board does it", by=scene.actor("business_manager"),
        now=NOW,
    )  # fmt: skip
    with pytest.raises(RuleBroken, match="dropped"):
        judged(scene, dropped, "business_manager")
    assert dropped.record.reference not in as_chair(scene).get("/objectives?show=all")


@pytest.mark.parametrize(
    "wrong",
    [
        {"value": "clear"},  # a value of the other side
        {"side": "impact", "value": "complete"},
        {"words": "Yes"},
        {"judged_on": TODAY + timedelta(days=1)},
        {"judged_on": TODAY - timedelta(days=1)},  # before the last one, which is of today
    ],
)
def test_a_judgement_is_of_its_side_of_a_day_and_in_words(
    scene: World, wrong: dict[str, object]
) -> None:
    with pytest.raises(RuleBroken):
        judged(scene, ours(scene), "business_manager", **wrong)


def test_a_chair_judges_what_their_own_body_owns(scene: World) -> None:
    other = more(scene, "Of another group", "vulnerable-group")
    with pytest.raises(NotAllowed):
        judged(scene, other, "group_chair")
    page = as_chair(scene).get(f"/objectives/{other.record.reference}")
    assert "Judge progress" not in page
    judged(scene, other, "business_manager")  # the office may, for every body


@pytest.mark.parametrize("persona", ["lead_partner", "scrutineer", "group_member"])
def test_who_reads_does_not_judge(scene: World, persona: str) -> None:
    with pytest.raises(NotAllowed):
        judged(scene, ours(scene), persona)


def test_the_database_keeps_what_was_judged(scene: World) -> None:
    one = Judgement.objects.filter(objective=ours(scene)).first()
    assert one is not None
    for change in (lambda: Judgement.objects.filter(pk=one.pk).update(value="good"), one.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_executive_reads_what_does_not_move_first(scene: World) -> None:
    judged(scene, more(scene, "Goes well"), "business_manager", value="good")
    reference = scene.works["plan ours"].record.reference
    page = Visitor(token=scene.tokens["lead_partner"]).get(f"/plans/{reference}/for-the-executive")
    little = page.split('id="little"')[1].split("<section")[0]
    assert canary("objective ours") in little
    assert "Goes well" not in little
    assert "Goes well" in page
    assert canary("progress ours") in page  # what each judgement rests on
    assert canary("impact ours") in page
    assert "2 objectives under 1 priority" in page.lower()

"""The business plan of a year: drafted, agreed, told to the register of duties, copied forward; and
the aims of the partnership with what the plan does for them (R1.1, R1.2)."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from builders.planning import aimed, drawn_up, judged, prioritised
from builders.world import NOW, World
from clients import Visitor
from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.registers.duties.queries import register_as_at
from sightline.registers.partnership.models import Body
from sightline.work.planning import operations as planning
from sightline.work.planning.models import Objective, Plan
from sightline.work.planning.rules import plans as rules

TODAY = NOW.date()
NEXT = NOW.year  # the world's plan is of the year that began last April
MANAGER = "business_manager"


def visitor(world: World, persona: str = MANAGER) -> Visitor:
    return Visitor(token=world.tokens[persona])


def ready(world: World) -> Plan:
    """A draft of next year with one priority and one objective."""
    made = drawn_up(world, year=NEXT)
    aimed(world, prioritised(world, made))
    return made


def agreed(world: World, made: Plan, on: date = TODAY) -> Plan:
    return planning.agree_plan(
        plan=made, agreed_on=on, where="The Executive, item 4", by=world.actor(MANAGER), now=NOW
    )


def test_a_plan_comes_to_be(scene: World) -> None:
    """The whole way, in a browser: drawn up, filled, agreed, read by a lead partner."""
    manager = visitor(scene)
    led = manager.post("/plans/draw-up", {"year": str(NEXT), "words": "Neglect grew."}, status=302)
    assert "No priority yet" in manager.get(led)
    refused = manager.post(f"{led}/agree", _day(TODAY) | {"where": "The Executive"})
    assert "A plan without a priority cannot be agreed" in refused
    given = {"name": "Neglect", "why": "It is the commonest harm.", "aims": ["learn", "train"]}
    manager.post(f"{led}/priorities/add", given, status=302)
    refused = manager.post(f"{led}/agree", _day(TODAY) | {"where": "The Executive"})
    assert "Priority 1 has no objective" in refused
    objective = manager.post(
        f"{led}/priorities/1/objective",
        {
            "what": "One toolkit for neglect in every agency",
            "measure": "The audit finds it on four files in five",
            "body": "practice-group",
            "agency": "wakefield-council",
            "alignment": "Priority 2 of the Health and Wellbeing Board",
        },
        status=302,
    )
    manager.post(f"{led}/agree", _day(TODAY) | {"where": "The Executive, item 4"}, status=302)
    lead = visitor(scene, "lead_partner")
    page = lead.get(led)
    assert "One toolkit for neglect in every agency" in page
    assert "The Executive, item 4" in page
    assert "Implement learning from good practice" in page
    assert "Priority 2 of the Health and Wellbeing Board" in lead.get(objective)
    for verb in ("agree", "copy", "priorities/add"):
        lead.get(f"{led}/{verb}", status=403, inspects=False)


def _day(day: date) -> dict[str, str]:
    parts = {"day": day.day, "month": day.month, "year": day.year}
    return {f"agreed_on-{part}": str(value) for part, value in parts.items()}


def test_that_a_plan_is_agreed_keeps_the_promise_of_the_arrangements(scene: World) -> None:
    """ "The Executive develops, manages and aligns the Business Plan to other Boards." """

    def state() -> str:
        found = register_as_at(scene.partnership.pk, TODAY, today=TODAY)
        return next(one.code for one in found.states() if one.duty.id == "business-plan")

    from sightline.registers.duties.models import Fulfilment

    Fulfilment.objects.filter(document_key="business-plan").update(
        withdrawn_at=NOW, withdrawn_reason="for this test"
    )
    made = ready(scene)
    assert state() == "not-evidenced"  # that it is drawn up is not that it is agreed
    agreed(scene, made, TODAY - timedelta(days=3))
    assert state() == "met"
    told = Fulfilment.objects.get(record=made.record)
    assert (told.kind, told.on, told.body_key) == (
        "document-agreed", TODAY - timedelta(days=3), "executive",
    )  # fmt: skip


def test_a_plan_is_agreed_once_and_not_tomorrow(scene: World) -> None:
    made = ready(scene)
    with pytest.raises(RuleBroken, match="future"):
        agreed(scene, made, TODAY + timedelta(days=1))
    agreed(scene, made)
    with pytest.raises(RuleBroken, match="agreed already"):
        agreed(scene, made)


def test_what_was_dropped_does_not_make_a_plan(scene: World) -> None:
    made = ready(scene)
    only = Objective.objects.get(plan=made)
    planning.drop_objective(
        objective=only, reason="Done by another board", by=scene.actor(MANAGER), now=NOW
    )
    with pytest.raises(RuleBroken, match="no objective"):
        agreed(scene, made)


def test_an_agreed_plan_is_changed_with_a_reason(scene: World) -> None:
    made = ready(scene)
    objective = Objective.objects.get(plan=made)
    path = f"/objectives/{objective.record.reference}/change"
    changed = {"what": "One toolkit, and one form", "measure": objective.measure,
               "body": "practice-group"}  # fmt: skip
    manager = visitor(scene)
    assert "reason" not in re.findall(r'name="([a-z]+)"', manager.get(path))
    agreed(scene, made)
    assert "Enter the reason" in manager.post(path, changed)
    manager.post(path, changed | {"reason": "The Executive asked for the form as well"}, status=302)
    told = manager.get(f"/objectives/{objective.record.reference}")
    assert "One toolkit, and one form" in told
    assert "The Executive asked for the form as well" in told


def test_there_is_one_plan_of_a_year(scene: World) -> None:
    ready(scene)
    with pytest.raises(RuleBroken, match="already"):
        drawn_up(scene, year=NEXT)


def test_the_next_year_begins_from_this_one(scene: World) -> None:
    """Complete objectives are offered unticked; what was judged stays with its year."""
    made = ready(scene)
    priority = made.priorities.get()
    complete = aimed(scene, priority, what="A guide for schools is out")
    agreed(scene, made)
    judged(scene, complete, MANAGER, value="complete")
    goes_on = Objective.objects.get(plan=made, number=1)
    judged(scene, goes_on, MANAGER, value="little")
    manager = visitor(scene)
    page = manager.get(f"/plans/{made.record.reference}/copy")
    ticked = set(re.findall(r'value="(\d+)" checked', page))
    assert ticked == {str(goes_on.pk)}
    led = manager.post(
        f"/plans/{made.record.reference}/copy", {"carried": [str(goes_on.pk)]}, status=302
    )
    copied = Plan.objects.get(record__reference=led.rsplit("/", 1)[-1])
    assert (copied.starts_on, copied.state, copied.copied_from_id) == (
        date(made.starts_on.year + 1, 4, 1), "draft", made.pk,
    )  # fmt: skip
    after = Objective.objects.get(plan=copied)
    assert (after.what, after.copied_from_id) == (goes_on.what, goes_on.pk)
    assert not after.judgements.exists()
    assert goes_on.record.reference in manager.get(f"/objectives/{after.record.reference}")
    with pytest.raises(RuleBroken, match="already"):
        planning.copy_plan(plan=made, carried=[], by=scene.actor(MANAGER), now=NOW)


def test_actions_of_the_year_before_are_seen_in_the_next(scene: World) -> None:
    from builders.acting import acted

    practice = Body.objects.get(partnership=scene.partnership, key="practice-group")
    made = ready(scene)
    before = Objective.objects.get(plan=made)
    acted(scene, MANAGER, practice, what="Print the toolkit", source=before.record)
    copied = planning.copy_plan(plan=made, carried=[before.pk], by=scene.actor(MANAGER), now=NOW)
    after = Objective.objects.get(plan=copied)
    page = visitor(scene).get(f"/objectives/{after.record.reference}")
    assert "Actions of the year before" in page
    assert "Print the toolkit" in page


def test_an_action_entered_from_an_objective_is_counted_in_the_plan(scene: World) -> None:
    """Through the register of actions: the objective is its source."""
    manager = visitor(scene)
    objective, plan = scene.works["objective ours"], scene.works["plan ours"]
    page = manager.get(f"/objectives/{objective.record.reference}")
    link = f"/actions/make?from={objective.record.reference}"
    assert link in page
    due = TODAY + timedelta(days=30)
    manager.post(
        link,
        {
            "what": "Train twelve trainers",
            "kind": "training",
            "body": "practice-group",
            "owner": str(scene.people["agency_lead"].pk),
            "due_on-day": str(due.day),
            "due_on-month": str(due.month),
            "due_on-year": str(due.year),
        },
        status=302,
    )
    assert "Train twelve trainers" in manager.get(f"/objectives/{objective.record.reference}")
    assert "1 open, 0 complete" in manager.get(f"/plans/{plan.record.reference}")


def test_each_aim_stands_with_its_body_and_what_the_plan_does_for_it(scene: World) -> None:
    """Seven aims, as Wakefield's arrangements print them (R1.1)."""
    by = scene.actor(MANAGER)
    plan = scene.works["plan ours"]
    plan.refresh_from_db()
    planning.change_priority(
        priority=plan.priorities.get(), name="Neglect", why="", aims=["train"], by=by, now=NOW,
        reason="It belongs to an aim",
    )  # fmt: skip
    page = visitor(scene, "scrutineer").get("/aims")
    assert len(re.findall(r'id="aim-\d+"', page)) == 7
    sixth, seventh = page.split('id="aim-6"')[1].split('id="aim-7"')
    assert "Provide high quality multi-agency training" in sixth
    assert "/bodies/learning-group" in sixth
    assert "Neglect" in sixth
    assert "Little progress" in sixth
    assert "No priority of the plan serves this aim" in seventh


def test_evidence_of_an_objective_stands_under_its_aim(scene: World) -> None:
    objective, plan = scene.works["objective ours"], scene.works["plan ours"]
    plan.refresh_from_db()
    planning.change_priority(
        priority=plan.priorities.get(), name="Neglect", why="", aims=["learn"],
        by=scene.actor(MANAGER), now=NOW, reason="It belongs to an aim",
    )  # fmt: skip
    path = f"/objectives/{objective.record.reference}"
    manager, chair = visitor(scene), visitor(scene, "group_chair")
    upload = SimpleUploadedFile("audit.txt", b"Forty files were read.", "text/plain")
    manager.post(f"{path}/evidence", {"title": "Audit of spring", "upload": upload}, status=302)
    assert "Audit of spring" in chair.get(path)
    learn = chair.get("/aims").split('id="aim-4"')[1].split('id="aim-5"')[0]
    assert "1 document filed as evidence" in learn
    chair.get(f"{path}/evidence", status=403, inspects=False)


def test_an_aim_is_one_of_the_arrangements(scene: World) -> None:
    with pytest.raises(RuleBroken, match="aims"):
        prioritised(scene, ready(scene), aims=["world-peace"])


@pytest.mark.parametrize("persona", ["lead_partner", "scrutineer", "group_chair", "business_unit"])
def test_the_business_manager_alone_writes(scene: World, persona: str) -> None:
    with pytest.raises(NotAllowed):
        drawn_up(scene, persona, year=NEXT)
    with pytest.raises(NotAllowed):
        prioritised(scene, scene.works["plan ours"], persona)
    with pytest.raises(NotAllowed):
        planning.copy_plan(
            plan=scene.works["plan ours"], carried=[], by=scene.actor(persona), now=NOW
        )


@pytest.mark.parametrize(
    ("year", "month", "first", "last", "name"),
    [
        (2026, 4, date(2026, 4, 1), date(2027, 3, 31), "Business plan 2026-27"),
        (2027, 4, date(2027, 4, 1), date(2028, 3, 31), "Business plan 2027-28"),  # a leap year
        (2026, 1, date(2026, 1, 1), date(2026, 12, 31), "Business plan 2026"),
        (2099, 4, date(2099, 4, 1), date(2100, 3, 31), "Business plan 2099-00"),
    ],
)
def test_a_year_is_that_of_the_arrangements(
    year: int, month: int, first: date, last: date, name: str
) -> None:
    assert rules.year_of(year, month) == (first, last)
    assert rules.name_of(first) == name


def test_an_agreement_entered_in_error_is_taken_back(scene: World) -> None:
    """The plan is a draft again and the promise is open again; not once it was judged by."""
    from sightline.registers.duties.models import Fulfilment

    made = ready(scene)
    with pytest.raises(RuleBroken, match="draft already"):
        planning.take_back_agreement(
            plan=made, reason="Never was agreed", by=scene.actor(MANAGER), now=NOW
        )
    agreed(scene, made)
    counted = Fulfilment.objects.filter(record=made.record, withdrawn_at=None)
    assert counted.count() == 1
    led = f"/plans/{made.record.reference}"
    manager = visitor(scene)
    assert "Say why it is taken back" in manager.post(f"{led}/take-back", {"reason": "Oh"})
    sent = {"reason": "Recorded for the plan of the wrong year"}
    manager.post(f"{led}/take-back", sent, status=302)
    made.refresh_from_db()
    assert (made.state, made.agreed_on, made.agreed_where) == ("draft", None, "")
    assert counted.count() == 0
    assert "Recorded for the plan of the wrong year" in manager.get(led)
    agreed(scene, made)
    judged(
        scene,
        made.objectives.get(),
        MANAGER,
        side="progress",
        value="little",
        words="Nothing moved.",
    )
    refused = manager.post(f"{led}/take-back", sent)
    assert "have been judged since" in refused

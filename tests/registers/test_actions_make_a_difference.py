"""The golden thread: an action is complete when it is done; that it made a difference is said by
the group that owns it, on evidence of another kind, and never by its owner (R0.4, R3.7)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import transaction

from builders.acting import acted, recommended
from builders.world import NOW, World
from clients import Visitor
from sightline.foundation.errors import NotAllowed, NotSeen, RuleBroken
from sightline.foundation.outbox.models import Message
from sightline.registers.actions import operations as actions
from sightline.registers.actions import queries
from sightline.registers.actions.models import Action, DateChange
from sightline.registers.actions.rules import life
from sightline.registers.partnership.models import Body
from sightline.registers.records import operations as records

TODAY = NOW.date()


@pytest.fixture
def fresh(world: World) -> Iterator[World]:
    """The world, with whatever the test changes undone."""
    with transaction.atomic():
        yield world
        transaction.set_rollback(True)


def group(world: World, key: str = "practice-group") -> Body:
    return world.partnership.body_set.get(key=key)


def typed(name: str, day: date) -> dict[str, str]:
    """A date as its three boxes send it."""
    return {f"{name}-{part}": str(getattr(day, part)) for part in ("day", "month", "year")}


def completed(world: World, **given: object) -> Action:
    act = acted(world, "business_manager", group(world), **given)
    return actions.complete_action(
        action=act, completed_on=TODAY, what_changed="The new form is in use everywhere.",
        by=world.actor("business_manager"), now=NOW,
    )  # fmt: skip


def verify(world: World, act: Action, persona: str) -> Action:
    return actions.verify_difference(
        action=act, is_different=True, verified_on=TODAY, verdict="The group saw it in the audit.",
        by=world.actor(persona), now=NOW,
    )  # fmt: skip


def seen(world: World, act: Action, kind: str = "re-audit", days: int = 0) -> None:
    actions.add_proof(
        record=act.record, kind=kind, shows="change", words="Nineteen of twenty asked the child.",
        seen_on=TODAY - timedelta(days=days), by=world.actor("business_manager"), now=NOW,
    )  # fmt: skip


def test_from_source_to_difference_in_a_browser(fresh: World) -> None:
    """The whole thread as people go it."""
    manager = Visitor(token=fresh.tokens["business_manager"])
    led = manager.post(
        f"/recommendations/make?from={fresh.record('held').reference}",
        {
            "wording": "Ask each child what they wish to happen.",
            "hoped_for": "Children say that they were asked.",
            "origin": "audit",
            **typed("said_on", TODAY),
            "body": "practice-group",
            "to_whom": "All agencies",
        },
        status=302,
    )
    manager.post(f"{led}/answer", {"response": "accepted"}, status=302)
    reference = led.rsplit("/", 1)[1]
    due = TODAY + timedelta(days=60)
    made = manager.post(
        f"/actions/make?answers={reference}",
        {
            "what": "Change the form for referrals",
            "kind": "procedure",
            "body": "practice-group",
            "owner": str(fresh.people["agency_lead"].pk),
            **typed("due_on", due),
            "steps": "Draft it\nTry it",
        },
        status=302,
    )
    owner = Visitor(token=fresh.tokens["agency_lead"])
    assert "Change the form for referrals" in owner.get("/actions")
    progress = {"words": "A draft is out.", "steps_done": "1", "is_blocked": "no"}
    owner.post(f"{made}/progress", progress, status=302)
    done = {**typed("completed_on", TODAY), "what_changed": "The form asks the child."}
    owner.post(f"{made}/complete", done, status=302)
    assert "No action yet" not in manager.get(led)
    assert "Done, no proof of change yet" in manager.get(led)
    proof = {
        "kind": "re-audit",
        "shows": "change",
        "words": "Nineteen of twenty records show the child's wish.",
        **typed("seen_on", TODAY),
    }
    owner.post(f"{made}/proof", proof, status=302)
    found = {"is_different": "yes", **typed("verified_on", TODAY),
             "verdict": "The group read the re-audit and agrees."}  # fmt: skip
    chair = Visitor(token=fresh.tokens["group_chair"])
    chair.post(f"{made}/difference", found, status=302)
    told = manager.get(led)
    assert "Made a difference" in told
    assert "Nineteen of twenty" in told
    assert fresh.record("held").title in told


def test_the_owner_never_says_that_it_made_a_difference(fresh: World) -> None:
    act = completed(fresh, owner_id=fresh.people["group_chair"].pk)
    seen(fresh, act)
    with pytest.raises(RuleBroken, match="Whoever did it"):
        verify(fresh, act, "group_chair")
    assert verify(fresh, act, "group_member").state == "difference"


@pytest.mark.parametrize("persona", ["agency_lead", "scrutineer", "practitioner"])
def test_who_may_not_verify_is_refused(fresh: World, persona: str) -> None:
    act = completed(fresh)
    seen(fresh, act)
    with pytest.raises(NotAllowed):
        verify(fresh, act, persona)


def test_another_group_does_not_verify(fresh: World) -> None:
    act = completed(fresh)
    seen(fresh, act)
    with pytest.raises(RuleBroken, match="Only the group"):
        verify(fresh, act, "other_group_member")


def test_without_evidence_nothing_made_a_difference(fresh: World) -> None:
    with pytest.raises(RuleBroken, match="Nothing on record shows"):
        verify(fresh, completed(fresh), "group_chair")


def test_evidence_from_before_it_was_complete_does_not_count(fresh: World) -> None:
    act = completed(fresh)
    seen(fresh, act, days=1)
    with pytest.raises(RuleBroken, match="before the action was complete"):
        verify(fresh, act, "group_chair")


def test_an_audit_is_not_shown_by_an_audit_done(fresh: World) -> None:
    act = completed(fresh, kind="audit")
    with pytest.raises(RuleBroken, match="another kind"):
        seen(fresh, act, kind="audit")


def test_where_it_comes_from_shows_nothing(fresh: World) -> None:
    act = completed(fresh, source=fresh.record("held"))
    with pytest.raises(RuleBroken, match="Where it comes from"):
        actions.add_proof(
            record=act.record, kind="visit", shows="change", words="The meeting said so itself.",
            seen_on=TODAY, evidence=fresh.record("held"), by=fresh.actor("business_manager"),
            now=NOW,
        )  # fmt: skip


def test_what_is_not_complete_cannot_have_made_a_difference(fresh: World) -> None:
    act = acted(fresh, "business_manager", group(fresh))
    seen(fresh, act)
    with pytest.raises(RuleBroken, match="Not begun"):
        verify(fresh, act, "group_chair")


@pytest.mark.parametrize("persona", ["group_member", "scrutineer"])
def test_who_reads_an_action_does_not_report_on_it(fresh: World, persona: str) -> None:
    act = acted(fresh, "business_manager", group(fresh))
    with pytest.raises(RuleBroken, match="Only its owner"):
        actions.record_progress(action=act, words="Done by me", by=fresh.actor(persona), now=NOW)


def test_a_practitioner_reports_on_what_is_theirs(fresh: World) -> None:
    act = acted(fresh, "business_manager", group(fresh), owner_id=fresh.people["practitioner"].pk)
    visitor = Visitor(token=fresh.tokens["practitioner"])
    path = f"/actions/{act.record.reference}"
    visitor.post(f"{path}/progress", {"words": "Half done.", "is_blocked": "no"}, status=302)
    assert "Half done." in visitor.get(path)


def test_whoever_may_not_read_the_source_reads_no_word_of_it(fresh: World) -> None:
    """The owner sees the action alone; a reader of source and recommendation sees all."""
    source = fresh.record("held")
    asked = recommended(fresh, "business_manager", group(fresh), source=source)
    act = acted(fresh, "business_manager", group(fresh), recommendation=asked,
                owner_id=fresh.people["agency_lead"].pk)  # fmt: skip
    path = f"/actions/{act.record.reference}"
    owner = Visitor(token=fresh.tokens["agency_lead"]).get(path)
    assert act.what in owner
    assert source.title not in owner
    assert source.reference not in owner
    assert asked.wording not in owner
    assert asked.record.reference not in owner
    chair = Visitor(token=fresh.tokens["group_chair"]).get(path)
    assert source.title in chair
    assert asked.wording in chair


def test_an_interest_in_the_source_hides_its_actions_at_once(fresh: World) -> None:
    source = fresh.record("held")
    asked = recommended(fresh, "business_manager", group(fresh), source=source)
    act = acted(fresh, "business_manager", group(fresh), recommendation=asked)
    chair = fresh.actor("group_chair")
    assert queries.action_by(chair, act.record.reference, NOW).pk == act.pk
    records.declare_interest(record=source, nature="My sister works there", by=chair, now=NOW)
    with pytest.raises(NotSeen):
        queries.action_by(chair, act.record.reference, NOW)
    with pytest.raises(NotSeen):
        queries.recommendation_by(chair, asked.record.reference, NOW)
    visitor = Visitor(token=fresh.tokens["group_chair"])
    assert visitor.ask("get", f"/actions/{act.record.reference}").status_code == 404
    assert act.record.reference not in visitor.get("/actions?show=all")


def test_a_date_moved_three_times_is_seen(fresh: World) -> None:
    act = acted(fresh, "business_manager", group(fresh))
    first = act.due_on
    for number in (1, 2, 3):
        actions.re_date(
            action=act, due_on=first + timedelta(days=10 * number), reason=f"Reason {number}",
            by=fresh.actor("business_manager"), now=NOW,
        )  # fmt: skip
    act.refresh_from_db()
    assert (act.first_due_on, act.due_on, act.times_moved) == (first, first + timedelta(30), 3)
    visitor = Visitor(token=fresh.tokens["business_manager"])
    page = visitor.get(f"/actions/{act.record.reference}")
    assert all(f"Reason {number}" in page for number in (1, 2, 3))
    assert "moved 3 times" in visitor.get("/actions?show=moved")


def test_many_are_moved_together_or_none(fresh: World) -> None:
    by = fresh.actor("business_manager")
    rows = [acted(fresh, "business_manager", group(fresh)) for _ in range(3)]
    new = rows[0].due_on + timedelta(days=9)
    assert actions.move_dates(actions=rows, due_on=new, reason="Ofsted", by=by, now=NOW) == 3
    actions.cancel_action(action=rows[1], reason="Not needed", by=by, now=NOW)
    before = DateChange.objects.count()
    later = new + timedelta(days=9)
    with pytest.raises(RuleBroken, match=rows[1].record.reference), transaction.atomic():
        actions.move_dates(actions=rows, due_on=later, reason="Again", by=by, now=NOW)
    assert DateChange.objects.count() == before


def test_what_was_entered_twice_is_merged_with_both_histories(fresh: World) -> None:
    by = fresh.actor("business_manager")
    kept, gone = (acted(fresh, "business_manager", group(fresh), what=f"Form {n}") for n in (1, 2))
    actions.record_progress(action=gone, words="Said of the second one", by=by, now=NOW)
    actions.merge_actions(kept=kept, merged=gone, by=by, now=NOW)
    visitor = Visitor(token=fresh.tokens["business_manager"])
    page = visitor.get(f"/actions/{kept.record.reference}")
    assert "Said of the second one" in page
    assert gone.record.reference in page
    assert "entered twice" in visitor.get(f"/actions/{gone.record.reference}")
    assert gone.record.reference not in visitor.get("/actions?show=all")
    with pytest.raises(RuleBroken, match="itself"):
        actions.merge_actions(kept=kept, merged=kept, by=by, now=NOW)


@pytest.mark.parametrize(
    ("days", "moved", "to_group", "to_executive"),
    [(0, 0, False, False), (1, 0, True, False), (42, 0, True, False), (43, 0, True, True),
     (1, 3, True, True), (0, 3, False, False)],
)  # fmt: skip
def test_what_is_overdue_rises(
    fresh: World, days: int, moved: int, to_group: bool, to_executive: bool
) -> None:
    act = acted(fresh, "business_manager", group(fresh))
    Action.objects.filter(pk=act.pk).update(due_on=TODAY - timedelta(days), times_moved=moved)
    for key, expected in (("practice-group", to_group), ("executive", to_executive)):
        rows = queries.risen_to(group(fresh, key), fresh.actor("lead_partner"), NOW, TODAY)
        assert (act.record.reference in {row.reference for row in rows}) == expected, key


def test_owners_are_reminded_and_chairs_told_once(fresh: World) -> None:
    act = acted(fresh, "business_manager", group(fresh), owner_id=fresh.people["agency_lead"].pk)
    about = Message.objects.filter(about=act.record.reference)
    assert about.count() == 1  # that it is theirs
    run = {"partnership": fresh.partnership, "now": NOW}
    actions.remind_of_actions(today=act.due_on - timedelta(days=8), **run)
    assert about.count() == 1
    for _ in range(2):
        actions.remind_of_actions(today=act.due_on - timedelta(days=7), **run)
        actions.remind_of_actions(today=act.due_on, **run)
    assert about.count() == 2
    actions.remind_of_actions(today=act.due_on + timedelta(days=1), **run)
    assert set(about.values_list("to_person_id", flat=True)) == {
        fresh.people["agency_lead"].pk,
        fresh.people["group_chair"].pk,
    }
    assert about.count() == 4
    assert act.what not in " ".join(str(one.facts) for one in about)
    actions.send_digests(today=act.due_on, **run)
    digest = Message.objects.get(
        notice="actions_digest", to_person_id=fresh.people["agency_lead"].pk
    )
    assert digest.facts["count"] == "1"


def test_handed_over_it_is_seen_by_the_new_owner_and_no_longer_by_the_old(fresh: World) -> None:
    act = acted(fresh, "business_manager", group(fresh), owner_id=fresh.people["agency_lead"].pk)
    actions.hand_over(
        action=act, owner_id=fresh.people["practitioner"].pk, agency=None, reason="New post",
        by=fresh.actor("business_manager"), now=NOW,
    )  # fmt: skip
    reference = act.record.reference
    assert queries.action_by(fresh.actor("practitioner"), reference, NOW).pk == act.pk
    with pytest.raises(NotSeen):
        queries.action_by(fresh.actor("agency_lead"), reference, NOW)


def test_the_panel_of_a_record_takes_one_statement(fresh: World, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    source, chair = fresh.record("held"), fresh.actor("group_chair")
    for _ in range(3):
        acted(fresh, "business_manager", group(fresh), source=source)
    queries.panel_of(source, chair, NOW, TODAY)
    with django_assert_num_queries(1):
        panel = queries.panel_of(source, chair, NOW, TODAY)
    assert len(panel.actions) == 3
    assert len(panel.recommendations) == 1


CHANGE = life.Seen("visit", "change", date(2026, 5, 1))
NO_CHANGE = life.Seen("visit", "none", date(2026, 5, 1))


@pytest.mark.parametrize(
    ("response", "states", "proofs", "expected"),
    [
        ("none", [], [], "Waiting for an answer"),
        ("not", ["complete"], [], "Not accepted"),
        ("accepted", [], [], "No action yet"),
        ("accepted", ["cancelled"], [], "No action yet"),
        ("accepted", ["open", "difference"], [CHANGE], "Under way"),
        ("accepted", ["complete"], [], "Done, no proof of change yet"),
        ("accepted", ["complete"], [NO_CHANGE], "Done, no proof of change yet"),
        ("in-part", ["complete"], [CHANGE], "Done, change seen in part"),
        ("accepted", ["difference", "cancelled"], [CHANGE], "Made a difference"),
    ],
)
def test_complete_and_made_a_difference_are_two(
    response: str, states: list[str], proofs: list[life.Seen], expected: str
) -> None:
    assert life.thread_state(response, states, proofs)[0] == expected


def test_an_owner_comes_home_to_their_actions(fresh: World) -> None:
    """Soonest due first, overdue ones called so; nobody else's, and none that is done."""
    owner = fresh.people["agency_lead"]
    later, late = (
        acted(
            fresh,
            "business_manager",
            group(fresh),
            owner_id=owner.pk,
            owner_name="",
            what=what,
            due_on=TODAY + away,
        )
        for what, away in (("Write to schools", timedelta(days=9)), ("Ring the ward", timedelta(1)))
    )
    done = acted(
        fresh,
        "business_manager",
        group(fresh),
        owner_id=owner.pk,
        owner_name="",
        what="Buy a kettle",
    )
    actions.complete_action(
        action=done, completed_on=TODAY, what_changed="There is a kettle.",
        by=fresh.actor("business_manager"), now=NOW,
    )  # fmt: skip
    Action.objects.filter(pk=late.pk).update(due_on=TODAY - timedelta(days=1))
    home = Visitor(token=fresh.tokens["agency_lead"]).get("/home")
    own = home.split("Your actions")[1].split("Waiting for")[0]
    assert own.index("Ring the ward") < own.index("Overdue") < own.index("Write to schools")
    assert own.count("Overdue") == 1
    assert f"/actions/{later.record.reference}" in own
    assert "Buy a kettle" not in home
    others = Visitor(token=fresh.tokens["lead_partner"]).get("/home")
    assert "Ring the ward" not in others
    assert "No open action has your name on it." in others

"""An agenda fills by itself, is put in order by number, and shows each reader what they may see
without a gap; minutes and decisions follow its items (R2.1, R3.2)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from builders import partnership as made
from builders.world import NOW, World, canary
from clients import Visitor
from sightline.foundation.errors import NotAllowed, NotSeen, RuleBroken
from sightline.registers.duties.models import Fulfilment
from sightline.registers.partnership.models import Place
from sightline.work.governance import operations as governance
from sightline.work.governance.models import AgendaItem, Attendance, Meeting
from sightline.work.governance.queries import agenda as reads
from sightline.work.governance.queries import minutes as written
from sightline.work.governance.queries import register_of
from sightline.work.governance.rules import agenda as rules
from sightline.work.governance.rules import minutes as minute_rules

TODAY = NOW.date()


@pytest.fixture
def fresh(world: World) -> Iterator[World]:
    """The world, with whatever the test changes undone."""
    with transaction.atomic():
        yield world
        transaction.set_rollback(True)


def planned(world: World, days: int = 0, body: str = "executive") -> Meeting:
    return governance.plan_meeting(
        body=world.partnership.body_set.get(key=body),
        on=TODAY + timedelta(days=days),
        starts_at=time(10),
        ends_at=time(12),
        venue="Town Hall",
        by=made.BY,
        now=NOW,
    )


def added(meeting: Meeting, title: str, takes: int = 10, **more: object) -> AgendaItem:
    return governance.add_item(
        meeting=meeting, title=title, purpose="discuss", takes=takes, by=made.BY, now=NOW, **more
    )  # type: ignore[arg-type]


def titles(world: World, meeting: Meeting, persona: str) -> list[tuple[int, str]]:
    entries = reads.agenda(meeting, world.actor(persona), NOW)
    return [(entry.at.number, entry.item.title) for entry in entries]


def test_times_add_up_from_the_start() -> None:
    class Item:
        def __init__(self, takes: int) -> None:
            self.takes = takes

    rows = rules.numbered([Item(5), Item(30), Item(10)], time(9, 45))
    assert [(row.number, row.starts_at) for row in rows] == [
        (1, time(9, 45)), (2, time(9, 50)), (3, time(10, 20)),
    ]  # fmt: skip
    assert "15 more" in rules.adds_up([60, 75], time(10), time(12))
    assert (
        rules.adds_up([60, 30], time(10), time(12)) == "The items take 90 of the meeting's "
        "120 minutes."
    )


@pytest.mark.parametrize(
    ("wanted", "order"),
    [
        ({1: 1, 2: 2, 3: 3, 4: 4}, [1, 2, 3, 4]),
        ({1: 1, 2: 2, 3: 3, 4: 2}, [1, 4, 2, 3]),  # moved up before the one that stood there
        ({1: 3, 2: 2, 3: 3, 4: 4}, [2, 3, 1, 4]),  # moved down behind the one that stood there
        ({1: 4, 2: 3, 3: 2, 4: 1}, [4, 3, 2, 1]),  # dragged into any order
    ],
)
def test_numbers_put_items_in_order(wanted: dict[int, int], order: list[int]) -> None:
    places = [(1, 10), (2, 20), (3, 40), (4, 50)]
    dealt = rules.in_new_order(places, wanted)
    assert sorted(dealt, key=lambda number: dealt[number]) == order


def test_the_agenda_fills_with_what_belongs_there_and_never_twice(fresh: World) -> None:
    before = planned(fresh, -10)
    item = added(before, "Neglect strategy")
    governance.carry_item(item=item, reason="Not reached", by=made.BY, now=NOW)
    meeting = planned(fresh, 20)
    count = governance.fill_agenda(meeting=meeting, by=made.BY, now=NOW, today=TODAY)
    shown = titles(fresh, meeting, "business_manager")
    assert count == len(shown)
    names = [title for _, title in shown]
    assert names[:2] == ["Welcome, introductions and apologies", "Declarations of interest"]
    assert any(canary("standing ours") in title for title in names)
    assert "Neglect strategy" in names
    assert any(title.startswith("Report: ") for title in names)
    assert any(title.startswith("Duty: ") for title in names)
    assert names[-2] == "Any other business"
    assert governance.fill_agenda(meeting=meeting, by=made.BY, now=NOW, today=TODAY) == 0
    entry = AgendaItem.objects.get(meeting=meeting, title="Neglect strategy")
    governance.remove_item(item=entry, reason="Dealt with since", by=made.BY, now=NOW)
    assert governance.fill_agenda(meeting=meeting, by=made.BY, now=NOW, today=TODAY) == 0


def test_an_item_for_few_leaves_no_gap_for_the_others(fresh: World) -> None:
    meeting = planned(fresh, 20)
    added(meeting, "First")
    added(meeting, "Hidden from most", meant_for="partners")
    added(meeting, "Last")
    assert titles(fresh, meeting, "school_lead") == [(1, "First"), (2, "Last")]
    assert titles(fresh, meeting, "lead_partner") == [
        (1, "First"), (2, "Last"), (3, "Hidden from most"),
    ]  # fmt: skip


def test_an_interest_takes_item_paper_and_minute_from_sight_at_once(fresh: World) -> None:
    meeting = planned(fresh)
    item = added(meeting, "A school in trouble")
    upload = SimpleUploadedFile("paper.txt", b"about the school", "text/plain")
    governance.file_paper(item=item, title="Briefing", upload=upload, by=made.BY, now=NOW)
    governance.write_minute(item=item, words="Heard.", by=made.BY, now=NOW, today=TODAY)
    member = Visitor(token=fresh.tokens["school_lead"])
    page = f"/items/{item.record.reference}"
    number = reads.PAPERS.rows(records=[item.record_id])[0].pk
    assert "Briefing" in member.get(page)
    member.post(
        f"/records/{item.record.reference}/interest",
        {"nature": "I am its governor", "sure": "yes"}, status=302,
    )  # fmt: skip
    member.get(page, status=404)
    member.get(f"/documents/{number}", status=404)
    minutes = member.get(f"/meetings/{meeting.record.reference}/minutes")
    assert "A school in trouble" not in minutes
    assert "Heard." not in minutes
    assert "A school in trouble" in Visitor(token=fresh.tokens["lead_partner"]).get(
        f"/meetings/{meeting.record.reference}/agenda"
    )


def test_an_order_put_to_an_agenda_that_changed_is_refused(fresh: World) -> None:
    meeting = planned(fresh, 20)
    first, second = added(meeting, "First"), added(meeting, "Second")
    seen = [first.pk, second.pk]
    added(meeting, "Third")
    with pytest.raises(RuleBroken, match="changed the agenda"):
        governance.order_agenda(
            meeting=meeting, seen=seen, wanted={first.pk: 2}, by=made.BY, now=NOW
        )
    office = Visitor(token=fresh.tokens["business_unit"])
    path = f"/meetings/{meeting.record.reference}/agenda"
    rows = reads.agenda(meeting, fresh.actor("business_unit"), NOW)
    sent = {f"place-{row.item.pk}": str(row.at.number) for row in rows}
    sent[f"place-{rows[2].item.pk}"] = "1"
    sent["seen"] = ",".join(str(row.item.pk) for row in rows)
    office.post(f"{path}/order", sent, status=302)
    assert [title for _, title in titles(fresh, meeting, "business_unit")] == [
        "Third", "First", "Second",
    ]  # fmt: skip


def test_a_meeting_that_was_held_takes_no_more_items(fresh: World) -> None:
    with pytest.raises(RuleBroken, match="Reopen"):
        added(fresh.meetings["held"], "Too late")


PARTNERS = [
    minute_rules.Partner("la", "Council", "attended"),
    minute_rules.Partner("icb", "Health", "deputy"),
    minute_rules.Partner("police", "Police", "attended"),
]
ALL = {"la": "agreed", "icb": "agreed", "police": "agreed"}


def test_all_three_partners_who_took_part_and_agreed_decide_jointly() -> None:
    minute_rules.check_joint(PARTNERS, ALL)


@pytest.mark.parametrize("how", ["apologies", "absent", "vacant", ""])
def test_without_one_partner_no_decision_is_joint(how: str) -> None:
    partners = [*PARTNERS[:2], minute_rules.Partner("police", "Police", how)]
    with pytest.raises(RuleBroken, match="Police"):
        minute_rules.check_joint(partners, ALL)


@pytest.mark.parametrize("stance", ["disagreed", "abstained", "absent"])
def test_against_one_partner_no_decision_is_joint(stance: str) -> None:
    with pytest.raises(RuleBroken, match="not agreed by Health"):
        minute_rules.check_joint(PARTNERS, {**ALL, "icb": stance})


def attend(meeting: Meeting, absent: str = "") -> None:
    rows = register_of(meeting, NOW)
    filled = [
        governance.PlaceFilled(
            row.place,
            row.seat,
            Attendance.How.VACANT if row.seat is None or row.place.key == absent
            else Attendance.How.ATTENDED,
            row.name,
        )
        for row in rows
    ]  # fmt: skip
    governance.record_attendance(meeting=meeting, filled=filled, by=made.BY, now=NOW)


def partner_keys(meeting: Meeting) -> list[str]:
    rows = Place.objects.filter(body=meeting.body, is_lead_partner=True)
    return list(rows.values_list("key", flat=True))


def test_the_form_refuses_a_joint_decision_where_a_partner_was_not_there(fresh: World) -> None:
    meeting = planned(fresh)
    item = added(meeting, "Business plan")
    attend(meeting)  # two of the three places are vacant in this world
    keys = partner_keys(meeting)
    assert len(keys) == 3
    sent = {f"stance-{key}": "agreed" for key in keys}
    sent |= {"words": "The plan is agreed.", "reasons": "It answers the audit.", "is_joint": "yes"}
    office = Visitor(token=fresh.tokens["business_manager"])
    path = f"/items/{item.record.reference}/decide"
    assert "cannot be called a joint decision" in office.post(path, sent)
    office.post(path, {**sent, "is_joint": "no"}, status=302)
    assert "The plan is agreed." in office.get(f"/items/{item.record.reference}")


def test_a_decision_that_agrees_a_document_keeps_its_duty_until_withdrawn(fresh: World) -> None:
    meeting = planned(fresh)
    item = added(meeting, "Annual report")
    decision = governance.record_decision(
        item=item, words="The report is agreed.", reasons="It is true and plain.", stances={},
        document_key="annual-report", by=made.BY, now=NOW, today=TODAY,
    )  # fmt: skip
    told = Fulfilment.objects.filter(record=item.record, withdrawn_at__isnull=True)
    assert list(told.values_list("kind", "document_key", "on")) == [
        ("document-agreed", "annual-report", TODAY)
    ]
    governance.withdraw_decision(
        decision=decision, reason="Recorded on the wrong item", by=made.BY, now=NOW
    )
    assert not told.exists()


def minutes_held(world: World) -> tuple[Meeting, AgendaItem]:
    meeting = planned(world, body="practice-group")
    item = added(meeting, "Multi-agency audit")
    governance.write_minute(item=item, words="First draft.", by=made.BY, now=NOW, today=TODAY)
    attend(meeting)
    governance.hold_meeting(
        meeting=meeting, chaired_by=None, chair_name="A Chair", by=made.BY, now=NOW, today=TODAY
    )
    return meeting, item


def test_minutes_go_from_draft_to_chair_to_the_next_meeting_with_amendments_kept(
    fresh: World,
) -> None:
    meeting, item = minutes_held(fresh)
    page = f"/meetings/{meeting.record.reference}/minutes"
    office = Visitor(token=fresh.tokens["business_unit"])
    assert "Draft" in office.get(page)
    chair = Visitor(token=fresh.tokens["group_chair"])
    member = Visitor(token=fresh.tokens["group_member"])
    member.get(f"{page}/approve", status=403)
    assert "Approve the minutes" in chair.get(page)
    chair.post(f"{page}/approve", {"sure": "yes"}, status=302)
    with pytest.raises(RuleBroken, match="amend them instead"):
        governance.write_minute(item=item, words="Other.", by=made.BY, now=NOW, today=TODAY)
    governance.amend_minute(
        item=item, words="As amended.", reason="The police asked for it", by=made.BY, now=NOW
    )
    later = planned(fresh, -1, body="practice-group")
    with pytest.raises(RuleBroken, match="later meeting"):
        governance.agree_minutes(meeting=meeting, at_meeting=later, by=made.BY, now=NOW)
    shown = member.get(page)
    assert "As amended." in shown
    assert "First draft." in shown  # what stood before is kept beside it
    assert "The police asked for it" in shown


def test_a_lead_partner_who_does_not_chair_approves_no_minutes(fresh: World) -> None:
    meeting, _ = minutes_held(fresh)
    with pytest.raises(NotAllowed):
        governance.approve_minutes(meeting=meeting, by=fresh.actor("lead_partner"), now=NOW)


def stood(page: str) -> dict[str, str]:
    """The marks of a form as a browser sends them back."""
    return {
        name: page.split(f'name="{name}" value="')[1].split('"')[0]
        for name in ("stood", "form_key")
    }


def test_two_who_write_one_minute_at_once_lose_nothing(fresh: World) -> None:
    meeting = planned(fresh)
    item = added(meeting, "Exploitation")
    path = f"/items/{item.record.reference}/minute"
    first = Visitor(token=fresh.tokens["business_manager"])
    second = Visitor(token=fresh.tokens["business_unit"])
    one, other = stood(first.get(path)), stood(second.get(path))
    first.post(path, {**one, "words": "What the first heard."}, status=302)
    told = second.post(path, {**other, "words": "What the second heard."})
    assert "What the first heard." in told
    assert "What the second heard." in told


def test_minutes_are_found_by_their_words_within_ones_sight(fresh: World) -> None:
    meeting = planned(fresh)
    item = added(meeting, "Neglect", meant_for="partners")
    governance.write_minute(
        item=item, words="The pelican crossing is unsafe.", by=made.BY, now=NOW, today=TODAY
    )
    body = meeting.body_id
    seen = written.search(body, "pelican crossing", fresh.actor("lead_partner"), NOW)
    assert [hit.reference for hit in seen] == [item.record.reference]
    assert written.search(body, "pelican crossing", fresh.actor("school_lead"), NOW) == []


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("paper.exe", b"MZ\x90\x00", "exe"),
        ("paper.pdf", b"this is no pdf", "PDF"),
    ],
)
def test_a_paper_of_the_wrong_kind_is_refused_beside_its_field(
    fresh: World, name: str, content: bytes, sentence: str
) -> None:
    meeting = planned(fresh, 9)
    item = added(meeting, "Papers")
    upload = SimpleUploadedFile(name, content, "application/octet-stream")
    with pytest.raises(RuleBroken) as refused:
        governance.file_paper(item=item, title="Paper", upload=upload, by=made.BY, now=NOW)
    assert sentence.lower() in refused.value.sentence.lower()
    assert reads.PAPERS.rows(records=[item.record_id]) == []


def test_a_hidden_item_and_an_absent_one_answer_alike(fresh: World) -> None:
    for reference in (fresh.works["item partners"].record.reference, "ITM-2020-999"):
        with pytest.raises(NotSeen):
            reads.item(fresh.actor("school_lead"), reference, NOW)


def overdue_action(world: World, body: str, days: int) -> object:
    from builders.acting import acted

    group = world.partnership.body_set.get(key=body)
    return acted(world, "business_manager", group, due_on=TODAY - timedelta(days=days))


def risen_on(world: World, meeting: Meeting) -> list[AgendaItem]:
    governance.fill_agenda(meeting=meeting, by=made.BY, now=NOW, today=TODAY)
    return list(AgendaItem.objects.filter(meeting=meeting, origin="overdue"))


def test_overdue_actions_come_onto_the_agenda_of_their_group_and_then_of_the_executive(
    fresh: World,
) -> None:
    """At once for the group, after six weeks for the Executive (R3.7)."""
    group, executive = planned(fresh, 9, "learning-group"), planned(fresh, 9)
    there = len(risen_on(fresh, executive))
    assert risen_on(fresh, group) == []
    overdue_action(fresh, "learning-group", 5)
    assert [item.title for item in risen_on(fresh, group)] == ["Actions that are overdue"]
    assert len(risen_on(fresh, executive)) == there
    overdue_action(fresh, "learning-group", 43)
    assert len(risen_on(fresh, executive)) == 1
    assert len(risen_on(fresh, group)) == 1  # once, however often it is filled


def test_the_item_shows_each_reader_the_overdue_actions_they_see(fresh: World) -> None:
    act = overdue_action(fresh, "executive", 50)
    (item,) = risen_on(fresh, planned(fresh, 9))
    manager = Visitor(token=fresh.tokens["business_manager"])
    assert act.what in manager.get(f"/items/{item.record.reference}")  # type: ignore[attr-defined]
    from sightline.registers.records import operations as records

    records.detect_conflict(
        record=act.record,  # type: ignore[attr-defined]
        person_id=fresh.people["business_manager"].pk,
        nature="A cousin",
        by=fresh.actor("panel_administrator"),
        now=NOW,
    )
    assert act.what not in manager.get(f"/items/{item.record.reference}")  # type: ignore[attr-defined]


def test_an_action_is_made_from_an_item_and_hidden_with_it(fresh: World) -> None:
    """Made on the spot; whoever has an interest in the item sees neither (R3.7)."""
    from builders.acting import acted

    item = added(planned(fresh, 9), "The thresholds")
    manager = Visitor(token=fresh.tokens["business_manager"])
    address = f"/items/{item.record.reference}"
    assert f"/actions/make?from={item.record.reference}" in manager.get(address)
    act = acted(
        fresh,
        "business_manager",
        item.meeting.body,
        due_on=TODAY + timedelta(days=30),
        source=item.record,
    )
    assert act.what in manager.get(address)
    assert item.record.arises_from_id or act.record.arises_from_id == item.record.pk


@pytest.mark.parametrize("kind", ["actions", "recommendations"])
def test_where_an_action_comes_from_is_a_record_one_sees(fresh: World, kind: str) -> None:
    """Also one whose body is called by a single letter; else it is not there."""
    from sightline.registers.records.models import Record

    manager = Visitor(token=fresh.tokens["business_manager"])
    Record.objects.filter(pk=fresh.record("held").pk).update(reference="P-2026-901")
    manager.get(f"/{kind}/make?from=P-2026-901")
    hidden = fresh.record("identified").reference
    for reference in (hidden, "P-2026-999", "nonsense"):
        manager.get(f"/{kind}/make?from={reference}", status=404)

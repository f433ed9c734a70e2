"""Two people of the office at one meeting at the same moment: nothing that either wrote is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import transaction

from builders import partnership as made
from builders.world import NOW, World
from clients import Visitor
from sightline.foundation.drafts.models import Draft
from sightline.work.governance import operations
from sightline.work.governance.models import AgendaItem, Meeting, Minute, PackIssue
from web.test_the_same_post_twice_at_once import at_once, committed_world  # noqa: F401

OFFICE = ("business_unit", "business_manager")


def planned(world: World, *titles: str) -> tuple[Meeting, list[AgendaItem]]:
    """A meeting of yesterday with items, really committed."""
    with transaction.atomic():
        meeting = operations.plan_meeting(
            body=world.partnership.body_set.get(key="cdop"),
            on=NOW.date() - timedelta(days=1),
            starts_at=None,
            ends_at=None,
            venue="",
            by=made.BY,
            now=NOW,
        )
        items = [
            operations.add_item(
                meeting=meeting, title=title, purpose="discuss", takes=10, presenter="", note="",
                meant_for="meeting", by=made.BY, now=NOW,
            )
            for title in titles
        ]  # fmt: skip
    return meeting, items


def writes(world: World, persona: str, item: AgendaItem, words: str) -> Callable[[], int]:
    """Open the form of a minute now; the answer posts it."""
    visitor = Visitor(token=world.tokens[persona])
    address = f"/items/{item.record.reference}/minute"
    page = visitor.get(address)
    data: dict[str, Any] = {"words": words, "form_key": f"{words:x<32}"[:32].replace(" ", "x")}
    if 'name="stood" value="' in page:
        stood = page.split('name="stood" value="')[1].split('"')[0]
        data |= {"stood": stood, "draft_of": address, "draft_page": address}
    return lambda: visitor.ask("post", address, data).status_code


def test_minutes_of_two_items_written_at_once_are_both_kept(committed_world: World) -> None:  # noqa: F811
    world = committed_world
    _, items = planned(world, "Themes", "Modifiable factors")
    texts = ("Two themes were seen.", "None was modifiable.")
    answers = at_once(*(writes(world, *one) for one in zip(OFFICE, items, texts, strict=True)))
    assert answers == [302, 302]
    assert {one.item_id: one.words for one in Minute.objects.filter(item__in=items)} == {
        items[0].pk: texts[0],
        items[1].pk: texts[1],
    }


def test_of_two_minutes_of_one_item_both_texts_are_kept(committed_world: World) -> None:  # noqa: F811
    """One stands; whoever came second is shown both texts, and theirs waits as a draft."""
    world = committed_world
    _, (item,) = planned(world, "Themes")
    texts = ("Two themes were seen.", "Three themes were seen.")
    answers = at_once(
        *(writes(world, persona, item, words) for persona, words in zip(OFFICE, texts, strict=True))
    )
    assert sorted(answers) == [200, 302]
    stands = Minute.objects.get(item=item).words
    drafts = [one.typed["words"][0] for one in Draft.objects.all()]
    assert {stands, *drafts} == set(texts)


def test_an_agenda_filled_by_two_at_once_holds_each_item_once(committed_world: World) -> None:  # noqa: F811
    world = committed_world
    meeting, _ = planned(world)

    def fill(persona: str, key: str) -> Callable[[], int]:
        visitor = Visitor(token=world.tokens[persona])
        address = f"/meetings/{meeting.record.reference}/agenda/fill"
        return lambda: visitor.ask("post", address, {"form_key": key * 32}).status_code

    assert at_once(fill(OFFICE[0], "a"), fill(OFFICE[1], "b")) == [302, 302]
    keys = list(AgendaItem.objects.filter(meeting=meeting).values_list("origin_key", flat=True))
    assert keys
    assert len(keys) == len(set(keys))


def test_a_pack_that_two_issue_at_once_is_issued_once(committed_world: World) -> None:  # noqa: F811
    world = committed_world
    meeting, _ = planned(world, "Themes")

    def issue(persona: str, key: str) -> Callable[[], int]:
        visitor = Visitor(token=world.tokens[persona])
        address = f"/meetings/{meeting.record.reference}/agenda/issue"
        return lambda: visitor.ask("post", address, {"form_key": key * 32}).status_code

    assert sorted(at_once(issue(OFFICE[0], "a"), issue(OFFICE[1], "b"))) == [200, 302]
    assert PackIssue.objects.filter(meeting=meeting).count() == 1


def test_an_item_moved_while_another_edits_it_keeps_both(committed_world: World) -> None:  # noqa: F811
    world = committed_world
    meeting, (first, second) = planned(world, "Themes", "Modifiable factors")
    reference = meeting.record.reference
    mover, editor = (Visitor(token=world.tokens[persona]) for persona in OFFICE)
    address = f"/items/{second.record.reference}/change"
    page = editor.get(address)
    data = {
        "title": "Modifiable factors of the year", "purpose": "note", "takes": "5",
        "presenter": "", "note": "", "meant_for": "meeting", "form_key": "c" * 32,
    }  # fmt: skip
    if 'name="stood" value="' in page:
        data["stood"] = page.split('name="stood" value="')[1].split('"')[0]
        data |= {"draft_of": address, "draft_page": address}
    order = {
        "seen": f"{first.pk},{second.pk}",
        f"place-{first.pk}": "2",
        f"place-{second.pk}": "1",
        "form_key": "d" * 32,
    }
    answers = at_once(
        lambda: mover.ask("post", f"/meetings/{reference}/agenda/order", order).status_code,
        lambda: editor.ask("post", address, data).status_code,
    )
    assert answers == [302, 302]
    rows = AgendaItem.objects.filter(meeting=meeting).order_by("position")
    assert [one.title for one in rows] == ["Modifiable factors of the year", "Themes"]


def test_an_interest_declared_in_the_meeting_cuts_sight_within_the_second(
    committed_world: World,  # noqa: F811
) -> None:
    """The next click of the person who declares it finds neither item, paper nor minute."""
    world = committed_world
    meeting, (item, _) = planned(world, "Themes", "Modifiable factors")
    office = writes(world, "business_unit", item, "The hospital was asked for its view.")
    assert office() == 302
    partner = Visitor(token=world.tokens["lead_partner"])
    places = [
        f"/items/{item.record.reference}",
        f"/meetings/{meeting.record.reference}/minutes",
        f"/meetings/{meeting.record.reference}",
    ]
    assert [partner.ask("get", place).status_code for place in places] == [200, 200, 200]
    assert "asked for its view" in partner.get(places[1])
    declared = partner.ask(
        "post",
        f"/records/{item.record.reference}/interest",
        {"nature": "My sister works there", "form_key": "e" * 32},
    )
    assert declared.status_code == 302
    assert partner.ask("get", places[0]).status_code == 404
    for place in places[1:]:
        page = partner.get(place)
        assert "Modifiable factors" in page
        assert "Themes" not in page
        assert "asked for its view" not in page

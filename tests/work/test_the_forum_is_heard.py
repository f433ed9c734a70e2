"""Members of the forum without a work account open a plain-words pack by a one-time link on a
phone; what they say is recorded with what became of it, for the scrutineer's reports (R3.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection, transaction

from builders import partnership as made
from builders.world import NOW, World
from clients import Visitor
from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.foundation.outbox.models import Message
from sightline.registers.duties.models import Fulfilment
from sightline.work.governance import operations as governance
from sightline.work.governance.models import ForumLink, ForumPack

PACK = "We will talk about how long children wait.\n\nTell us what would help."


@pytest.fixture
def fresh(world: World) -> Iterator[World]:
    """The world, with whatever the test changes undone."""
    with transaction.atomic():
        yield world
        transaction.set_rollback(True)


@pytest.fixture
def pack(fresh: World) -> ForumPack:
    meeting = governance.plan_meeting(
        body=fresh.partnership.body_set.get(key="masc"), on=NOW.date() + timedelta(days=9),
        starts_at=None, ends_at=None, venue="", by=made.BY, now=NOW,
    )  # fmt: skip
    return governance.write_pack(
        meeting=meeting, words=PACK, by=fresh.actor("business_manager"), now=NOW
    )


def sent(world: World, pack: ForumPack) -> str:
    """The path of a link just sent, as its message carries it."""
    link = governance.send_pack(
        pack=pack, name="Sam", email="sam@example.org", who="parent",
        by=world.actor("business_manager"), now=NOW,
    )  # fmt: skip
    message = Message.objects.get(key=f"forum_pack:{link.pk}")
    found = re.search(r"(/forum/open/\S+)$", message.facts["link"])
    assert found
    return found[1]


def test_a_link_opens_the_pack_once_without_an_account(fresh: World, pack: ForumPack) -> None:
    path, nobody = sent(fresh, pack), Visitor()
    assert "how long children wait" not in nobody.get(path)
    assert "how long children wait" in nobody.post(path, {})
    assert "used before or has run out" in nobody.post(path, {})
    assert "used before or has run out" in nobody.get(path)
    assert pack.links.get().used_at is not None


def test_looking_at_a_link_does_not_use_it(fresh: World, pack: ForumPack) -> None:
    """Programs that check mail follow every link in it."""
    path = sent(fresh, pack)
    for _ in range(3):
        assert "Open the pack" in Visitor().get(path)
    assert pack.links.get().used_at is None


@pytest.mark.parametrize("wrong", ["unknown", "late"])
def test_a_link_that_never_was_and_one_that_ran_out_answer_alike(
    fresh: World, pack: ForumPack, wrong: str
) -> None:
    path = sent(fresh, pack)
    if wrong == "unknown":
        path = f"{path[:-3]}abc"
    else:
        pack.links.update(sent_at=NOW - timedelta(days=30), expires_at=NOW - timedelta(seconds=1))
    assert "used before or has run out" in Visitor().post(path, {})


def test_the_secret_is_kept_as_a_hash_and_the_message_says_nothing(
    fresh: World, pack: ForumPack
) -> None:
    secret = sent(fresh, pack).rsplit("/", 1)[1]
    assert len(secret) == 43  # 256 bits
    assert secret not in str(pack.links.get().__dict__)
    message = Message.objects.get(key=f"forum_pack:{pack.links.get().pk}")
    assert (message.to_person_id, message.to_email, message.about) == (None, "sam@example.org", "")
    assert "children" not in str(message.facts)


def test_a_link_reaches_nothing_else_of_the_database(fresh: World, pack: ForumPack) -> None:
    secret = sent(fresh, pack).rsplit("/", 1)[1]
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE sightline_web")
            cursor.execute("SELECT set_config('sightline.token', %s, true)", [secret])
        assert not ForumPack.objects.exists()
        assert not ForumLink.objects.exists()
        transaction.set_rollback(True)


def test_the_scrutineer_finds_what_was_said_and_what_became_of_it(
    fresh: World, pack: ForumPack
) -> None:
    path = f"/forum/{pack.record.reference}"
    scrutineer = Visitor(token=fresh.tokens["scrutineer"])
    theme = {"kind": "challenge", "who": "young-person", "words": "Nobody told us what happened."}
    scrutineer.post(f"{path}/said", theme, status=302)
    assert "2 of them without an answer" in scrutineer.get("/forum")
    number = pack.themes.get().pk
    became = "Every review now ends with a letter to the young people who took part."
    scrutineer.post(f"{path}/said/{number}", {"became": became}, status=302)
    assert became in scrutineer.get("/forum")
    told = Fulfilment.objects.filter(record=pack.record).order_by("pk")
    assert [(one.body_key, one.topic) for one in told] == [
        ("masc", "challenge"), ("masc", "solutions"),
    ]  # fmt: skip


def test_who_got_a_link_is_known_to_the_office_alone(fresh: World, pack: ForumPack) -> None:
    sent(fresh, pack)
    path = f"/forum/{pack.record.reference}"
    assert "Sam" in Visitor(token=fresh.tokens["business_manager"]).get(path)
    assert "Sam," not in Visitor(token=fresh.tokens["scrutineer"]).get(path)


@pytest.mark.parametrize("persona", ["scrutineer", "group_chair", "young_person"])
def test_only_the_office_writes_and_sends(fresh: World, pack: ForumPack, persona: str) -> None:
    with pytest.raises(NotAllowed):
        governance.send_pack(
            pack=pack, name="Sam", email="sam@example.org", who="parent",
            by=fresh.actor(persona), now=NOW,
        )  # fmt: skip


@pytest.mark.parametrize("email", ["", "sam", "sam@"])
def test_a_wrong_address_is_refused_beside_its_field(
    fresh: World, pack: ForumPack, email: str
) -> None:
    with pytest.raises(RuleBroken) as refused:
        governance.send_pack(
            pack=pack, name="Sam", email=email, who="parent",
            by=fresh.actor("business_manager"), now=NOW,
        )  # fmt: skip
    assert refused.value.field == "email"


def test_a_body_that_is_no_forum_has_no_pack(fresh: World) -> None:
    with pytest.raises(RuleBroken):
        governance.write_pack(
            meeting=fresh.meetings["planned"], words=PACK, by=fresh.actor("business_manager"),
            now=NOW,
        )  # fmt: skip

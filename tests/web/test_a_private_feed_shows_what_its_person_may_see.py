"""A calendar program has no session. Its secret opens one person's dates, in that person's sight at
the moment of asking, for reading alone, until it is ended or the last seat is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import icalendar
import pytest
import vobject
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from builders import partnership as made
from builders.world import NOW, World
from clients import Visitor
from sightline.foundation.diary import operations as diary
from sightline.foundation.diary.models import Feed, Invitee, Occasion
from sightline.registers.partnership import operations as partnership
from sightline.registers.records import operations as records
from sightline.registers.records.models import Record

PERSONA = "group_member"


@pytest.fixture
def fresh(world: World) -> Iterator[World]:
    """The world, with whatever the test changes undone."""
    with transaction.atomic():
        yield world
        transaction.set_rollback(True)


def feed_of(world: World, persona: str = PERSONA) -> str:
    return reverse("diary:feed", args=[diary.make_feed(by=world.actor(persona), now=NOW)])


def invited(world: World, name: str, persona: str = PERSONA) -> Occasion:
    """A persona invited to something in ten days that is about one of the world's meetings."""
    record = world.record(name)
    occasion = diary.keep_occasion(
        key=f"test {name}",
        partnership_id=record.partnership_id,
        about=record.reference,
        title=f"Meeting {name}",
        falls_on=NOW.date() + timedelta(days=10),
        starts_at=None,
        ends_at=None,
        place="",
        link=f"/meetings/{record.reference}",
        now=NOW,
    )
    diary.invite(occasion=occasion, person_id=world.people[persona].pk, now=NOW)
    return occasion


def titles(path: str, visitor: Visitor | None = None) -> set[str]:
    answer = (visitor or Visitor()).ask("get", path)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    first = {str(e["SUMMARY"]) for e in icalendar.Calendar.from_ical(answer.content).walk("VEVENT")}
    second = vobject.readOne(answer.content.decode()).contents.get("vevent", [])
    assert {event.summary.value for event in second} == first
    return first


def test_it_shows_the_dates_of_its_person_and_of_nobody_else(fresh: World) -> None:
    invited(fresh, "held")
    invited(fresh, "other_body", "other_group_member")
    assert "Meeting held" in titles(feed_of(fresh))
    assert "Meeting held" not in titles(feed_of(fresh, "other_group_member"))


def test_a_session_in_the_same_browser_lends_it_nothing(fresh: World) -> None:
    invited(fresh, "held")
    invited(fresh, "planned", "business_manager")
    manager = Visitor(token=fresh.tokens["business_manager"])
    assert "Meeting planned" not in titles(feed_of(fresh), manager)


def test_sight_is_asked_at_the_moment_of_fetching(fresh: World) -> None:
    """Invited, and then no longer to know: an audience narrowed, an interest declared."""
    path = feed_of(fresh)
    invited(fresh, "held")
    invited(fresh, "closed")
    assert {"Meeting held", "Meeting closed"} <= titles(path)
    Record.objects.filter(pk=fresh.record("held").pk).update(audience=["capacity:0:nobody"])
    records.declare_interest(
        record=fresh.record("closed"), nature="A relative", by=fresh.actor(PERSONA), now=NOW
    )
    assert not {"Meeting held", "Meeting closed"} & titles(path)


def test_row_policies_hold_for_it(fresh: World) -> None:
    """Beneath the query: the database gives a feed no occasion whose record its person may not
    see, and no word of anybody else's."""
    secret = feed_of(fresh).removesuffix(".ics").rsplit("/", 1)[1]
    seen, hidden = invited(fresh, "held"), invited(fresh, "planned")
    other = invited(fresh, "other_body", "other_group_member")
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE sightline_web")
            cursor.execute("SET LOCAL transaction_read_only = on")
            cursor.execute("SELECT person_id FROM sightline_feed_begin(%s)", [secret])
            assert cursor.fetchone() == (fresh.people[PERSONA].pk,)
        found = set(Occasion.objects.values_list("pk", flat=True))
        mine = set(Invitee.objects.values_list("occasion", "person"))
        transaction.set_rollback(True)
    assert seen.pk in found
    assert not {hidden.pk, other.pk} & found
    assert hidden.pk not in {occasion for occasion, _ in mine}


def test_a_feed_can_write_nothing(fresh: World) -> None:
    """In a transaction that may write, a secret opens nothing."""
    secret = feed_of(fresh).removesuffix(".ics").rsplit("/", 1)[1]
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE sightline_web")
            cursor.execute("SELECT person_id FROM sightline_feed_begin(%s)", [secret])
            assert cursor.fetchone() is None
        assert not Feed.objects.exists()
        transaction.set_rollback(True)
    assert Visitor().ask("post", f"/diary/feed/{secret}.ics", undone=True).status_code == 404


def test_only_its_hash_is_kept_and_the_web_process_cannot_find_whose(fresh: World) -> None:
    secret = feed_of(fresh).removesuffix(".ics").rsplit("/", 1)[1]
    feed = Feed.objects.get(person=fresh.people[PERSONA], ended_at=None)
    assert secret not in (feed.secret_hash, str(feed.__dict__))
    assert len(secret) == 43  # 256 bits
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE sightline_web")
        with pytest.raises(DatabaseError), connection.cursor() as cursor:
            cursor.execute("SELECT sightline_live_feed(%s)", [secret])
        transaction.set_rollback(True)


@pytest.mark.parametrize("how", ["unknown", "ended", "replaced", "seat", "shut out"])
def test_it_ends(fresh: World, how: str) -> None:
    """Whatever ends it, it answers as an address that never was."""
    path, actor = feed_of(fresh), fresh.actor(PERSONA)
    assert Visitor().ask("get", path).status_code == 200
    if how == "unknown":
        path = path[:-6] + "xx.ics"
    elif how == "ended":
        diary.end_feed(by=actor, now=NOW)
    elif how == "replaced":
        diary.make_feed(by=actor, now=NOW)
    elif how == "seat":
        partnership.end_seat(seat=fresh.seat(PERSONA), reason="Left", by=made.BY, now=NOW)
    else:
        person = fresh.people[PERSONA]
        type(person).objects.filter(pk=person.pk).update(is_active=False)
    assert Visitor().ask("get", path).status_code == 404


def test_a_feed_that_ended_with_the_seat_is_not_revived_by_another(fresh: World) -> None:
    path = feed_of(fresh)
    partnership.end_seat(seat=fresh.seat(PERSONA), reason="Left", by=made.BY, now=NOW)
    assert diary.end_feeds_of_leavers(now=NOW) == 1
    made.appointed(fresh.partnership, "learning-group-members", fresh.people[PERSONA])
    assert Visitor().ask("get", path).status_code == 404
    assert diary.end_feeds_of_leavers(now=NOW) == 0


def test_it_is_sent_again_only_when_it_changed(fresh: World) -> None:
    path, visitor = feed_of(fresh), Visitor()
    occasion = invited(fresh, "held")
    etag = visitor.ask("get", path)["ETag"]

    def again(mark: str) -> int:
        visitor.client.defaults["HTTP_IF_NONE_MATCH"] = mark
        return int(visitor.ask("get", path).status_code)

    assert [again(etag), again(f"W/{etag}"), again(f'"other", {etag}'), again('"other"')] == [
        304, 304, 304, 200,
    ]  # fmt: skip
    diary.cancel_occasion(occasion=occasion, now=NOW)
    assert again(etag) == 200


def test_the_address_is_shown_once_and_stands_in_no_log(
    fresh: World, caplog: pytest.LogCaptureFixture
) -> None:
    visitor = Visitor(token=fresh.tokens[PERSONA])
    page = visitor.post("/diary/subscribe", {})
    address = page.split('class="app-address">')[1].split("</code>")[0]
    secret = address.removesuffix(".ics").rsplit("/", 1)[1]
    assert address.startswith("http")
    assert f'href="webcal://{address.partition("://")[2]}"' in page
    assert secret not in visitor.get("/diary")
    with caplog.at_level("INFO"):
        assert Visitor().ask("get", f"/diary/feed/{secret}.ics").status_code == 200
    assert secret not in caplog.text
    visitor.post("/diary/unsubscribe", {}, status=302)
    assert Visitor().ask("get", f"/diary/feed/{secret}.ics").status_code == 404


def test_a_feed_takes_few_statements_however_long(fresh: World) -> None:
    path, visitor = feed_of(fresh), Visitor()
    invited(fresh, "held")
    visitor.ask("get", path)
    few = visitor.statements
    for name in ("closed", "public", "embargoed"):
        invited(fresh, name)
    visitor.ask("get", path)
    assert visitor.statements == few <= 5

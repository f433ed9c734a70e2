"""Invitations, changes and cancellations leave once, as calendar programs take them, and are read
back by two parsers that share no code: icalendar, and vobject."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import icalendar
import pytest
import vobject
from django.core import mail
from django.db import transaction
from django.utils import timezone

from sightline.foundation.accounts.models import Person
from sightline.foundation.diary import operations as diary
from sightline.foundation.diary import rules
from sightline.foundation.diary.models import Invitee, Occasion
from sightline.foundation.errors import RuleBroken
from sightline.foundation.outbox import operations as outbox
from sightline.foundation.outbox.models import Message

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
SUMMER, WINTER = date(2026, 7, 1), date(2026, 12, 2)
gone: set[int] = set()


def address_of(person_id: int, about: str, now: datetime) -> str | None:
    return None if person_id in gone else Person.objects.get(pk=person_id).email


@pytest.fixture(autouse=True)
def letters(settings: Any) -> Iterator[None]:
    settings.SIGHTLINE_ADDRESS_OF = f"{__name__}.address_of"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.ADDRESS = "https://partnership.example"
    gone.clear()
    mail.outbox = []
    yield


def somebody(name: str) -> Person:
    return Person.objects.create(email=f"{name}@example.org", name=name.title())


def kept(**changed: Any) -> Occasion:
    facts: dict[str, Any] = {
        "key": "meeting EXE-2026-004",
        "partnership_id": 1,
        "about": "EXE-2026-004",
        "title": "Executive: meeting",
        "falls_on": SUMMER,
        "starts_at": time(10),
        "ends_at": time(12, 30),
        "place": "Room 1; County Hall, Wakefield",
        "link": "/meetings/EXE-2026-004",
        "now": NOW,
    }
    return diary.keep_occasion(**{**facts, **changed})


def sent(now: datetime = NOW) -> list[Any]:
    """The letters that leave now, as a mail program reads them from their bytes."""
    before = len(mail.outbox)
    outbox.send(now=now)
    return [
        email.message_from_bytes(one.message().as_bytes(), policy=email.policy.default)
        for one in mail.outbox[before:]
    ]


def part_of(letter: Any) -> Any:
    return next(one for one in letter.walk() if one.get_content_type() == "text/calendar")


def read(letter: Any) -> tuple[Any, Any]:
    """The event of a letter as each of the two parsers reads it."""
    text = part_of(letter).get_content()
    theirs = icalendar.Calendar.from_ical(text)
    return theirs.walk("VEVENT")[0], vobject.readOne(text).vevent


def test_an_invitation_is_a_calendar_part_beside_the_words() -> None:
    diary.invite(occasion=kept(), person_id=somebody("ann").pk, now=NOW)
    (letter,) = sent()
    assert letter.get_content_type() == "multipart/alternative"
    assert [one.get_content_type() for one in letter.iter_parts()] == [
        "text/plain",
        "text/calendar",
    ]
    part = part_of(letter)
    assert part.get_param("method") == "REQUEST"
    assert part.get_content_charset() == "utf-8"
    assert icalendar.Calendar.from_ical(part.get_content())["METHOD"] == "REQUEST"
    assert letter["Subject"] == "A date for your calendar"


@pytest.mark.parametrize(("day", "offset"), [(SUMMER, 1), (WINTER, 0)], ids=["summer", "winter"])
def test_the_time_is_londons_and_its_zone_travels_with_it(day: date, offset: int) -> None:
    diary.invite(occasion=kept(falls_on=day), person_id=somebody("ann").pk, now=NOW)
    (letter,) = sent()
    first, second = read(letter)
    begins = datetime(day.year, day.month, day.day, 10 - offset, tzinfo=UTC)
    for start, end in ((first["DTSTART"].dt, first["DTEND"].dt),
                       (second.dtstart.value, second.dtend.value)):  # fmt: skip
        assert start.astimezone(UTC) == begins
        assert end - start == timedelta(hours=2, minutes=30)
    text = part_of(letter).get_content()
    assert "DTSTART;TZID=Europe/London:" in text
    zones = icalendar.Calendar.from_ical(text).walk("VTIMEZONE")
    assert [str(zone["TZID"]) for zone in zones] == ["Europe/London"]
    assert max(len(line.encode()) for line in text.splitlines()) <= 75  # RFC 5545 3.1


def test_each_letter_names_its_own_recipient_alone() -> None:
    occasion = kept()
    people = {somebody("ann").pk: False, somebody("bob").pk: True}
    diary.invite_exactly(occasion=occasion, people=people, now=NOW)
    letters = sent()
    assert sorted(letter["To"] for letter in letters) == ["ann@example.org", "bob@example.org"]
    for letter in letters:
        other = "bob" if letter["To"].startswith("ann") else "ann"
        assert f"{other}@" not in letter.as_string()
        event, theirs = read(letter)
        assert str(event["ATTENDEE"]).lower() == f"mailto:{letter['To']}"
        assert theirs.attendee.params["ROLE"] == [
            "OPT-PARTICIPANT" if letter["To"].startswith("bob") else "REQ-PARTICIPANT"
        ]
        assert event["SUMMARY"] == theirs.summary.value == "Executive: meeting"
        assert event["LOCATION"] == theirs.location.value == "Room 1; County Hall, Wakefield"


def test_a_change_keeps_the_uid_and_raises_the_sequence() -> None:
    occasion = kept()
    diary.invite(occasion=occasion, person_id=somebody("ann").pk, now=NOW)
    (first,) = sent()
    kept(falls_on=WINTER, now=NOW + timedelta(hours=1))
    (second,) = sent(NOW + timedelta(hours=1))
    diary.cancel_occasion(occasion=occasion, now=NOW + timedelta(hours=2))
    (third,) = sent(NOW + timedelta(hours=2))
    events = [read(letter)[1] for letter in (first, second, third)]
    assert len({event.uid.value for event in events}) == 1
    numbers = [int(event.sequence.value) for event in events]
    assert numbers == sorted(set(numbers))
    assert [part_of(one).get_param("method") for one in (first, second, third)] == [
        "REQUEST", "REQUEST", "CANCEL",
    ]  # fmt: skip
    assert events[2].status.value == "CANCELLED"
    assert events[1].dtstart.value.date() == WINTER


def test_nothing_is_sent_where_nothing_changed() -> None:
    occasion, ann = kept(), somebody("ann")
    diary.invite(occasion=occasion, person_id=ann.pk, now=NOW)
    assert len(sent()) == 1
    kept()
    diary.invite(occasion=occasion, person_id=ann.pk, now=NOW)
    diary.invite_exactly(occasion=occasion, people={ann.pk: False}, now=NOW)
    assert sent() == []


def test_a_later_word_overtakes_one_that_has_not_left() -> None:
    occasion = kept()
    diary.invite(occasion=occasion, person_id=somebody("ann").pk, now=NOW)
    kept(starts_at=time(11))
    (only,) = sent()
    assert read(only)[1].dtstart.value.hour == 11
    assert Message.objects.filter(state="withdrawn", last_error="overtaken").count() == 1


def test_whoever_is_taken_off_is_told_alone() -> None:
    occasion, ann, bob = kept(), somebody("ann"), somebody("bob")
    diary.invite_exactly(occasion=occasion, people={ann.pk: False, bob.pk: False}, now=NOW)
    sent()
    diary.invite_exactly(occasion=occasion, people={bob.pk: False}, now=NOW)
    (letter,) = sent()
    assert (letter["To"], part_of(letter).get_param("method")) == ("ann@example.org", "CANCEL")
    diary.invite(occasion=occasion, person_id=ann.pk, now=NOW)
    (again,) = sent()
    assert part_of(again).get_param("method") == "REQUEST"
    assert int(read(again)[1].sequence.value) > int(read(letter)[1].sequence.value)


def test_access_is_asked_again_when_it_is_sent() -> None:
    ann = somebody("ann")
    diary.invite(occasion=kept(), person_id=ann.pk, now=NOW)
    gone.add(ann.pk)
    assert sent() == []
    assert Message.objects.get().state == "withdrawn"


def test_a_change_that_is_undone_invites_nobody() -> None:
    occasion, ann = kept(), somebody("ann")
    with pytest.raises(RuleBroken), transaction.atomic():
        diary.invite(occasion=occasion, person_id=ann.pk, now=NOW)
        raise RuleBroken("The day is taken.")
    assert sent() == []
    assert not Invitee.objects.exists()


def test_nobody_is_written_to_about_what_is_past() -> None:
    past = timezone.localdate(NOW) - timedelta(days=1)
    occasion = kept(falls_on=past)
    diary.invite(occasion=occasion, person_id=somebody("ann").pk, now=NOW)
    diary.cancel_occasion(occasion=occasion, now=NOW)
    assert sent() == []


def test_what_was_to_come_and_is_now_past_leaves_its_place() -> None:
    """A slip of the year is mended in everybody's calendar as well."""
    occasion = kept()
    diary.invite(occasion=occasion, person_id=somebody("ann").pk, now=NOW)
    sent()
    kept(falls_on=SUMMER.replace(year=2025))
    (letter,) = sent()
    assert read(letter)[1].dtstart.value.date() == date(2025, 7, 1)


def test_without_a_time_it_takes_the_day() -> None:
    occasion = kept(starts_at=None, ends_at=None)
    diary.invite(occasion=occasion, person_id=somebody("ann").pk, now=NOW)
    (letter,) = sent()
    for start, end in ((read(letter)[0]["DTSTART"].dt, read(letter)[0]["DTEND"].dt),
                       (read(letter)[1].dtstart.value, read(letter)[1].dtend.value)):  # fmt: skip
        assert (start, end) == (SUMMER, SUMMER + timedelta(days=1))


@pytest.mark.parametrize(
    "wrong",
    [{"title": " "}, {"title": "Two\nlines"}, {"place": "a\r\nATTENDEE:mailto:x@y"},
     {"starts_at": None}, {"ends_at": time(9)}, {"place": "x" * 500}],
    ids=["no title", "lines", "injected", "no start", "ends first", "long"],
)  # fmt: skip
def test_what_a_calendar_would_show_wrongly_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(RuleBroken):
        kept(**wrong)


def test_nobody_is_invited_to_what_was_cancelled() -> None:
    occasion = kept()
    diary.cancel_occasion(occasion=occasion, now=NOW)
    with pytest.raises(RuleBroken):
        diary.invite(occasion=occasion, person_id=somebody("ann").pk, now=NOW)


def test_a_feed_is_read_by_another_parser_with_its_special_letters() -> None:
    entry = rules.Entry(
        uid=kept().pk, sequence=3, title="Café, “Learning”; day – zweite Hälfte " + "ä" * 60,
        falls_on=SUMMER, starts_at=time(9, 30), ends_at=None, place="A\\B; C, D",
        link="https://partnership.example/x", changed_at=NOW,
    )  # fmt: skip
    content = rules.feed_file([entry], host="partnership.example", name="Sightline")
    theirs = vobject.readOne(content.decode()).vevent
    assert theirs.summary.value == entry.title
    assert theirs.location.value == entry.place
    assert "dtend" not in theirs.contents  # an end that nobody gave is not invented
    assert vobject.readOne(content.decode()).x_wr_calname.value == "Sightline"


def test_an_empty_feed_is_a_calendar_too() -> None:
    content = rules.feed_file([], host="partnership.example", name="Sightline")
    assert icalendar.Calendar.from_ical(content).walk("VEVENT") == []

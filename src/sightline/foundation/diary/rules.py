"""Calendar files as Outlook, phones and Google take them (RFC 5545 and RFC 5546)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal
from uuid import UUID

from icalendar import (
    Calendar,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vCalAddress,
    vDuration,
    vText,
)
from icalendar import Event as CalendarEvent

from sightline.foundation.calendar import LONDON
from sightline.foundation.errors import RuleBroken

Method = Literal["REQUEST", "CANCEL"]
PRODUCT = "-//Sightline//Diary//EN"
LONGEST = 200
KEPT_BACK = timedelta(days=90)
"""How long a past occasion stays in a feed."""


@dataclass(frozen=True)
class Entry:
    """One occasion as it stands for one person. `sequence` grows with every word sent to them;
    without `starts_at` it takes the whole day."""

    uid: UUID
    sequence: int
    title: str
    falls_on: date
    starts_at: time | None
    ends_at: time | None
    place: str
    link: str
    changed_at: datetime
    is_optional: bool = False


def check_occasion(*, title: str, place: str, starts_at: time | None, ends_at: time | None) -> None:
    """Refuse what a calendar program would show wrongly: no title, more than one line, an end that
    is not after the start, or an end without a start."""
    if not title.strip():
        raise RuleBroken("Give what happens a title.", field="title")
    for field, words in (("title", title), ("place", place)):
        if not words.isprintable() or len(words) > LONGEST * 2:
            raise RuleBroken("Write one line of plain words.", field=field)
    if ends_at is not None and (starts_at is None or ends_at <= starts_at):
        raise RuleBroken("It must end after it starts.", field="ends_at")


def message_file(
    entry: Entry, *, method: Method, host: str, organiser: str, organiser_name: str, attendee: str
) -> str:
    """The calendar part of a message to one person: an invitation or change (REQUEST), or the end
    of it (CANCEL). Nobody else who is invited is named in it."""
    calendar = _calendar()
    calendar.add("method", method)
    event = _event(entry, host)
    sender = vCalAddress(f"mailto:{organiser}")
    sender.params["CN"] = vText(organiser_name)
    event["organizer"] = sender
    person = vCalAddress(f"mailto:{attendee}")
    person.params["ROLE"] = vText("OPT-PARTICIPANT" if entry.is_optional else "REQ-PARTICIPANT")
    person.params["PARTSTAT"] = vText("NEEDS-ACTION")
    person.params["RSVP"] = vText("FALSE")  # the office records who comes; nobody reads replies
    event.add("attendee", person, encode=False)
    event.add("status", "CANCELLED" if method == "CANCEL" else "CONFIRMED")
    calendar.add_component(event)
    return str(calendar.to_ical().decode())


def feed_file(entries: Iterable[Entry], *, host: str, name: str) -> bytes:
    """A calendar to subscribe to, asked for anew every hour."""
    calendar = _calendar()
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", "Europe/London")
    calendar.add("refresh-interval", vDuration(timedelta(hours=1)), {"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for entry in entries:
        event = _event(entry, host)
        event.add("status", "CONFIRMED")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def etag_of(content: bytes) -> str:
    """A mark that changes with the content of a feed (RFC 9110 8.8.3)."""
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add_component(_london())
    return calendar


def _london() -> Timezone:
    """Europe/London by the rule in force since 1996 (Summer Time Order 2002): summer time from the
    last Sunday of March to the last of October, 1 a.m. Greenwich time. Outlook reads a rule where
    it misreads a list of years."""
    zone = Timezone()
    zone.add("tzid", "Europe/London")
    hour, none = timedelta(hours=1), timedelta()
    for part, name, start, before, after in (
        (TimezoneDaylight(), "BST", datetime(1996, 3, 31, 1), none, hour),
        (TimezoneStandard(), "GMT", datetime(1996, 10, 27, 2), hour, none),
    ):
        part.add("dtstart", start)
        part.add("rrule", {"freq": "yearly", "bymonth": start.month, "byday": "-1su"})
        part.add("tzname", name)
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        zone.add_component(part)
    return zone


def _event(entry: Entry, host: str) -> CalendarEvent:
    event = CalendarEvent()
    event.add("uid", f"{entry.uid}@{host}")
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.changed_at)
    event.add("last-modified", entry.changed_at)
    event.add("summary", entry.title)
    if entry.starts_at is None:
        event.add("dtstart", entry.falls_on)
        event.add("dtend", entry.falls_on + timedelta(days=1))
    else:
        event.add("dtstart", datetime.combine(entry.falls_on, entry.starts_at, LONDON))
        if entry.ends_at is not None:
            event.add("dtend", datetime.combine(entry.falls_on, entry.ends_at, LONDON))
    if entry.place:
        event.add("location", entry.place)
    event.add("description", f"Papers and details, after you sign in: {entry.link}")
    event.add("url", entry.link)
    event.add("class", "PRIVATE")
    event.add("transp", "OPAQUE")
    return event

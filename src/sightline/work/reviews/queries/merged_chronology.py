"""The chronology of all agencies: filtered, under the names of the case, and what it shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from sightline.foundation.errors import NotSeen
from sightline.foundation.files.queries import open_for_download
from sightline.foundation.files.rules.sheets import read_sheet
from sightline.foundation.lists import one_of
from sightline.foundation.permissions import Actor
from sightline.foundation.statements import Statement, given
from sightline.work.reviews.models import (
    AgencySummary,
    ChronologyEvent,
    ChronologyImport,
    RapidReview,
    SameEvent,
)
from sightline.work.reviews.rules import chronology as rules
from sightline.work.reviews.rules.chronology_import import Reading, read


def import_of(summary: AgencySummary, actor: Actor, number: int) -> ChronologyImport:
    """A spreadsheet that the actor sent; `NotSeen` where there is none."""
    rows = ChronologyImport.objects.filter(pk=number, summary=summary, person=actor.person_id or 0)
    return one_of(rows.select_related("stored_file"))


def reading_of(received: ChronologyImport, today: date) -> Reading:
    """A spreadsheet as it would be brought in, read anew."""
    with open_for_download(received.stored_file) as file:
        return read(read_sheet(file.read(), received.stored_file.kind).rows, today)


class _Told(NamedTuple):
    """What a released answer tells, without its words."""

    summary: int
    key: str
    name: str
    days: list[date]
    kinds: list[str]


TOLD = Statement(
    _Told,
    lambda: (
        AgencySummary.objects.filter(review_record=given("record", int), released_at__isnull=False)
        .order_by("agency__name")
        .values_list("pk", "agency__key", "agency__name", "days", "kinds")
    ),
)


@dataclass(frozen=True)
class Line:
    """What released agencies tell, without its words: the days of each agency's events in order,
    and of the events that are asked for, the answers they stand in and their days in order."""

    days: dict[str, list[date]]
    agencies: dict[str, str]
    summaries: list[int]
    theme: str
    asked: list[date]

    @property
    def all_days(self) -> list[date]:
        return [day for days in self.days.values() for day in days]


def line_of(review: RapidReview, *, agency: str = "", theme: str = "") -> Line:
    """The line of time of the released agencies, and which of its events are asked for: those of
    one agency or theme, or all. One statement and a row for each agency, however many events: the
    days were kept when the answer was sealed."""
    told = TOLD.rows(record=review.record_id)
    wanted = [one for one in told if not agency or one.key == agency]
    asked = [
        day
        for one in wanted
        for day, kind in zip(one.days, one.kinds, strict=True)
        if not theme or kind == theme
    ]
    return Line(
        days={one.key: one.days for one in told},
        agencies={one.key: one.name for one in told},
        summaries=[one.summary for one in wanted],
        theme=theme,
        asked=sorted(asked),
    )


class Event(NamedTuple):
    """An event as it is read: whose it is, when, and its words."""

    pk: int
    agency: str
    happened_on: date
    about_when: str
    what: str
    response: str
    theme: str
    child_seen: str


COLUMNS = ("pk", "summary__agency__name", *Event._fields[2:])


def _between(**only: Any) -> Statement[Event]:
    return Statement(
        Event,
        lambda: (
            ChronologyEvent.objects.filter(
                summary__among=given("summaries", list[int]),
                happened_on__gte=given("first", date),
                happened_on__lte=given("last", date),
                removed_at__isnull=True,
                **only,
            )
            .order_by("happened_on", "pk")
            .values_list(*COLUMNS)
        ),
    )


BETWEEN = _between()
BETWEEN_OF_THEME = _between(theme=given("theme", str))


def events_at(line: Line, start: int = 0, size: int | None = None) -> list[Event]:
    """The events that are asked for, in the order in which they happened, from one place on; all of
    them without a `size`."""
    found = rules.window(line.asked, start, len(line.asked) if size is None else size)
    if found is None:
        return []
    asked = {"summaries": line.summaries, "first": found.first, "last": found.last}
    rows = BETWEEN_OF_THEME.rows(**asked, theme=line.theme) if line.theme else BETWEEN.rows(**asked)
    return rows[found.skip : found.skip + found.size]


def events_by(numbers: Iterable[int]) -> list[Event]:
    """Events that the reader sees, by their numbers, in the order in which they happened."""
    rows = ChronologyEvent.objects.filter(pk__in=list(numbers)).order_by("happened_on", "pk")
    return [Event._make(one) for one in rows.values_list(*COLUMNS)]


@dataclass
class Shown:
    """An event with its words as they are shown to one reader."""

    event: Event
    what: str
    response: str


def events_shown(held: Sequence[Event], *, called: Mapping[str, str] | None = None) -> list[Shown]:
    """Events with what is known of people replaced by what they are called in the case; for a
    reader to whom `called` is revealed, the words as written, with names beside the labels. One
    statement, however many there are."""
    if called:
        return [
            Shown(one, rules.with_names(one.what, called), rules.with_names(one.response, called))
            for one in held
        ]
    if not held:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, what, response FROM sightline_events_masked(%s, %s, %s)",
            [[one.pk for one in held], [one.what for one in held], [one.response for one in held]],
        )
        masked = {number: (what, response) for number, what, response in cursor.fetchall()}
    return [Shown(one, *masked[one.pk]) for one in held if one.pk in masked]


def judged_of(review: RapidReview) -> dict[tuple[int, int], SameEvent]:
    """The last judgement of each two events."""
    rows = SameEvent.objects.filter(review=review).order_by("pk")
    return {(one.first_id, one.second_id): one for one in rows}


def proposed(
    review: RapidReview, judged: dict[tuple[int, int], SameEvent]
) -> list[tuple[int, int]]:
    """Which events of two agencies may be the same, not judged yet."""
    told = TOLD.rows(record=review.record_id)
    keys = {one.summary: one.key for one in told}
    rows = ChronologyEvent.objects.filter(summary__in=list(keys), removed_at__isnull=True)
    line = [
        rules.Told(number, keys[summary], on, kind, what)
        for number, summary, on, kind, what in rows.values_list(
            "pk", "summary_id", "happened_on", "theme", "what"
        )
    ]
    return [(one.number, other.number) for one, other in rules.proposals(line, set(judged))]


def two_events(
    review: RapidReview, first: int, second: int
) -> tuple[ChronologyEvent, ChronologyEvent]:
    """Two events that were released to the panel of a review; `NotSeen` where they are not."""
    rows = ChronologyEvent.objects.filter(
        pk__in={first, second},
        summary__review_record=review.record_id,
        summary__released_at__isnull=False,
        removed_at__isnull=True,
    )
    found = list(rows.select_related("summary__agency").order_by("happened_on", "pk"))
    if len(found) != 2:
        raise NotSeen
    return found[0], found[1]

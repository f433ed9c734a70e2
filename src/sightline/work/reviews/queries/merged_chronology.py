"""The chronology of all agencies: filtered, under the names of the case, and what it shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import connection

from sightline.foundation.errors import NotSeen
from sightline.foundation.files.queries import open_for_download
from sightline.foundation.files.rules.sheets import read_sheet
from sightline.foundation.lists import one_of
from sightline.foundation.permissions import Actor
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


@dataclass(frozen=True)
class Line:
    """What released agencies tell, without its words: every event, the agencies, and which of the
    events were asked for."""

    told: list[rules.Told]
    agencies: dict[str, str]
    asked: list[int] = field(default_factory=list)


def line_of(review: RapidReview, *, agency: str = "", theme: str = "") -> Line:
    """Every event of the released agencies in one line of time, of which those of one agency or
    theme are asked for. Two statements, however many there are."""
    released = AgencySummary.objects.filter(
        review_record=review.record_id, released_at__isnull=False
    )
    names = released.order_by("agency__name").values_list("pk", "agency__key", "agency__name")
    keys = {number: key for number, key, _ in names}
    rows = ChronologyEvent.objects.filter(summary__in=list(keys), removed_at__isnull=True)
    told = [
        rules.Told(number, keys[summary], on, kind)
        for number, summary, on, kind in rows.order_by("happened_on", "pk").values_list(
            "pk", "summary_id", "happened_on", "theme"
        )
    ]
    asked = [
        one.number
        for one in told
        if (not agency or one.agency == agency) and (not theme or one.theme == theme)
    ]
    return Line(told, {key: name for _, key, name in names}, asked)


@dataclass
class Shown:
    """An event with its words as they are shown to one reader."""

    event: ChronologyEvent
    what: str
    response: str


def events_shown(numbers: Sequence[int], *, called: Mapping[str, str] | None = None) -> list[Shown]:
    """Events that the reader sees, in the order of the numbers, with what is known of people
    replaced by what they are called in the case; for a reader to whom `called` is revealed, the
    words as written, with names beside the labels. Two statements, however many there are."""
    rows = ChronologyEvent.objects.filter(pk__in=numbers).select_related("summary__agency")
    found = {one.pk: one for one in rows}
    held = [found[number] for number in numbers if number in found]
    if called:
        return [
            Shown(one, rules.with_names(one.what, called), rules.with_names(one.response, called))
            for one in held
        ]
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


def proposed(line: Line, judged: dict[tuple[int, int], SameEvent]) -> list[tuple[int, int]]:
    """Which events of two agencies may be the same, not judged yet."""
    words = dict(
        ChronologyEvent.objects.filter(pk__in=[one.number for one in line.told]).values_list(
            "pk", "what"
        )
    )
    told = [
        rules.Told(one.number, one.agency, one.on, one.theme, words.get(one.number, ""))
        for one in line.told
    ]
    return [(one.number, other.number) for one, other in rules.proposals(told, set(judged))]


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

"""Minutes as one reader sees them: of a meeting, of a body's year, and searched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.contrib.postgres.search import SearchQuery, SearchVector

from sightline.foundation.lists import one_of
from sightline.foundation.permissions import Actor
from sightline.registers.records.queries import sight
from sightline.work.governance.models import AgendaItem, Approval, Decision, Meeting
from sightline.work.governance.queries.agenda import (
    HELD,
    LINES,
    Entry,
    Minuted,
    agenda,
    approvals,
    minuted,
)
from sightline.work.governance.rules.agenda import numbered

FOUND = 50


@dataclass(frozen=True)
class Minutes:
    """The minutes of a meeting: each item the reader sees with what was written of it."""

    entries: tuple[tuple[Entry, Minuted], ...]
    approvals: tuple[Approval, ...]

    @property
    def has_words(self) -> bool:
        return any(one.text for _, one in self.entries)


def minutes_of(meeting: Meeting, actor: Actor, now: datetime) -> Minutes:
    """The minutes of a meeting within the reader's sight."""
    entries = agenda(meeting, actor, now)
    found = minuted([entry.item.pk for entry in entries])
    return Minutes(
        tuple((entry, found[entry.item.pk]) for entry in entries), tuple(approvals(meeting))
    )


class OfMeeting(NamedTuple):
    """One meeting of a year, with its minutes."""

    reference: str
    on: date
    entries: list[tuple[Entry, Minuted]]


def minutes_of_year(body: int, year: int, actor: Actor, now: datetime) -> list[OfMeeting]:
    """The minutes of a body's meetings in one year, newest first; meetings without any are left
    out. A statement a meeting, and three for all that was written."""
    meetings = [one for one in HELD.rows(actor, now, body=body) if one.on.year == year]
    lines = {one.pk: LINES.rows(actor, now, meeting=one.pk) for one in meetings}
    found = minuted([line.pk for rows in lines.values() for line in rows])
    return [
        OfMeeting(
            one.reference,
            one.on,
            [
                (Entry(at, ()), found[at.item.pk]) for at in numbered(lines[one.pk], None)
                if not found[at.item.pk].is_empty
            ],
        )
        for one in meetings
        if any(not found[line.pk].is_empty for line in lines[one.pk])
    ]  # fmt: skip


class Hit(NamedTuple):
    """An item whose minute, note or decisions hold the words."""

    reference: str
    title: str
    on: date
    summary: str

    def excerpt(self, words: str) -> str:
        """Some of the text around the first of the words."""
        text = " ".join(self.summary.split())
        first = words.split()[0].lower() if words.split() else ""
        at = max(text.lower().find(first) - 80, 0)
        return f"{'… ' if at else ''}{text[at : at + 240]}{' …' if len(text) > at + 240 else ''}"


def search(body: int, words: str, actor: Actor, now: datetime) -> list[Hit]:
    """Items of a body's meetings whose words match, newest first, within the reader's sight."""
    # one body's items are few enough to be read as they are asked for
    rows = AgendaItem.objects.filter(sight(actor, now, "record__"), meeting__body=body).annotate(
        found=SearchVector("title", "record__summary", config="english")
    )
    rows = rows.filter(found=SearchQuery(words, config="english", search_type="websearch"))
    columns = ("record__reference", "title", "meeting__on", "record__summary")
    return [
        Hit(*row) for row in rows.order_by("-meeting__on", "position").values_list(*columns)[:FOUND]
    ]


def decision_of(item: AgendaItem, number: int) -> Decision:
    """A decision on an item already seen; `NotSeen` where it is not one."""
    return one_of(Decision.objects.filter(item=item, pk=number, withdrawn_at__isnull=True))

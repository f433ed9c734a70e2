"""Agendas as one reader sees them: items, papers, decisions, minutes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from sightline.foundation.permissions import Actor
from sightline.foundation.statements import Objects, Statement, given
from sightline.registers.evidence.models import Document, DocumentVersion
from sightline.registers.partnership.models import Place
from sightline.registers.records.queries import InSight, OneInSight
from sightline.work.governance.models import (
    AgendaItem,
    Amendment,
    Approval,
    Attendance,
    Decision,
    Meeting,
    Minute,
    Position,
    Purpose,
    StandingItem,
)
from sightline.work.governance.rules.agenda import FILLED_AHEAD, Numbered, numbered
from sightline.work.governance.rules.minutes import Partner


class Line(NamedTuple):
    """One item as an agenda shows it."""

    pk: int
    record_id: int
    reference: str
    title: str
    purpose: str
    presenter: str
    takes: int
    note: str
    origin: str
    is_private: bool
    meant_for: str
    marking: str
    state: str
    is_minuted: bool

    @property
    def purpose_in_words(self) -> str:
        return str(Purpose(self.purpose).label)


def _lines(sees: Q) -> QuerySet[AgendaItem, Any]:
    rows = AgendaItem.objects.filter(sees, meeting=given("meeting", int))
    minuted = Minute.objects.filter(item=OuterRef("pk"))
    rows = rows.exclude(state=AgendaItem.State.REMOVED).annotate(is_minuted=Exists(minuted))
    return rows.order_by("is_private", "position", "pk").values_list(
        "pk", "record_id", "record__reference", "title", "purpose", "presenter", "takes", "note",
        "origin", "is_private", "meant_for", "record__marking", "state", "is_minuted",
    )  # fmt: skip


LINES = InSight(lambda sees: Statement(Line, lambda: _lines(sees)), "record__")


class Paper(NamedTuple):
    """The current version of a paper, and the cover sheet it is filed against: an item's, or that
    of the meeting itself."""

    pk: int
    record_id: int
    title: str
    kind: str
    number: int
    version: int
    filename: str
    filed_at: datetime
    filed_by: str
    document: int

    @property
    def kind_in_words(self) -> str:
        return str(KINDS_OF_PAPERS[self.kind])


KINDS_OF_PAPERS = dict(Document._meta.get_field("kind").flatchoices)
PAPERS = Statement(
    Paper,
    lambda: (
        DocumentVersion.objects.filter(
            record__among=given("records", list[int]),
            is_current=True,
            document__withdrawn_at__isnull=True,
        )
        .order_by("record", "document__number", "pk")
        .values_list(
            "pk", "record_id", "document__title", "document__kind", "document__number", "number",
            "filename", "filed_at", "filed_by", "document_id",
        )
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """An item on somebody's agenda: number, time, and its papers."""

    at: Numbered[Line]
    papers: tuple[Paper, ...]

    @property
    def item(self) -> Line:
        return self.at.item

    def label(self, paper: Paper) -> str:
        """The number of a paper in the pack: 5.2 is the second paper of item 5."""
        return f"{self.at.number}.{self.papers.index(paper) + 1}"


def agenda(meeting: Meeting, actor: Actor, now: datetime) -> list[Entry]:
    """The agenda of a meeting as the actor sees it, numbered without a gap, with its papers."""
    return agenda_and_papers(meeting, actor, now)[0]


def agenda_and_papers(
    meeting: Meeting, actor: Actor, now: datetime
) -> tuple[list[Entry], list[Paper]]:
    """The agenda as the actor sees it, and the papers that are filed against the meeting itself."""
    lines = LINES.rows(actor, now, meeting=meeting.pk)
    papers: dict[int, list[Paper]] = {}
    for paper in PAPERS.rows(records=[meeting.record_id, *(line.record_id for line in lines)]):
        papers.setdefault(paper.record_id, []).append(paper)
    entries = [
        Entry(one, tuple(papers.get(one.item.record_id, ())))
        for one in numbered(lines, meeting.starts_at)
    ]
    return entries, papers.get(meeting.record_id, [])


ITEM = OneInSight(
    lambda: AgendaItem.objects.select_related("record", "meeting__record", "meeting__body").defer(
        "record__words", "meeting__record__words"
    )
)


def item(actor: Actor, reference: str, now: datetime) -> AgendaItem:
    """The item with this reference; `NotSeen` when it is absent or hidden."""
    return ITEM.by(actor, reference, now)


class Text(NamedTuple):
    """The minute of an item."""

    item_id: int
    words: str
    written_at: datetime
    written_by: str


TEXTS = Statement(
    Text,
    lambda: Minute.objects.filter(item__among=given("items", list[int])).values_list(
        "item_id", "words", "written_at", "written_by"
    ),
)
DECISIONS = Objects(
    lambda: Decision.objects.filter(item__among=given("items", list[int])).order_by("pk")
)
POSITIONS = Objects(
    lambda: Position.objects.filter(decision__item__among=given("items", list[int])).order_by("pk")
)
AMENDMENTS = Objects(
    lambda: Amendment.objects.filter(item__among=given("items", list[int])).order_by("pk")
)


@dataclass(frozen=True)
class Minuted:
    """What was written of an item: minute, decisions with positions, amendments."""

    text: Text | None
    decisions: tuple[tuple[Decision, tuple[Position, ...]], ...]
    amendments: tuple[Amendment, ...]

    @property
    def is_empty(self) -> bool:
        return self.text is None and not self.decisions


def minuted(items: list[int]) -> dict[int, Minuted]:
    """What was written of items that the reader has seen already, by item."""
    if not items:
        return {}
    texts = {row.item_id: row for row in TEXTS.rows(items=items)}
    decisions = DECISIONS.rows(items=items)
    positions: dict[int, list[Position]] = {}
    if decisions:
        for row in POSITIONS.rows(items=items):
            positions.setdefault(row.decision_id, []).append(row)
    amendments = AMENDMENTS.rows(items=items)
    return {
        number: Minuted(
            texts.get(number),
            tuple(
                (row, tuple(positions.get(row.pk, ()))) for row in decisions
                if row.item_id == number
            ),
            tuple(row for row in amendments if row.item_id == number),
        )
        for number in items
    }  # fmt: skip


def approvals(meeting: Meeting) -> list[Approval]:
    """Which approvals the minutes of a meeting have."""
    rows = Approval.objects.filter(meeting=meeting).select_related("at_meeting")
    return list(rows.order_by("pk"))


def standing_items(body: int) -> list[StandingItem]:
    """The template of a body's agendas."""
    rows = StandingItem.objects.filter(body=body, ended_at__isnull=True)
    return list(rows.order_by("position", "pk"))


class Held(NamedTuple):
    """A meeting of a body that was held."""

    pk: int
    reference: str
    on: date


HELD = InSight(
    lambda sees: Statement(
        Held,
        lambda: (
            Meeting.objects.filter(sees, body=given("body", int), state=Meeting.State.HELD)
            .order_by("-on", "-pk")
            .values_list("pk", "record__reference", "on")
        ),
    ),
    "record__",
)


def held_meetings(body: int, actor: Actor, now: datetime) -> list[Held]:
    """Every meeting of a body that was held and that the actor sees, newest first."""
    return HELD.rows(actor, now, body=body)


def arising(entry: AgendaItem, actor: Actor, now: datetime) -> list[tuple[Line, Minuted]]:
    """What the meeting before decided or carried, for the item of matters arising, as far as the
    actor sees it."""
    before = HELD.rows(actor, now, body=entry.meeting.body_id)
    last = next((one for one in before if one.on < entry.meeting.on), None)
    if last is None:
        return []
    lines = LINES.rows(actor, now, meeting=last.pk)
    found = minuted([line.pk for line in lines])
    return [
        (line, found[line.pk]) for line in lines
        if found[line.pk].decisions or line.state == AgendaItem.State.CARRIED
    ]  # fmt: skip


def next_to_fill(today: date) -> list[Meeting]:
    """The next planned meeting of each body, where it lies near enough to be filled by itself."""
    rows = Meeting.objects.filter(
        state=Meeting.State.PLANNED, on__gte=today, on__lte=today + FILLED_AHEAD
    )
    return list(rows.order_by("body", "on", "pk").distinct("body"))


def partners_of(meeting: Meeting) -> list[tuple[Place, Partner]]:
    """The lead partners' places at a meeting's table, and how each was filled."""
    came = dict(Attendance.objects.filter(meeting=meeting).values_list("place_id", "how"))
    places = Place.objects.filter(body=meeting.body, is_lead_partner=True).order_by("pk")
    return [(place, Partner(place.key, place.name, came.get(place.pk, ""))) for place in places]

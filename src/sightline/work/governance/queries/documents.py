"""Agenda, minutes and pack as documents, each made for one reader and of what they see alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sightline.foundation.errors import RuleBroken
from sightline.foundation.files.queries import open_for_download
from sightline.foundation.govuk.documents import binding, parts, pdf
from sightline.foundation.govuk.words import clock, day, lower_first, weekday
from sightline.foundation.permissions import Actor
from sightline.registers.evidence.models import DocumentVersion
from sightline.registers.partnership.models import Body
from sightline.registers.records.models import Marking
from sightline.work.governance.models import Meeting
from sightline.work.governance.queries.agenda import Entry, Minuted, agenda
from sightline.work.governance.queries.issuing import late_since, pack_issues
from sightline.work.governance.queries.minutes import minutes_of, minutes_of_year
from sightline.work.governance.rules.minutes import state_of

HEADINGS = ("No.", "Begins", "Item", "To do", "Presented by")
SENSITIVE = (Marking.RESTRICTED, Marking.IDENTIFIED, Marking.VOICE)


def marking_of(meeting: Meeting, entries: Iterable[Entry]) -> str:
    """The closest marking of anything that the document holds."""
    held = {meeting.record.marking, *(entry.item.marking for entry in entries)}
    closest = max(held, key=list(Marking.values).index)
    return str(Marking(closest).label)


def agenda_of(meeting: Meeting, actor: Actor, now: datetime) -> parts.Document:
    """The agenda of a meeting as a document."""
    entries = agenda(meeting, actor, now)
    return _document(meeting, "Agenda", now, [_table(entries), *_notes(entries)],
                     marking_of(meeting, entries))  # fmt: skip


def minutes_document(meeting: Meeting, actor: Actor, now: datetime) -> parts.Document:
    """The minutes of a meeting as a document."""
    found = minutes_of(meeting, actor, now)
    word, _ = state_of([one.stage for one in found.approvals], found.has_words)
    held: list[parts.Part] = []
    for entry, written in found.entries:
        held.append(parts.Heading(f"{entry.at.number}. {entry.item.title}"))
        held += _written(written)
    entries = [entry for entry, _ in found.entries]
    return _document(
        meeting, f"Minutes ({lower_first(word)})", now, held, marking_of(meeting, entries)
    )


def minutes_of_years(body: Body, years: list[int], actor: Actor, now: datetime) -> parts.Document:
    """The minutes of a body across years in one document, newest first."""
    held: list[parts.Part] = []
    markings = {Marking.INTERNAL.value}
    for year in years:
        held.append(parts.Heading(str(year)))
        for one in minutes_of_year(body.pk, year, actor, now):
            held.append(parts.Heading(weekday(one.on), 2))
            for entry, written in one.entries:
                markings.add(entry.item.marking)
                held.append(parts.Heading(f"{entry.at.number}. {entry.item.title}", 3))
                held += _written(written)
    closest = max(markings, key=list(Marking.values).index)
    return parts.Document(
        title=f"{body.name}: minutes",
        parts=held,
        on=now.date(),
        partnership=body.partnership.name,
        marking=str(Marking(closest).label),
        subtitle=f"{years[-1]} to {years[0]}" if len(years) > 1 else "",
        facts=(("Made for", f"{actor.name}, {day(now)}"),),
    )


@dataclass(frozen=True)
class Pack:
    """A pack for one reader, its marking, and the cover sheets it was read from."""

    content: bytes
    marking: str
    references: tuple[str, ...]


def pack_of(meeting: Meeting, actor: Actor, now: datetime) -> Pack:
    """Agenda and papers in one PDF with contents, bookmarks and one page numbering. It is made
    from what this reader sees at this moment and kept nowhere, so nothing hidden can be in it."""
    entries = agenda(meeting, actor, now)
    enclosed, places, left_out = _enclosed(entries, late_since(pack_issues(meeting)))
    marking = marking_of(meeting, entries)
    counts = [binding.pages_of(one.content) for one in enclosed]

    def front(starts: list[int], total: int) -> bytes:
        return pdf.write(
            _document(meeting, "Meeting pack", now,
                      [_table(entries), *_contents(enclosed, places, starts), *left_out,
                       *_notes(entries)], marking, actor=actor, pages=total)
        )  # fmt: skip

    own = binding.pages_of(front([9999] * len(counts), 9999))
    starts = [own + 1 + sum(counts[:at]) for at in range(len(counts))]
    bound = binding.bind(
        front(starts, own + sum(counts)), enclosed, label=meeting.record.reference, marking=marking
    )
    return Pack(bound.content, marking, tuple(entry.item.reference for entry in entries))


def _enclosed(
    entries: list[Entry], late: datetime | None
) -> tuple[list[binding.Enclosed], list[str], list[parts.Part]]:
    """The papers that can be bound in, where each belongs, and what is to be opened by itself."""
    numbers = [paper.pk for entry in entries for paper in entry.papers]
    rows = DocumentVersion.objects.filter(pk__in=numbers).select_related("stored_file")
    versions = {row.pk: row for row in rows}
    enclosed, places, others = [], [], []
    for entry in entries:
        for paper in entry.papers:
            title = f"{entry.label(paper)} {paper.title}"
            if late is not None and paper.filed_at > late:
                title += " (late)"
            stored = versions[paper.pk].stored_file
            if stored.kind != "pdf":
                others.append(f"{title} ({stored.kind.upper()} file)")
                continue
            try:
                with open_for_download(stored) as file:
                    enclosed.append(binding.Enclosed(title, file.read()))
                places.append(entry.item.title)
            except RuleBroken as broken:
                others.append(f"{title}: {broken.sentence}")
    if not others:
        return enclosed, places, []
    return (
        enclosed,
        places,
        [
            parts.Heading("Papers to open by themselves"),
            parts.Paragraph(
                "These are not PDF files, or not ready. They stand on the meeting's page."
            ),
            parts.Bullets(others),
        ],
    )


def _contents(
    enclosed: list[binding.Enclosed], places: list[str], starts: list[int]
) -> list[parts.Part]:
    if not enclosed:
        return []
    rows = [(one.title, place, start)
            for one, place, start in zip(enclosed, places, starts, strict=True)]  # fmt: skip
    return [
        parts.Heading("Papers"),
        parts.TableOf("Papers and their pages", ("Paper", "Item", "Page"), rows, frozenset({2})),
    ]


def _table(entries: list[Entry]) -> parts.Part:
    if not entries:
        return parts.Paragraph("There are no items yet.")
    rows = [
        (
            entry.at.number,
            clock(entry.at.starts_at) if entry.at.starts_at else "",
            entry.item.title,
            entry.item.purpose_in_words,
            entry.item.presenter,
        )
        for entry in entries
    ]
    return parts.TableOf("Items", HEADINGS, rows, frozenset({0, 1}))


def _notes(entries: list[Entry]) -> list[parts.Part]:
    held: list[parts.Part] = []
    for entry in entries:
        if entry.item.note:
            held += [parts.Heading(f"{entry.at.number}. {entry.item.title}"),
                     parts.Paragraph(entry.item.note)]  # fmt: skip
    return held


def _written(written: Minuted) -> list[parts.Part]:
    held: list[parts.Part] = []
    if written.text:
        held.append(parts.Paragraph(written.text.words))
    for decision, positions in written.decisions:
        if decision.withdrawn_at:
            continue
        kind = "Joint decision" if decision.is_joint else "Decision"
        held += [
            parts.Paragraph(f"{kind}: {decision.words}", strong=True),
            parts.Paragraph(f"Reasons: {decision.reasons}"),
        ]
        if decision.options:
            held.append(parts.Paragraph(f"Options: {decision.options}"))
        if positions:
            stances = [f"{one.name}: {lower_first(one.get_stance_display())}" for one in positions]
            held.append(parts.Bullets(stances))
        if decision.dissent:
            held.append(parts.Paragraph(f"Seen differently: {decision.dissent}"))
    for one in written.amendments:
        held.append(parts.Paragraph(f"Amended {day(one.amended_at)}: {one.reason}"))
    return held or [parts.Paragraph("Nothing is written of this item.")]


def _document(
    meeting: Meeting, what: str, now: datetime, held: list[parts.Part], marking: str,
    actor: Actor | None = None, pages: int = 0,
) -> parts.Document:  # fmt: skip
    when = weekday(meeting.on)
    if meeting.starts_at:
        when += f", {clock(meeting.starts_at)}"
        when += f" to {clock(meeting.ends_at)}" if meeting.ends_at else ""
    facts = [("Meeting", when)]
    facts += [("Place", meeting.venue)] if meeting.venue else []
    facts += [("Chair", meeting.chair_name)] if meeting.chair_name else []
    facts += [("Made for", f"{actor.name}, {day(now)}")] if actor else []
    return parts.Document(
        title=f"{meeting.body.name}: {lower_first(what)}",
        parts=held,
        on=meeting.on,
        partnership=meeting.partnership.name,
        marking=marking,
        facts=tuple(facts),
        pages=pages,
    )

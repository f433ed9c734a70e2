"""Editions of documents: which there are, how each stands, and which waits to be begun."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sightline.foundation.lists import one_of
from sightline.foundation.permissions import Actor
from sightline.registers.duties.models import Edition as Row
from sightline.registers.duties.queries.evidence import Shown, evidence
from sightline.registers.duties.queries.register import Register
from sightline.registers.duties.rules.editions import Edition, document_of, waiting
from sightline.registers.duties.rules.facts import DutyState, Happened, PeriodResult
from sightline.registers.partnership.rules.arrangement import Document

OFFICE = frozenset({"business-manager", "business-unit"})


class Waits(NamedTuple):
    """A document, and the edition of it that is to be begun."""

    document: Document
    edition: Edition


@dataclass(frozen=True)
class Standing:
    """One edition on its page: how each duty about it stands, and what is on record for it."""

    edition: Edition
    duties: Sequence[tuple[DutyState, PeriodResult]]
    records: Sequence[Shown]


def edition_at_work(partnership_id: int, key: str, day: date) -> Row | None:
    """The edition of a document at work on a day, as `rules.editions.edition_on`."""
    rows = Row.objects.filter(
        partnership=partnership_id, document_key=key, begun_on__lte=day, withdrawn_at__isnull=True
    )
    return rows.order_by("-begun_on").first()


def edition_by(actor: Actor, number: int) -> Row:
    """One edition of the actor's partnership; `NotSeen` when there is none."""
    return one_of(Row.objects.filter(pk=number, partnership=actor.partnership_id))


def standing_editions(partnership_id: int) -> list[Row]:
    """Every edition that was begun and not withdrawn, the newest first."""
    rows = Row.objects.filter(partnership=partnership_id, withdrawn_at__isnull=True)
    return list(rows.order_by("document_key", "-begun_on")[:500])


def may_begin(register: Register, document: Document, actor: Actor) -> bool:
    """Whether somebody begins editions of a document: the office of any, and who chairs the body
    that owes it."""
    if actor.is_system or actor.capacities & OFFICE:
        return True
    chairs = register.chairs_of(document.owner_body or "")
    return any(one.person_id == actor.person_id for one in chairs)


def waiting_editions(register: Register) -> list[Waits]:
    """The editions that are to be begun by the day of the register."""
    return [
        Waits(document, found)
        for document in register.arrangement.documents
        if (found := waiting_edition(register, document))
    ]


def waiting_edition(register: Register, document: Document) -> Edition | None:
    """The edition of a document that is to be begun; a version, once a review has fallen due."""
    if document.editions is None:
        return None
    begun = register.books.editions.get(document.id, ())
    due = _review(register, document)
    return waiting(document, register.arrangement, begun, register.as_at, due)


def _review(register: Register, document: Document) -> date | None:
    about = (
        state.next_due
        for state in register.states()
        if state.duty.document and state.duty.document.document == document.id
    )
    return next(about, None)


def standing(actor: Actor, register: Register, document: Document, now: datetime) -> list[Standing]:
    """Each edition of a document begun by the day of the register, the newest first: the arithmetic
    of every duty about it, and the records that were told of it."""
    begun = [
        one for one in register.books.editions.get(document.id, ())
        if one.begun_on <= register.as_at
    ]  # fmt: skip
    states = [
        state for state in register.states()
        if document_of(state.duty, register.arrangement) == document.id
    ]  # fmt: skip
    told = _told(register, states)
    numbers = [one for rows in told.values() for one in rows]
    shown = evidence(actor, sorted(numbers, key=lambda one: (one.on, one.number)), now, 200)
    by_entry = {one.entry.pk: one for one in shown}
    return [
        Standing(
            edition,
            [
                (state, period)
                for state in states
                for period in state.periods
                if period.start == edition.begun_on and state.duty.kind in OF_AN_EDITION
            ],
            [by_entry[one.number] for one in told.get(edition.name, ()) if one.number in by_entry],
        )
        for edition in sorted(begun, key=lambda one: one.begun_on, reverse=True)
    ]


OF_AN_EDITION = ("document", "approval-chain", "required-content")
"""Kinds of duty whose history is one line for each edition."""


def _told(register: Register, states: Sequence[DutyState]) -> Mapping[str, list[Happened]]:
    """What counts for any duty about a document, by edition, each once."""
    found: dict[str, dict[int, Happened]] = {}
    for state in states:
        for one in register.books.evidence_for(state.duty, register.as_at):
            found.setdefault(one.edition, {})[one.number] = one
    return {name: list(rows.values()) for name, rows in found.items()}

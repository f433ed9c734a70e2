"""The live state of every duty of the arrangements, as at any day (R0.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sightline.foundation.calendar import in_words
from sightline.registers.duties.rules import wording
from sightline.registers.duties.rules.books import Books
from sightline.registers.duties.rules.cadence import cadence
from sightline.registers.duties.rules.case import Case
from sightline.registers.duties.rules.dated import deadline, fixed_date
from sightline.registers.duties.rules.documents import (
    approval_chain,
    required_content,
    reviewed_document,
    who_takes,
)
from sightline.registers.duties.rules.editions import document_of, first_of_each, waiting
from sightline.registers.duties.rules.facts import (
    SOON_DAYS,
    Dispensed,
    DutyState,
    Finding,
    Happened,
)
from sightline.registers.duties.rules.online import stays_public
from sightline.registers.duties.rules.quota import quota
from sightline.registers.duties.rules.schedule import schedule_of
from sightline.registers.partnership.rules.arrangement import CadenceStage, ChainStep, Duty

ONCE_AN_EDITION = ("cadence", "reporting-line", "fixed-date")
"""Kinds of duty that count an edition of a document once, however often it is put out."""


def states(
    books: Books, as_at: date, *, soon_days: int = SOON_DAYS, known_by: date | None = None
) -> list[DutyState]:
    """Settle the state of every duty as at a day. Days on which things happened decide; with
    `known_by`, only what had been entered by then counts."""
    sheet = _Sheet(_as_known(books, known_by), soon_days)
    return [sheet.state(duty, as_at) for duty in books.arrangement.duties]


def state_of(
    duty: Duty,
    books: Books,
    as_at: date,
    *,
    soon_days: int = SOON_DAYS,
    known_by: date | None = None,
) -> DutyState:
    """Settle the state of one duty as at a day."""
    return _Sheet(_as_known(books, known_by), soon_days).state(duty, as_at)


def step_words(step: ChainStep, books: Books) -> str:
    """A step of a chain of approval, in words: who does what."""
    return f"{who_takes(step, books.arrangement)} {step.does}"


def _as_known(books: Books, known_by: date | None) -> Books:
    """The books as they stood on a day: what was entered later is left out."""
    if known_by is None:
        return books
    running = {
        duty: [one for one in row if one.entered_on is None or one.entered_on <= known_by]
        for duty, row in books.running.items()
    }
    happenings = [one for one in books.happenings if one.entered_on <= known_by]
    return replace(books, happenings=happenings, running=running)


class _Sheet:
    """The books of one partnership with what every duty needs of them."""

    def __init__(self, books: Books, soon: int) -> None:
        self.books, self.arrangement, self.soon = books, books.arrangement, soon
        self.duties = {duty.id: duty for duty in books.arrangement.duties}
        self.names = {body.id: body.name for body in books.arrangement.bodies}
        self.names |= {role.id: role.name for role in books.arrangement.roles}
        self.documents = {document.id: document for document in books.arrangement.documents}

    def state(self, duty: Duty, as_at: date) -> DutyState:
        """Lay dates, decisions and other duties over what the rule of its kind finds."""
        ends_on = duty.ends_on or self.arrangement.ends_on
        if ends_on is not None and as_at > ends_on:
            return self._ended(duty, ends_on)
        happened = self.books.evidence_for(duty, as_at)
        starts_on = duty.starts_on or self.arrangement.starts_on
        if as_at < starts_on:
            said = f"The promise begins on {in_words(starts_on)}."
            return self._not_yet(duty, happened, said)
        waits_for, rests_on = None, ""
        for key in duty.depends_on:
            if (other := self.duties.get(key)) is None:
                continue
            first = next(iter(self.books.evidence_for(other, as_at)), None)
            if first is None:
                waits_for = other
            elif first.on > starts_on:
                starts_on = first.on
                rests_on = (
                    f"It binds from {in_words(first.on)}, when this was done: {other.promise}"
                )
        if waits_for is not None:
            said = f"It rests on another promise, which is not done yet: {waits_for.promise}"
            return self._not_yet(duty, happened, said)
        case = self._case(duty, happened, starts_on, ends_on, as_at)
        schedule = schedule_of(
            duty, self.arrangement, self.books.decided.get(duty.contradiction or ""), as_at
        )
        finding = _find(case, schedule.stages)
        next_one = self._next_edition(case, finding)
        extra = tuple(one for one in (next_one, rests_on, schedule.said) if one)
        state = self._answer(duty, finding, happened, extra)
        now = [one for one in case.dispensed if one.starts_on <= as_at <= one.ends_on]
        return _dispensed(state, now[-1]) if now else state

    def _case(
        self,
        duty: Duty,
        happened: tuple[Happened, ...],
        starts_on: date,
        ends_on: date | None,
        as_at: date,
    ) -> Case:
        """What the rule of the duty may look at, as at the day."""
        editions = self.books.editions.get(document_of(duty, self.arrangement), ())
        set_aside = self.books.dispensed.get(duty.id, ())
        begun = tuple(one for one in editions if one.begun_on <= as_at)
        return Case(
            duty=duty,
            arrangement=self.arrangement,
            calendar=self.books.calendar,
            starts_on=starts_on,
            ends_on=ends_on,
            as_at=as_at,
            soon=self.soon,
            happened=first_of_each(happened, begun) if duty.kind in ONCE_AN_EDITION else happened,
            dispensed=tuple(one for one in set_aside if one.on <= as_at),
            held=tuple(self.books.held.get(duty.quota.members_of, ()) if duty.quota else ()),
            running=tuple(self.books.running.get(duty.id, ())),
            editions=tuple(sorted(begun, key=lambda one: one.begun_on)),
        )

    def _next_edition(self, case: Case, finding: Finding) -> str:
        """That the next edition of the document is to be begun, where one was begun before."""
        document = self.documents.get(document_of(case.duty, self.arrangement))
        if document is None or not case.editions or case.duty.kind == "stays-public":
            return ""
        found = waiting(document, case.arrangement, case.editions, case.as_at, finding.next_due)
        return f"The next edition waits to be begun: {found.words}." if found else ""

    def _answer(
        self,
        duty: Duty,
        finding: Finding,
        happened: Sequence[Happened],
        extra: tuple[str, ...] = (),
    ) -> DutyState:
        arithmetic = (*finding.arithmetic, *wording.notes_on(finding.deciding), *extra)
        return DutyState(
            duty=duty,
            code=finding.code,
            arithmetic=tuple(one for one in arithmetic if one),
            next_due=finding.next_due,
            last_done=happened[-1].on if happened else None,
            deciding=finding.deciding,
            periods=finding.periods,
            counting=finding.counting,
            is_provisional=finding.provisional,
            who_must_act=finding.who_must_act or self._owner(duty),
        )

    def _not_yet(self, duty: Duty, happened: Sequence[Happened], said: str) -> DutyState:
        return self._answer(duty, Finding("not-yet-applicable", (said,), ""), happened)

    def _ended(self, duty: Duty, ends_on: date) -> DutyState:
        """A promise that has ended, with how it stood on its last day."""
        last = self.state(duty, ends_on)
        said = f"Ended on {in_words(ends_on)}. On that day: {last.word.lower()}."
        return replace(
            last,
            code="ended",
            arithmetic=(said, *last.arithmetic),
            next_due=None,
            who_must_act="",
        )

    def _owner(self, duty: Duty) -> str:
        keys = [key for key in (duty.owner_body, duty.owner_role) if key]
        return wording.listing(self.names.get(key, key) for key in keys)


def _find(case: Case, stages: Sequence[CadenceStage]) -> Finding:
    """Apply the rule of the kind of duty; without any schedule, that of a continuing one."""
    duty, plan = case.duty, case.arrangement
    if duty.kind in ("cadence", "reporting-line") and stages:
        return cadence(case, stages)
    if duty.kind == "quota" and duty.quota:
        return quota(case, duty.quota)
    if duty.kind == "deadline" and duty.deadline:
        return deadline(case, duty.deadline)
    if duty.kind == "fixed-date" and duty.fixed:
        return fixed_date(case, duty.fixed)
    if duty.kind == "document" and duty.document:
        return reviewed_document(case, duty.document)
    chain = next((one for one in plan.chains if one.id == duty.chain), None)
    if duty.kind == "approval-chain" and chain:
        return approval_chain(case, chain)
    if duty.kind == "stays-public" and duty.online:
        return stays_public(case, duty.online)
    content = next((one for one in plan.content if one.id == duty.content), None)
    if duty.kind == "required-content" and content:
        return required_content(case, content)
    return _continuing(case)


def _continuing(case: Case) -> Finding:
    """Settle a promise without a frequency: evidence is shown, and it can never be overdue."""
    rule = "The document does not say how often, so this cannot be overdue."
    one, several, done = wording.thing(case.duty)
    if not case.happened:
        return Finding("not-evidenced", (f"No {one} {done} so far is recorded.", rule), rule)
    n = len(case.happened)
    last = in_words(case.happened[-1].on)
    said = f"{wording.plural(n, one, several)} {done}, the last on {last}."
    return Finding("no-frequency", (said, rule), rule, deciding=case.happened[-1:])


def _dispensed(state: DutyState, by: Dispensed) -> DutyState:
    """Show a dispensation, and under it how the duty would stand."""
    said = f"Dispensed with from {in_words(by.starts_on)} to {in_words(by.ends_on)} by decision of "
    said += f"{by.by} on {in_words(by.on)}: {by.reason.rstrip('.')}."
    without = f"Without the decision it would be: {state.word.lower()}."
    owed_after = state.next_due if state.next_due and state.next_due > by.ends_on else None
    return replace(
        state,
        code="dispensed",
        arithmetic=(said, without, *state.arithmetic),
        next_due=owed_after,
        who_must_act="",
    )

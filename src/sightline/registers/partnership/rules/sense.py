"""Does the file make sense: dates, circles, chairs, schedules, decisions?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Protocol

from .arrangement import Arrangement, Basis, Body, CadenceStage, Duty, Part
from .circles import circles
from .problems import Found, Loc
from .schema import parts_with_places


class _Lasting(Protocol):
    """Anything with a first and a last day."""

    @property
    def starts_on(self) -> date | None: ...
    @property
    def ends_on(self) -> date | None: ...


SCHEDULES = {
    "quota": "quota",
    "deadline": "deadline",
    "fixed-date": "fixed",
    "document": "document",
    "approval-chain": "chain",
    "required-content": "content",
    "stays-public": "online",
}
"""The table that each kind of duty must carry, and no other kind may."""
WITH_STAGES = ("cadence", "reporting-line")


def sense_faults(arrangement: Arrangement) -> list[Found]:
    """Find everything that is well written but cannot be meant."""
    faults: list[Found] = []
    for check in (
        _same_ids, _reversed_dates, circles, _executives, _chairs, _stages, _seats, _schedules,
        _bases, _owners, _decisions, _ends_of_lines, _coverage, _contacts, _escalation,
    ):  # fmt: skip
        faults += check(arrangement)
    return faults


def _same_ids(arrangement: Arrangement) -> Iterable[Found]:
    for loc, part in parts_with_places(arrangement):
        for field in type(part).model_fields:
            entries = getattr(part, field)
            if not isinstance(entries, tuple):
                continue
            seen: set[str] = set()
            for index, entry in enumerate(entries):
                name = getattr(entry, "id", None) if isinstance(entry, Part) else None
                if name in seen:
                    wrong = f'The id "{name}" is given twice in this list.'
                    yield Found((*loc, field, index, "id"), wrong, "Give each its own id.")
                if name:
                    seen.add(name)


def _reversed_dates(arrangement: Arrangement) -> Iterable[Found]:
    for loc, part in parts_with_places(arrangement):
        starts, ends = getattr(part, "starts_on", None), getattr(part, "ends_on", None)
        if starts and ends and ends < starts:
            wrong = f"It ends on {ends} but starts on {starts}."
            yield Found((*loc, "to"), wrong, f"A last day on or after {starts}.")


def _overlap(one: _Lasting, other: _Lasting) -> bool:
    return (one.starts_on or date.min) <= (other.ends_on or date.max) and (
        other.starts_on or date.min
    ) <= (one.ends_on or date.max)


def _executives(arrangement: Arrangement) -> Iterable[Found]:
    found: list[Body] = []
    for index, body in enumerate(arrangement.bodies):
        if body.kind != "executive":
            continue
        if any(_overlap(body, other) for other in found):
            wrong = f'"{found[0].id}" is an executive already at the same time.'
            yield Found(("bodies", index, "kind"), wrong, "One executive at a time.")
        found.append(body)


def _chairs(arrangement: Arrangement) -> Iterable[Found]:
    independent = {role.id for role in arrangement.roles if role.independent}
    known = {role.id for role in arrangement.roles}
    for index, body in enumerate(arrangement.bodies):
        loc, chair = ("bodies", index, "chair"), body.chair
        if chair.kind in ("named", "independent") and not chair.role:
            yield Found(loc, "The chair has no role.", 'Say which: role = "…".')
        if chair.kind == "rotation" and len(chair.among) < 2:
            allowed = 'Name at least two seats: among = ["…", "…"].'
            yield Found(loc, "A chair that rotates needs seats to rotate among.", allowed)
        if chair.kind in ("rotation", "not-stated") and chair.role:
            yield Found(
                (*loc, "role"),
                "Two chairs: the rule says the chair is not one role, yet a role is named.",
                'Take out the role, or write kind = "named".',
            )
        if chair.kind != "rotation" and (chair.among or chair.every):
            yield Found(
                (*loc, "among" if chair.among else "every"),
                "Two chairs: seats to rotate among beside another rule.",
                'Take this out, or write kind = "rotation".',
            )
        if chair.kind == "independent" and chair.role in known - independent:
            wrong = f'The role "{chair.role}" is not marked as independent.'
            yield Found((*loc, "role"), wrong, "Write independent = true at the role.")
        yield from _chairs_by_seat(index, body)


def _chairs_by_seat(index: int, body: Body) -> Iterable[Found]:
    seats = [(at, seat) for at, seat in enumerate(body.seats) if seat.function == "chair"]
    for position, (at, seat) in enumerate(seats):
        loc = ("bodies", index, "seats", at, "function")
        earlier = [other for _, other in seats[:position]]
        if seat.many or any(_overlap(seat, other) for other in earlier):
            yield Found(loc, "This body has two chairs at the same time.", "One chair at a time.")
        if body.chair.kind == "rotation":
            wrong = "Two chairs: the chair rotates, yet this seat is always the chair."
            yield Found(loc, wrong, 'Write function = "member" here.')
        elif body.chair.role and seat.role and seat.role != body.chair.role:
            wrong = f'Two chairs: the rule says "{body.chair.role}", this seat "{seat.role}".'
            yield Found(loc, wrong, "Name the same role in both.")


def _stages(arrangement: Arrangement) -> Iterable[Found]:
    lists: list[tuple[Loc, Sequence[CadenceStage]]] = [
        (("bodies", index, "cadence"), body.cadence)
        for index, body in enumerate(arrangement.bodies)
    ]
    lists += [(("duties", i, "stages"), duty.stages) for i, duty in enumerate(arrangement.duties)]
    lists += [
        (("contradictions", i, "readings", at, "stages"), reading.stages)
        for i, about in enumerate(arrangement.contradictions)
        for at, reading in enumerate(about.readings)
    ]
    for loc, stages in lists:
        for at, stage in enumerate(stages):
            if (stage.every is None) == (stage.times is None):
                wrong = "A stage of a cadence has either an interval or a count."
                allowed = (
                    'Write every = { n = 6, unit = "weeks" } or times = { n = 2, per = "year" }.'
                )
                yield Found((*loc, at), wrong, allowed)
            for other in stages[:at]:
                if _overlap(stage, other):
                    wrong = f'The stages "{other.printed}" and "{stage.printed}" overlap.'
                    last = f"{stage.starts_on - timedelta(days=1)}" if stage.starts_on else "a day"
                    allowed = f"End the earlier stage on {last} or before the later one starts."
                    yield Found((*loc, at), wrong, allowed)
                    break


def _seats(arrangement: Arrangement) -> Iterable[Found]:
    leads = {agency.id for agency in arrangement.agencies if agency.lead_partner}
    known = {agency.id for agency in arrangement.agencies}
    for index, body in enumerate(arrangement.bodies):
        for at, seat in enumerate(body.seats):
            loc = ("bodies", index, "seats", at)
            if seat.lead_partner and seat.agency is None:
                allowed = 'Name the partner whose share it is: agency = "…".'
                yield Found((*loc, "lead_partner"), "A lead partner's seat has no agency.", allowed)
            elif seat.lead_partner and seat.agency in known - leads:
                wrong = f'"{seat.agency}" is not one of the safeguarding partners.'
                yield Found((*loc, "lead_partner"), wrong, "Write lead_partner = true there too.")


def _schedules(arrangement: Arrangement) -> Iterable[Found]:
    for index, duty in enumerate(arrangement.duties):
        needed = SCHEDULES.get(duty.kind)
        for key in SCHEDULES.values():
            given = getattr(duty, key) is not None
            if key == needed and not given:
                wrong = f'A duty of the kind "{duty.kind}" needs "{key}".'
                yield Found(("duties", index), wrong, f"Add {key}, or choose another kind.")
            elif given and key != needed:
                yield Found(("duties", index, key), *_does_not_belong(duty, key))
        if duty.stages and duty.kind not in WITH_STAGES:
            yield Found(("duties", index, "stages"), *_does_not_belong(duty, "stages"))


def _does_not_belong(duty: Duty, key: str) -> tuple[str, str]:
    kinds = [kind for kind, table in SCHEDULES.items() if table == key] or list(WITH_STAGES)
    wrong = f'"{key}" does not belong to a duty of the kind "{duty.kind}".'
    return wrong, f"It belongs to the kind {' or '.join(kinds)}."


def _owners(arrangement: Arrangement) -> Iterable[Found]:
    for index, duty in enumerate(arrangement.duties):
        if not duty.owner_body and not duty.owner_role:
            allowed = 'Write owner_body = "…" or owner_role = "…".'
            yield Found(("duties", index), "Nobody owns this duty.", allowed)


def _bases(arrangement: Arrangement) -> Iterable[Found]:
    for loc, part in parts_with_places(arrangement):
        if isinstance(part, Basis):
            yield from _basis(loc, part)


def _basis(loc: Loc, basis: Basis) -> Iterable[Found]:
    if basis.kind == "national" and not (basis.citation and basis.mark):
        allowed = "Give citation and mark (V seen, C computed, K to be confirmed)."
        yield Found(loc, "A national rule must say where it stands.", allowed)
    if basis.kind == "local-decision" and not (basis.decided_by and basis.decided_on):
        allowed = "Give decided_by and decided_on."
        yield Found(loc, "A local decision must say by whom and when it was taken.", allowed)
    if basis.kind != "local-decision" and (basis.decided_by or basis.decided_on):
        allowed = 'Take out decided_by and decided_on, or write kind = "local-decision".'
        yield Found(loc, "Only a local decision is decided by somebody.", allowed)


def _decisions(arrangement: Arrangement) -> Iterable[Found]:
    for index, about in enumerate(arrangement.contradictions):
        loc = ("contradictions", index)
        readings = [reading.id for reading in about.readings]
        if about.decision and about.decision not in readings:
            wrong = f'"{about.decision}" is not one of the readings.'
            yield Found((*loc, "decision"), wrong, f"One of: {', '.join(readings)}.")
        if about.decision and not (about.decided_by and about.decided_on):
            wrong = "The decision does not say by whom and when."
            yield Found((*loc, "decision"), wrong, "Give decided_by and decided_on.")
        if not about.decision and (about.decided_by or about.decided_on):
            key = "decided_by" if about.decided_by else "decided_on"
            wrong = "Somebody has decided, but not what."
            yield Found((*loc, key), wrong, f"Add decision: one of {', '.join(readings)}.")


def _ends_of_lines(arrangement: Arrangement) -> Iterable[Found]:
    for index, line in enumerate(arrangement.reporting_lines):
        if bool(line.sender_body) == bool(line.sender_role):
            allowed = "Give sender_body or sender_role."
            yield Found(("reporting_lines", index), "A report has exactly one sender.", allowed)
        if sum(map(bool, (line.to_body, line.to_role, line.to_outside))) != 1:
            allowed = "Give one of to_body, to_role and to_outside."
            yield Found(("reporting_lines", index), "A report goes to exactly one place.", allowed)
    for index, chain in enumerate(arrangement.chains):
        for at, step in enumerate(chain.steps):
            if sum(map(bool, (step.by_body, step.by_role, step.by_outside))) != 1:
                allowed = "Give one of by_body, by_role and by_outside."
                wrong = "A step is taken by exactly one."
                yield Found(("chains", index, "steps", at), wrong, allowed)


def _coverage(arrangement: Arrangement) -> Iterable[Found]:
    for index, paragraph in enumerate(arrangement.coverage):
        if bool(paragraph.holds) == bool(paragraph.why):
            wrong = "A paragraph is either held by parts of the file or has a reason why not."
            yield Found(("coverage", index), wrong, 'Give "holds" or "why", one of them.')


def _contacts(arrangement: Arrangement) -> Iterable[Found]:
    for index, contact in enumerate(arrangement.concern.contacts if arrangement.concern else ()):
        if not (contact.telephone or contact.email or contact.web or contact.to_confirm):
            allowed = "Give telephone, email or web, or write to_confirm = true."
            loc = ("concern", "contacts", index)
            yield Found(loc, "Nobody can be reached by this contact.", allowed)


def _escalation(arrangement: Arrangement) -> Iterable[Found]:
    seen: set[tuple[str, int]] = set()
    for index, stage in enumerate(arrangement.escalation_stages):
        if (stage.route, stage.order) in seen:
            wrong = f"Two stages of the route {stage.route} have the order {stage.order}."
            yield Found(("escalation_stages", index, "order"), wrong, "Number them 1, 2, 3.")
        seen.add((stage.route, stage.order))

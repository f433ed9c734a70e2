"""The live state of every duty, as at any day (R0.3): a pure rule over schedule and happenings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sightline.foundation.calendar import Period, in_words
from sightline.registers.duties.rules.cadence import (
    Judged,
    add_interval,
    code_before,
    interval_words,
    judge_interval,
    judge_periods,
    whole_periods,
)
from sightline.registers.duties.rules.facts import (
    LATE_ENTRY_DAYS,
    ORDER,
    Books,
    DutyState,
    Happened,
    PeriodResult,
)
from sightline.registers.partnership.rules.arrangement import CadenceStage, Duty

SOON_DAYS = 28

NOUNS = {
    "meeting-held": ("meeting held", "meetings held"),
    "forum-held": ("forum held", "forums held"),
    "report-received": ("report received", "reports received"),
    "visit-made": ("visit made", "visits made"),
    "document-published": ("publication", "publications"),
    "audit-completed": ("audit completed", "audits completed"),
    "chair-rotated": ("change of chair", "changes of chair"),
    "event-held": ("event held", "events held"),
    "training-held": ("course held", "courses held"),
}


def states(books: Books, as_at: date, *, soon_days: int = SOON_DAYS) -> list[DutyState]:
    """The state of every duty of the arrangements as at a day."""
    return [state_of(duty, books, as_at, soon_days=soon_days) for duty in books.arrangement.duties]


def state_of(duty: Duty, books: Books, as_at: date, *, soon_days: int = SOON_DAYS) -> DutyState:
    """Settle the state of one duty as at a day. Only events of that day or before count."""
    evidence = books.evidence_for(duty, as_at)
    last_done = evidence[-1].on if evidence else None
    early = _outside_its_time(duty, books, as_at)
    if early is not None:
        return DutyState(duty, early[0], (early[1],), last_done=last_done)
    judged = _judge(duty, books, evidence, as_at, soon_days)
    code, said = judged.code, [*judged.arithmetic, *_contradiction_words(duty, books)]
    deciding = judged.deciding or tuple(evidence[-3:])
    said += _late_entries(deciding)
    for one in books.dispensed.get(duty.id, ()):
        if one.starts_on <= as_at <= one.ends_on and ORDER[code] < ORDER["late-but-done"]:
            code = "dispensed"
            said.insert(
                0,
                f"Set aside until {in_words(one.ends_on)} by decision of {one.by} on "
                f"{in_words(one.on)}: {one.reason}",
            )
    return DutyState(
        duty=duty,
        code=code,
        arithmetic=tuple(said),
        next_due=judged.next_due,
        last_done=last_done,
        deciding=deciding,
        periods=judged.periods,
        counting=_counting_words(duty, books) if judged.periods else "",
        is_provisional=any(one.is_provisional for one in books.running.get(duty.id, ())),
    )


def _outside_its_time(duty: Duty, books: Books, as_at: date) -> tuple[str, str] | None:
    begins = _begins(duty, books)
    if as_at < begins:
        return "not-yet-applicable", f"It applies from {in_words(begins)}."
    ends = duty.ends_on or books.arrangement.ends_on
    if ends is not None and as_at > ends:
        return "ended", f"It ended on {in_words(ends)}."
    by_id = {one.id: one for one in books.arrangement.duties}
    for key in duty.depends_on:
        other = by_id.get(key)
        if other is not None and not books.evidence_for(other, as_at):
            return "not-yet-applicable", f"It begins once this is done: {other.promise}"
    return None


def _begins(duty: Duty, books: Books) -> date:
    return duty.starts_on or books.arrangement.starts_on


def _judge(
    duty: Duty, books: Books, evidence: Sequence[Happened], as_at: date, soon_days: int
) -> Judged:
    match duty.kind:
        case "cadence" | "reporting-line":
            return _judge_cadence(duty, books, evidence, as_at, soon_days)
        case "quota":
            return _judge_quota(duty, books, evidence, as_at, soon_days)
        case "deadline":
            return _judge_deadline(duty, books, as_at, soon_days)
        case "fixed-date":
            return _judge_fixed(duty, evidence, as_at, soon_days)
        case "document":
            return _judge_document(duty, books, evidence, as_at, soon_days)
        case "approval-chain":
            return _judge_chain(duty, books, as_at)
        case "required-content":
            return _judge_content(duty, books, as_at)
        case _:
            return _judge_continuing(evidence, "The arrangements print no frequency.")


def stages_of(duty: Duty, books: Books) -> tuple[CadenceStage, ...]:
    """The stages that count: of the reading decided, else the duty's own."""
    decided = books.decided.get(duty.contradiction or "")
    if decided is not None:
        for about in books.arrangement.contradictions:
            if about.id == duty.contradiction:
                for reading in about.readings:
                    if reading.id == decided.reading and reading.stages:
                        return reading.stages
    return duty.stages


def _judge_cadence(
    duty: Duty, books: Books, evidence: Sequence[Happened], as_at: date, soon_days: int
) -> Judged:
    stages = stages_of(duty, books)
    if not stages:
        return _judge_continuing(evidence, "The arrangements print no frequency for it.")
    stage = _stage_on(stages, as_at)
    if stage is None:
        later = [one.starts_on for one in stages if one.starts_on and one.starts_on > as_at]
        if later:
            words = f"Its first stage begins on {in_words(min(later))}."
            return Judged("not-yet-applicable", (words,), None)
        return Judged("ended", ("Its last stage is over.",), None)
    begins = max(stage.starts_on or date.min, _begins(duty, books))
    one, many = _nouns(duty)
    if stage.every is not None:
        judged = judge_interval(
            every=stage.every,
            begins=begins,
            events=evidence,
            as_at=as_at,
            calendar=books.calendar,
            soon_days=soon_days,
            noun=one.split(" ")[0],
        )
        return judged
    assert stage.times is not None
    wanted = stage.times.n
    days = [each.on for each in _once_a_day(evidence)]

    def counted(period: Period) -> tuple[int, int, tuple[str, ...]]:
        return wanted, sum(day in period for day in days), ()

    def sentence(result: PeriodResult) -> str:
        running = ", still running" if result.is_running else ""
        noun = one if result.needed == 1 else many
        return f"{result.label}{running}: {result.done} of {result.needed} {noun}."

    judged = judge_periods(
        periods=whole_periods(
            per=stage.times.per,
            begins=begins,
            ends=stage.ends_on,
            as_at=as_at,
            kind=_kind_of_period(duty, books),
        ),
        needed=wanted,
        counted=counted,
        as_at=as_at,
        begins=begins,
        soon_days=soon_days,
        sentence=sentence,
    )
    return _with_deciding(judged, evidence)


def _once_a_day(evidence: Sequence[Happened]) -> list[Happened]:
    return list({one.on: one for one in evidence}.values())


def _with_deciding(judged: Judged, evidence: Sequence[Happened]) -> Judged:
    if not judged.periods:
        return judged
    since = judged.periods[-2].start if len(judged.periods) > 1 else judged.periods[-1].start
    deciding = tuple(one for one in evidence if one.on >= since)
    return Judged(judged.code, judged.arithmetic, judged.next_due, deciding, judged.periods)


def _stage_on(stages: Sequence[CadenceStage], day: date) -> CadenceStage | None:
    for stage in stages:
        after = stage.starts_on is None or stage.starts_on <= day
        if after and (stage.ends_on is None or day <= stage.ends_on):
            return stage
    return None


def _judge_quota(
    duty: Duty, books: Books, evidence: Sequence[Happened], as_at: date, soon_days: int
) -> Judged:
    quota = duty.quota
    assert quota is not None
    held = books.held.get(quota.members_of, ())
    verb = {"visit-made": "visited"}.get(
        duty.evidenced_by[0].kind if duty.evidenced_by else "", "did so"
    )

    def counted(period: Period) -> tuple[int, int, tuple[str, ...]]:
        last = min(period.end, as_at)
        titles = {
            one.place: one.title
            for one in held
            if one.first <= period.start and (one.last is None or one.last >= last)
        }
        done = {
            place
            for place in titles
            if sum(one.place == place and one.on in period for one in evidence) >= quota.n
        }
        missing = tuple(sorted(title for place, title in titles.items() if place not in done))
        return len(titles), len(done), missing

    def sentence(result: PeriodResult) -> str:
        running = ", still running" if result.is_running else ""
        said = f"{result.label}{running}: {result.done} of {result.needed} members {verb}"
        return f"{said}; missing: {', '.join(result.missing)}." if result.missing else f"{said}."

    begins = _begins(duty, books)
    judged = judge_periods(
        periods=whole_periods(
            per=quota.per,
            begins=begins,
            ends=duty.ends_on,
            as_at=as_at,
            kind=_kind_of_period(duty, books),
        ),
        needed=1,
        counted=counted,
        as_at=as_at,
        begins=begins,
        soon_days=soon_days,
        sentence=sentence,
    )
    return _with_deciding(judged, evidence)


def _judge_deadline(duty: Duty, books: Books, as_at: date, soon_days: int) -> Judged:
    clocks = [one for one in books.running.get(duty.id, ()) if one.started_on <= as_at]
    if not clocks or duty.deadline is None:
        after = duty.deadline.after if duty.deadline else "the event"
        words = f"No clock is running. It starts when this happens: {after}."
        return Judged("not-yet-applicable", (words,), None)
    said, codes = [], []
    still_open = [one for one in clocks if one.stopped_on is None or one.stopped_on > as_at]
    for one in still_open:
        codes.append(code_before(one.due_on, as_at, soon_days, "met"))
        said.append(f"{one.reference or 'Clock'}: due {in_words(one.due_on)}. {one.workings}")
    if not still_open:
        last = max(clocks, key=lambda one: one.stopped_on or one.due_on)
        stopped = last.stopped_on or as_at
        codes.append("late-but-done" if stopped > last.due_on else "met")
        said.append(
            f"{last.reference or 'Clock'}: done on {in_words(stopped)}, "
            f"due {in_words(last.due_on)}."
        )
    next_due = min((one.due_on for one in still_open), default=None)
    return Judged(min(codes, key=ORDER.__getitem__), tuple(said), next_due)


def _judge_fixed(duty: Duty, evidence: Sequence[Happened], as_at: date, soon_days: int) -> Judged:
    assert duty.fixed is not None
    due_on = duty.fixed.due_on
    if not evidence:
        code = code_before(due_on, as_at, soon_days, "not-yet-applicable")
        words = f"Promised by {in_words(due_on)} (“{duty.fixed.printed}”); nothing on record yet."
        return Judged(code, (words,), due_on)
    first = evidence[0]
    if first.on <= due_on:
        words = f"Done on {in_words(first.on)}; promised by {in_words(due_on)}."
        return Judged("met", (words,), None, (first,))
    late = (first.on - due_on).days
    words = (
        f"Done on {in_words(first.on)}, {late} {'day' if late == 1 else 'days'} after "
        f"{in_words(due_on)}."
    )
    return Judged("late-but-done", (words,), None, (first,))


def _judge_document(
    duty: Duty, books: Books, evidence: Sequence[Happened], as_at: date, soon_days: int
) -> Judged:
    if not evidence:
        return Judged("not-evidenced", ("No such document is on the shelf.",), None)
    last = evidence[-1]
    every = duty.document.review_every if duty.document else None
    if every is None:
        words = f"On the shelf; last published, agreed or reviewed on {in_words(last.on)}."
        return Judged("met", (words,), None, (last,))
    due_on = add_interval(last.on, every, books.calendar)
    words = (
        f"Last published, agreed or reviewed on {in_words(last.on)}. To be reviewed "
        f"{interval_words(every)}: the next by {in_words(due_on)}."
    )
    return Judged(code_before(due_on, as_at, soon_days, "met"), (words,), due_on, (last,))


def _judge_chain(duty: Duty, books: Books, as_at: date) -> Judged:
    chain = next((one for one in books.arrangement.chains if one.id == duty.chain), None)
    if chain is None:
        return Judged("not-evidenced", ("The chain of approval is not in the file.",), None)
    given = [
        one
        for one in books.by_kind.get("approval-given", ())
        if one.on <= as_at and one.document == chain.document
    ]
    latest = {one.topic: one for one in given}
    done = [step for step in chain.steps if step.id in latest]
    said = [f"{len(done)} of {len(chain.steps)} steps are on record."]
    waiting = [step for step in chain.steps if step.id not in latest]
    if waiting:
        said.append(f"Next: {step_words(waiting[0], books)}.")
    days = [latest[step.id].on for step in done]
    in_order = days == sorted(days)
    if chain.ordered and not in_order:
        said.append("The steps are out of order: a later one was taken before an earlier one.")
    attested = books.attested.get(duty.id, ())
    deciding = tuple(latest[step.id] for step in done) or tuple(attested)
    if not waiting and (in_order or not chain.ordered):
        return Judged("met", tuple(said), None, deciding)
    code = "no-frequency" if deciding else "not-evidenced"
    return Judged(code, tuple(said), None, deciding)


def step_words(step: object, books: Books) -> str:
    """A step of a chain of approval, in words: who does what."""
    names = {body.id: body.name for body in books.arrangement.bodies}
    names |= {role.id: role.name for role in books.arrangement.roles}
    who = getattr(step, "by_outside", None) or names.get(
        getattr(step, "by_body", None) or getattr(step, "by_role", None) or "", "somebody"
    )
    return f"{who} {getattr(step, 'does', '')}".strip()


def _judge_content(duty: Duty, books: Books, as_at: date) -> Judged:
    needed = next((one for one in books.arrangement.content if one.id == duty.content), None)
    if needed is None:
        return Judged("not-evidenced", ("The required content is not in the file.",), None)
    rows = [
        one
        for one in books.by_kind.get("content-included", ())
        if one.on <= as_at and one.document == needed.document
    ]
    there = {one.topic: one for one in rows}
    missing = [item.says for item in needed.items if item.id not in there]
    said = [
        f"{len(needed.items) - len(missing)} of {len(needed.items)} required parts are on record."
    ]
    said += [f"Missing: {words}" for words in missing]
    attested = tuple(one for one in books.attested.get(duty.id, ()) if one.on <= as_at)
    deciding = (*there.values(), *attested)
    if not missing:
        return Judged("met", tuple(said), None, deciding)
    return Judged("no-frequency" if attested else "not-evidenced", tuple(said), None, deciding)


def _judge_continuing(evidence: Sequence[Happened], because: str) -> Judged:
    if not evidence:
        return Judged("not-evidenced", (f"{because} Nothing on record shows it.",), None)
    last = evidence[-1]
    n = len(evidence)
    times = "once" if n == 1 else f"{n} times"
    words = f"{because} On record {times}, last on {in_words(last.on)}."
    return Judged("no-frequency", (words,), None, (last,))


def _kind_of_period(duty: Duty, books: Books) -> dict[str, object]:
    counting = duty.counting or books.arrangement.counting
    if counting == "from-start":
        return {"origin": books.arrangement.starts_on}
    if counting == "financial":
        return {"first_month": books.arrangement.year_starts_month}
    return {"first_month": 1}


def _counting_words(duty: Duty, books: Books) -> str:
    counting = duty.counting or books.arrangement.counting
    if counting == "from-start":
        return f"Periods run from {in_words(books.arrangement.starts_on)}."
    if counting == "financial":
        month = date(2000, books.arrangement.year_starts_month, 1)
        return f"Years begin in {month:%B}. Only whole periods count."
    return "Calendar quarters and years. Only whole periods count."


def _nouns(duty: Duty) -> tuple[str, str]:
    kind = duty.evidenced_by[0].kind if duty.evidenced_by else ""
    return NOUNS.get(kind, ("time on record", "times on record"))


def _contradiction_words(duty: Duty, books: Books) -> list[str]:
    about = next(
        (one for one in books.arrangement.contradictions if one.id == duty.contradiction), None
    )
    if about is None:
        return []
    decided = books.decided.get(about.id)
    if decided is None:
        return [f"The document contradicts itself here ({about.about}); nobody has decided yet."]
    heading = next((one.heading for one in about.readings if one.id == decided.reading), "")
    return [
        f"The document contradicts itself here ({about.about}). This follows “{heading}”, by "
        f"decision of {decided.by} on {in_words(decided.on)}."
    ]


def _late_entries(deciding: Sequence[Happened]) -> list[str]:
    said = []
    for one in deciding:
        if one.entered_on - one.on > timedelta(days=LATE_ENTRY_DAYS):
            late = (one.entered_on - one.on).days
            reason = f" ({one.late_reason})" if one.late_reason else ""
            said.append(
                f"The event of {in_words(one.on)} was entered on {in_words(one.entered_on)}, "
                f"{late} days later{reason}."
            )
    return said[:3]

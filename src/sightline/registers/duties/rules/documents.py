"""Promises about a document: that it exists and is reviewed, what it contains, who approves it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from sightline.foundation.calendar import in_words
from sightline.registers.duties.rules import wording
from sightline.registers.duties.rules.cadence import after, where_it_stands
from sightline.registers.duties.rules.case import Case
from sightline.registers.duties.rules.editions import by_edition, in_a_sentence, named
from sightline.registers.duties.rules.facts import Code, Finding, Happened, Outcome, PeriodResult
from sightline.registers.partnership.rules.arrangement import (
    ApprovalChain,
    Arrangement,
    ChainStep,
    ContentRequirement,
    ReviewedDocument,
)

NO_FIGURE = "The document prints no last day, so this cannot be overdue."


def reviewed_document(case: Case, rule: ReviewedDocument) -> Finding:
    """Settle that a document exists, and that it is looked at again as often as is printed. Where
    it has editions, the newest of which anything is recorded decides; one under way is told too."""
    # where none was begun, they are told apart by their days alone
    editions = by_edition(case.happened, case.editions) if case.editions else [
        ("", [*case.happened])
    ]  # fmt: skip
    at = max((at for at, (_, rows) in enumerate(editions) if rows), default=-1)
    found = editions[at][1] if at >= 0 else []
    under_way = [name for name, _ in editions[at + 1 :]]
    waits = [f"{named(name)} is under way; nothing is recorded of it yet." for name in under_way]
    history = _history(case, editions, [("", "it is recorded")], lambda _, rows: rows[:1])
    there = (
        f"The document is there{_of(editions[at][0])}: {_last(found[-1])}."
        if found else "No such document is recorded."
    )  # fmt: skip
    if rule.review_every is None:
        code: Code = "met" if found else "not-evidenced"
        said = (there, "No interval of review is printed." if found else NO_FIGURE, *waits)
        return Finding(code, said, NO_FIGURE, deciding=tuple(found[-1:]), periods=history)
    since = max([case.starts_on, *(one.on for one in found[-1:])])
    last = after(case, rule.review_every, since)
    last = case.excused_until(last) or last
    code = case.how_near(last)
    if code == "not-yet-applicable":
        code = "met"
    if not found and code != "overdue":
        code = "not-evidenced"
    length = wording.interval(rule.review_every)
    counted = f"{length} after {in_words(since)} is {in_words(last)}."
    standing = where_it_stands(case, code, last)
    from_day = f"Review is owed within {length} of the last one, or of {in_words(case.starts_on)}."
    provisional = rule.review_every.unit == "working-days" and case.calendar.is_provisional(last)
    return Finding(code, (there, counted, standing, *waits), from_day, last, tuple(found[-1:]),
                   history, provisional)  # fmt: skip


def required_content(case: Case, rule: ContentRequirement) -> Finding:
    """Settle that a document contains everything required. Where its editions are begun one after
    another, the newest decides; else the fullest, so that one in the making takes nothing from the
    one before it."""
    counting = f"Counted over {wording.plural(len(rule.items), 'required part')} of one edition."
    wanted = {item.id for item in rule.items}
    editions = by_edition([one for one in case.happened if one.topic in wanted], case.editions)
    if not editions:
        said = f"None of {wording.plural(len(rule.items), 'required part')} is recorded."
        return Finding("not-evidenced", (said, NO_FIGURE), counting)
    newest = len(editions) - 1
    best = newest if case.editions else max(
        range(len(editions)), key=lambda at: (len(_topics(editions[at][1])), editions[at][1][-1].on)
    )  # fmt: skip
    other = newest if best != newest else newest - 1 if case.editions else newest
    said_of = []
    for name, rows in [editions[at] for at in dict.fromkeys((best, other)) if at >= 0]:
        missing = [item.says for item in rule.items if item.id not in _topics(rows)]
        has = len(rule.items) - len(missing)
        said = f"{named(name)}: {has} of {len(rule.items)} required parts"
        said_of.append(f"{said}; missing: {'; '.join(missing)}." if missing else f"{said}.")
    is_whole = _topics(editions[best][1]) == wanted
    if not is_whole:
        said_of.append(NO_FIGURE)
    parts = [(item.id, item.says) for item in rule.items]
    return Finding(
        "met" if is_whole else "not-evidenced",
        tuple(said_of),
        counting,
        deciding=tuple(editions[best][1]),
        periods=_history(
            case, editions, parts, lambda key, rows: [one for one in rows if one.topic == key]
        ),
    )


def approval_chain(case: Case, chain: ApprovalChain) -> Finding:
    """Settle that a document went through every step in order. A step taken before its forerunner
    shows as out of order. Where editions are begun one after another, the newest decides, and
    starts at the first step; else one under way takes nothing from one that is through (R12.3)."""
    counting = f"Counted over {wording.plural(len(chain.steps), 'step')}"
    counting += ", in the order printed." if chain.ordered else ", in any order."
    told = [one for one in case.happened if _step_of(one, chain) is not None]
    editions = by_edition(told, case.editions)
    if not editions:
        first = _who(case, chain.steps[0])
        said = f"No step is recorded. First: {first} {chain.steps[0].does}."
        return Finding("not-evidenced", (said, NO_FIGURE), counting, who_must_act=first)
    walked = [_walk(case, chain, name, rows) for name, rows in editions]
    newest = len(walked) - 1
    best = newest if case.editions else max(
        range(len(walked)), key=lambda at: (-_RANK[walked[at].code], len(walked[at].deciding), at)
    )  # fmt: skip
    lines = list(walked[best].arithmetic)
    if best != newest:
        lines += walked[newest].arithmetic
    elif case.editions and newest:
        lines.append(f"Before it, {walked[newest - 1].arithmetic[0]}")
    if walked[best].code == "not-evidenced":
        lines.append(NO_FIGURE)
    steps = [(step.id, f"{_who(case, step)} {step.does}") for step in chain.steps]
    history = _history(case, editions, steps, lambda key, rows: [
        one for one in rows if (step := _step_of(one, chain)) and step.id == key
    ])  # fmt: skip
    late = {named(name) for (name, _), one in zip(editions, walked, strict=True)
            if one.code == "late-but-done"}  # fmt: skip
    return Finding(
        code=walked[best].code,
        arithmetic=tuple(lines),
        counting=counting,
        deciding=walked[best].deciding,
        periods=tuple(
            replace(one, outcome="late") if one.label in late else one for one in history
        ),
        who_must_act=walked[newest].who_must_act,
    )


def _history(
    case: Case,
    editions: Sequence[tuple[str, Sequence[Happened]]],
    parts: Sequence[tuple[str, str]],
    of_part: Callable[[str, Sequence[Happened]], Sequence[Happened]],
) -> tuple[PeriodResult, ...]:
    """How each edition that was begun went: what of it is done, and what is missing. One that was
    followed by another before it was whole is missed."""
    begun = {one.name: one for one in case.editions}
    found = []
    for at, (name, rows) in enumerate(editions):
        if name not in begun:
            continue
        missing = tuple(says for key, says in parts if not of_part(key, rows))
        is_newest = at == len(editions) - 1
        outcome: Outcome = "kept" if not missing else "open" if is_newest else "missed"
        done, ends = len(parts) - len(missing), case.as_at
        if not is_newest:
            ends = begun[editions[at + 1][0]].begun_on
        said = f"{named(name)}: {done} of {len(parts)}."
        found.append(PeriodResult(begun[name].begun_on, ends, named(name), len(parts), done,
                                  outcome, said, tuple(rows), missing))  # fmt: skip
    return tuple(found)


def _topics(happened: Sequence[Happened]) -> set[str]:
    return {one.topic for one in happened}


def _of(name: str) -> str:
    return f", {in_a_sentence(name)}" if name else ""


_RANK: dict[Code, int] = {"met": 0, "late-but-done": 1, "not-evidenced": 2}


def _walk(case: Case, chain: ApprovalChain, name: str, edition: Sequence[Happened]) -> Finding:
    """Follow one edition through the steps, each on the first day not before the step ahead."""
    taken: list[Happened] = []
    missing: list[ChainStep] = []
    early: list[str] = []
    ready = date.min
    for step in chain.steps:
        found = [one for one in edition if _step_of(one, chain) is step]
        in_turn = [one for one in found if one.on >= ready or not chain.ordered]
        if not found:
            missing.append(step)
        elif in_turn:
            taken.append(in_turn[0])
            ready = max(ready, in_turn[0].on)
        else:
            taken.append(found[-1])
            early.append(
                f"Out of order: {_who(case, step)} {step.does}, on {in_words(found[-1].on)}, "
                f"before the step ahead of it on {in_words(ready)}."
            )
    said = f"{named(name)}: {len(taken)} of {wording.plural(len(chain.steps), 'step')} taken"
    said += f", the last on {in_words(max(one.on for one in taken))}." if taken else "."
    sentences = [said, *early]
    code: Code = "late-but-done" if early else "met"
    who = ""
    if missing:
        code, who = "not-evidenced", _who(case, missing[0])
        sentences.append(f"Next: {who} {missing[0].does}.")
        if taken_later := [step for step in chain.steps if step not in missing]:
            last_taken = chain.steps.index(taken_later[-1])
            if chain.ordered and chain.steps.index(missing[0]) < last_taken:
                later = f"{_who(case, taken_later[-1])} {taken_later[-1].does}"
                sentences.append(f"Out of order: {later}, before that was done.")
    return Finding(code, tuple(sentences), "", deciding=tuple(taken), who_must_act=who)


def _step_of(one: Happened, chain: ApprovalChain) -> ChainStep | None:
    """The step an event is: the one it names, else the first taken by that body or role."""
    for step in chain.steps:
        if one.topic == step.id:
            return step
    for step in chain.steps:
        if (step.by_body and one.body == step.by_body) or (
            step.by_role and one.source == step.by_role
        ):
            return step
    return None


def _last(one: Happened) -> str:
    name, _, done = wording.THINGS[one.kind]
    return f"{name} {done} on {in_words(one.on)}"


def _who(case: Case, step: ChainStep) -> str:
    return who_takes(step, case.arrangement)


def who_takes(step: ChainStep, plan: Arrangement) -> str:
    """The name of the body, role or outsider who takes a step."""
    if step.by_outside:
        return step.by_outside
    names = {body.id: body.name for body in plan.bodies}
    names |= {role.id: role.name for role in plan.roles}
    key = step.by_body or step.by_role or ""
    return names.get(key, key)

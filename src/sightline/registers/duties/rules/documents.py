"""Promises about a document: that it exists and is reviewed, what it contains, who approves it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sightline.foundation.calendar import in_words
from sightline.registers.duties.rules import wording
from sightline.registers.duties.rules.cadence import after, where_it_stands
from sightline.registers.duties.rules.case import Case
from sightline.registers.duties.rules.facts import Code, Finding, Happened
from sightline.registers.partnership.rules.arrangement import (
    ApprovalChain,
    Arrangement,
    ChainStep,
    ContentRequirement,
    ReviewedDocument,
)

NO_FIGURE = "The document prints no last day, so this cannot be overdue."


def reviewed_document(case: Case, rule: ReviewedDocument) -> Finding:
    """Settle that a document exists, and that it is looked at again as often as is printed."""
    found = case.happened
    if rule.review_every is None:
        if not found:
            return Finding("not-evidenced", ("No such document is recorded.", NO_FIGURE), NO_FIGURE)
        said = f"The document is there: {_last(found[-1])}."
        return Finding("met", (said, "No interval of review is printed."), NO_FIGURE,
                       deciding=found[-1:])  # fmt: skip
    since = max([case.starts_on, *(one.on for one in found[-1:])])
    last = after(case, rule.review_every, since)
    last = case.excused_until(last) or last
    code: Code = case.how_near(last)
    if code == "not-yet-applicable":
        code = "met"
    if not found and code != "overdue":
        code = "not-evidenced"
    length = wording.interval(rule.review_every)
    said = (
        f"The document is there: {_last(found[-1])}." if found else "No such document is recorded."
    )
    counted = f"{length} after {in_words(since)} is {in_words(last)}."
    standing = where_it_stands(case, code, last)
    from_day = f"Review is owed within {length} of the last one, or of {in_words(case.starts_on)}."
    provisional = rule.review_every.unit == "working-days" and case.calendar.is_provisional(last)
    return Finding(code, (said, counted, standing), from_day, last, found[-1:],
                   provisional=provisional)  # fmt: skip


def required_content(case: Case, rule: ContentRequirement) -> Finding:
    """Settle that a document contains everything required: the fullest edition decides, so that one
    in the making takes nothing from the one before it."""
    counting = f"Counted over {wording.plural(len(rule.items), 'required part')} of one edition."
    wanted = {item.id for item in rule.items}
    editions = _editions([one for one in case.happened if one.topic in wanted])
    if not editions:
        said = f"None of {wording.plural(len(rule.items), 'required part')} is recorded."
        return Finding("not-evidenced", (said, NO_FIGURE), counting)
    best = max(editions, key=lambda each: (len({one.topic for one in each}), each[-1].on))
    said_of = []
    for edition in [best, *([editions[-1]] if editions[-1] is not best else [])]:
        has = {one.topic for one in edition}
        missing = [item.says for item in rule.items if item.id not in has]
        said = f"{_edition(edition)}: {len(has)} of {len(rule.items)} required parts"
        said_of.append(f"{said}; missing: {'; '.join(missing)}." if missing else f"{said}.")
    is_whole = {one.topic for one in best} == wanted
    if not is_whole:
        said_of.append(NO_FIGURE)
    return Finding(
        "met" if is_whole else "not-evidenced", tuple(said_of), counting, deciding=tuple(best)
    )


def approval_chain(case: Case, chain: ApprovalChain) -> Finding:
    """Settle that a document went through every step in order. A step taken before its forerunner
    shows as out of order; an edition under way takes nothing from one that is through (R12.3)."""
    counting = f"Counted over {wording.plural(len(chain.steps), 'step')}"
    counting += ", in the order printed." if chain.ordered else ", in any order."
    editions = _editions([one for one in case.happened if _step_of(one, chain) is not None])
    if not editions:
        first = _who(case, chain.steps[0])
        said = f"No step is recorded. First: {first} {chain.steps[0].does}."
        return Finding("not-evidenced", (said, NO_FIGURE), counting, who_must_act=first)
    walked = [_walk(case, chain, edition) for edition in editions]
    best = max(
        range(len(walked)), key=lambda at: (-_RANK[walked[at].code], len(walked[at].deciding), at)
    )
    lines = list(walked[best].arithmetic)
    if best != len(walked) - 1:
        lines += walked[-1].arithmetic
    if walked[best].code == "not-evidenced":
        lines.append(NO_FIGURE)
    return Finding(
        code=walked[best].code,
        arithmetic=tuple(lines),
        counting=counting,
        deciding=walked[best].deciding,
        who_must_act=walked[-1].who_must_act,
    )


_RANK: dict[Code, int] = {"met": 0, "late-but-done": 1, "not-evidenced": 2}


def _walk(case: Case, chain: ApprovalChain, edition: Sequence[Happened]) -> Finding:
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
    said = f"{_edition(edition)}: {len(taken)} of {wording.plural(len(chain.steps), 'step')} taken"
    said += f", the last on {in_words(max(one.on for one in taken))}."
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


def _editions(happened: Sequence[Happened]) -> list[list[Happened]]:
    """What concerns each edition of a document, the edition begun last at the end."""
    found: dict[str, list[Happened]] = defaultdict(list)
    for one in happened:
        found[one.edition].append(one)
    return list(found.values())


def _edition(happened: Sequence[Happened]) -> str:
    return f"Edition {happened[0].edition}" if happened[0].edition else "The document"


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

"""What an agency's return is held to before it is sealed (R9.1).

An error cannot be passed; a warning can be explained in a sentence, because an odd figure may be
true. What is not known is not available, with a reason, and never zero.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sightline.work.performance.rules import charts, watching
from sightline.work.performance.rules.charts import Setting
from sightline.work.performance.rules.signals import FEWEST

Part = Literal["value", "numerator", "denominator", "days", "reason"]
LARGE = 20
"""A zero is doubted beside a related count of this or more: were each case of the related kind a
case of this one once in seven times, a zero would come once in twenty."""
RARE = 0.01
"""A count for which limits mean nothing is doubted where chance gives it less often than this."""
MOST = 1e12
NOT_AVAILABLE, NOBODY = "x", "z"


@dataclass(frozen=True)
class Asked:
    """One figure that is owed: what it must be like, and what was seen of it before."""

    number: int
    code: str
    name: str
    unit: str = ""
    decimals: int = 0
    is_counted_out_of: bool = False
    at_least: float | None = None
    at_most: float | None = None
    part_of: int | None = None
    zero_beside: int | None = None
    version: int = 1
    disclosure: str = "open"
    counted: str = ""
    out_of: str = ""
    before: tuple[float, ...] = ()  # known figures of earlier periods since the limits began
    sizes: tuple[float, ...] = ()  # their denominators, where every one is known
    last_label: str = ""
    # first and last day of the period, where the days of the events are asked for
    days_within: tuple[date, date] | None = None

    @property
    def first_part(self) -> Part:
        """Where an error about the figure itself is shown."""
        return "numerator" if self.is_counted_out_of else "value"


@dataclass(frozen=True)
class Answer:
    """What an agency enters for one figure."""

    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    reason: str = ""
    words: str = ""
    days: tuple[date, ...] = ()  # of the events, where they are asked for

    @property
    def is_empty(self) -> bool:
        return self.is_without_figure and not self.reason.strip()

    @property
    def is_without_figure(self) -> bool:
        return self.value is None and self.numerator is None and self.denominator is None

    @property
    def count(self) -> float | None:
        """What was counted, whether it is taken out of something or not."""
        return self.numerator if self.numerator is not None else self.value


@dataclass(frozen=True)
class Finding:
    """What a check found, beside which part of which figure."""

    number: int
    part: Part
    sentence: str
    is_error: bool = True


def scale_of(unit: str) -> float:
    """What a share is multiplied by: 100 for %, 10,000 for a rate per 10,000, else 1."""
    if unit.strip() == "%":
        return 100.0
    words = unit.lower().replace(",", "").split()
    if "per" in words:
        after = words[words.index("per") + 1 :]
        if after and after[0].isdigit():
            return float(after[0])
    return 1.0


def figure_of(asked: Asked, answer: Answer) -> tuple[float | None, str]:
    """The figure of an answer, or the symbol in its stead: x where it is not available, z where
    there was nobody to count out of. Raises ValueError where there is no answer."""
    if answer.is_without_figure:
        if not answer.reason.strip():
            raise ValueError("no answer")
        return None, NOT_AVAILABLE
    if not asked.is_counted_out_of:
        return answer.value, ""
    if answer.numerator is None or answer.denominator is None:
        raise ValueError("half an answer")
    if answer.denominator == 0:
        return None, NOBODY
    return answer.numerator / answer.denominator * scale_of(asked.unit), ""


def findings(asked: Sequence[Asked], answers: Mapping[int, Answer]) -> list[Finding]:
    """Everything that is wrong or odd in a return, in the order of its figures."""
    found: dict[int, list[Finding]] = defaultdict(list)
    for each in asked:
        answer = answers.get(each.number, Answer())
        errors = list(_errors(each, answer))
        found[each.number] = errors or list(_warnings(each, answer, answers))
    for finding in _sums(asked, answers):
        found[finding.number].append(finding)
    for finding in _same_as_before(asked, answers):
        found[finding.number].append(finding)
    return [finding for each in asked for finding in found[each.number]]


def stops(found: Sequence[Finding], answers: Mapping[int, Answer]) -> list[Finding]:
    """Of what was found, what still stands in the way: errors, and warnings without words."""
    return [
        each
        for each in found
        if each.is_error or not answers.get(each.number, Answer()).words.strip()
    ]


def is_unusual(asked: Asked, answer: Answer) -> str:
    """Why a figure is unusual after those before it, by the limits of its chart; empty where it is
    as usual, or where fewer than twelve figures allow no limits."""
    value, _ = figure_of(asked, answer)
    before = asked.before
    if value is None:
        return ""
    if watching.is_small(before) and not asked.is_counted_out_of and float(value).is_integer():
        chance = watching.unusual_count([int(each) for each in before], int(value))
        return "More than chance explains after the counts before it" if chance < RARE else ""
    if len(before) < FEWEST:
        return ""
    kind, scale = "xmr", 1.0
    values, sizes = [*before, value], None
    if asked.is_counted_out_of and len(asked.sizes) == len(before) and answer.denominator:
        kind, scale = ("p" if asked.unit == "%" else "u"), scale_of(asked.unit)
        sizes = [*asked.sizes, answer.denominator]
        values = [each / scale * size for each, size in zip(values, sizes, strict=True)]
    setting = Setting(kind=kind, baseline=len(before))  # type: ignore[arg-type]
    lines = charts.read(values, setting=setting, sizes=sizes).points[-1].lines
    assert lines is not None  # there are twelve points
    if lines.upper is not None and value > lines.upper * scale:
        return f"Above what is usual: at most {lines.upper * scale:,.{asked.decimals}f}"
    if lines.lower is not None and value < lines.lower * scale:
        return f"Below what is usual: at least {lines.lower * scale:,.{asked.decimals}f}"
    return ""


def _errors(asked: Asked, answer: Answer) -> Iterator[Finding]:
    def wrong(part: Part, sentence: str) -> Finding:
        return Finding(asked.number, part, sentence)

    if answer.is_empty:
        yield wrong(asked.first_part, "Enter a figure, or say why it is not available")
        return
    if answer.is_without_figure:
        return
    if answer.reason.strip():
        yield wrong("reason", "Enter either a figure or why there is none, not both")
    if not asked.is_counted_out_of:
        yield from _out_of_range(asked, answer.value)
        yield from _wrong_days(asked, answer)
        return
    counted, out_of = answer.numerator, answer.denominator
    if counted is None:
        yield wrong("numerator", "Enter how many were counted")
    elif out_of is None:
        yield wrong("denominator", "Enter out of how many")
    elif counted < 0 or out_of < 0:
        yield wrong("numerator" if counted < 0 else "denominator", "A count cannot be below zero")
    elif counted > out_of and (asked.unit.strip() == "%" or out_of == 0):
        yield wrong("numerator", f"{counted:,.0f} cannot be counted out of {out_of:,.0f}")
    elif out_of:
        yield from _out_of_range(asked, figure_of(asked, answer)[0])


def _wrong_days(asked: Asked, answer: Answer) -> Iterator[Finding]:
    """A day outside the period, and more days than events."""
    if asked.days_within is None or answer.value is None:
        return
    first, last = asked.days_within
    outside = [each for each in answer.days if not first <= each <= last]
    if outside:
        day = f"{outside[0].day} {outside[0]:%B %Y}"
        yield Finding(asked.number, "days", f"{day} is not in the period")
    elif len(answer.days) > answer.value:
        says = f"There are {len(answer.days)} days here, and {answer.value:,g} events"
        yield Finding(asked.number, "days", says)


def _out_of_range(asked: Asked, value: float | None) -> Iterator[Finding]:
    if value is None:
        return
    least = 0.0 if asked.at_least is None else asked.at_least
    most = asked.at_most
    if most is None:
        most = 100.0 if asked.unit.strip() == "%" else MOST
    if value < least:
        yield Finding(asked.number, asked.first_part, f"This must be {least:,g} or more")
    elif value > most:
        yield Finding(asked.number, asked.first_part, f"This must be {most:,g} or less")


def _warnings(asked: Asked, answer: Answer, answers: Mapping[int, Answer]) -> Iterator[Finding]:
    def odd(sentence: str) -> Finding:
        return Finding(asked.number, asked.first_part, sentence, is_error=False)

    if answer.is_without_figure:
        return
    unusual = is_unusual(asked, answer)
    if unusual:
        yield odd(f"{unusual}. If it is right, say what is behind it")
    if asked.days_within is not None and len(answer.days) < (answer.value or 0):
        says = f"{len(answer.days)} of {answer.value:,g} days are here. Add them, or say why not"
        yield Finding(asked.number, "days", says, is_error=False)
    if answer.count != 0:
        return
    beside = answers.get(asked.zero_beside or 0, Answer()).count or 0
    last = asked.before[-1] if asked.before and not asked.is_counted_out_of else 0
    if beside >= LARGE:
        yield odd(f"None here, beside {beside:,.0f} of what goes with it. If it is right, say why")
    elif last >= LARGE and not unusual:
        yield odd(f"None here, after {last:,.0f} last time. If it is right, say why")


def _sums(asked: Sequence[Asked], answers: Mapping[int, Answer]) -> Iterator[Finding]:
    """A total that its parts do not add up to; where a part is not known, one below the others."""
    parts: dict[int, list[float | None]] = defaultdict(list)
    for each in asked:
        if each.part_of is not None:
            parts[each.part_of].append(answers.get(each.number, Answer()).count)
    for each in asked:
        total = answers.get(each.number, Answer()).count
        known = [part for part in parts[each.number] if part is not None]
        if total is None or not known:
            continue
        added, is_whole = sum(known), len(known) == len(parts[each.number])
        if (is_whole and added != total) or added > total:
            says = f"The parts add up to {added:,g}, and the total is {total:,g}"
            yield Finding(each.number, each.first_part, says)


def _same_as_before(asked: Sequence[Asked], answers: Mapping[int, Answer]) -> Iterator[Finding]:
    """A return whose figures are all those of the period before was perhaps sent again."""
    pairs = []
    for each in asked:
        try:
            value, _ = figure_of(each, answers.get(each.number, Answer()))
        except ValueError:
            continue
        if value is not None and each.before:
            pairs.append((value, each.before[-1]))
    if len(pairs) >= 3 and all(value == last for value, last in pairs):
        says = "Every figure is that of the period before. If this is no mistake, say so here"
        yield Finding(asked[0].number, asked[0].first_part, says, is_error=False)

"""What is typed about a return: one form for all its figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sightline.foundation.govuk.forms import (
    ChoiceField,
    DateField,
    FileField,
    GovukForm,
    Group,
    LongTextField,
    NumberField,
    TextField,
)
from sightline.work.performance.rules.event_days import read_days, written
from sightline.work.performance.rules.returns import Answer, Asked, Finding

NAMES = {
    "value": "figure",
    "numerator": "how many were counted",
    "denominator": "out of how many",
    "days": "the days",
}


class OpenReturnsForm(GovukForm):
    """Which period is asked for, and by when."""

    period = ChoiceField("For which period?", called="the period", drawn_as="select")
    due_on = DateField("Returns are asked for by", called="the day for the returns")

    def __init__(self, *args: Any, periods: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["period"].offer(list(periods))  # type: ignore[attr-defined]


class MoveForm(GovukForm):
    """Another day for a return."""

    due_on = DateField("It is asked for by", called="the day for the return")
    reason = TextField("Why?", called="the reason", max_length=500,
                       hint="It stands in the trail of the return.")  # fmt: skip


class WithdrawForm(GovukForm):
    """Why a return is no longer asked for."""

    reason = TextField("Why is it no longer asked for?", called="the reason", max_length=500,
                       hint="The agency reads it on the page of the return.")  # fmt: skip


class TakeInForm(GovukForm):
    """How figures came to the office."""

    words = TextField("Who sent the figures, how and when?", called="who sent them", max_length=300,
                      hint="For example, the agency’s performance lead by e-mail on 3 October. It "
                      "stands on the return, and the agency’s leads are told.")  # fmt: skip


class FillForm(GovukForm):
    """Every figure of a return: the figure, or what it is worked out from, or why there is none.
    Nothing is required, so that a draft can be kept; what is missing is said when it is checked.
    What is typed and not yet saved is kept for who typed it."""

    keeps_draft = True

    def __init__(
        self, *args: Any, asked: Sequence[Asked], shown: Mapping[int, str], explains: set[int],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        """`shown` tells of each figure what was seen before; `explains` are the figures whose
        warning wants words."""
        super().__init__(*args, **kwargs)
        self.asked = asked
        groups = []
        for each in asked:
            names = [*self._figures(each), self._reason(each)]
            if each.number in explains or f"words-{each.number}" in self.data:
                names.append(self._words(each))
            hint = " ".join(filter(None, (_told(each), shown.get(each.number, ""))))
            groups.append(Group(each.name, tuple(names), hint))
        self.groups = tuple(groups)

    def _figures(self, each: Asked) -> list[str]:
        parts = ("numerator", "denominator") if each.is_counted_out_of else ("value",)
        for part in parts:
            label = {"value": "Figure", "numerator": "How many were counted",
                     "denominator": "Out of how many"}[part]  # fmt: skip
            self.fields[f"{part}-{each.number}"] = NumberField(
                label,
                called=NAMES[part],
                places=0 if each.is_counted_out_of else each.decimals,
                after="%" if part == "value" and each.unit.strip() == "%" else "",
                width=10,
                required=False,
                hides_optional=True,
            )
        if each.days_within is not None:
            self.fields[f"days-{each.number}"] = LongTextField(
                "On which days?", called="the days", rows=3, max_length=4000, required=False,
                hides_optional=True,
                hint="The day of each event, one a line, such as 3 May 2026. Only your agency and "
                "who sees small counts can see them.",
            )  # fmt: skip
            parts = (*parts, "days")
        return [f"{part}-{each.number}" for part in parts]

    def _reason(self, each: Asked) -> str:
        self.fields[f"reason-{each.number}"] = TextField(
            "If it is not available, why?", called="why it is not available", max_length=300,
            required=False, hides_optional=True,
        )  # fmt: skip
        return f"reason-{each.number}"

    def _words(self, each: Asked) -> str:
        self.fields[f"words-{each.number}"] = LongTextField(
            "If the figure is right, what is behind it?", called="what is behind it", rows=2,
            max_length=1000, required=False, hides_optional=True,
            hint="Name no child. Everybody who reads the data set sees this.",
        )  # fmt: skip
        return f"words-{each.number}"

    def clean(self) -> dict[str, Any]:
        """The days as dates, with what is no day said beside them."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        self.days: dict[int, tuple[date, ...]] = {}
        for each in self.asked:
            try:
                self.days[each.number] = read_days(given.get(f"days-{each.number}") or "")
            except ValueError as wrong:
                self.add_error(f"days-{each.number}", str(wrong))
        return given

    def answers(self) -> dict[int, Answer]:  # type: ignore[override]
        """What was entered, by indicator; words that were not asked for now stay empty."""
        given = self.cleaned_data

        def number(name: str) -> float | None:
            value = given.get(name)
            return None if value is None else float(value)

        return {
            each.number: Answer(
                value=number(f"value-{each.number}"),
                numerator=number(f"numerator-{each.number}"),
                denominator=number(f"denominator-{each.number}"),
                reason=given.get(f"reason-{each.number}") or "",
                words=given.get(f"words-{each.number}") or "",
                days=self.days.get(each.number, ()),
            )
            for each in self.asked
        }

    def show(self, answers: Mapping[int, Answer], found: Iterable[Finding]) -> None:
        """Show what is saved, with what its checks found, each beside its field; where nothing was
        found, what was typed since and not saved is shown in its stead."""
        found = list(found)
        if not found:
            self.initial = {name: values[0] for name, values in typed_from(answers).items()}
            return
        self.take_up(typed_from(answers))
        self.cleaned_data = {}
        for each in found:
            self.add_error(f"{each.part}-{each.number}", each.sentence)


class CorrectForm(GovukForm):
    """Why a submitted return is taken up again."""

    reason = LongTextField(
        "What was wrong?",
        called="what was wrong",
        rows=3,
        max_length=500,
        hint="The figures first seen stay on record beside the corrected ones, with this reason.",
    )


class SendForm(GovukForm):
    """A filled-in template."""

    upload = FileField(
        "The spreadsheet, filled in",
        called="spreadsheet",
        accept=".xlsx",
        hint="The template of this return, as an Excel workbook (.xlsx)",
    )


def typed_from(answers: Mapping[int, Answer]) -> dict[str, list[str]]:
    """Answers as they would be typed."""
    found = {
        f"{name}-{number}": [typed(getattr(answer, name))]
        for number, answer in answers.items()
        for name in ("value", "numerator", "denominator", "reason", "words")
        if getattr(answer, name) not in (None, "")
    }
    days = {f"days-{number}": [written(answer.days)] for number, answer in answers.items()
            if answer.days}  # fmt: skip
    return found | days


def typed(value: float | str) -> str:
    """A figure without the zeros that storing it added."""
    return value if isinstance(value, str) else f"{Decimal(repr(value)).normalize():f}"


def _told(each: Asked) -> str:
    told = each.counted.strip().rstrip(".")
    if each.is_counted_out_of:
        told = f"{told}, out of: {each.out_of.strip().rstrip('.')}".lstrip(", ")
    return f"{told}." if told else ""

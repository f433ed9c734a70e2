"""What people enter about keeping and destroying."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sightline.assurance.retention.models import Decision
from sightline.foundation.govuk.forms import (
    ChoiceField,
    GovukForm,
    LongTextField,
    MultipleChoice,
    NumberField,
    TextField,
)


class ProposeForm(GovukForm):
    """Which of the records that have passed are proposed."""

    records = MultipleChoice("Which records are to be destroyed?", called="the records")

    def __init__(self, *args: Any, offered: Sequence[tuple[int, str, str]], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["records"].offer(offered)  # type: ignore[attr-defined]


class AnswerForm(GovukForm):
    """What another person answers to a proposal."""

    verdict = ChoiceField("Your answer", called="your answer", choices=Decision.Verdict.choices)
    reason = LongTextField("Why?", called="reason", rows=3, max_length=300)


class PeriodForm(GovukForm):
    """How long a class of records is kept."""

    years = NumberField(
        "How many years after the last change?", called="years", at_least=1, at_most=100, width=3
    )
    reason = LongTextField(
        "What does this period rest on?",
        called="what it rests on",
        rows=3,
        max_length=300,
        hint="For example: retention schedule of the council, version and page",
    )


class HoldForm(GovukForm):
    """Which record is held, and why."""

    reference = TextField(
        "Reference of the record", max_length=40, hint="For example, EXE-2019-004"
    )
    reason = LongTextField(
        "Why may nothing of it be destroyed?",
        called="reason",
        rows=3,
        max_length=300,
        hint="For example: an inquiry asked for it. Whoever looks after retention and sees the "
        "record reads this",
    )


class EndHoldForm(GovukForm):
    """Why a hold ends."""

    reason = LongTextField("Why need it not be held any longer?", called="reason", rows=3,
                           max_length=300)  # fmt: skip

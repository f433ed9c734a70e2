"""What is asked and said of figures."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sightline.foundation.govuk.forms import ChoiceField, DateField, GovukForm, LongTextField

Pairs = Iterable[tuple[str, str]]


class AskForm(GovukForm):
    """A question to an agency about one figure."""

    agency = ChoiceField("Which agency is asked?", called="the agency", drawn_as="select")
    period = ChoiceField("About which period?", called="the period", drawn_as="select")
    words = LongTextField(
        "What is asked?",
        called="the question",
        rows=4,
        max_length=2000,
        hint="Ask what is behind the figure, not whether it is right. Name no child.",
    )
    reply_due_on = DateField("Reply by", called="the day for the reply")

    def __init__(self, *args: Any, agencies: Pairs, periods: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].offer(list(agencies))  # type: ignore[attr-defined]
        self.fields["period"].offer(list(periods))  # type: ignore[attr-defined]


class ReceivedForm(GovukForm):
    """When the group received a report."""

    period = ChoiceField("The report of which period?", called="the period", drawn_as="select")
    received_on = DateField("When did the group receive it?", called="the day")

    def __init__(self, *args: Any, periods: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["period"].offer(list(periods))  # type: ignore[attr-defined]


class TakeBackForm(GovukForm):
    """Why a report was not received after all."""

    reason = LongTextField("What was wrong?", called="what was wrong", rows=3, max_length=500,
                           hint="It stays on record with this reason.")  # fmt: skip


class ScrutinyForm(GovukForm):
    """A question about an indicator itself."""

    words = LongTextField(
        "What should be known about it?",
        called="the question",
        rows=4,
        max_length=2000,
        hint="It stays with the indicator, whatever its newest figure is. Name no child.",
    )


class AnswerForm(GovukForm):
    """The answer to a scrutiny question."""

    answer = LongTextField(
        "What is the answer?",
        called="the answer",
        rows=6,
        max_length=5000,
        hint="Everybody who reads the data set sees it, and it stands in the report. Name no "
        "child, and no count so small that a child could be made out.",
    )


class CommentForm(GovukForm):
    """What is behind a figure."""

    period = ChoiceField("About which period?", called="the period", drawn_as="select")
    words = LongTextField(
        "What is behind the figure?",
        called="what is behind it",
        rows=5,
        max_length=2000,
        hint="Everybody who reads the data set sees it. Name no child, and no count so small that "
        "a child could be made out.",
    )

    def __init__(self, *args: Any, periods: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["period"].offer(list(periods))  # type: ignore[attr-defined]


class ReplyForm(GovukForm):
    """What the agency says."""

    reply = LongTextField(
        "What is behind it, and what is done?",
        called="the reply",
        rows=6,
        max_length=5000,
        hint="Name no child, and nobody else who could be made out.",
    )


class CloseForm(GovukForm):
    """What came of a question."""

    outcome = LongTextField(
        "What came of it?",
        called="what came of it",
        rows=4,
        max_length=2000,
        hint="Do the figures since then answer it? What was done?",
    )

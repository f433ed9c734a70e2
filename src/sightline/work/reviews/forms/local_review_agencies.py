"""Asking agencies for information for a local review, and what they answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sightline.foundation.govuk.forms import (
    ChoiceField,
    DateField,
    GovukForm,
    LongTextField,
    TextField,
)
from sightline.work.reviews.rules import local_review_agencies as rules


class InformationForm(GovukForm):
    """Whom information is asked of, and what."""

    author = ChoiceField("Who answers for the agency?", called="who answers", drawn_as="select")
    words = LongTextField(
        "Whom is it about, and what do you ask?", called="what you ask", rows=6, max_length=4000,
        hint="Only they and the caseworkers read it. Say what they need to find the child in their "
        "records, and no more",
    )  # fmt: skip
    basis = ChoiceField(
        "On what basis do you ask?", called="the basis", choices=rules.BASES.items(),
        reveals={"other": ("basis_words",)},
    )  # fmt: skip
    basis_words = TextField("Which?", called="which basis", max_length=300, required=False)
    asked_on = DateField("When was it asked?", called="the day it was asked")
    due_on = DateField("By when?", called="the day it is due")

    def __init__(self, *args: Any, seats: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["author"].offer(seats)  # type: ignore[attr-defined]

    def asking(self) -> rules.Asking:
        """What was typed, as the rule takes it."""
        given = {key: value for key, value in self.cleaned_data.items() if key != "author"}
        return rules.Asking(**given)


class ChaserForm(GovukForm):
    """That an agency was chased."""

    how = ChoiceField("How were they chased?", called="how they were chased", inline=True,
                      choices=rules.WAYS.items())  # fmt: skip
    chased_on = DateField("When?", called="the day they were chased")
    words = TextField("What was said?", max_length=500, required=False)


class InformationAnswerForm(GovukForm):
    """What an agency answers."""

    keeps_draft = True

    outcome = ChoiceField("What do you answer?", called="what you answer",
                          choices=rules.OUTCOMES.items())  # fmt: skip
    words = LongTextField(
        "The answer, how you looked, or the reason", called="the answer", rows=12,
        max_length=40000, hint="Child A, Adult B: no names",
    )  # fmt: skip
    answered_on = DateField("When was it answered?", called="the day it was answered")

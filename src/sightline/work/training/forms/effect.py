"""What people answer about training, and how an office asks and sorts it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sightline.foundation.govuk.forms import (
    ChoiceField,
    GovukForm,
    LongTextField,
    MultipleChoice,
    TextField,
)
from sightline.work.training.models import EvaluationItem, EvaluationTheme
from sightline.work.training.rules.evaluating import LATER, PAIRS, SCALE

IN_OWN_WORDS = {
    "before": "What do you most want to be able to do after this training?",
    "after": "What will you do differently?",
    "later": "What have you done differently because of this training?",
    "manager": "What have you seen them do differently since?",
}


class EvaluationForm(GovukForm):
    """The items of a course, each rated from 1 to 5, and some words."""

    def __init__(
        self, *args: Any, items: Iterable[EvaluationItem], stage: str, asks_name: bool = False,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.items = list(items)
        for one in self.items:
            self.fields[f"item-{one.pk}"] = ChoiceField(
                one.words, called=f"a number for “{one.words}”", choices=SCALE, inline=True,
                missing=f"Select a number for “{one.words}”",
            )  # fmt: skip
        self.fields["words"] = LongTextField(
            IN_OWN_WORDS[stage],
            required=False,
            rows=4,
            max_length=2000,
            hint="Leave out anything by which a child, a family or a colleague could be known",
        )
        if asks_name:
            self.fields["name"] = TextField("Your name", max_length=200, autocomplete="name")

    def scores(self) -> dict[int, int]:
        """The number given to each item."""
        return {one.pk: int(self.cleaned_data[f"item-{one.pk}"]) for one in self.items}


class AskForm(GovukForm):
    """What a course asks, and when the last stage is asked."""

    items = LongTextField(
        "What do people rate themselves on, one thing a line?",
        called="what people rate themselves on",
        required=False,
        rows=8,
        max_length=4000,
        hint="Asked in the same words before, straight after and later. Changing the words begins "
        "a new comparison. Leave it empty to ask nothing",
    )
    later_after = ChoiceField(
        "When is the last stage asked, of the person and of their manager?",
        called="when the last stage is asked",
        choices=list(LATER.items()),
    )


class ComparedForm(GovukForm):
    """Which two stages are compared."""

    pair = ChoiceField("What is compared", drawn_as="select", choices=list(PAIRS.items()))


class ThemesForm(GovukForm):
    """Under which themes a comment stands."""

    themes = MultipleChoice("Themes", required=False)
    name = TextField("Add a theme and put it there", required=False, max_length=120)

    def __init__(self, *args: Any, themes: Iterable[EvaluationTheme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.pk, one.name) for one in themes]
        self.fields["themes"].offer(choices)  # type: ignore[attr-defined]
        if not choices:
            del self.fields["themes"]

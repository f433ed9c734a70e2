"""Giving deciders the pack, and what one of them holds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sightline.foundation.govuk.forms import (
    ChoiceField,
    DateField,
    GovukForm,
    LongTextField,
    MultipleChoice,
)
from sightline.work.reviews.rules.deciding import OUTCOMES


class WindowForm(GovukForm):
    """Who decides, and until when they have the pack."""

    deciders = MultipleChoice("Who decides?", called="who decides")
    closes_on = DateField(
        "Until when?", called="the last day", hint="Their sight ends at the end of that day"
    )

    def __init__(self, *args: Any, seats: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deciders"].offer(seats)  # type: ignore[attr-defined]


class PositionForm(GovukForm):
    """What a lead partner holds."""

    outcome = ChoiceField("What do you hold?", called="what you hold", choices=OUTCOMES.items())
    reasons = LongTextField("Your reasons", called="your reasons", rows=5, max_length=4000)

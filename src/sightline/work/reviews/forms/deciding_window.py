"""Giving deciders the pack, and what one of them holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sightline.foundation.govuk.forms import (
    ChoiceField,
    DateField,
    GovukForm,
    Group,
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

    def __init__(
        self,
        *args: Any,
        seats: Iterable[tuple[int, str]],
        named: Sequence[tuple[str, Sequence[str]]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deciders"].offer(seats)  # type: ignore[attr-defined]
        if named:
            where = "; ".join(f"{heading} – {', '.join(labels)}" for heading, labels in named)
            self.fields["names_justified"] = LongTextField(
                "Why may it stand there?", called="why it may stand there", rows=3,
                max_length=1000, required=False, hint="Or mend the words first",
            )  # fmt: skip
            said = f"A name, school, address, date or number of somebody in the case: {where}."
            group = Group("Something that is known of people stands in the pack",
                          ("names_justified",), said)  # fmt: skip
            self.groups = (*self.groups, group)


class PositionForm(GovukForm):
    """What a lead partner holds."""

    outcome = ChoiceField("What do you hold?", called="what you hold", choices=OUTCOMES.items())
    reasons = LongTextField("Your reasons", called="your reasons", rows=5, max_length=4000)

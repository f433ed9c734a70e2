"""Giving deciders the pack, and what one of them holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sightline.foundation.govuk.forms import (
    ChoiceField,
    DateField,
    GovukForm,
    Group,
    LongTextField,
    MultipleChoice,
)
from sightline.work.reviews.rules.deciding import GROUNDS, Proposed


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


class AskDelayForm(GovukForm):
    """The delay that lead partners are asked to approve, and until when they may answer."""

    keeps_draft = True

    ground = ChoiceField("Why is it delayed?", called="why it is delayed", choices=GROUNDS.items())
    reason = LongTextField(
        "The reason", called="the reason", rows=4, max_length=4000,
        hint="Who is asked reads it. No name may stand in it",
    )  # fmt: skip
    evidence = LongTextField(
        "What shows it?", called="what shows it", rows=3, max_length=4000,
        hint="For example, that the coroner wrote, and when",
    )  # fmt: skip
    until_on = DateField("The new day", called="the new day")
    deciders = MultipleChoice("Who is asked?", called="who is asked")
    closes_on = DateField(
        "Until when may they answer?", called="the last day",
        hint="Their sight ends at the end of that day",
    )  # fmt: skip

    def __init__(self, *args: Any, seats: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deciders"].offer(seats)  # type: ignore[attr-defined]

    def proposed(self) -> Proposed:
        """What was typed, as the rule takes it."""
        given = self.cleaned_data
        return Proposed(given["ground"], given["reason"], given["evidence"], given["until_on"])


class PositionForm(GovukForm):
    """What a lead partner holds, on a review or on a delay of one."""

    outcome = ChoiceField("What do you hold?", called="what you hold")
    reasons = LongTextField("Your reasons", called="your reasons", rows=5, max_length=4000)

    def __init__(self, *args: Any, answers: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].offer(answers.items())  # type: ignore[attr-defined]

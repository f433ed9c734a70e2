"""What the group recommends, what the Executive decides, and its delays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sightline.foundation.govuk.forms import (
    ChoiceField,
    DateField,
    GovukForm,
    Group,
    LongTextField,
)
from sightline.work.reviews.rules import deciding as rules
from sightline.work.reviews.rules.criteria import ANSWERS, REVIEW


class _CriteriaForm(GovukForm):
    """A form that asks for each criterion of a local review, with its reasons."""

    keeps_draft = True

    def add_criteria(self) -> None:
        """Ask for each criterion."""
        for one in REVIEW:
            answer, reasons = f"answer-{one.key}", f"reasons-{one.key}"
            self.fields[answer] = ChoiceField(
                "Is it met?", called="whether it is met", choices=ANSWERS.items(), inline=True
            )
            self.fields[reasons] = LongTextField(
                "Why?", called="the reasons", rows=3, max_length=4000
            )
            group = Group(one.words, (answer, reasons), f"Source: {one.source}.")
            self.groups = (*self.groups, group)

    def criteria(self) -> dict[str, rules.Judged]:
        """What was judged of each criterion."""
        given = self.cleaned_data
        return {
            one.key: rules.Judged(given[f"answer-{one.key}"], given[f"reasons-{one.key}"])
            for one in REVIEW
        }


class RecommendForm(_CriteriaForm):
    """A recommendation of the group."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_criteria()
        self.fields["outcome"] = ChoiceField(
            "What does the group recommend?", called="what the group recommends",
            choices=rules.OUTCOMES.items(),
        )  # fmt: skip
        self.fields["reasons"] = LongTextField(
            "Reasons", called="the reasons", rows=5, max_length=8000,
            hint="That criteria are met does not make a review automatic",
        )  # fmt: skip
        self.fields["agreed_on"] = DateField(
            "When did the group agree on it?", called="the day the group agreed"
        )

    def recommended(self) -> rules.Recommended:
        """What was typed, as the rule takes it."""
        given = self.cleaned_data
        return rules.Recommended(
            self.criteria(), given["outcome"], given["reasons"], given["agreed_on"]
        )


class DecisionForm(_CriteriaForm):
    """A decision of the Executive."""

    def __init__(
        self, *args: Any, partners: Iterable[tuple[int, str]], is_first: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.partners = list(partners)
        self.add_criteria()
        for number, name in self.partners:
            self._add_partner(number, name)
        self.fields["outcome"] = ChoiceField(
            "What does the Executive decide?", called="what the Executive decides",
            choices=rules.OUTCOMES.items(),
        )  # fmt: skip
        self.fields["reasons"] = LongTextField(
            "Reasons", called="the reasons", rows=5, max_length=8000,
            hint="That criteria are met does not make a review automatic",
        )  # fmt: skip
        self.fields["dissent"] = LongTextField(
            "Dissent", called="the dissent", rows=3, max_length=4000, required=False,
            hint="Needed where a partner holds something else",
        )  # fmt: skip
        self.fields["panel_view"] = LongTextField(
            "What did the Panel say?", called="what the Panel said", rows=3, max_length=4000,
            required=False, hint="Leave it empty if the Panel has not answered",
        )  # fmt: skip
        self.fields["decided_on"] = DateField(
            "When was it decided?", called="the day it was decided"
        )
        if not is_first:
            self.fields["changed_because"] = LongTextField(
                "Why is it decided anew?", called="why it is decided anew", rows=3,
                max_length=4000,
            )  # fmt: skip

    def _add_partner(self, number: int, name: str) -> None:
        outcome, reasons = f"holds-{number}", f"position-{number}"
        self.fields[outcome] = ChoiceField(
            "What do they hold?", called="what they hold", choices=rules.POSITIONS.items()
        )
        self.fields[reasons] = LongTextField(
            "Their reasons", rows=3, max_length=4000,
            hint="If no view was given, say why",
        )  # fmt: skip
        self.groups = (*self.groups, Group(name, (outcome, reasons)))

    def decided(self) -> rules.Decided:
        """What was typed, as the rule takes it."""
        given = self.cleaned_data
        return rules.Decided(
            criteria=self.criteria(),
            positions={
                number: rules.Held(given[f"holds-{number}"], given[f"position-{number}"])
                for number, _ in self.partners
            },
            outcome=given["outcome"],
            reasons=given["reasons"],
            dissent=given["dissent"],
            panel_view=given["panel_view"],
            decided_on=given["decided_on"],
            changed_because=given.get("changed_because", ""),
        )


class DelayForm(GovukForm):
    """A delay that the Executive approved."""

    keeps_draft = True

    ground = ChoiceField(
        "Why is it delayed?", called="why it is delayed", choices=rules.GROUNDS.items()
    )
    reason = LongTextField("The reason", called="the reason", rows=4, max_length=4000)
    evidence = LongTextField(
        "What shows it?", called="what shows it", rows=3, max_length=4000,
        hint="For example, the letter of the coroner and its date",
    )  # fmt: skip
    approver = ChoiceField(
        "Who of the Executive approved it?", called="who approved it", drawn_as="select"
    )
    approved_on = DateField("When was it approved?", called="the day it was approved")
    until_on = DateField("Until when?", called="the new day")

    def __init__(self, *args: Any, seats: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["approver"].offer(seats)  # type: ignore[attr-defined]
        for key, words in rules.TOLD.items():
            self.fields[f"told-{key}"] = DateField(
                f"When was {words[0].lower()}{words[1:]} told?",
                called=f"the day {words[0].lower()}{words[1:]} was told",
                required=False,
            )
        told = tuple(f"told-{key}" for key in rules.TOLD)
        self.groups = (Group("Who was told already?", told, "You can record it later, too."),)

    def delayed(self) -> rules.Delayed:
        """What was typed, as the rule takes it."""
        given = self.cleaned_data
        told: Mapping[str, date | None] = {key: given[f"told-{key}"] for key in rules.TOLD}
        return rules.Delayed(
            ground=given["ground"],
            reason=given["reason"],
            evidence=given["evidence"],
            approved_on=given["approved_on"],
            until_on=given["until_on"],
            told={key: day for key, day in told.items() if day is not None},
        )


class TellForm(GovukForm):
    """That somebody was told of a decision or a delay."""

    recipient = ChoiceField("Who was told?", called="who was told", inline=True)
    told_on = DateField("When?", called="the day they were told")

    def __init__(self, *args: Any, recipients: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["recipient"].offer(recipients.items())  # type: ignore[attr-defined]

"""What the office types about charging rules, cleaned."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sightline.foundation.govuk.forms import (
    ChoiceField,
    GovukForm,
    MultipleChoice,
    NumberField,
    TextField,
    YesNoField,
)
from sightline.work.training.models import Course
from sightline.work.training.rules.cancelling import Amount, Terms


def _amount(prefix: str, label: str) -> dict[str, Any]:
    pounds: dict[str, Any] = {
        "at_least": 0,
        "at_most": 10_000,
        "places": 2,
        "before": "£",
        "required": False,
    }
    return {
        prefix: ChoiceField(
            label,
            called=label.lower(),
            choices=[("nothing", "Nothing"), ("fee", "The fee of the event"),
                     ("half-day", "So much for each half day"), ("flat", "One sum")],
            reveals={"half-day": [f"{prefix}_half_day"], "flat": [f"{prefix}_flat"]},
        ),
        f"{prefix}_half_day": NumberField("For each half day", **pounds),
        f"{prefix}_flat": NumberField("Sum", **pounds),
    }  # fmt: skip


AMOUNTS = {
    "cancelled_late": "What is charged for cancelling with too little notice?",
    "absent": "What is charged for not coming?",
    "too_late_to_join": "What is charged for coming too late to join?",
    "absent_when_free": "And for not coming to an event without a fee?",
}


class ChargingForm(GovukForm):
    """One set of charging rules."""

    name = TextField("What these rules are called", max_length=120, called="name")
    kinds = MultipleChoice("For which kinds of course?", required=False,
                           choices=Course.Kind.choices, hint="None chosen means all")  # fmt: skip
    counts = ChoiceField(
        "Notice is counted in", called="how notice is counted", inline=True,
        choices=[("calendar", "Calendar days"), ("working", "Working days")],
    )  # fmt: skip
    enough_notice = NumberField(
        "Nothing is charged from", at_least=0, at_most=365, width=3, after="days of notice on",
        called="days of notice",
    )  # fmt: skip
    cancelled_by = MultipleChoice(
        "Who may cancel a booked place, beside the office?",
        called="who may cancel",
        choices=[("person", "The person"), ("manager", "The manager"),
                 ("delegate", "A delegate of the manager")],
    )  # fmt: skip
    substitutes = YesNoField(
        "May a colleague take the place, free of charge, until the start?",
        called="a colleague may take the place",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for prefix, label in AMOUNTS.items():
            self.fields.update(_amount(prefix, label))

    def terms(self, source: str = "") -> Terms:
        """The rules as the engine takes them."""
        given = self.cleaned_data
        amounts = {prefix: self._taken(prefix) for prefix in AMOUNTS}
        return Terms(
            counts=given["counts"],
            enough_notice=given["enough_notice"],
            substitutes_until_start=bool(given["substitutes"]),
            cancelled_by=tuple(given["cancelled_by"]),
            source=source,
            **amounts,
        )

    def _taken(self, prefix: str) -> Amount:
        given = self.cleaned_data
        match given[prefix]:
            case "fee":
                return Amount(of_fee=True)
            case "half-day":
                return Amount(half_day=_pence(given[f"{prefix}_half_day"]))
            case "flat":
                return Amount(flat=_pence(given[f"{prefix}_flat"]))
        return Amount()

    @staticmethod
    def first_values(terms: Terms) -> dict[str, Any]:
        """The answers that say these terms."""
        said: dict[str, Any] = {
            "counts": terms.counts,
            "enough_notice": terms.enough_notice,
            "substitutes": terms.substitutes_until_start,
            "cancelled_by": list(terms.cancelled_by),
        }
        for prefix in AMOUNTS:
            amount: Amount = getattr(terms, prefix)
            if amount.of_fee:
                said[prefix] = "fee"
            elif amount.half_day:
                said |= {prefix: "half-day", f"{prefix}_half_day": Decimal(amount.half_day) / 100}
            elif amount.flat:
                said |= {prefix: "flat", f"{prefix}_flat": Decimal(amount.flat) / 100}
            else:
                said[prefix] = "nothing"
        return said


class TrainerRateForm(GovukForm):
    """What a day of teaching is worth."""

    pounds = NumberField(
        "Credit for a day of teaching", at_least=0, at_most=10_000, places=2, before="£",
        called="credit for a day",
        hint="An event of half a day counts as half. Enter 0 to credit nothing",
    )  # fmt: skip

    def pence(self) -> int:
        """The sum in pence."""
        return _pence(self.cleaned_data["pounds"])


def _pence(pounds: Decimal | None) -> int:
    return int((pounds or Decimal(0)) * 100)

"""What is typed about figures, their definitions and charts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError

from sightline.foundation.govuk.forms import (
    ChoiceField,
    DateField,
    FileField,
    GovukForm,
    LongTextField,
    MultipleChoice,
    NumberField,
    TextField,
)
from sightline.foundation.small_numbers import CLASSES
from sightline.work.performance.models import AccessToken, ChartDecision, Indicator
from sightline.work.performance.rules.periods import KINDS
from sightline.work.performance.rules.targets import Step, read_steps

Pairs = Iterable[tuple[str, str]]


class SetUpForm(GovukForm):
    """Whose figures are our own, and who reads them."""

    area = ChoiceField("Which authority’s figures are yours?", called="your authority")
    body = ChoiceField("Which group reads the data set?", called="the group", drawn_as="select")

    def __init__(self, *args: Any, areas: Pairs, bodies: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].offer(list(areas))  # type: ignore[attr-defined]
        self.fields["body"].offer(list(bodies))  # type: ignore[attr-defined]


class LoadForm(GovukForm):
    """A published file."""

    title = TextField(
        "What is it?",
        called="what it is",
        max_length=200,
        hint="For example, Children in need 2025",
    )
    published_on = DateField(
        "When was it published?",
        called="day of publication",
        hint="A set of statistical neighbours counts from this day. For example, 30 10 2025",
    )
    upload = FileField(
        "The file",
        called="file",
        accept=".csv",
        hint="CSV as downloaded from the Department for Education, up to 20MB: figures, "
        "statistical neighbours, or the dictionary of the local authority tool",
    )


class DefineForm(GovukForm):
    """What an indicator means."""

    name = TextField("Name", max_length=300, hint="In plain words")
    question = LongTextField(
        "What question does it answer?", required=False, rows=2, max_length=1000,
        called="the question",
    )  # fmt: skip
    numerator = LongTextField("What is counted", required=False, rows=2, max_length=2000)
    denominator = LongTextField("Out of what", required=False, rows=2, max_length=2000)
    unit = TextField("Unit", required=False, max_length=80, hint="For example, % or per 10,000")
    period_kind = ChoiceField(
        "Period", called="the kind of period", drawn_as="select", choices=list(KINDS.items())
    )
    polarity = ChoiceField(
        "Which way is good?", called="which way is good", choices=Indicator.Polarity.choices
    )
    target = NumberField("Target", required=False, places=4, hint="Leave empty if there is none")
    targets = LongTextField(
        "Targets that begin at a date", required=False, rows=3, max_length=1000,
        called="the targets",
        hint="One a line, with the month in which the first period it holds for ends: April 2025: "
        "90. Each holds until the next.",
    )  # fmt: skip
    decimals = NumberField("Decimal places", at_least=0, at_most=4, width=2)
    disclosure = ChoiceField(
        "How closely are small counts held?",
        called="how closely small counts are held",
        choices=[(code, each.words) for code, each in CLASSES.items()],
    )
    comparators = MultipleChoice(
        "Beside whom is it read?", called="beside whom it is read", required=False,
        choices=Indicator.Comparator.choices, hint="If you choose none, it is read beside all.",
    )  # fmt: skip
    has_days = ChoiceField(
        "Does the agency give the days of the events?", called="whether days are given",
        required=False,
        choices=[("no", "No, how many there were"), ("yes", "Yes, the day of each")],
        hint="For events so rare that a chart of the days between them says more. Only who sees "
        "small counts sees it, and no day leaves the partnership.",
    )  # fmt: skip
    agency = ChoiceField(
        "Which agency returns it?", required=False, drawn_as="select",
        nothing="None: it is published",
    )  # fmt: skip
    at_least = NumberField("Least a return may say", required=False, places=4,
                           hint="Empty: zero")  # fmt: skip
    at_most = NumberField("Most a return may say", required=False, places=4,
                          hint="Empty: 100 for a share in %, else no limit")  # fmt: skip
    part_of = ChoiceField(
        "Of which total is it a part?", required=False, drawn_as="select", nothing="Of none",
        hint="The parts of a total in one return must add up to it",
    )  # fmt: skip
    zero_beside = ChoiceField(
        "Beside which indicator would a zero be odd?", required=False, drawn_as="select",
        nothing="Beside none", hint="For example, criminal exploitation beside gangs",
    )  # fmt: skip
    reason = TextField("Why is it defined so?", called="the reason", max_length=300)

    def __init__(
        self, *args: Any, agencies: Pairs, returned: Iterable[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].offer(list(agencies))  # type: ignore[attr-defined]
        for name in ("part_of", "zero_beside"):
            self.fields[name].offer(list(returned))  # type: ignore[attr-defined]

    def clean_targets(self) -> list[Step]:
        """The targets with the periods they begin at."""
        try:
            return read_steps(self.cleaned_data["targets"] or "")
        except ValueError as wrong:
            raise ValidationError(str(wrong)) from None

    def meaning(self) -> dict[str, Any]:
        """What was entered, as a definition takes it."""
        given = {k: v for k, v in self.cleaned_data.items() if k not in ("agency", "reason")}
        for name in ("part_of", "zero_beside"):
            chosen = given.pop(name)
            given[f"{name}_id"] = int(chosen) if chosen else None
        given["comparators"] = given["comparators"] or None
        given["has_days"] = given["has_days"] == "yes"
        for name in ("target", "at_least", "at_most"):
            given[name] = None if given[name] is None else float(given[name])
        return given


class DecideForm(GovukForm):
    """A judgement about a chart, and why."""

    what = ChoiceField(
        "What is decided?",
        called="what is decided",
        choices=[each for each in ChartDecision.What.choices if each[0] != ChartDecision.What.KIND],
    )
    period = ChoiceField("Which period?", called="the period", drawn_as="select")
    reason = LongTextField(
        "What happened that makes this right?",
        called="what happened",
        rows=3,
        max_length=500,
        hint="Limits begin anew only where the work itself changed for good, not to make a signal "
        "go away. It is shown under the chart.",
    )

    def __init__(self, *args: Any, periods: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["period"].offer(list(periods))  # type: ignore[attr-defined]


class KindForm(GovukForm):
    """Another kind of chart than the data proposes, and why."""

    kind = ChoiceField("Which kind of chart?", called="the kind of chart")
    reason = LongTextField(
        "Why does it fit better?", called="why it fits better", rows=3, max_length=500,
        hint="It is shown under the chart, with your name and the day.",
    )  # fmt: skip

    def __init__(self, *args: Any, kinds: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].offer(list(kinds))  # type: ignore[attr-defined]


class HeadlineForm(GovukForm):
    """What the public is told beside a figure."""

    words = LongTextField(
        "What should the public know about it?",
        called="what the public should know",
        rows=4,
        max_length=500,
        required=False,
        hint="In plain words: what it tells, and what it does not. Anybody can read it. You may "
        "leave it empty.",
    )


class TokenForm(GovukForm):
    """What a program may read, and for whom."""

    name = TextField(
        "What is it for?",
        called="what it is for",
        max_length=100,
        hint="Such as: Power BI of the council’s analysts. You will know it by this name.",
    )
    scope = ChoiceField(
        "What may it read?", called="what it may read", choices=AccessToken.Scope.choices
    )
    seat = ChoiceField(
        "In the sight of which of your seats?", called="the seat",
        hint="The token ends with the seat.",
    )  # fmt: skip

    def __init__(self, *args: Any, seats: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seat"].offer(list(seats))  # type: ignore[attr-defined]

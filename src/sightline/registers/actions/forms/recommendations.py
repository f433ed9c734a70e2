"""What people type about a recommendation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sightline.foundation.govuk.forms import (
    ChoiceField,
    DateField,
    GovukForm,
    LongTextField,
    NumberField,
    TextField,
)
from sightline.registers.actions.forms.actions import NO_NAMES
from sightline.registers.actions.models import Dissemination, Recommendation

Pairs = Iterable[tuple[Any, str]]


class RecommendationForm(GovukForm):
    """A new recommendation."""

    keeps_draft = True

    wording = LongTextField("What is recommended?", called="what is recommended", rows=4,
                            max_length=5000, hint=NO_NAMES)  # fmt: skip
    hoped_for = LongTextField(
        "What should be different for children?",
        called="what should be different",
        rows=3,
        max_length=3000,
    )
    origin = ChoiceField("Where does it come from?", called="where it comes from",
                         drawn_as="select", choices=Recommendation.Origin.choices)  # fmt: skip
    said_by = TextField("Who made it?", called="who made it", max_length=200, required=False)
    said_on = DateField("When was it made?", called="the day it was made")
    body = ChoiceField("Which group follows it?", called="a group", drawn_as="select")
    to_agency = ChoiceField("To which agency is it made?", called="an agency", drawn_as="select",
                            nothing="Not to one agency", required=False)  # fmt: skip
    to_whom = TextField(
        "Or to whom?",
        called="to whom",
        max_length=200,
        required=False,
        hint="For example, all agencies, or the Department for Education",
    )

    def __init__(self, *args: Any, bodies: Pairs, agencies: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].offer(bodies)  # type: ignore[attr-defined]
        self.fields["to_agency"].offer(agencies)  # type: ignore[attr-defined]


class AnswerForm(GovukForm):
    """The response."""

    keeps_draft = True

    response = ChoiceField(
        "Is it accepted?",
        called="whether it is accepted",
        choices=[
            ("accepted", "Accepted"),
            ("in-part", "Accepted in part"),
            ("not", "Not accepted"),
        ],
    )
    reason = LongTextField("Why?", called="the reason", rows=4, max_length=3000, required=False,
                           hint="Needed where it is not accepted, or only in part")  # fmt: skip


class SpreadForm(GovukForm):
    """How it was made known."""

    how = ChoiceField("How was it made known?", called="how it was made known",
                      choices=Dissemination.How.choices)  # fmt: skip
    happened_on = DateField("When?", called="the day")
    to_whom = TextField("To whom?", called="to whom", max_length=300)
    reached = NumberField("How many people did it reach?", at_least=0, required=False,
                          hint="Leave it empty where nobody counted")  # fmt: skip
    reference = TextField(
        "Reference of its record", called="the reference", max_length=40, width=20, required=False,
        hint="Of the course or event, where it is in Sightline",
    )  # fmt: skip

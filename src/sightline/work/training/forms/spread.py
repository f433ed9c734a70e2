"""What is typed about learning that is made known."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from sightline.foundation.govuk.forms import (
    ChoiceField,
    DateField,
    GovukForm,
    LongTextField,
    NumberField,
    TextField,
)
from sightline.work.training.forms.programme import listed_references
from sightline.work.training.models import Briefing, BriefingReach
from sightline.work.training.rules.spreading import SEVEN

PARTS = [f"section_{number}" for number in range(1, len(SEVEN) + 1)]


class BriefingForm(GovukForm):
    """A piece of learning; the seven parts are asked of a seven-minute briefing alone."""

    title = TextField(
        "Title", max_length=200, hint="Nothing by which a child, a family or a case could be known"
    )
    audience = TextField("Whom is it for?", called="whom it is for", max_length=300)
    kind = ChoiceField(
        "What is it?", called="what it is", choices=Briefing.Kind.choices, initial="briefing",
        reveals={"briefing": PARTS},
    )  # fmt: skip
    words = LongTextField("What is to be known, in short", called="what is to be known",
                          required=False, rows=5, max_length=5000)  # fmt: skip
    address = TextField(
        "Address of the page or reading", called="the address", required=False, max_length=500,
        hint="For example, https://www.example.org/briefing",
    )  # fmt: skip
    references = TextField(
        "Recommendations that it makes known", called="the recommendations", required=False,
        max_length=400, hint="Their references, with commas between",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, hint) in zip(PARTS, SEVEN, strict=True):
            self.fields[name] = LongTextField(label, required=False, rows=3, max_length=3000,
                                              hint=hint)  # fmt: skip

    def clean_address(self) -> str:
        """An address of the web, or none."""
        given: str = self.cleaned_data["address"].strip()
        if given:
            try:
                URLValidator(schemes=["http", "https"])(given)
            except ValidationError:
                raise ValidationError("Enter an address that begins with https://") from None
        return given

    def said(self) -> dict[str, Any]:
        """The columns that were filled in."""
        given = self.cleaned_data
        columns = {name: given[name] for name in ("title", "audience", "kind", "words", "address")}
        return {**columns, "sections": [given[name] for name in PARTS]}

    def references_given(self) -> list[str]:
        """The references, one by one."""
        return listed_references(self.cleaned_data["references"])


class ReachForm(GovukForm):
    """How far it came."""

    channel = ChoiceField("By what was it made known?", called="by what it was made known",
                          choices=BriefingReach.Channel.choices)  # fmt: skip
    happened_on = DateField("When?", called="the day")
    to_whom = TextField("To whom?", called="to whom", max_length=300)
    reached = NumberField("How many people did it reach?", at_least=0, required=False,
                          hint="Leave it empty where nobody counted")  # fmt: skip
    said = LongTextField("What did they say?", called="what they said", required=False, rows=3,
                         max_length=2000, hint="Without names")  # fmt: skip


class ReadForm(GovukForm):
    """That one has read it."""

    said = LongTextField(
        "What will you do because of it?", required=False, rows=3, max_length=1000,
        hint="The training office reads this. Leave out anything about a child or a family",
    )  # fmt: skip

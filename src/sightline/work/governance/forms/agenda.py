"""What the office types about agendas, minutes and decisions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sightline.foundation.govuk.forms import (
    ChoiceField,
    FileField,
    GovukForm,
    LongTextField,
    NumberField,
    TextField,
    YesNoField,
)
from sightline.work.governance.models import AgendaItem, Position, Purpose
from sightline.work.governance.rules.agenda import LONGEST

KINDS = "Word, PDF, Excel, PowerPoint, a picture, text or CSV"


class StandingForm(GovukForm):
    """A line that comes onto every agenda of a body."""

    title = TextField("Item", called="item", max_length=200)
    purpose = ChoiceField("What is the meeting asked to do?", called="what the meeting is asked",
                          choices=Purpose.choices)  # fmt: skip
    takes = NumberField("How long does it take?", called="how long it takes", after="minutes",
                        at_least=0, at_most=LONGEST)  # fmt: skip
    presenter = TextField("Who presents it?", required=False, max_length=200)


class ItemForm(StandingForm):
    """An item of an agenda."""

    keeps_draft = True
    note = LongTextField(
        "What is it about, and what is asked?", required=False, max_length=4000,
        hint="Shown on the agenda. Leave it empty if the papers say it.",
    )  # fmt: skip
    meant_for = ChoiceField(
        "Who may see this item, its papers, minute and decisions?",
        called="who may see it",
        choices=AgendaItem.For.choices,
        initial=AgendaItem.For.MEETING,
        hint="For everybody else it does not exist. It comes in the second part of the agenda.",
    )


class ChangeItemForm(ItemForm):
    """An item as it stands, changed."""

    tells_late = True


class PaperForItemForm(GovukForm):
    """A paper for an item."""

    title = TextField("Title of the paper", max_length=300)
    upload = FileField("File", called="file", hint=KINDS)


class OffForm(GovukForm):
    """Why an item is taken off or carried."""

    reason = TextField("Why?", called="why", max_length=300)


class MinuteForm(GovukForm):
    """The minute of an item, kept as one types."""

    keeps_draft = True
    tells_late = True
    words = LongTextField("Minute", called="the minute", rows=12, max_length=20000)


class AmendForm(MinuteForm):
    """An approved minute, amended."""

    reason = TextField(
        "Who asked for it, and why?", called="who asked for the amendment", max_length=300
    )


class DecisionForm(GovukForm):
    """A decision, with where each lead partner stood."""

    keeps_draft = True
    words = LongTextField("What was decided?", called="what was decided", rows=4, max_length=4000)
    options = LongTextField("Which options were there?", required=False, rows=4, max_length=4000)
    reasons = LongTextField("Why was it decided so?", called="the reasons", rows=4, max_length=4000)
    dissent = LongTextField("Who saw it differently, and why?", required=False, rows=3,
                            max_length=4000)  # fmt: skip
    document = ChoiceField(
        "Does it agree a document of the arrangements?", required=False, drawn_as="select",
        hint="The duty to agree that document is then kept by itself.",
    )  # fmt: skip
    is_joint = YesNoField("Is it a joint decision of all lead partners?",
                          called="whether it is a joint decision")  # fmt: skip

    def __init__(
        self,
        *args: Any,
        partners: Iterable[tuple[str, str, str]],
        documents: Iterable[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].offer([("", "No"), *documents])  # type: ignore[attr-defined]
        self.partners = list(partners)
        for key, title, how in self.partners:
            came = how in ("attended", "deputy")
            self.fields[f"stance-{key}"] = ChoiceField(
                title,
                called=f"where {title} stood",
                choices=Position.Stance.choices,
                initial="agreed" if came else "absent",
            )
        if not self.partners:
            del self.fields["is_joint"]
        self.order_fields(["words", "options", "reasons", *self._stances(), "is_joint"])

    def _stances(self) -> list[str]:
        return [f"stance-{key}" for key, _, _ in self.partners]

    def stances(self) -> dict[str, str]:
        """Where each lead partner stood, by the key of the place."""
        return {key: self.cleaned_data[f"stance-{key}"] for key, _, _ in self.partners}


class AgreedForm(GovukForm):
    """At which later meeting minutes were approved."""

    at_meeting = ChoiceField("Which meeting approved them?", called="which meeting",
                             drawn_as="select")  # fmt: skip

    def __init__(self, *args: Any, meetings: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["at_meeting"].offer(list(meetings))  # type: ignore[attr-defined]


class ConfirmForm(GovukForm):
    """Nothing to type: the button is the answer."""

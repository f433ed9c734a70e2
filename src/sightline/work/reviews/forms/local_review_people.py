"""The family’s part in a local review, and events with practitioners."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sightline.foundation.govuk.forms import (
    ChoiceField,
    DateField,
    GovukForm,
    LongTextField,
    TextField,
)
from sightline.work.reviews.rules import local_review_people as rules


class FamilyPlanForm(GovukForm):
    """How somebody of the family is involved."""

    keeps_draft = True

    person = ChoiceField("Who?", called="who it is", drawn_as="select")
    speaker = TextField(
        "Who of the partnership speaks to them?", called="who speaks to them", max_length=200
    )
    way = ChoiceField("By what?", called="by what they are spoken to", choices=rules.WAYS.items())
    words = LongTextField(
        "What is planned, and what is to be thought of?", called="what is planned", rows=5,
        max_length=4000,
        hint="For example, language, grief, safety, and what a trial forbids. No names",
    )  # fmt: skip

    def __init__(self, *args: Any, people: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].offer(people)  # type: ignore[attr-defined]


class FamilyStepForm(GovukForm):
    """What happened with somebody of the family."""

    keeps_draft = True

    step = ChoiceField(
        "What happened?", called="what happened",
        choices=[(key, words) for key, (words, _) in rules.STEPS.items()],
    )  # fmt: skip
    happened_on = DateField("When?", called="the day it happened")
    words = LongTextField(
        "What did they say, in their words?", called="what they said", rows=6, max_length=12000,
        required=False, hint="Needed where they took part or gave their view. No names",
    )  # fmt: skip


class PractitionerEventForm(GovukForm):
    """An event with practitioners."""

    keeps_draft = True

    held_on = DateField("When was it?", called="the day it was")
    about = TextField("What was it about?", called="what it was about", max_length=300)
    came = LongTextField(
        "How many came?", called="how many came", rows=5, max_length=4000,
        hint="One agency a line with a number, such as Police: 3. No names",
    )  # fmt: skip
    learnt = LongTextField("What was learnt?", called="what was learnt", rows=6, max_length=12000)

"""Drafts of the report, and what agencies answer about them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sightline.foundation.govuk.forms import (
    ChoiceField,
    DateField,
    FileField,
    GovukForm,
    LongTextField,
    TextField,
)
from sightline.work.reviews.rules import local_review_drafts as rules


class DraftForm(GovukForm):
    """A draft of the report."""

    drafted_on = DateField("Of which day is it?", called="the day it is of")
    author = TextField("Who wrote it?", called="who wrote it", max_length=200)
    changed = LongTextField(
        "What changed since the last draft?", called="what changed", rows=4, max_length=8000,
        required=False, hint="Leave it empty for the first draft",
    )  # fmt: skip
    upload = FileField("File", called="file", hint="Word or PDF. It is renamed when it is filed")


class AskAboutDraftForm(GovukForm):
    """An agency that is asked about a draft."""

    agency = ChoiceField("Which agency?", called="the agency", drawn_as="select")
    asked_on = DateField("When was it asked?", called="the day it was asked")
    due_on = DateField("By when?", called="the day it is due")

    def __init__(self, *args: Any, agencies: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].offer(agencies)  # type: ignore[attr-defined]


class AccuracyForm(GovukForm):
    """What an agency answers about a draft."""

    outcome = ChoiceField(
        "What do they answer?", called="what they answer", inline=True,
        choices=[(key, words) for key, (words, _) in rules.OUTCOMES.items()],
    )  # fmt: skip
    who = TextField("Who answered for them?", called="who answered", max_length=200)
    answered_on = DateField("When?", called="the day they answered")


class CorrectionForm(GovukForm):
    """One correction."""

    wanted = LongTextField(
        "What do they want corrected?", called="what they want corrected", rows=4, max_length=8000
    )
    is_accepted = ChoiceField(
        "Is it accepted?", called="whether it is accepted", inline=True,
        choices=[("yes", "Yes"), ("no", "No")],
    )  # fmt: skip
    reason = LongTextField(
        "Why?", called="the reason", rows=3, max_length=4000, required=False,
        hint="Needed where it is not accepted",
    )  # fmt: skip

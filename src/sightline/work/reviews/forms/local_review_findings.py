"""Findings, recommendations from them, what was learnt on the way, and the end of a review."""

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
from sightline.work.reviews.rules import local_review_findings as rules


class FindingForm(GovukForm):
    """A finding."""

    keeps_draft = True

    words = LongTextField(
        "What was found, and why did it come about?", called="what was found", rows=6,
        max_length=12000, hint="Look at the system, without hindsight. No names",
    )  # fmt: skip
    evidence = LongTextField("What shows it?", called="what shows it", rows=4, max_length=8000)
    theme = ChoiceField("Under which theme?", called="the theme", drawn_as="select",
                        choices=rules.FINDING_THEMES.items())  # fmt: skip


class FromFindingForm(GovukForm):
    """A recommendation from a finding."""

    keeps_draft = True

    wording = LongTextField(
        "What is recommended?", called="what is recommended", rows=4, max_length=5000,
        hint="Who does what by when. It is read by people who do not see the review: nothing in it "
        "may point to the child or the family",
    )  # fmt: skip
    hoped_for = LongTextField("What should be different for children?",
                              called="what should be different", rows=3,
                              max_length=3000)  # fmt: skip
    body = ChoiceField("Which group follows it?", called="a group", drawn_as="select")
    to_agency = ChoiceField("To which agency is it made?", called="an agency", drawn_as="select",
                            nothing="Not to one agency", required=False)  # fmt: skip
    to_whom = TextField("Or to whom?", called="to whom", max_length=200, required=False)

    def __init__(
        self,
        *args: Any,
        bodies: Iterable[tuple[int, str]],
        agencies: Iterable[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].offer(bodies)  # type: ignore[attr-defined]
        self.fields["to_agency"].offer(agencies)  # type: ignore[attr-defined]


class LearntForm(GovukForm):
    """What was learnt and acted on before the end."""

    keeps_draft = True

    words = LongTextField("What was learnt?", called="what was learnt", rows=4, max_length=8000)
    done = LongTextField("What was done at once?", called="what was done", rows=4, max_length=8000)
    acted_on = DateField("When was it done?", called="the day it was done")
    told = TextField("Who was told?", called="who was told", max_length=500)


class CompletionForm(GovukForm):
    """That a review is complete."""

    draft = ChoiceField("Which version is the final one?", called="the final version",
                        drawn_as="select")  # fmt: skip
    completed_on = DateField("When was it completed?", called="the day it was completed")

    def __init__(self, *args: Any, drafts: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["draft"].offer(drafts)  # type: ignore[attr-defined]

"""Terms of reference, the reviewer, and the proceedings beside a local review."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sightline.foundation.govuk.forms import (
    ChoiceField,
    DateField,
    GovukForm,
    LongTextField,
    MultipleChoice,
    TextField,
)
from sightline.work.reviews.rules import local_review as rules


class TermsForm(GovukForm):
    """Terms of reference."""

    keeps_draft = True

    from_on = DateField("From when is practice looked at?", called="the first day")
    to_on = DateField("Until when?", called="the last day")
    questions = LongTextField(
        "Key questions", called="the key questions", rows=8, max_length=8000,
        hint="One a line. Child A, Adult B: no names",
    )  # fmt: skip
    agencies = MultipleChoice("Whose work is looked at?", called="whose work is looked at")
    agreed_by = TextField("Who agreed them?", called="who agreed them", max_length=200)
    agreed_on = DateField("When were they agreed?", called="the day they were agreed")

    def __init__(
        self, *args: Any, agencies: Iterable[tuple[str, str]], is_first: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agencies"].offer(agencies)  # type: ignore[attr-defined]
        if not is_first:
            self.fields["changed_because"] = LongTextField(
                "Why do they change?", called="why they change", rows=3, max_length=4000
            )

    def terms(self) -> rules.Terms:
        """What was typed, as the rule takes it."""
        given = self.cleaned_data
        return rules.Terms(**{**given, "agencies": tuple(given["agencies"])})


class ReviewerForm(GovukForm):
    """Who leads the review, and what was weighed."""

    keeps_draft = True

    name = TextField("Reviewer’s name", max_length=200)
    organisation = TextField("For whom do they work?", called="for whom they work", max_length=200)
    competence = LongTextField(
        "What shows that they can do it?", called="what shows that they can do it", rows=4,
        max_length=4000,
        hint="Knowledge of the field and of research, work with families and practitioners, a view "
        "of systems without hindsight, clear writing",
    )  # fmt: skip
    conflict = LongTextField(
        "What was asked about conflicts of interest, and what was found?",
        called="what was found about conflicts of interest", rows=3, max_length=4000,
        hint="Real or perceived. If none was found, say how you looked",
    )  # fmt: skip
    reasons = LongTextField("Why them?", called="the reasons", rows=3, max_length=4000)
    appointed_by = TextField("Who appointed them?", called="who appointed them", max_length=200)
    appointed_on = DateField("When?", called="the day they were appointed")


class EndReviewerForm(GovukForm):
    """That an appointment ends."""

    ended_on = DateField("When does it end?", called="the day it ends")
    reason = LongTextField("Why?", called="why it ends", rows=3, max_length=4000)


class StandingForm(GovukForm):
    """Where proceedings stand."""

    status = ChoiceField(
        "Where do they stand?", called="where they stand", inline=True,
        choices=[(key, words) for key, (words, _) in rules.STATUSES.items()],
    )  # fmt: skip
    effect = LongTextField(
        "What does it mean for the timing of the review?", called="what it means for the timing",
        rows=3, max_length=4000,
        hint="For example, who may be spoken to only after the trial. A delay of the whole review "
        "is approved by the Executive",
    )  # fmt: skip
    reviewed_on = DateField("When was this looked at?", called="the day it was looked at")


class ProceedingForm(StandingForm):
    """Proceedings that run beside the review."""

    kind = ChoiceField(
        "What kind of proceedings are they?", called="what kind of proceedings they are",
        choices=rules.PROCEEDINGS.items(),
    )  # fmt: skip
    what = TextField(
        "What are they?", called="what they are", max_length=300,
        hint="For example, trial of Adult B. No names",
    )  # fmt: skip
    field_order = ("kind", "what", "status", "effect", "reviewed_on")

"""Learning reviews besides the local review, and what is passed on from any review."""

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
    YesNoField,
)
from sightline.work.reviews.rules import learning_reviews as rules
from sightline.work.reviews.rules.local_review_findings import FINDING_THEMES


class LearningReviewForm(GovukForm):
    """A learning review that a group begins."""

    keeps_draft = True

    kind = ChoiceField("What kind of review is it?", called="what kind of review it is",
                       choices=rules.KINDS.items())  # fmt: skip
    is_about_child = YesNoField(
        "Is a child or a family in it?", called="a child or a family is in it",
        hint="If so, it is known to you and to those you name. If not, to the group and the office",
    )  # fmt: skip
    body = ChoiceField("Which group begins it?", called="a group", drawn_as="select")
    asked_by = TextField("Who asked for it?", called="who asked for it", max_length=200)
    asked_on = DateField("When?", called="the day they asked")
    why = LongTextField("Why is it held?", called="why it is held", rows=4, max_length=8000,
                        hint="Child A, Adult B: no names")  # fmt: skip
    agencies = MultipleChoice("Whose work is looked at?", called="whose work is looked at")
    lead = TextField("Who leads it?", called="who leads it", max_length=200)
    method = LongTextField(
        "How is it done?", called="how it is done", rows=3, max_length=4000,
        hint="For example, a morning with the practitioners, or reading of records",
    )  # fmt: skip
    case = TextField("Which case does it follow?", called="the case", max_length=40, required=False,
                     hint="Its reference, if there is one")  # fmt: skip

    def __init__(
        self,
        *args: Any,
        bodies: Iterable[tuple[int, str]],
        agencies: Iterable[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].offer(bodies)  # type: ignore[attr-defined]
        self.fields["agencies"].offer(agencies)  # type: ignore[attr-defined]


class FormerReviewForm(GovukForm):
    """A review begun under the former Board."""

    keeps_draft = True

    kind = ChoiceField("What was it called?", called="what it was called",
                       choices=rules.FORMER_KINDS.items())  # fmt: skip
    guidance = TextField("Under which rules was it begun?", called="the rules it was begun under",
                         max_length=200, hint="For example, Working Together 2015")  # fmt: skip
    began_on = DateField("When did it begin?", called="the day it began")
    why = LongTextField("Why is it held?", called="why it is held", rows=4, max_length=8000,
                        hint="Child A, Adult B: no names")  # fmt: skip
    agencies = MultipleChoice("Whose work is looked at?", called="whose work is looked at")
    lead = TextField("Who leads it?", called="who leads it", max_length=200)
    method = LongTextField("How is it done?", called="how it is done", rows=3, max_length=4000)

    def __init__(self, *args: Any, agencies: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agencies"].offer(agencies)  # type: ignore[attr-defined]


class LearningNameForm(GovukForm):
    """Which caseworker is named to a learning review, and why."""

    seat = ChoiceField("Who?", called="who is named", drawn_as="select")
    reason = TextField("Why them?", called="why they are named", max_length=500,
                       hint="No detail of the review")  # fmt: skip

    def __init__(self, *args: Any, seats: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seat"].offer(seats)  # type: ignore[attr-defined]


class LearningStepForm(GovukForm):
    """What was done in a learning review."""

    happened_on = DateField("When?", called="the day")
    words = LongTextField("What was done?", called="what was done", rows=4, max_length=8000)


class LearningFindingForm(GovukForm):
    """A finding of a learning review."""

    keeps_draft = True

    shows = ChoiceField("What does it show?", called="what it shows", choices=rules.SHOWS.items())
    words = LongTextField(
        "What was found, and why did it come about?", called="what was found", rows=6,
        max_length=12000, hint="Look at the system, without hindsight. No names",
    )  # fmt: skip
    evidence = LongTextField("What shows it?", called="what shows it", rows=4, max_length=8000)
    theme = ChoiceField("Under which theme?", called="the theme", drawn_as="select",
                        choices=FINDING_THEMES.items())  # fmt: skip


class LearningEndForm(GovukForm):
    """That a learning review is complete, and what was learnt."""

    keeps_draft = True

    completed_on = DateField("When was it completed?", called="the day it was completed")
    learnt = LongTextField("What was learnt?", called="what was learnt", rows=6, max_length=12000)

    def ended(self) -> rules.Ended:
        """What was typed, as the rule takes it."""
        return rules.Ended(**self.cleaned_data)


class FormerEndForm(LearningEndForm):
    """That a review of the former Board is complete, and how it was published."""

    published_on = DateField("When was it published?", called="the day it was published",
                             required=False, hint="Leave empty if it was not")  # fmt: skip
    late_reason = LongTextField(
        "If it ends after its day: why?", called="why it is late", rows=3, max_length=4000,
        required=False,
    )  # fmt: skip
    late_approved_by = TextField("Who approved that?", called="who approved it", max_length=200,
                                 required=False)  # fmt: skip
    late_approved_on = DateField("When?", called="the day it was approved", required=False)


class PassForm(GovukForm):
    """Learning that is passed to a group."""

    keeps_draft = True

    body = ChoiceField("To which group?", called="a group", drawn_as="select")
    title = TextField("Heading", called="a heading", max_length=150,
                      hint="It stands on the group’s agenda: nothing that points to a child or "
                      "family")  # fmt: skip
    words = LongTextField(
        "What was learnt?", called="what was learnt", rows=8, max_length=12000,
        hint="It is read by people who do not see the review: nothing in it may point to the child "
        "or the family",
    )  # fmt: skip

    def __init__(self, *args: Any, bodies: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].offer(bodies)  # type: ignore[attr-defined]


class TakeUpForm(GovukForm):
    """What a group does with learning that was passed to it."""

    words = LongTextField("What does the group do with it?", called="what the group does with it",
                          rows=5, max_length=8000)  # fmt: skip
    decided_on = DateField("When was this decided?", called="the day it was decided")

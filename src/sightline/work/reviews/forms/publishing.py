"""What is to be published of a review, what is done before, and what the Executive decides."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sightline.foundation.govuk.forms import (
    ChoiceField,
    DateField,
    FileField,
    GovukForm,
    Group,
    LongTextField,
    MultipleChoice,
    TextField,
    TimeField,
)
from sightline.work.reviews.models import SafetyHit
from sightline.work.reviews.rules import publishing as rules
from sightline.work.reviews.rules.safety.finding import KINDS


class ReportForm(GovukForm):
    """A version of the final report."""

    upload = FileField(
        "The final report", called="the final report", accept=".docx,.pdf",
        hint="Word or PDF. Every word of it is checked, also what is hidden. The file itself is "
        "never published.",
    )  # fmt: skip


class PublishedTextForm(GovukForm):
    """The words that everybody will read."""

    keeps_draft = True

    kind = ChoiceField("What is it?", called="what it is", choices=rules.PUBLISHED_AS.items())
    title = TextField(
        "Title", called="a title", max_length=150,
        hint="It is in the address of the page, too. It names nobody and no case.",
    )  # fmt: skip
    body = LongTextField(
        "Text", called="the text", rows=25, max_length=400_000,
        hint="An empty line between paragraphs. Begin a line with # for a heading, ## for a "
        "heading below it, - or 1. for a list, | for the row of a table.",
    )  # fmt: skip


class JustifyForm(GovukForm):
    """Why hits may stay."""

    hits = MultipleChoice("Which of them?", called="what you justify")
    reason = LongTextField(
        "Why does it identify nobody?", called="the reason", rows=3, max_length=500
    )

    def __init__(self, *args: Any, hits: Iterable[SafetyHit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hits"].offer(  # type: ignore[attr-defined]
            (one.pk, f"{KINDS[one.kind]}: “{one.found[:80]}”", one.part) for one in hits
        )


class FamilyForm(GovukForm):
    """That the family was told, or why not."""

    who = TextField("Who?", called="who", max_length=100,
                    hint="As they are called in the case, for example Adult B")  # fmt: skip
    told_on = DateField("When were they told?", called="the day they were told", required=False,
                        hint="Leave it empty if they were not told")  # fmt: skip
    why_not = LongTextField("Why were they not told?", called="the reason", rows=3,
                            max_length=2000, required=False)  # fmt: skip


class AccuracyForm(GovukForm):
    """That it was confirmed as accurate."""

    who = TextField("Who confirmed it?", called="who confirmed it", max_length=200,
                    hint="An agency or a person")  # fmt: skip
    confirmed_on = DateField("When?", called="the day it was confirmed")
    words = LongTextField("What did they say?", rows=3, max_length=4000, required=False)


class PublicationDecisionForm(GovukForm):
    """A decision of the Executive on publication."""

    keeps_draft = True

    outcome = ChoiceField("What does the Executive decide?", called="what the Executive decides",
                          choices=rules.OUTCOMES.items())  # fmt: skip
    reasons = LongTextField("Reasons", called="the reasons", rows=5, max_length=8000)
    dissent = LongTextField("Dissent", called="the dissent", rows=3, max_length=4000,
                            required=False,
                            hint="Needed where a partner holds something else")  # fmt: skip
    decided_on = DateField("When was it decided?", called="the day it was decided")

    def __init__(
        self, *args: Any, partners: Iterable[tuple[int, str]], is_first: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.partners = list(partners)
        for number, name in self.partners:
            outcome, reasons = f"holds-{number}", f"position-{number}"
            self.fields[outcome] = ChoiceField(
                "What do they hold?", called="what they hold", choices=rules.POSITIONS.items()
            )
            self.fields[reasons] = LongTextField(
                "Their reasons", rows=3, max_length=4000, hint="If no view was given, say why"
            )
            self.groups = (*self.groups, Group(name, (outcome, reasons)))
        if not is_first:
            self.fields["changed_because"] = LongTextField(
                "Why is it decided anew?", called="why it is decided anew", rows=3, max_length=4000
            )

    def decided(self) -> rules.Decided:
        """What was typed, as the rule takes it."""
        given = self.cleaned_data
        return rules.Decided(
            outcome=given["outcome"],
            positions={
                number: rules.Position(given[f"holds-{number}"], given[f"position-{number}"])
                for number, _ in self.partners
            },
            reasons=given["reasons"],
            dissent=given["dissent"],
            decided_on=given["decided_on"],
            changed_because=given.get("changed_because", ""),
        )


class CopyForm(GovukForm):
    """That a copy or the justification was sent."""

    recipient = ChoiceField("Who was it sent to?", called="who it was sent to",
                            choices=rules.RECIPIENTS.items())  # fmt: skip
    what = ChoiceField("What was sent?", called="what was sent")
    sent_on = DateField("When?", called="the day it was sent")

    def __init__(self, *args: Any, outcome: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].offer(rules.sent_of(outcome).items())  # type: ignore[attr-defined]


class ReleaseForm(GovukForm):
    """From when the text is public."""

    public_on = DateField("On which day is it published?", called="the day it is published")
    public_at = TimeField("From what time?", called="the time", hint="For example, 10am")


class ChangeForm(GovukForm):
    """What changed because of a review."""

    recommendation = LongTextField("The recommendation, as it was published",
                                   called="the recommendation", rows=3,
                                   max_length=2000)  # fmt: skip
    done = LongTextField("What was done?", called="what was done", rows=5, max_length=4000,
                         hint="In plain words, for everybody")  # fmt: skip


class TakeDownForm(GovukForm):
    """Why a review is taken off the website."""

    why = ChoiceField(
        "Why now?",
        called="why now",
        choices=[
            ("over", "Its time on the website is over"),
            ("known", "It makes somebody known: it comes down at once"),
        ],
    )
    reason = LongTextField(
        "Why is it taken down?", called="the reason", rows=3, max_length=2000,
        hint="The public is not told. Say what makes somebody known, so that it can be mended",
    )  # fmt: skip


class DepositForm(GovukForm):
    """That a review was deposited with the repository."""

    deposited_on = DateField("When was it deposited?", called="the day it was deposited")

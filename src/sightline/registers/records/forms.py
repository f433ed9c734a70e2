"""What people enter about the sight of a record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sightline.foundation.govuk.forms import (
    ChoiceField,
    DateField,
    GovukForm,
    LongTextField,
    MultipleChoice,
    TextField,
)
from sightline.registers.records.models import EmergencyReview


class GrantForm(GovukForm):
    """Sight of one record for one person, until a day, for a reason."""

    person = ChoiceField("Who needs to see it?", drawn_as="select", called="a person")
    ends_on = DateField("Until when?", called="last day", hint="Sight ends at the end of that day")
    reason = LongTextField("Why?", called="reason", rows=3, max_length=300)

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].offer(people)  # type: ignore[attr-defined]


class MarkingForm(GovukForm):
    """A closer marking of one record, or the one it had before, for a reason."""

    marking = ChoiceField("How closely is it held?", called="a marking")
    named = MultipleChoice(
        "Who is on the list of names?",
        called="who is on the list",
        required=False,
        hint="Only for a named list: you stay on it, and nobody else sees the record",
    )
    reason = LongTextField("Why?", called="reason", rows=3, max_length=300)

    def __init__(
        self,
        *args: Any,
        markings: Sequence[tuple[str, str]],
        seats: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["marking"].offer(markings)  # type: ignore[attr-defined]
        self.fields["named"].offer(seats)  # type: ignore[attr-defined]


class InterestForm(GovukForm):
    """An interest in a record."""

    nature = LongTextField(
        "What is the interest?",
        called="the interest",
        rows=3,
        max_length=300,
        hint="For example: a member of my family works for the service discussed",
    )


class StandingInterestForm(GovukForm):
    """What somebody declares on taking a place."""

    nature = LongTextField(
        "Your interests",
        called="your interests",
        rows=4,
        max_length=500,
        required=False,
        hint="Work, posts, and close family whose work or case may come up: for example, my sister "
        "is head of a school in the district. Leave it empty if you have none",
    )


class InterestFoundForm(GovukForm):
    """An interest of somebody else, as the secretary or the caseworker found it."""

    person = ChoiceField("Whose interest is it?", drawn_as="select", called="a person")
    nature = LongTextField(
        "What is the interest?",
        called="the interest",
        rows=3,
        max_length=300,
        hint="They are not told, and do not read this",
    )

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].offer(people)  # type: ignore[attr-defined]


class EmergencyForm(GovukForm):
    """One case, by its reference, and why it cannot wait."""

    reference = TextField(
        "Reference of the case", called="the reference", width=10, hint="For example RR-2026-014"
    )
    reason = LongTextField(
        "Why can it not wait?",
        called="why it cannot wait",
        rows=4,
        max_length=500,
        hint="30 characters or more. The owner of the case and the data protection officer read it",
    )


class EmergencyReviewForm(GovukForm):
    """What somebody else found about an emergency access."""

    finding = ChoiceField(
        "Was it needed?", called="whether it was needed", choices=EmergencyReview.Finding.choices
    )
    words = LongTextField(
        "What did you look at, and what did you find?",
        called="what you found",
        rows=4,
        max_length=500,
    )

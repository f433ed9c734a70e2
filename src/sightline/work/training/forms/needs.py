"""What is typed about roles and the workforce."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sightline.foundation.govuk.forms import (
    ChoiceField,
    FileField,
    GovukForm,
    LongTextField,
    MultipleChoice,
    NumberField,
    TextField,
)
from sightline.work.training.models import Course, WorkforceRole


class RoleForm(GovukForm):
    """A role, and what everybody in it needs."""

    name = TextField("Role", max_length=120, hint="For example, health visitor")
    also_called = LongTextField(
        "What else is it called when people book?", called="what else it is called",
        required=False, rows=3, max_length=1000, hint="One name a line",
    )  # fmt: skip
    courses = MultipleChoice("Courses that everybody in this role needs", required=False)

    def __init__(self, *args: Any, courses: Iterable[Course], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.pk, one.title) for one in courses]
        self.fields["courses"].offer(choices)  # type: ignore[attr-defined]
        if not choices:
            del self.fields["courses"]


class PlaceRoleForm(GovukForm):
    """Which known role people mean by a name that the list does not have."""

    words = ChoiceField("Role as people wrote it", drawn_as="select", called="the role they wrote")
    role = ChoiceField("Counts as", drawn_as="select", called="the role it counts as")

    def __init__(
        self,
        *args: Any,
        unplaced: Iterable[tuple[str, int]],
        roles: Iterable[WorkforceRole],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        written = [
            (words, f"{words} ({people} {'person' if people == 1 else 'people'})")
            for words, people in unplaced
        ]
        self.fields["words"].offer(written)  # type: ignore[attr-defined]
        self.fields["role"].offer([(one.pk, one.name) for one in roles])  # type: ignore[attr-defined]


class WorkforceForm(GovukForm):
    """How many people an agency has in each role."""

    def __init__(
        self, *args: Any, roles: Iterable[WorkforceRole], staff: Mapping[int, int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.roles = list(roles)
        for one in self.roles:
            field = NumberField(
                one.name, at_least=0, at_most=100_000, width=5, required=False,
                called=f"how many: {one.name}", initial=staff.get(one.pk),
            )  # fmt: skip
            field.hides_optional = True
            self.fields[f"role-{one.pk}"] = field

    def tell_what_stood(self, before: Mapping[int, int], read: Mapping[int, int]) -> None:
        """Say beside each number that a file changes what it was."""
        for one in self.roles:
            if one.pk in read and read[one.pk] != before.get(one.pk):
                stood = before.get(one.pk)
                words = "not counted before" if stood is None else f"{stood:,} before"
                self.fields[f"role-{one.pk}"].help_text = f"From the file; {words}"

    def counts(self) -> dict[int, int]:
        """What was given, by role; an empty box says nothing."""
        given = {one.pk: self.cleaned_data.get(f"role-{one.pk}") for one in self.roles}
        return {number: count for number, count in given.items() if count is not None}


class WorkforceFileForm(GovukForm):
    """A file of how many people work in each role."""

    upload = FileField(
        "CSV file or Excel workbook", called="the file", accept=".csv,.xlsx", most_megabytes=5,
        hint="With the columns role and staff; one role a line, and no names of people",
    )  # fmt: skip

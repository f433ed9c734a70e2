"""A file of completions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sightline.foundation.govuk.forms import ChoiceField, FileField, GovukForm
from sightline.work.training.models import Course


class CompletionsForm(GovukForm):
    """Which course was completed, and by whom."""

    course = ChoiceField("Course", drawn_as="select", called="the course")
    upload = FileField(
        "CSV file or Excel workbook", called="the file", accept=".csv,.xlsx", most_megabytes=5,
        hint="With the columns email, name, agency and completed; one person a line",
    )  # fmt: skip

    def __init__(self, *args: Any, courses: Iterable[Course], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["course"].offer([(one.pk, one.title) for one in courses])  # type: ignore[attr-defined]

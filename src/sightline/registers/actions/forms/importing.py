"""The spreadsheet of actions that somebody sends."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sightline.foundation.govuk.forms import ChoiceField, FileField, GovukForm

MOST_MEGABYTES = 5


class ImportForm(GovukForm):
    """A spreadsheet, and the group that owns the lines which name none."""

    upload = FileField(
        "Spreadsheet",
        called="a spreadsheet",
        accept=".xlsx,.csv",
        most_megabytes=MOST_MEGABYTES,
        hint="An Excel workbook (.xlsx) or a CSV file, up to 5,000 lines",
    )
    body = ChoiceField(
        "Which group owns lines that name no group?",
        called="a group",
        drawn_as="select",
        nothing="Every line names its group",
        required=False,
    )

    def __init__(self, *args: Any, bodies: Iterable[tuple[Any, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].offer(list(bodies))  # type: ignore[attr-defined]

"""How an agency's own spreadsheet is read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sightline.foundation.govuk.forms import (
    ChoiceField,
    FileField,
    GovukForm,
    NumberField,
    TextField,
)
from sightline.work.performance.rules.own_files import Layout
from sightline.work.performance.rules.returns import Asked

COLUMNS = ("indicator", "period", "value", "numerator", "denominator")


class OwnFileForm(GovukForm):
    """A spreadsheet as the agency keeps it."""

    upload = FileField(
        "Your spreadsheet",
        called="spreadsheet",
        accept=".xlsx,.csv",
        hint="An Excel workbook (.xlsx) or CSV, as you keep it. Names of children are not needed: "
        "send a sheet of figures.",
    )


class LayoutForm(GovukForm):
    """Where the figures stand."""

    sheet = ChoiceField("Which sheet holds the figures?", called="the sheet", drawn_as="select",
                        required=False, nothing="The first that holds anything")  # fmt: skip
    heading_row = NumberField("In which row are the headings?", called="the row", width=3)
    has_column_a_period = ChoiceField(
        "How are periods laid out?",
        called="the layout",
        choices=[
            ("no", "Each row is about one period, or the sheet about one alone"),
            ("yes", "Each period has its column"),
        ],
    )
    indicator = ChoiceField("Which column names the figure?", called="the column",
                            drawn_as="select")  # fmt: skip
    period = ChoiceField("Which column names the period?", called="the column", drawn_as="select",
                         required=False, nothing="None: the sheet is about one period")  # fmt: skip
    value = ChoiceField("Which column holds the figure?", called="the column", drawn_as="select",
                        required=False, nothing="None: each period has its column")  # fmt: skip
    numerator = ChoiceField("Which column holds how many were counted?", called="the column",
                            drawn_as="select", required=False, nothing="None")  # fmt: skip
    denominator = ChoiceField("Which column holds out of how many?", called="the column",
                              drawn_as="select", required=False, nothing="None")  # fmt: skip

    def __init__(
        self,
        *args: Any,
        sheets: Iterable[str],
        headings: Sequence[str],
        asked: Sequence[Asked],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        self.fields["sheet"].offer([(name, name) for name in sheets])  # type: ignore[attr-defined]
        for name in COLUMNS:
            self.fields[name].offer([(each, each) for each in headings])  # type: ignore[attr-defined]
        for each in asked:
            self.fields[f"name-{each.number}"] = TextField(
                f"What does your spreadsheet call “{each.name}”?", called=each.name, max_length=200,
                required=False, hint="Empty where it is not there",
            )  # fmt: skip
            if each.is_counted_out_of:
                self.fields[f"of-{each.number}"] = TextField(
                    f"And the row of out of how many, for “{each.name}”?",
                    called=f"the row for {each.name}", max_length=200, required=False,
                    hint="Only where that has a row of its own",
                )  # fmt: skip

    def layout(self) -> Layout:
        """What was said, as it is remembered."""
        given = self.cleaned_data
        return Layout(
            sheet=given["sheet"] or "",
            heading_row=int(given["heading_row"]),
            has_column_a_period=given["has_column_a_period"] == "yes",
            names={each.code: given[f"name-{each.number}"] or "" for each in self.asked},
            out_of={each.code: given.get(f"of-{each.number}") or "" for each in self.asked},
            **{name: given[name] or "" for name in COLUMNS},
        )


def typed_of(layout: Layout, asked: Sequence[Asked]) -> dict[str, Any]:
    """A remembered layout as it would be typed."""
    return {
        "sheet": layout.sheet,
        "heading_row": layout.heading_row,
        "has_column_a_period": "yes" if layout.has_column_a_period else "no",
        **{name: getattr(layout, name) for name in COLUMNS},
        **{f"name-{each.number}": layout.names.get(each.code, "") for each in asked},
        **{f"of-{each.number}": layout.out_of.get(each.code, "") for each in asked},
    }

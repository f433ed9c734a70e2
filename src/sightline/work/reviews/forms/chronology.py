"""Chronologies: a spreadsheet of events, a judgement of two, and why names are needed."""

from __future__ import annotations

from sightline.foundation.govuk.forms import (
    ChoiceField,
    FileField,
    GovukForm,
    LongTextField,
    TextField,
)


class ChronologyForm(GovukForm):
    """A spreadsheet of an agency's events."""

    upload = FileField(
        "The spreadsheet", called="the spreadsheet", accept=".xlsx,.csv",
        hint="Excel or CSV, with a line of headings: Date and What happened are needed; Time, What "
        "the agency did, Kind of event and Child seen may stand beside them in any order",
    )  # fmt: skip


class SameEventForm(GovukForm):
    """Whether two accounts are of one event."""

    is_same = ChoiceField(
        "Do both tell of the same event?", called="whether it is the same event",
        choices=[("yes", "Yes, the same event"), ("no", "No, two events")],
    )  # fmt: skip
    difference = LongTextField(
        "How do the two accounts differ?", called="how they differ", rows=4, max_length=1000,
        required=False, hint="Say it also where they agree. Child A, Adult B: no names",
    )  # fmt: skip


class WithNamesForm(GovukForm):
    """Why somebody needs the names of the people of a case beside their labels."""

    reason = TextField(
        "Why do you need the names?", called="why you need the names", max_length=500
    )

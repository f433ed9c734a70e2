"""A date in three boxes and a time in one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from markupsafe import Markup

from sightline.foundation.govuk.dates import DatePart, DateTrouble, read_date, read_time
from sightline.foundation.govuk.fields.boxes import IN_A_GROUP, BoundGovukField, GovukField
from sightline.foundation.govuk.jinja import component
from sightline.foundation.govuk.words import clock, day, upper_first

BOXES = ("day", "month", "year")


class _DateBoxes(forms.Widget):
    """Reads the three boxes of a date; the field draws them itself."""

    use_fieldset = True

    def value_from_datadict(
        self, data: Mapping[str, Any], files: Any, name: str
    ) -> dict[str, str] | None:
        typed = {part: str(data.get(f"{name}-{part}") or "").strip() for part in BOXES}
        return typed if any(typed.values()) else None

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not any(f"{name}-{part}" in data for part in BOXES)


class DateField(GovukField):
    """A date in three boxes; the month may be a number or a name."""

    widget = _DateBoxes
    drawn_in = IN_A_GROUP

    def __init__(self, label: str, *, example: date | None = None, **kwargs: Any) -> None:
        if example is not None:
            kwargs.setdefault("hint", f"For example, {example.day} {example.month} {example.year}")
        super().__init__(label, **kwargs)

    def to_python(self, value: Any) -> date | None:
        if value is None or isinstance(value, date):
            return value
        try:
            return read_date(value, called=upper_first(self.called))
        except DateTrouble as trouble:
            raise ValidationError(
                trouble.sentence.replace("%", "%%"),
                params={"part": trouble.part, "parts": trouble.parts},
            ) from None

    def draw(self, bound: BoundGovukField) -> Markup:
        typed = self._typed(bound.value())
        wrong = self._wrong_parts(bound)
        birthday = {part: f"bday-{part}" for part in BOXES} if self.autocomplete == "bday" else {}
        items = []
        for part in BOXES:
            width = "govuk-input--width-4" if part == "year" else "govuk-input--width-2"
            item: dict[str, Any] = {
                "id": f"{bound.auto_id}-{part}",
                "name": f"{bound.html_name}-{part}",
                "label": upper_first(part),
                "value": typed.get(part, ""),
                "classes": f"{width} govuk-input--error" if part in wrong else width,
                "autocomplete": birthday.get(part),
            }
            if part == "month":
                item["inputmode"] = "text"  # names of months are accepted
            items.append(item)
        params = {key: value for key, value in bound.parts.items() if key != "name"}
        return component(
            "date-input", **params, items=items, fieldset={"legend": bound.label_params}
        )

    def first_id(self, bound: BoundGovukField) -> str:
        return f"{bound.auto_id}-day"

    def in_words(self, value: Any) -> str:
        return day(value) if isinstance(value, date) else ""

    @staticmethod
    def _typed(value: Any) -> Mapping[str, str]:
        if isinstance(value, date):
            return {part: str(getattr(value, part)) for part in BOXES}
        return value if isinstance(value, dict) else {}

    @staticmethod
    def _wrong_parts(bound: BoundGovukField) -> Sequence[DatePart]:
        errors = bound.form.errors.as_data().get(bound.name, [])
        if not errors:
            return ()
        params = getattr(errors[0], "params", None)
        return params["parts"] if isinstance(params, dict) and "parts" in params else BOXES  # type: ignore[return-value]


class TimeField(GovukField):
    """A time of day in one box: "14:30", "2:30pm", "2pm", "midday"."""

    def to_python(self, value: Any) -> time | None:
        if isinstance(value, time):
            return value
        if value in (None, ""):
            return None
        found = read_time(str(value))
        if found is None:
            raise self.refusal("must be a time, like 9:30am or 14:30")
        return found

    def input_params(self, bound: BoundGovukField) -> dict[str, Any]:
        params = super().input_params(bound)
        if isinstance(bound.value(), time):
            params["value"] = clock(bound.value())
        return {**params, "classes": "govuk-input--width-5", "spellcheck": False}

    def in_words(self, value: Any) -> str:
        return clock(value) if isinstance(value, time) else ""

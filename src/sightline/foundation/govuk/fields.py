"""The fields of our forms: what each accepts, how it refuses, and how it draws itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, time
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from markupsafe import Markup

from sightline.foundation.govuk.dates import DatePart, DateTrouble, read_date, read_time
from sightline.foundation.govuk.jinja import component
from sightline.foundation.govuk.words import clock, day, listed, lower_first, upper_first

Choices = Iterable[tuple[Any, str] | tuple[Any, str, str]]
BOXES = ("day", "month", "year")
IN_A_GROUP = "fieldset"


class BoundGovukField(forms.BoundField):
    """A field of a form at hand: it knows its value, its errors and how it is drawn."""

    field: GovukField

    def draw(self) -> Markup:
        """Draw label, hint, error and input as one GOV.UK component."""
        return self.field.draw(self)

    @property
    def first_id(self) -> str:
        """The id of the input an error link lands on."""
        return self.field.first_id(self)

    def id_of_error(self, error: ValidationError) -> str:
        """The id of the very input at fault, such as the month of a date."""
        params = getattr(error, "params", None) or {}
        part = params.get("part") if isinstance(params, dict) else None
        return f"{self.auto_id}-{part}" if part else self.first_id

    @property
    def label_params(self) -> dict[str, Any]:
        """The label as the component wants it: as heading of the page when it is the only one."""
        size = {"l": "--l", "m": "--m", "s": "--s"}.get(self.field.size, "")
        base = "govuk-fieldset__legend" if self.field.drawn_in == IN_A_GROUP else "govuk-label"
        return {"text": self._label_text(), "classes": f"{base}{size}" if size else ""}

    def _label_text(self) -> str:
        optional = "" if self.field.required or self.field.hides_optional else " (optional)"
        return f"{self.label}{optional}"

    @property
    def parts(self) -> dict[str, Any]:
        """What every component takes: id, name, hint and the first error."""
        params: dict[str, Any] = {"id": self.auto_id, "name": self.html_name}
        if self.help_text:
            params["hint"] = {"text": self.help_text}
        if self.errors:
            params["errorMessage"] = {"text": self.errors[0]}
        return params


class GovukField(forms.Field):
    """What every field of ours shares: words in the GOV.UK style and its own drawing."""

    bound_field_class = BoundGovukField
    drawn_in = ""
    asks = "Enter"
    widget: Any = forms.TextInput

    def __init__(
        self,
        label: str,
        *,
        hint: str = "",
        called: str = "",
        missing: str = "",
        size: str = "s",
        autocomplete: str = "",
        hides_optional: bool = False,
        **kwargs: Any,
    ) -> None:
        """`called` is what error sentences call the answer, when the label is a question."""
        self.called = called or lower_first(label)
        self.size = size
        self.autocomplete = autocomplete
        self.hides_optional = hides_optional
        super().__init__(label=label, help_text=hint, **kwargs)
        self.error_messages["required"] = missing or f"{self.asks} {self.called}"

    def draw(self, bound: BoundGovukField) -> Markup:
        """Draw this field with the value and errors at hand."""
        return component("input", **self.input_params(bound))

    def input_params(self, bound: BoundGovukField) -> dict[str, Any]:
        """The parameters of a one-line input."""
        value = bound.value()
        params = {**bound.parts, "label": bound.label_params}
        params["value"] = "" if value is None else str(value)
        if self.autocomplete:
            params["autocomplete"] = self.autocomplete
        return params

    def first_id(self, bound: BoundGovukField) -> str:
        """The id of the first input of this field."""
        return bound.auto_id

    def in_words(self, value: Any) -> str:
        """An answer as a person reads it back."""
        return "" if value in (None, "") else str(value)

    def empty_value_for_hidden(self) -> Any:
        """What a question that was never put counts as."""
        return None

    def refusal(self, text: str) -> ValidationError:
        """An error sentence that begins with what the answer is called."""
        return ValidationError(f"{upper_first(self.called)} {text}")


class TextField(GovukField, forms.CharField):
    """One line of text; `width` is the number of characters to make room for (2 to 30)."""

    def __init__(self, label: str, *, width: int | None = None, **kwargs: Any) -> None:
        self.width = width
        super().__init__(label, **kwargs)

    def clean(self, value: Any) -> str:
        """Refuse what is missing or too long, and say by how much."""
        longest = self.max_length
        text = str(super(forms.CharField, self).clean(self.to_python(_plain(value))))
        if longest is not None and len(text) > longest:
            raise self.refusal(f"must be {longest:,} characters or fewer")
        return text

    def run_validators(self, value: Any) -> None:
        """Leave lengths to `clean`, which says them in our words."""

    def input_params(self, bound: BoundGovukField) -> dict[str, Any]:
        params = super().input_params(bound)
        if self.width:
            params["classes"] = f"govuk-input--width-{self.width}"
        return params

    def empty_value_for_hidden(self) -> str:
        return ""


class LongTextField(TextField):
    """Several lines of text; counts characters where there is a longest length."""

    def __init__(self, label: str, *, rows: int = 5, **kwargs: Any) -> None:
        self.rows = rows
        super().__init__(label, **kwargs)

    def draw(self, bound: BoundGovukField) -> Markup:
        params = {**self.input_params(bound), "rows": self.rows}
        if self.max_length is None:
            return component("textarea", **params)
        return component("character-count", **params, maxlength=self.max_length)


class EmailField(TextField):
    """An email address."""

    def __init__(self, label: str = "Email address", **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 254)
        kwargs.setdefault("autocomplete", "email")
        super().__init__(label, **kwargs)

    def clean(self, value: Any) -> str:
        """Refuse what cannot be an address, with an example of one."""
        text = super().clean(value)
        if text:
            try:
                validate_email(text)
            except ValidationError:
                message = (
                    f"{upper_first(self.called)} must be in the correct format, "
                    "like name@example.com"
                )
                raise ValidationError(message) from None
        return text

    def input_params(self, bound: BoundGovukField) -> dict[str, Any]:
        return {**super().input_params(bound), "type": "email", "spellcheck": False}


class PasswordField(TextField):
    """A password: never drawn back, may be shown while typing, kept exactly as typed."""

    def __init__(self, label: str = "Password", *, is_new: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("autocomplete", "new-password" if is_new else "current-password")
        kwargs.setdefault("strip", False)
        super().__init__(label, **kwargs)

    def draw(self, bound: BoundGovukField) -> Markup:
        params = {**self.input_params(bound), "value": ""}
        return component("password-input", **params)


class SearchField(TextField):
    """Words to look for; never required."""

    def __init__(self, label: str = "Search", **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 200)
        super().__init__(label, required=False, hides_optional=True, **kwargs)

    def input_params(self, bound: BoundGovukField) -> dict[str, Any]:
        return {**super().input_params(bound), "type": "search"}


class NumberField(GovukField):
    """A whole number, or with `places` a decimal one; commas and a pound sign are forgiven."""

    def __init__(
        self,
        label: str,
        *,
        at_least: int | Decimal | None = None,
        at_most: int | Decimal | None = None,
        places: int = 0,
        before: str = "",
        after: str = "",
        width: int = 5,
        **kwargs: Any,
    ) -> None:
        self.at_least, self.at_most, self.places = at_least, at_most, places
        self.before, self.after, self.width = before, after, width
        super().__init__(label, **kwargs)

    def to_python(self, value: Any) -> int | Decimal | None:
        text = re.sub(r"[\s,£]", "", str(value or "")) if value != 0 else "0"
        if not text:
            return None
        shape = r"-?\d{1,15}(\.\d+)?" if self.places else r"-?\d{1,15}"
        if not re.fullmatch(shape, text, re.ASCII):
            raise self.refusal("must be a number" if self.places else "must be a whole number")
        try:
            number = Decimal(text)
        except InvalidOperation:
            raise self.refusal("must be a number") from None
        if -int(number.as_tuple().exponent) > self.places:
            raise self.refusal(f"must have no more than {self.places} decimal places")
        return number if self.places else int(number)

    def validate(self, value: int | Decimal | None) -> None:
        super().validate(value)
        if value is None:
            return
        if self.at_least is not None and value < self.at_least:
            raise self.refusal(f"must be {self.at_least:,} or more")
        if self.at_most is not None and value > self.at_most:
            raise self.refusal(f"must be {self.at_most:,} or fewer")

    def input_params(self, bound: BoundGovukField) -> dict[str, Any]:
        params = super().input_params(bound)
        params["classes"] = f"govuk-input--width-{self.width}"
        params["inputmode"] = "decimal" if self.places else "numeric"
        params["spellcheck"] = False
        if self.before:
            params["prefix"] = {"text": self.before}
        if self.after:
            params["suffix"] = {"text": self.after}
        return params


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


class ChoiceField(GovukField, forms.ChoiceField):
    """One of several: radios, or `drawn_as="select"` where there are many.

    A choice is (value, words) or (value, words, hint). `reveals` maps a value to the names of the
    fields asked only of those who choose it.
    """

    asks = "Select"
    drawn_as = "radios"
    drawn_in = IN_A_GROUP

    def __init__(
        self,
        label: str,
        *,
        choices: Choices | Callable[[], Choices] = (),
        drawn_as: str = "",
        reveals: Mapping[str, Sequence[str]] | None = None,
        nothing: str = "",
        inline: bool = False,
        **kwargs: Any,
    ) -> None:
        """`nothing` is the wording of the empty choice of a select, such as "Any agency"."""
        self.drawn_as = drawn_as or self.drawn_as
        self.drawn_in = "" if self.drawn_as == "select" else IN_A_GROUP
        self.reveals = dict(reveals or {})
        self.nothing, self.inline = nothing, inline
        self.hints: dict[str, str] = {}
        super().__init__(label, **kwargs)
        self.offer(choices() if callable(choices) else choices)
        self.error_messages["invalid_choice"] = self.error_messages["required"]

    def offer(self, choices: Choices) -> None:
        """Set the choices, as a form does when they depend on the person."""
        kept = [(str(choice[0]), *choice[1:]) for choice in choices]
        self.hints = {choice[0]: str(choice[2]) for choice in kept if len(choice) > 2}
        self.choices = [(choice[0], str(choice[1])) for choice in kept]

    def draw(self, bound: BoundGovukField) -> Markup:
        if self.drawn_as == "select":
            return self._draw_select(bound)
        params = {key: value for key, value in bound.parts.items() if key != "id"}
        return component(
            self.drawn_as,
            **params,
            idPrefix=bound.auto_id,
            items=self._items(bound),
            classes=f"govuk-{self.drawn_as}--inline" if self.inline else "",
            fieldset={"legend": bound.label_params},
        )

    def _items(self, bound: BoundGovukField) -> list[dict[str, Any]]:
        value = bound.value()
        chosen = {str(each) for each in value} if isinstance(value, list | tuple) else {str(value)}
        items = []
        for choice, words in self.choices:
            item: dict[str, Any] = {"value": choice, "text": words, "checked": choice in chosen}
            if choice in self.hints:
                item["hint"] = {"text": self.hints[choice]}
            if choice in self.reveals:
                html = Markup("").join(bound.form[name].draw() for name in self.reveals[choice])  # type: ignore[attr-defined]
                item["conditional"] = {"html": html}
            items.append(item)
        return items

    def _draw_select(self, bound: BoundGovukField) -> Markup:
        items = self._items(bound)
        if not self.required or not bound.value():
            items.insert(0, {"value": "", "text": self.nothing or "Select one"})
        for item in items:
            item["selected"] = item.pop("checked", False)
        return component("select", **bound.parts, label=bound.label_params, items=items)

    def in_words(self, value: Any) -> str:
        return dict(self.choices).get(str(value), "")

    def empty_value_for_hidden(self) -> Any:
        return ""


class YesNoField(ChoiceField):
    """Yes or no, as True, False, or None where it was not answered."""

    def __init__(self, label: str, **kwargs: Any) -> None:
        kwargs.setdefault("inline", "reveals" not in kwargs)
        kwargs.setdefault("missing", f"Select yes if {kwargs.get('called') or lower_first(label)}")
        super().__init__(label, choices=[("yes", "Yes"), ("no", "No")], **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value

    def clean(self, value: Any) -> bool | None:
        """Turn the choice into a truth."""
        return {"yes": True, "no": False}.get(super().clean(value))

    def in_words(self, value: Any) -> str:
        return {True: "Yes", False: "No"}.get(value, "")

    def empty_value_for_hidden(self) -> None:
        return None


class MultipleChoice(ChoiceField, forms.MultipleChoiceField):
    """Any number of several, as checkboxes."""

    widget = forms.CheckboxSelectMultiple
    drawn_as = "checkboxes"

    def in_words(self, value: Any) -> str:
        words = dict(self.choices)
        return listed([words[str(each)] for each in value or [] if str(each) in words])

    def empty_value_for_hidden(self) -> list[str]:
        return []


class FileField(GovukField, forms.FileField):
    """A file to send. The room of files checks its content; here only that it came and its size."""

    asks = "Select"
    widget = forms.FileInput

    def __init__(
        self, label: str, *, accept: str = "", most_megabytes: int = 20, **kwargs: Any
    ) -> None:
        self.accept, self.most_megabytes = accept, most_megabytes
        super().__init__(label, **kwargs)
        self.error_messages["empty"] = "The selected file is empty"
        self.error_messages["invalid"] = self.error_messages["required"]

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Refuse a file that is too large before anything reads it."""
        sent = super().clean(data, initial)
        if sent and getattr(sent, "size", 0) > self.most_megabytes * 1024 * 1024:
            raise ValidationError(f"The selected file must be smaller than {self.most_megabytes}MB")
        return sent

    def draw(self, bound: BoundGovukField) -> Markup:
        accept = {"accept": self.accept} if self.accept else {}
        return component(
            "file-upload",
            **bound.parts,
            label=bound.label_params,
            javascript=True,
            attributes=accept,
        )

    def in_words(self, value: Any) -> str:
        return str(getattr(value, "name", "") or "")


def _plain(value: Any) -> Any:
    """Browsers send CRLF but count one character: lengths are counted as people see them."""
    return value.replace("\r\n", "\n").replace("\x00", "") if isinstance(value, str) else value

"""Fields of one box: what each accepts, how it refuses, and how it draws itself."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from markupsafe import Markup

from sightline.foundation.govuk.jinja import component, untouched
from sightline.foundation.govuk.words import lower_first, upper_first

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
        params = self.input_params(bound)
        draw = component if params["value"] or "errorMessage" in params else untouched
        return draw("input", **params)

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


def _plain(value: Any) -> Any:
    """Browsers send CRLF but count one character: lengths are counted as people see them."""
    return value.replace("\r\n", "\n").replace("\x00", "") if isinstance(value, str) else value


class HiddenField(TextField):
    """Something a form carries without showing it, such as what stood when it was drawn."""

    widget = forms.HiddenInput

    def __init__(self, label: str = "Hidden", **kwargs: Any) -> None:
        super().__init__(label, required=False, **kwargs)

    def draw(self, bound: BoundGovukField) -> Markup:
        value = bound.value()
        return Markup('<input type="hidden" name="{}" value="{}">').format(
            bound.html_name, "" if value is None else value
        )

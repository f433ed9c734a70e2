"""Forms whose fields draw themselves as GOV.UK components.

A form here is a plain Django form: it cleans text into values and never saves. `form.draw()` draws
all of it, `form["name"].draw()` one field, `form.error_summary()` the list of errors whose links
land on the first input of each field. Error sentences follow the GOV.UK style guide.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.http import QueryDict
from markupsafe import Markup

from sightline.foundation.errors import RuleBroken
from sightline.foundation.govuk.fields.boxes import (
    BoundGovukField,
    EmailField,
    GovukField,
    HiddenField,
    LongTextField,
    NumberField,
    PasswordField,
    SearchField,
    TextField,
)
from sightline.foundation.govuk.fields.choices import ChoiceField, MultipleChoice, YesNoField
from sightline.foundation.govuk.fields.files import FileField
from sightline.foundation.govuk.fields.moments import DateField, TimeField
from sightline.foundation.govuk.jinja import component

__all__ = [
    "ChoiceField",
    "DateField",
    "EmailField",
    "FileField",
    "GovukField",
    "GovukForm",
    "Group",
    "HiddenField",
    "LongTextField",
    "MultipleChoice",
    "NumberField",
    "PasswordField",
    "SearchField",
    "TextField",
    "TimeField",
    "YesNoField",
    "check_answers",
    "error_summary",
]


@dataclass(frozen=True)
class Group:
    """Fields that belong together under one legend."""

    legend: str
    fields: tuple[str, ...]
    hint: str = ""


class GovukForm(forms.Form):
    """A form in the look and the words of GOV.UK. `groups` puts fields under a common legend.

    `keeps_draft` saves what is typed, every few seconds and when it is refused, and gives it back
    on the next visit; `tells_late` is for a form whose first values are what stands in the
    register: where somebody else saved in between, nothing is overwritten and both texts are shown.
    """

    groups: tuple[Group, ...] = ()
    keeps_draft = False
    tells_late = False
    use_required_attribute = False
    bound_field_class = BoundGovukField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "field-%s")
        super().__init__(*args, **kwargs)

    def draw(self) -> Markup:
        """Draw the whole form's fields, without the form element and its button."""
        grouped = {name: group for group in self.groups for name in group.fields}
        inside = self._revealed()
        parts: list[Markup] = []
        drawn: set[str] = set()
        for name in self.fields:
            if name in inside or name in drawn:
                continue
            names = grouped[name].fields if name in grouped else (name,)
            drawn.update(names)
            html = Markup("\n").join(self[each].draw() for each in names)  # type: ignore[attr-defined]
            parts.append(_fieldset(grouped[name], html) if name in grouped else html)
        return Markup("\n").join(parts)

    def error_summary(self) -> Markup:
        """List every error at the top of the page, each with a link to where it is mended."""
        return error_summary(self)

    def refuse(self, broken: RuleBroken) -> None:
        """Show a rule's refusal beside the field it names, or above the form."""
        self.add_error(broken.field if broken.field in self.fields else None, broken.sentence)

    def stands(self) -> str:
        """A seal of the values the form began with: it changes when somebody saved in between."""
        first = {
            name: str(self.get_initial_for_field(field, name) or "")
            for name, field in self.fields.items()
        }
        return hashlib.sha256(json.dumps(first, sort_keys=True).encode()).hexdigest()[:32]

    def is_late(self) -> bool:
        """Whether what this form was filled in from has been changed since, to something else."""
        stood = self.data.get("stood", "") if self.is_bound and self.tells_late else ""
        return bool(stood) and stood != self.stands() and bool(self.differences())

    def differences(self) -> list[tuple[str, str, str]]:
        """Each field where what stands and what was typed differ: label, what stands, typed."""
        rows = []
        for name, field in self.fields.items():
            bound: Any = self[name]
            if bound._has_changed() and not field.widget.is_hidden:
                typed = getattr(self, "cleaned_data", {}).get(name, bound.value())
                first = self.get_initial_for_field(field, name)
                rows.append((str(bound.label), field.in_words(first), field.in_words(typed)))  # type: ignore[attr-defined]
        return rows

    def take_up(self, typed: Mapping[str, list[str]]) -> None:
        """Show a draft in the form, without judging what is not finished."""
        data = QueryDict(mutable=True)
        for name, values in typed.items():
            data.setlist(name, values)
        for name, field in self.fields.items():
            if field.widget.is_hidden:  # a mark of what stood, not something typed
                data[self.add_prefix(name)] = str(self.get_initial_for_field(field, name) or "")
        self.data, self.is_bound, self._errors = data, True, ErrorDict()

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if self.is_late():
            self.add_error(
                None,
                "Somebody else saved this while you were writing. Compare both texts, then save.",
            )

    def answers(self) -> list[tuple[str, str, str]]:
        """Each field's label, its answer in words and its anchor, to be checked before sending."""
        inside = self._revealed()
        rows = []
        for name, field in self.fields.items():
            hidden = name in inside and not self._is_chosen(*inside[name])
            if hidden or field.widget.is_hidden:
                continue
            value = self.cleaned_data.get(name) if self.is_bound else self[name].value()
            label = str(self[name].label)
            rows.append((label, field.in_words(value), f"#{self[name].first_id}"))  # type: ignore[attr-defined]
        return rows

    def _clean_fields(self) -> None:
        super()._clean_fields()  # type: ignore[misc]
        for name, (by, choice) in self._revealed().items():
            if not self._is_chosen(by, choice):
                # The question was never put to this person, so its answer counts for nothing.
                self.errors.pop(name, None)
                self.cleaned_data[name] = self.fields[name].empty_value_for_hidden()  # type: ignore[attr-defined]

    def _revealed(self) -> dict[str, tuple[str, str]]:
        return {
            shown: (name, choice)
            for name, field in self.fields.items()
            for choice, names in getattr(field, "reveals", {}).items()
            for shown in names
        }

    def _is_chosen(self, name: str, choice: str) -> bool:
        value = self[name].value()
        chosen: Iterable[object] = value if isinstance(value, list | tuple) else [value]
        return choice in [str(each) for each in chosen]


def error_summary(form: forms.BaseForm) -> Markup:
    """The GOV.UK error summary of a form; nothing at all where there are no errors."""
    items = list(_error_items(form))
    if not items:
        return Markup()
    return component("error-summary", titleText="There is a problem", errorList=items)


def check_answers(
    answers: GovukForm | Iterable[tuple[str, Any, str]], *, change: str = ""
) -> Markup:
    """A summary list of answers before they are sent, each with a link to change it.

    `change` is the address of the form when the answers come from one.
    """
    pairs = answers.answers() if isinstance(answers, GovukForm) else list(answers)
    rows = [
        {
            "key": {"text": label},
            "value": {"text": value if value not in (None, "") else "Not given"},
            "actions": {
                "items": [
                    {
                        "href": f"{change}{anchor}",
                        "text": "Change",
                        "visuallyHiddenText": label.lower(),
                    }
                ]
            },
        }
        for label, value, anchor in pairs
    ]
    return component("summary-list", rows=rows)


def _error_items(form: forms.BaseForm) -> Iterator[Mapping[str, str]]:
    data: dict[str, list[ValidationError]] = form.errors.as_data()
    order = {name: place for place, name in enumerate(form.fields)}
    for name in sorted(data, key=lambda each: order.get(each, -1)):
        for error in data[name]:
            text = " ".join(error.messages)
            if name not in form.fields:
                yield {"text": text, "href": "#main-content"}
            else:
                bound = form[name]
                href = bound.id_of_error(error) if isinstance(bound, BoundGovukField) else None
                yield {"text": text, "href": f"#{href or bound.id_for_label}"}


def _fieldset(group: Group, html: Markup) -> Markup:
    hint = Markup('<div class="govuk-hint">{}</div>').format(group.hint) if group.hint else ""
    return Markup(
        '<fieldset class="govuk-fieldset app-group"><legend class="govuk-fieldset__legend '
        'govuk-fieldset__legend--m">{}</legend>{}{}</fieldset>'
    ).format(group.legend, hint, html)

"""One of several, yes or no, and any number of several."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django import forms
from markupsafe import Markup

from sightline.foundation.govuk.fields.boxes import IN_A_GROUP, BoundGovukField, GovukField
from sightline.foundation.govuk.jinja import component, untouched
from sightline.foundation.govuk.words import listed, lower_first

Choices = Iterable[tuple[Any, str] | tuple[Any, str, str]]


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
        self.pairs: list[tuple[str, str]] = []
        super().__init__(label, **kwargs)
        self.offer(choices() if callable(choices) else choices)
        self.error_messages["invalid_choice"] = self.error_messages["required"]

    def offer(self, choices: Choices) -> None:
        """Set the choices, as a form does when they depend on the person."""
        kept = [(str(choice[0]), *choice[1:]) for choice in choices]
        self.hints = {choice[0]: str(choice[2]) for choice in kept if len(choice) > 2}
        self.pairs = [(choice[0], str(choice[1])) for choice in kept]
        self.choices = self.pairs

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
        for choice, words in self.pairs:
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
        return untouched("select", **bound.parts, label=bound.label_params, items=items)

    def in_words(self, value: Any) -> str:
        return dict(self.pairs).get(str(value), "")

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
        words = dict(self.pairs)
        return listed([words[str(each)] for each in value or [] if str(each) in words])

    def empty_value_for_hidden(self) -> list[str]:
        return []

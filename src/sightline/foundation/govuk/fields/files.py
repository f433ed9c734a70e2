"""A file to send."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from markupsafe import Markup

from sightline.foundation.govuk.fields.boxes import BoundGovukField, GovukField
from sightline.foundation.govuk.jinja import component


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
            attributes=accept,
        )

    def in_words(self, value: Any) -> str:
        return str(getattr(value, "name", "") or "")

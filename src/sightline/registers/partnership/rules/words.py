"""What the parts of an arrangement file are made of: ids, texts, days, and what parts share."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,59}$")]
"""A stable name for one thing in the file: lower case, digits and hyphens, at most 60."""

PRINTABLE = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"
"""Text without control characters, which neither a page nor the database can hold."""

Title = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=PRINTABLE),
]
Words = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=4000, pattern=PRINTABLE),
]
Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=20000, pattern=PRINTABLE),
]
"""The text of a whole section, as published."""


def _a_day(value: object) -> object:
    """Refuse bare numbers, which would otherwise be read as seconds since 1970."""
    if isinstance(value, int | float):
        raise ValueError("number instead of a date")
    return value


Day = Annotated[date, BeforeValidator(_a_day), Field(ge=date(1900, 1, 1), le=date(2199, 12, 31))]
"""A day within the years that the calendar can reckon with."""

LocalAuthorityCode = Annotated[str, StringConstraints(pattern=r"^[0-9]{3}$")]
"""The three-digit code of the Department for Education, as text: "384"."""


class Part(BaseModel):
    """Anything the file states: frozen, and unknown keys are an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Dated(Part):
    """A part with a heading of the source and the dates between which it holds (both inclusive)."""

    id: Key
    heading: Title
    starts_on: Day | None = Field(None, alias="from")
    ends_on: Day | None = Field(None, alias="to")

    def holds_on(self, day: date) -> bool:
        return (self.starts_on is None or self.starts_on <= day) and (
            self.ends_on is None or day <= self.ends_on
        )

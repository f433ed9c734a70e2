"""What the pages of the partnership ask."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from sightline.foundation.govuk.forms import (
    ChoiceField,
    DateField,
    EmailField,
    FileField,
    GovukForm,
    HiddenField,
    LongTextField,
    SearchField,
    TextField,
)
from sightline.foundation.govuk.tables import Filters
from sightline.registers.partnership.models import Seat
from sightline.registers.partnership.rules.outline import Covered

Choices = Iterable[tuple[Any, str] | tuple[Any, str, str]]
BY_INVITATION = "new"
EXAMPLE = "For example, 27 3 2026"


class PersonForm(GovukForm):
    """Who: somebody known here, or somebody by e-mail address."""

    person = ChoiceField(
        "Who",
        called="the person",
        drawn_as="select",
        hint="People who hold or held a place are listed. Others are invited by e-mail.",
        nothing="Choose a person",
        missing="Choose a person, or invite somebody new",
    )
    email = EmailField(
        "Their e-mail address",
        called="their e-mail address",
        hint="Only for somebody new. They get a one-time link to join.",
        autocomplete="off",
        required=False,
        hides_optional=True,
    )
    name = TextField(
        "Their name",
        called="their name",
        hint="Only for somebody new.",
        autocomplete="off",
        max_length=200,
        required=False,
        hides_optional=True,
    )
    starts_on = DateField("From when", called="the first day", hint=EXAMPLE)

    def __init__(self, *args: Any, people: Choices, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(BY_INVITATION, "Somebody new, invited by e-mail"), *people]
        self.fields["person"].offer(offered)  # type: ignore[attr-defined]
        self.initial.setdefault("starts_on", today)

    def clean(self) -> dict[str, Any]:
        """Ask for address and name only where somebody new is invited."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("person") == BY_INVITATION:
            for name, sentence in (
                ("email", "Enter the e-mail address of the person to invite"),
                ("name", "Enter the name of the person to invite"),
            ):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, ValidationError(sentence))
        elif cleaned.get("email") or cleaned.get("name"):
            sentence = "Choose “Somebody new”, or leave e-mail address and name empty"
            self.add_error("person", ValidationError(sentence))
        return cleaned


class AppointForm(PersonForm):
    """A place, who is to hold it, and from when."""

    place = ChoiceField(
        "Which place",
        called="the place",
        drawn_as="select",
        nothing="Choose a place",
        hint="A place for one person that is held is not listed: end that seat first.",
        missing="Choose a place",
    )
    field_order = ("place", "person", "email", "name", "starts_on")

    def __init__(self, *args: Any, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].offer(places)  # type: ignore[attr-defined]


class EndSeatForm(GovukForm):
    """When a seat ended and why."""

    ended_on = DateField(
        "Last day", called="the last day", hint="Today, or a day that is past. " + EXAMPLE
    )
    reason = TextField(
        "Why the seat ends",
        called="why the seat ends",
        hint="Such as: moved to another post. It is kept in the trail.",
        max_length=300,
        missing="Say why the seat ends",
    )


class RotateForm(GovukForm):
    """Who takes the chair next and from when."""

    seat = ChoiceField("Who takes the chair", called="who takes the chair")
    starts_on = DateField("From when", called="the first day", hint=EXAMPLE)

    def __init__(self, *args: Any, seats: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seat"].offer(seats)  # type: ignore[attr-defined]


class SeenBefore(HiddenField):
    """The number of what stood when the form was drawn, so that two people cannot undo each other's
    work unawares; empty where nothing stood."""

    def clean(self, value: Any) -> str:
        """Take digits only."""
        text = str(value or "")
        return text if text.isascii() and text.isdigit() and len(text) < 19 else ""


class DecideForm(GovukForm):
    """Which reading of a contradiction is followed, decided by whom, when and why."""

    keeps_draft = True

    reading = ChoiceField("Which reading the partnership follows", called="a reading")
    decided_by = TextField(
        "Who decided",
        called="who decided",
        hint="Such as: the Executive, at its meeting EXE-2026-004",
        max_length=200,
    )
    decided_on = DateField("When it was decided", called="the day of the decision", hint=EXAMPLE)
    reason = LongTextField("Why", called="the reason", rows=4, max_length=2000)
    replaces = SeenBefore()

    def __init__(self, *args: Any, readings: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reading"].offer(readings)  # type: ignore[attr-defined]


class OneOffDayForm(GovukForm):
    """A day that is not worked and what it is called."""

    day = DateField("Day", called="the day", hint=EXAMPLE)
    name = TextField(
        "What it is",
        called="what it is",
        hint="Such as: bank holiday for the coronation",
        max_length=200,
    )


class ArrangementFileForm(GovukForm):
    """An arrangement file, or a folder of them as a zip file."""

    file = FileField(
        "Arrangement file",
        called="a file",
        hint="One file with a name ending in .toml, or a zip file of a folder of them",
        accept=".toml,.zip",
        missing="Select a file",
    )


class SeatFilters(Filters):
    """Narrow the list of seats."""

    words = SearchField("Name or place")
    body = ChoiceField("Body", drawn_as="select", nothing="Any body")
    agency = ChoiceField("Agency", drawn_as="select", nothing="Any agency")
    when = ChoiceField(
        "Seats",
        drawn_as="select",
        nothing="Held now",
        choices=[("past", "Ended"), ("all", "Held now or ended")],
    )

    def narrow(self, rows: QuerySet[Seat]) -> QuerySet[Seat]:
        asked = self.cleaned_data
        if asked["when"] == "past":
            rows = rows.exclude(Seat.live()).filter(ended_at__isnull=False)
        elif asked["when"] != "all":
            rows = rows.filter(Q(ended_at__isnull=True) | Seat.live())
        if asked["body"]:
            rows = rows.filter(place__body__key=asked["body"])
        if asked["agency"]:
            rows = rows.filter(place__agency__key=asked["agency"])
        for word in asked["words"].split():
            rows = rows.filter(Q(person__name__icontains=word) | Q(place__name__icontains=word))
        return rows


class CoverageFilters(Filters):
    """Narrow the paragraphs of the source."""

    state = ChoiceField(
        "What the file holds",
        drawn_as="select",
        nothing="All paragraphs",
        choices=[
            ("held", "Something is held"),
            ("explained", "Nothing, and why"),
            ("uncovered", "Nothing, and no reason given"),
        ],
    )

    def narrow(self, rows: list[Covered]) -> list[Covered]:
        asked = self.cleaned_data["state"]
        return [it for it in rows if it.state == asked] if asked else rows

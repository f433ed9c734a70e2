"""What people type about training, cleaned."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone

from sightline.foundation.calendar import LONDON, end_of_day
from sightline.foundation.govuk.forms import (
    ChoiceField,
    DateField,
    GovukForm,
    Group,
    LongTextField,
    MultipleChoice,
    NumberField,
    SearchField,
    TextField,
    TimeField,
    YesNoField,
)
from sightline.foundation.govuk.tables import Filters
from sightline.work.training.models import AudienceGroup, Course, Event


def listed_references(typed: str) -> list[str]:
    """References that were typed with commas between, each once."""
    named = (one.strip().upper() for one in typed.split(","))
    return list(dict.fromkeys(one for one in named if one))


class CatalogueForm(GovukForm):
    """What somebody looks for in the catalogue; nothing is required."""

    q = SearchField("Words in the title or description")
    kind = ChoiceField(
        "Kind", drawn_as="select", nothing="Any kind", choices=Course.Kind.choices, required=False
    )
    audience = ChoiceField("Who it is for", drawn_as="select", nothing="Anybody", required=False)
    how = ChoiceField(
        "Where",
        drawn_as="select",
        nothing="Anywhere",
        choices=[("online", "Online"), ("in-person", "In person")],
        required=False,
    )
    room = ChoiceField(
        "Places",
        drawn_as="select",
        nothing="Full or not",
        choices=[("yes", "With places left")],
        required=False,
    )

    def __init__(self, *args: Any, groups: Iterable[AudienceGroup], **kwargs: Any) -> None:
        super().__init__(*args, auto_id="filter-%s", **kwargs)
        self.fields["audience"].offer([(group.key, group.name) for group in groups])  # type: ignore[attr-defined]
        for each in self.fields.values():
            each.hides_optional = True  # type: ignore[attr-defined]


class CourseForm(GovukForm):
    """A course of the programme."""

    title = TextField("Title", max_length=200)
    kind = ChoiceField("Kind", called="what kind it is", choices=Course.Kind.choices)
    summary = LongTextField(
        "Description",
        hint="What it is about, as people read it in the catalogue",
        max_length=2000,
    )
    aims = LongTextField(
        "What people will be able to do afterwards",
        hint="One aim a line. The evaluation asks about these",
        max_length=3000,
        called="what people will be able to do",
    )
    audience = MultipleChoice("Who is it for?", required=False)
    level = TextField("Level", required=False, max_length=100, hint="For example, level 3")
    length = TextField(
        "How long it takes", required=False, max_length=60, hint="For example, half a day"
    )
    prerequisites = LongTextField(
        "What people must have done before", required=False, rows=2, max_length=1000
    )
    evaluation_plan = LongTextField(
        "How its effect is evaluated", required=False, rows=2, max_length=1000
    )
    serves = TextField(
        "Recommendations and objectives that it serves", called="what it serves", required=False,
        max_length=400, hint="Their references, with commas between. They are shown only to those "
        "who may see them",
    )  # fmt: skip
    refresher_months = NumberField(
        "A refresher is due after",
        required=False,
        at_least=1,
        at_most=120,
        after="months",
        width=3,
        called="months until the refresher",
        hint="Leave empty where attendance does not expire",
    )

    def __init__(self, *args: Any, audiences: Iterable[AudienceGroup], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(each.key, f"{each.framework}: {each.name}") for each in audiences]
        self.fields["audience"].offer(choices)  # type: ignore[attr-defined]
        if not choices:
            del self.fields["audience"]

    def said(self) -> dict[str, Any]:
        """The columns that were filled in."""
        return {name: given for name, given in self.cleaned_data.items() if name != "serves"}

    def serves_given(self) -> list[str]:
        """The references of what it serves, one by one."""
        return listed_references(self.cleaned_data["serves"])


class SessionForm(GovukForm):
    """A day, from when to when."""

    on = DateField("Day", called="day")
    starts = TimeField("Starts", called="start time", hint="For example, 9:30am or 14:00")
    ends = TimeField("Ends", called="end time")
    title = TextField(
        "What this session is called",
        required=False,
        max_length=200,
        hint="Only where the sessions differ",
    )

    def span(self) -> tuple[datetime, datetime]:
        """The moments of the session on London's clock."""
        given = self.cleaned_data
        return (
            datetime.combine(given["on"], given["starts"], LONDON),
            datetime.combine(given["on"], given["ends"], LONDON),
        )


class EventForm(GovukForm):
    """The particulars of an event, its sessions apart."""

    places = NumberField("Places", at_least=1, at_most=5000, width=4)
    is_online = ChoiceField(
        "Where is it?",
        called="where it is",
        choices=[("no", "In person"), ("yes", "Online")],
        reveals={"no": ["area", "venue"], "yes": ["link"]},
    )
    area = TextField(
        "Town or area, for everybody to read",
        required=False,
        max_length=120,
        hint="For example, Wakefield city centre",
    )
    venue = TextField("Full address, for those who are booked", required=False, max_length=300)
    link = TextField("Link to join, for those who are booked", required=False, max_length=500)
    notes = LongTextField(
        "Joining notes, for those who are booked",
        required=False,
        rows=3,
        max_length=2000,
        hint="Parking, access, who to ask for, how to join by phone",
    )
    before = LongTextField("To read or bring", required=False, rows=2, max_length=2000)
    after = LongTextField(
        "To read afterwards", required=False, rows=2, max_length=2000,
        hint="Shown to those who were booked once the event is over",
    )  # fmt: skip
    closes_on = DateField(
        "Last day to book", required=False, hint="Leave empty to take bookings until it starts"
    )
    fee = NumberField(
        "Fee for a place",
        required=False,
        at_least=0,
        at_most=10_000,
        places=2,
        before="£",
        hint="Leave empty where it is free. What a late cancellation costs is set by the charging "
        "rules",
    )
    agency_most = NumberField(
        "Most places for one agency",
        required=False,
        at_least=1,
        at_most=5000,
        width=4,
        hint="Keeps the mix of agencies. Leave empty for no limit",
    )
    agency_until_days = NumberField(
        "The limit ends", at_least=0, at_most=365, width=3, after="days before", initial=14
    )
    has_waiting_list = YesNoField("Is there a waiting list?", called="there is a waiting list",
                                  initial=True)  # fmt: skip
    is_consent_needed = YesNoField(
        "Must the manager agree to a booking?", called="the manager must agree", initial=True
    )
    is_on_demand = YesNoField(
        "Was it added because more people asked for it?",
        called="it was added on demand",
        initial=False,
        hint="The register of duties counts these: courses arranged according to demand",
    )
    groups = (
        Group("Booking", ("closes_on", "fee", "agency_most", "agency_until_days",
                          "has_waiting_list", "is_consent_needed", "is_on_demand")),
    )  # fmt: skip

    def particulars(self) -> dict[str, Any]:
        """What the operation takes beside the sessions."""
        given = {**self.cleaned_data}
        for name in ("on", "starts", "ends", "title"):
            given.pop(name, None)
        given["is_online"] = given["is_online"] == "yes"
        given["fee_pence"] = int((given.pop("fee") or 0) * 100)
        day = given.pop("closes_on")
        given["closes_at"] = end_of_day(day) if day else None
        return given


class NewEventForm(EventForm, SessionForm):
    """An event with its first session."""

    title = None  # type: ignore[assignment]
    field_order = ["on", "starts", "ends"]

    def particulars(self) -> dict[str, Any]:
        """As above; a last day that is the day itself means until it starts."""
        given = super().particulars()
        starts, _ = self.span()
        if given["closes_at"] and timezone.localdate(given["closes_at"]) == self.cleaned_data["on"]:
            given["closes_at"] = starts
        return given


class ReasonForm(GovukForm):
    """Why something is cancelled or withdrawn."""

    reason = LongTextField("Reason", called="reason", rows=3, max_length=300)


class CopyForm(GovukForm):
    """Which year's events are copied to the year after."""

    year = ChoiceField("Copy the events of", drawn_as="select", called="year")

    def __init__(self, *args: Any, years: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].offer([(year, f"{year}, to {year + 1}") for year in years])  # type: ignore[attr-defined]


class ProgrammeFilters(Filters):
    """Which events the office looks at."""

    q = SearchField("Course")
    state = ChoiceField("State", drawn_as="select", nothing="Any", choices=Event.State.choices)
    kind = ChoiceField("Kind", drawn_as="select", nothing="Any", choices=Course.Kind.choices)

    def narrow(self, rows: Any) -> Any:
        """Keep the events that every answer asks for."""
        given = self.cleaned_data
        if given.get("q"):
            rows = rows.filter(course__title__icontains=given["q"])
        if given.get("state"):
            rows = rows.filter(state=given["state"])
        if given.get("kind"):
            rows = rows.filter(course__kind=given["kind"])
        return rows

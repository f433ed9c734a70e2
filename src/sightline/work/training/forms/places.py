"""What people type about places, cleaned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from sightline.foundation.govuk.forms import (
    ChoiceField,
    EmailField,
    GovukForm,
    LongTextField,
    SearchField,
    TextField,
    YesNoField,
)
from sightline.foundation.govuk.tables import Filters
from sightline.foundation.lists import Kept
from sightline.registers.partnership.models import Agency
from sightline.work.training.forms.workshops import AsksWorkshops
from sightline.work.training.models import Booking, Workshop
from sightline.work.training.operations import Named

MOST_AT_ONCE = 60


class AgencyForm(GovukForm):
    """For which agency somebody takes part, asked once."""

    agency = ChoiceField("Which agency do you work for?", drawn_as="select", called="agency")

    def __init__(self, *args: Any, agencies: Iterable[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].offer([(each.pk, each.name) for each in agencies])  # type: ignore[attr-defined]


class QuestionsForm(AsksWorkshops):
    """What is asked of somebody whose place is held, or who waits for one."""

    role = TextField("Your role", max_length=120, hint="For example, health visitor")
    need = ChoiceField(
        "Why do you need this training?", called="why you need it", choices=Booking.Need.choices
    )
    manager_name = TextField("Your manager's name", required=False, max_length=200)
    manager_email = EmailField(
        "Your manager's work email address", required=False, autocomplete="off",
        called="your manager's email address",
    )  # fmt: skip
    needs = LongTextField(
        "Do you need anything in order to take part?",
        required=False,
        rows=3,
        max_length=1000,
        hint="Access, interpreting, a quiet place, food. Only you and the training office read "
        "this, not your manager",
    )
    is_reserve = YesNoField(
        "If a place falls free on the last day, could you come?",
        called="you could come at short notice",
        initial=False,
    )

    def __init__(
        self, *args: Any, is_consent_needed: bool, workshops: Sequence[Workshop] = (),
        chosen: Mapping[int, int] | None = None, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.ask_workshops(workshops, chosen or {}, {})
        after = "Some months after the course they are asked whether it changed anything"
        self.fields["manager_email"].help_text = (
            f"They must agree to this booking. {after}" if is_consent_needed else after
        )

    def answers_given(self) -> dict[str, Any]:
        """What the operation takes."""
        return {
            name: value for name, value in self.cleaned_data.items() if not name.startswith("time-")
        }


class CancelForm(GovukForm):
    """Why somebody cannot come."""

    reason = TextField("Why can you not come?", required=False, max_length=300,
                       hint="Leave out anything private")  # fmt: skip


class ConsentForm(GovukForm):
    """The manager's answer."""

    agrees = ChoiceField(
        "Do you agree to this training?",
        called="yes or no",
        choices=[("yes", "Yes, they may attend"), ("no", "No, let the place go to others")],
    )
    name = TextField("Your name", max_length=200, autocomplete="name")


class GroupForm(GovukForm):
    """Several people of one agency, one a line."""

    agency = ChoiceField("Agency", called="agency", drawn_as="select")
    people = LongTextField(
        "People, one a line: name, email address, role",
        called="people",
        rows=8,
        max_length=12000,
        hint="For example: Sam Poole, sam.poole@example.org, health visitor",
    )

    def __init__(self, *args: Any, agencies: Iterable[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(each.pk, each.name) for each in agencies]
        self.fields["agency"].offer(choices)  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["agency"].initial = choices[0][0]

    def clean_people(self) -> list[Named]:
        """Each line as somebody named; every fault is told with its line."""
        found: list[Named] = []
        wrong: list[str] = []
        seen: dict[str, int] = {}
        for number, line in enumerate(self.cleaned_data["people"].splitlines(), 1):
            if not line.strip():
                continue
            try:
                named = named_in(line)
            except ValidationError as error:
                wrong.append(f"Line {number}: {error.messages[0]}")
                continue
            if named.email in seen:
                wrong.append(f"Line {number}: the same address as line {seen[named.email]}")
            seen.setdefault(named.email, number)
            found.append(named)
        if len(found) > MOST_AT_ONCE:
            wrong.append(f"Book at most {MOST_AT_ONCE} people at once")
        if wrong:
            raise ValidationError(wrong)
        return found


def named_in(line: str) -> Named:
    """Somebody as one line names them: name, address and, where given, role."""
    parts = [part.strip() for part in line.replace("\t", ",").split(",", 2)]
    if len(parts) < 2 or not parts[0]:
        raise ValidationError("Give a name and an email address, with a comma between them")
    email = parts[1].lower()
    try:
        validate_email(email)
    except ValidationError:
        raise ValidationError(f"{parts[1]} is not an email address") from None
    return Named(parts[0][:200], email, parts[2][:120] if len(parts) > 2 else "")


class SwapForm(GovukForm):
    """For each place, the colleague who comes instead; empty means no change."""

    def __init__(self, *args: Any, bookings: Iterable[Booking], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bookings = {row.pk: row for row in bookings}
        for number, row in self.bookings.items():
            self.fields[f"name-{number}"] = TextField(
                f"Who comes instead of {row.name}?", required=False, max_length=200,
                autocomplete="off", hides_optional=True,
            )  # fmt: skip
            self.fields[f"email-{number}"] = EmailField(
                f"Email address of who comes instead of {row.name}", required=False,
                autocomplete="off", called="email address", hides_optional=True,
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A name needs an address and an address a name."""
        cleaned = super().clean() or self.cleaned_data
        for number in self.bookings:
            name, email = cleaned.get(f"name-{number}"), cleaned.get(f"email-{number}")
            if name and not email and f"email-{number}" not in self.errors:
                self.add_error(f"email-{number}", f"Enter the email address of {name}")
            if email and not name:
                self.add_error(f"name-{number}", f"Enter the name of {email}")
        return cleaned

    def swaps(self) -> list[tuple[Booking, Named]]:
        """The places that change hands."""
        given = self.cleaned_data
        return [
            (row, Named(given[f"name-{number}"], given[f"email-{number}"]))
            for number, row in self.bookings.items()
            if given.get(f"email-{number}")
        ]


class DelegateForm(GovukForm):
    """Who else books for an agency."""

    agency = ChoiceField("Agency", called="agency", drawn_as="select")
    email = EmailField("Their work email address", called="email address", autocomplete="off")

    def __init__(self, *args: Any, agencies: Iterable[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(each.pk, each.name) for each in agencies]
        self.fields["agency"].offer(choices)  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["agency"].initial = choices[0][0]


class PriorityForm(GovukForm):
    """Where somebody stands among those with the same need and mix, and why."""

    priority = ChoiceField(
        "In the list, this person comes",
        called="where they come",
        choices=[("1", "Before others with the same need"), ("0", "In turn"),
                 ("-1", "After others with the same need")],
    )  # fmt: skip
    reason = TextField("Why? They can read it", called="why", max_length=300)


class BookingFilters(Filters):
    """Which bookings to show."""

    q = SearchField("Person")
    course = SearchField("Course")
    state = ChoiceField("State", drawn_as="select", nothing="Any", choices=Booking.State.choices)
    agency = ChoiceField("Agency", drawn_as="select", nothing="Any")

    def narrow(self, rows: Kept) -> Kept:
        """Keep the bookings that every answer asks for."""
        asked = self.cleaned_data
        rows = rows.having("state", asked["state"])
        if asked["agency"]:
            rows = rows.having("agency", int(asked["agency"]))
        return rows.with_words(asked["q"], "name").with_words(
            asked["course"], "event__course__title"
        )

"""An incident, why it is corrected, who is named to it, and why it is opened."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sightline.foundation.calendar import LONDON
from sightline.foundation.govuk.forms import (
    ChoiceField,
    DateField,
    GovukForm,
    Group,
    LongTextField,
    MultipleChoice,
    TextField,
    TimeField,
    YesNoField,
)
from sightline.work.reviews.models import Named
from sightline.work.reviews.rules import notifying as rules

NO_NAMES = "No names, dates of birth or addresses: they are kept apart, with the people of the case"


class IncidentForm(GovukForm):
    """What is known of a serious incident, without a name."""

    keeps_draft = True
    groups = (
        Group(
            "When did the local authority become aware?",
            ("aware_on", "aware_time"),
            "The five working days run from this day, not from the incident.",
        ),
    )

    happened_on = DateField("When did it happen?", called="the day it happened")
    aware_on = DateField("Date", called="the day the authority became aware")
    aware_time = TimeField("Time", called="the time the authority became aware")
    is_death = YesNoField("Has a child died?", called="a child has died")
    harm = TextField(
        "What harm, in one line?", called="the harm", max_length=300,
        hint="For a death: the suspected cause, as far as it is known",
    )  # fmt: skip
    abuse = ChoiceField(
        "Is abuse or neglect known or suspected?",
        called="whether abuse or neglect is known or suspected",
        choices=rules.ABUSE.items(),
    )
    child_status = ChoiceField(
        "The child’s status when it happened",
        called="the child’s status",
        choices=rules.STATUSES.items(),
    )
    place = ChoiceField(
        "Where did it happen?", called="where it happened", choices=rules.PLACES.items()
    )
    home_authority = TextField(
        "The authority where the child normally lives", max_length=200, required=False,
        hint="Only where it is not this authority. The authority of the place leads; the home "
        "authority is told.",
    )  # fmt: skip
    circumstances = LongTextField(
        "What happened, as far as it is known?", called="what happened", rows=8, max_length=8000,
        hint=NO_NAMES,
    )  # fmt: skip
    parallel = MultipleChoice(
        "Other proceedings", called="other proceedings", choices=rules.PARALLEL.items(),
        required=False,
    )  # fmt: skip
    media_interest = TextField("Media interest", max_length=500, required=False)

    def facts(self) -> rules.Facts:
        """The facts that were typed."""
        given = dict(self.cleaned_data)
        aware = datetime.combine(given.pop("aware_on"), given.pop("aware_time"), LONDON)
        given["parallel"] = tuple(given["parallel"] or ())
        given.pop("reason", None)
        return rules.Facts(became_aware_at=aware, **{**given, "is_death": bool(given["is_death"])})


class CorrectionForm(IncidentForm):
    """What is known of a serious incident now, and why it is corrected."""

    reason = TextField(
        "Why is it corrected?", called="why it is corrected", max_length=500,
        hint="What stood before stays on record",
    )  # fmt: skip


class AttestForm(GovukForm):
    """Why a reader needs to see a case."""

    reason = LongTextField(
        "Why do you need to see this case?", called="why you need to see this case", rows=3,
        max_length=500, hint="Your reason is kept with the case, and asked for once",
    )  # fmt: skip


class NameForm(GovukForm):
    """Who is named to a case, as what, and why."""

    part = ChoiceField("As what?", called="as what they are named", choices=Named.Part.choices)
    seat = ChoiceField("Who?", called="who is named", drawn_as="select")
    reason = TextField(
        "Why them?", called="why they are named", max_length=500,
        hint="No detail of the case",
    )  # fmt: skip

    def __init__(self, *args: Any, seats: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seat"].offer(seats)  # type: ignore[attr-defined]

"""What people type about task and finish groups."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sightline.foundation.govuk.forms import (
    ChoiceField,
    DateField,
    GovukForm,
    LongTextField,
    TextField,
)

Pairs = Iterable[tuple[Any, str]]


class TaskGroupForm(GovukForm):
    """A new task and finish group."""

    keeps_draft = True

    body = ChoiceField("Which body sets it up?", drawn_as="select", called="body")
    name = TextField("Name of the group", max_length=200, called="name of the group")
    purpose = LongTextField("What is it to do?", called="what it is to do", max_length=3000)
    lead = ChoiceField("Who leads it?", drawn_as="select", called="who leads it")
    members = LongTextField(
        "Members", called="members", hint="One on each line: name, organisation", max_length=3000
    )
    ends_on = DateField("By when does it report back?", called="the day it reports back")

    def __init__(self, *args: Any, bodies: Pairs, people: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].offer(list(bodies))  # type: ignore[attr-defined]
        self.fields["lead"].offer(list(people))  # type: ignore[attr-defined]


class ExtendForm(GovukForm):
    """A later end, and why."""

    ends_on = DateField("New end", called="new end")
    reason = TextField("Why is more time needed?", called="why more time is needed", max_length=300)


class ReportBackForm(GovukForm):
    """What a group reports back."""

    keeps_draft = True

    report = LongTextField(
        "What did the group do, and what does it ask for?", called="the report", rows=8,
        max_length=8000,
    )  # fmt: skip

"""What is typed on the day and after, cleaned."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from datetime import datetime
from typing import Any, Protocol

from django.db.models import Q

from sightline.foundation.calendar import LONDON
from sightline.foundation.govuk.forms import (
    ChoiceField,
    EmailField,
    GovukForm,
    SearchField,
    TextField,
)
from sightline.foundation.govuk.tables import Filters
from sightline.foundation.statements import given as place
from sightline.registers.partnership.models import Agency
from sightline.work.training.models import EventSession, SessionAttendance

HOW = SessionAttendance.How


class Registered(Protocol):
    """Somebody whom the register names."""

    @property
    def pk(self) -> int: ...
    @property
    def name(self) -> str: ...


class RegisterForm(GovukForm):
    """How each person attended each session; what is left empty is not entered yet."""

    def __init__(
        self,
        *args: Any,
        rows: Iterable[Registered],
        sessions: Iterable[EventSession],
        entered: dict[tuple[int, int], str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.keys: dict[str, tuple[int, int]] = {}
        many = list(sessions)
        one = ChoiceField("", called="how they attended", drawn_as="select", nothing="Not entered",
                          choices=HOW.choices, required=False)  # fmt: skip
        one.hides_optional = True
        for row in rows:
            for number, session in enumerate(many, 1):
                name = f"how-{row.pk}-{session.pk}"
                part = f", session {number}" if len(many) > 1 else ""
                field = copy(one)  # a register is long, and all ask the same
                field.label = f"{row.name} ({row.pk}){part}"
                field.initial = entered.get((row.pk, session.pk), "")
                self.fields[name] = field
                self.keys[name] = (row.pk, session.pk)

    def entries(self) -> dict[tuple[int, int], str]:
        """What was entered, by booking and session."""
        given = self.cleaned_data
        return {key: given[name] for name, key in self.keys.items() if given.get(name)}


class WalkInForm(GovukForm):
    """Somebody who came without a booking."""

    name = TextField("Name", max_length=200, autocomplete="off")
    email = EmailField("Email address", autocomplete="off")
    agency = ChoiceField("Agency", drawn_as="select", called="agency")

    def __init__(self, *args: Any, agencies: Iterable[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].offer([(each.pk, each.name) for each in agencies])  # type: ignore[attr-defined]


class CodeForm(GovukForm):
    """The code on a certificate."""

    code = TextField("Code on the certificate", max_length=30, width=20, called="code",
                     hint="For example, 7KQM-2XRD-9VTB")  # fmt: skip


class LedgerFilters(Filters):
    """Which lines of the ledger to show."""

    agency = ChoiceField("Agency", drawn_as="select", nothing="Any")
    month = SearchField("Month, as 2026-11")

    def narrow(self, rows: Any) -> Any:
        """Keep the lines that every answer asks for."""
        given = self.cleaned_data
        if given.get("agency"):
            rows = rows.having("agency", int(given["agency"]))
        span = month_of(given.get("month") or "")
        if span is None:
            return rows
        return rows.where(
            "month",
            lambda: Q(
                entered_at__gte=place("first", datetime), entered_at__lt=place("end", datetime)
            ),
            first=span[0],
            end=span[1],
        )


def month_of(typed: str) -> tuple[datetime, datetime] | None:
    """The first moments on London's clock of a month typed as 2026-11, and of the month after; none
    where it is no month."""
    try:
        first = datetime.strptime(typed.strip(), "%Y-%m").replace(tzinfo=LONDON)
    except ValueError:
        return None
    year, month = divmod(first.year * 12 + first.month, 12)
    return first, datetime(year, month + 1, 1, tzinfo=LONDON)

"""How the places of an agency were filled."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet

from sightline.foundation.statements import Statement, given
from sightline.registers.partnership.models import Place
from sightline.work.governance.models import Attendance, Meeting


class Turnout(NamedTuple):
    """How the places of an agency at one body were filled over a stretch of meetings."""

    body_key: str
    body: str
    expected: int
    attended: int
    deputies: int
    apologies: int
    absent: int

    @property
    def came(self) -> int:
        """Times somebody took part, the holder or a deputy."""
        return self.attended + self.deputies


def _turnout() -> QuerySet[Meeting, Any]:
    """From the meetings of the stretch to who came for these places, so that the years before are
    not read."""
    how = {
        "attended": Attendance.How.ATTENDED,
        "deputies": Attendance.How.DEPUTY,
        "apologies": Attendance.How.APOLOGIES,
        "absent": Attendance.How.ABSENT,
    }
    agency = given("agency", int)
    held = Meeting.objects.filter(
        body__in=Place.objects.filter(agency=agency).values("body"),
        state=Meeting.State.HELD,
        on__gte=given("since", date),
        on__lte=given("until", date),
        attendances__place__agency=agency,
        attendances__how__in=list(how.values()),
    )
    counts = {
        name: Count("attendances", filter=Q(attendances__how=each)) for name, each in how.items()
    }
    rows = held.values("body__key", "body__name").annotate(expected=Count("attendances"), **counts)
    return rows.order_by("body__name").values_list("body__key", "body__name", "expected", *counts)


TURNOUT = Statement(Turnout, _turnout)


def turnout_of_agency(agency_id: int, since: date, until: date) -> list[Turnout]:
    """How often an agency's places were filled at meetings held between two days, body by body
    (R2.2). Counts only: which meetings they were is seen by those who see the meetings."""
    return TURNOUT.rows(agency=agency_id, since=since, until=until)

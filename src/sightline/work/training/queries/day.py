"""The register of an event, certificates and the ledger."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from sightline.foundation.lists import Kept, Lists, one_of
from sightline.foundation.permissions import Actor
from sightline.foundation.statements import Statement, given
from sightline.work.training.models import (
    Booking,
    Certificate,
    Charge,
    Event,
    SessionAttendance,
)
from sightline.work.training.queries.places import (
    is_office,
    numbers_booked_for,
    sight,
)
from sightline.work.training.rules.attending import tidy_code


class Entered(NamedTuple):
    """One entry of the register."""

    booking: int
    session: int
    how: str


class Registered(NamedTuple):
    """Somebody who is booked, as the register names them."""

    pk: int
    name: str
    agency: str


REGISTER = Statement(
    Registered,
    lambda: (
        Booking.objects.filter(event=given("event", int), state=Booking.State.BOOKED)
        .order_by("name", "pk")
        .values_list("pk", "name", "agency__name")
    ),
)
ENTRIES = Statement(
    Entered,
    lambda: SessionAttendance.objects.filter(booking__event=given("event", int)).values_list(
        "booking_id", "session_id", "how"
    ),
)


def to_register(event: Event) -> list[Registered]:
    """Everybody who is booked, by name: the rows of the register."""
    return REGISTER.rows(event=event.pk)


def entries_of(event: Event) -> dict[tuple[int, int], str]:
    """What the register says so far, by booking and session."""
    found = ENTRIES.rows(event=event.pk)
    return {(one.booking, one.session): one.how for one in found}


def certificate(actor: Actor, number: int) -> Certificate:
    """The certificate of a booking the actor sees; `NotSeen` where there is none."""
    rows = Certificate.objects.filter(booking=number, withdrawn_at__isnull=True)
    seen = Booking.objects.filter(sight(actor), pk=number)
    return one_of(rows.filter(booking__in=seen.values("pk")))


def has_certificate(booking: Booking) -> bool:
    """Whether a booking earned a certificate that stands."""
    return Certificate.objects.filter(booking=booking, withdrawn_at__isnull=True).exists()


class Checked(NamedTuple):
    """What anybody learns of a certificate whose code they hold."""

    name: str
    course: str
    attended_on: date


def check_code(typed: str) -> Checked | None:
    """Name, course and date of the certificate with this code, and nothing more."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, course, attended_on FROM sightline_training_certificate(%s)",
            [tidy_code(typed)[:20]],
        )
        row = cursor.fetchone()
    return Checked(*row) if row else None


def _lines(rows: QuerySet[Charge]) -> QuerySet[Any, Any]:
    either = {
        "whom": ("booking__name", "taught__trainer__name"),
        "course": ("booking__event__course__title", "taught__event__course__title"),
        "event": ("booking__event__reference", "taught__event__reference"),
    }
    named = {name: Coalesce(*fields) for name, fields in either.items()}
    lines: QuerySet[Any, Any] = rows.annotate(**named).values(
        "pk", "agency__name", "entered_at", "why", "pence", "booking_id", *either
    )
    return lines


LEDGER = Lists(lambda: Charge.objects.filter(partnership=given("partnership", int)), _lines)


def ledger(actor: Actor) -> Kept:
    """Lines of the ledger: of all agencies to the office, of one's own to who books for it."""
    rows = LEDGER.of(partnership=actor.partnership_id or 0)
    if is_office(actor):
        return rows
    return rows.where(
        "of mine",
        lambda: Q(agency__among=given("agencies", list[int])),
        agencies=numbers_booked_for(actor),
    )


def charge(actor: Actor, number: int) -> Charge:
    """One line of the ledger; `NotSeen` where it is absent or hidden."""
    rows = Charge.objects.filter(partnership_id=actor.partnership_id or 0, pk=number)
    if not is_office(actor):
        rows = rows.filter(agency__in=numbers_booked_for(actor))
    return one_of(
        rows.select_related(
            "agency", "booking__event__course", "taught__event__course", "taught__trainer"
        )
    )

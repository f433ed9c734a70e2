"""Reminding agencies of returns that are due soon or late (R9.1)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction

from sightline.foundation.addresses import address
from sightline.foundation.calendar import in_words
from sightline.foundation.outbox.notices import Notice
from sightline.foundation.outbox.operations import queue
from sightline.foundation.permissions import Actor
from sightline.registers.partnership.models import Seat
from sightline.work.performance import notices
from sightline.work.performance.models import AgencyReturn

LEADS = ["agency-lead", "lead-partner"]
SOON = timedelta(days=5)


@transaction.atomic
def chase_returns(*, today: date, by: Actor, now: datetime) -> int:
    """Write to the leads of each agency whose return is due within five days, and once more when it
    is late; the answer is how many returns are late."""
    rows = AgencyReturn.objects.filter(state=AgencyReturn.State.OPEN, due_on__lte=today + SOON)
    late = 0
    for each in rows.select_related("record").order_by("pk"):
        is_late = each.due_on < today
        late += is_late
        notice = notices.RETURN_LATE if is_late else notices.RETURN_DUE
        tell_leads_of_return(notice=notice, agency_return=each, by=by, now=now)
    return late


@transaction.atomic
def tell_leads_of_return(
    *, notice: Notice, agency_return: AgencyReturn, by: Actor, now: datetime
) -> None:
    """Write to the leads of the agency a return is owed by, once for each occasion and the
    day it is asked for by."""
    seats = Seat.objects.filter(
        Seat.live(), place__agency=agency_return.agency_id, place__capacities__overlap=LEADS
    )
    reference = agency_return.record.reference
    known = {
        "due_on": in_words(agency_return.due_on),
        "link": settings.ADDRESS + address("performance:agency_return", reference),
    }
    facts = {name: known[name] for name in notice.allowed}
    for person in sorted(set(seats.values_list("person_id", flat=True))):
        queue(
            notice,
            to_person_id=person,
            to_email=None,
            facts=facts,
            about=reference,
            key=f"{agency_return.pk}:{person}:{agency_return.due_on.isoformat()}",
            now=now,
        )

"""The demonstration's returns: what one agency owes each quarter, two years of it sealed, the last
one asked for and not yet there. Every figure is invented."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, time, timedelta

from django.utils import timezone

from sightline.foundation.permissions import system_actor
from sightline.registers.partnership.models import Agency
from sightline.web.demonstration_year.world import World, seat_with
from sightline.work.performance import operations
from sightline.work.performance.models import Framework, Indicator
from sightline.work.performance.operations.defining import Meaning
from sightline.work.performance.rules.periods import recent
from sightline.work.performance.rules.returns import Answer

QUARTERS = 14
COUNTED = "Invented for the demonstration: no real child is counted here"
OWED = (
    Meaning("Notices about a child passed on within a day", "Do others know in time?", COUNTED,
            "All notices about a child (invented)", "%", "quarter", "high", None, 1, "open"),
    Meaning("Children missing twice", "", COUNTED, "", "", "quarter", "low", None, 0, "open"),
    Meaning("Children held overnight in a cell", "Does it ever happen?", COUNTED, "", "",
            "quarter", "low", None, 0, "open"),
)  # fmt: skip
SENT = Meaning("Children without a school place", "Who is not seen at school?", COUNTED, "", "",
               "quarter", "low", None, 0, "open")  # fmt: skip


def build(world: World) -> Iterator[str]:
    """Have one agency return its figures quarter by quarter; yields a line of what was done."""
    partnership, today = world.partnership, world.today
    framework = Framework.objects.filter(partnership=partnership).first()
    lead = seat_with(partnership, capacities__contains=["agency-lead"])
    if framework is None or lead is None or lead.place.agency is None:
        return
    agency = lead.place.agency
    by = system_actor("The demonstration", partnership_id=partnership.pk)
    began = timezone.make_aware(datetime.combine(today - timedelta(days=19), time(9)))
    owed = [
        operations.define_indicator(
            partnership=partnership, indicator=None, meaning=each, agency=agency,
            reason="Agreed by the group (invented)", by=by, now=began,
        )
        for each in OWED
    ]  # fmt: skip
    chance = random.Random("returns")
    periods = recent("quarter", QUARTERS, year=today.year, month=today.month)
    for place, period in enumerate(reversed(periods)):
        now = began + timedelta(hours=place)
        [asked] = operations.open_returns(
            framework=framework, kind="quarter", period=period,
            due_on=today - timedelta(days=4), by=by, now=now,
        )  # fmt: skip
        if period != periods[0]:
            operations.save_return(
                agency_return=asked, answers=_answers(owed, place, chance), by=by, now=now
            )
            seal = operations.submit_return(agency_return=asked, by=by, now=now)
            operations.take_submission(number=seal.pk, by=by, now=now)
    yield f"{QUARTERS - 1} returns of {agency.name}, and one that is late"
    other = _asked_of_another(world, framework, periods[0], began)
    if other is not None:
        yield f"a return of {other.name} that the office can fill in from what it is sent"


def _asked_of_another(
    world: World, framework: Framework, period: int, began: datetime
) -> Agency | None:
    """A return of a second agency that nobody has begun to fill in."""
    by = system_actor("The demonstration", partnership_id=world.partnership.pk)
    agencies = Agency.objects.filter(partnership=world.partnership, is_lead_partner=True)
    owing = Indicator.objects.filter(partnership=world.partnership, agency__isnull=False)
    other = agencies.exclude(pk__in=owing.values("agency")).order_by("pk").first()
    if other is not None:
        operations.define_indicator(
            partnership=world.partnership, indicator=None, meaning=SENT, agency=other,
            reason="Agreed by the group (invented)", by=by, now=began,
        )  # fmt: skip
        operations.open_returns(
            framework=framework, kind="quarter", period=period,
            due_on=world.today - timedelta(days=4), by=by, now=began,
        )  # fmt: skip
    return other


def _answers(owed: list[Indicator], place: int, chance: random.Random) -> dict[int, Answer]:
    """One quarter: usual figures, of which whatever is odd has its words."""
    first = chance.randint(380, 440)
    share = chance.gauss(0.86 if place < QUARTERS - 3 else 0.7, 0.015)
    words = "" if place < QUARTERS - 3 else "The new system was down for two weeks (invented)."
    figures = (
        Answer(None, float(round(first * share)), float(first), "", words),
        Answer(float(chance.randint(26, 34)), words="As counted by the control room (invented)."),
        Answer(float(place % 4 == 0), words=""),
    )
    return dict(zip((each.pk for each in owed), figures, strict=True))

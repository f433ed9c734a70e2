"""Returns of agencies: indicators that one agency owes, asked for, filled in, sealed and taken."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from builders import partnership as made
from builders.figures import NOW
from sightline.foundation.permissions import Actor
from sightline.registers.partnership.models import Partnership
from sightline.work.performance import operations
from sightline.work.performance.models import AgencyReturn, Framework, Indicator, Submission
from sightline.work.performance.operations.defining import Meaning
from sightline.work.performance.rules.returns import Answer

GANGS = "Children met in gangs"
EXPLOITED = "Children exploited criminally"
CONTACTS = "Contacts"
BY_POLICE = "Contacts from the police"
BY_SCHOOLS = "Contacts from schools"
IN_TIME = "Contacts decided within a day"


def owed(partnership: Partnership, agency: str, name: str, **meaning: object) -> Indicator:
    """An indicator that an agency returns by quarter."""
    facts = {"numerator": f"{name}, as counted", "disclosure": "open", **meaning}
    return operations.define_indicator(
        partnership=partnership,
        indicator=None,
        meaning=Meaning(name=name, **facts),  # type: ignore[arg-type]
        agency=partnership.agency_set.get(key=agency),
        reason="Agreed by the group",
        by=made.BY,
        now=NOW,
    )


def front_door(partnership: Partnership, agency: str = "swypft") -> dict[str, Indicator]:
    """What one agency owes: a total and its parts, a share, and a count beside a related one."""
    total = owed(partnership, agency, CONTACTS)
    gangs = owed(partnership, agency, GANGS)
    return {
        CONTACTS: total,
        BY_POLICE: owed(partnership, agency, BY_POLICE, part_of_id=total.pk),
        BY_SCHOOLS: owed(partnership, agency, BY_SCHOOLS, part_of_id=total.pk),
        IN_TIME: owed(partnership, agency, IN_TIME, unit="%", denominator="All contacts",
                      decimals=1, polarity="high"),
        GANGS: gangs,
        EXPLOITED: owed(partnership, agency, EXPLOITED, zero_beside_id=gangs.pk),
    }  # fmt: skip


def asked(
    partnership: Partnership,
    period: int = 202509,
    *,
    kind: str = "quarter",
    now: datetime = NOW,
    days: int = 20,
) -> list[AgencyReturn]:
    """Returns of a period, asked for."""
    return operations.open_returns(
        framework=Framework.objects.get(partnership=partnership),
        kind=kind,
        period=period,
        due_on=now.date() + timedelta(days=days),
        by=made.BY,
        now=now,
    )


def good(found: Mapping[str, Indicator], **changed: Answer) -> dict[int, Answer]:
    """Answers in which nothing is wrong; `changed` by the name of the constant."""
    answers = {
        CONTACTS: Answer(value=100),
        BY_POLICE: Answer(value=60),
        BY_SCHOOLS: Answer(value=40),
        IN_TIME: Answer(numerator=90, denominator=100),
        GANGS: Answer(value=12),
        EXPLOITED: Answer(value=3),
    }
    answers |= {globals()[name]: answer for name, answer in changed.items()}
    return {found[name].pk: answer for name, answer in answers.items()}


def sealed(
    agency_return: AgencyReturn, answers: Mapping[int, Answer], by: Actor, *, now: datetime = NOW
) -> Submission:
    """A return filled in, sealed, and turned into figures as the worker does it."""
    operations.save_return(agency_return=agency_return, answers=answers, by=by, now=now)
    made_of = operations.submit_return(agency_return=agency_return, by=by, now=now)
    operations.take_submission(number=made_of.pk, by=made.BY, now=now)
    agency_return.refresh_from_db()
    return made_of


def quarters(count: int, last: int = 202506) -> list[int]:
    """So many quarters up to one, oldest first."""
    year, month = divmod(last, 100)
    ends = [date(year + (month - 1 - 3 * back) // 12, (month - 1 - 3 * back) % 12 + 1, 1)
            for back in range(count)]  # fmt: skip
    return [each.year * 100 + each.month for each in reversed(ends)]

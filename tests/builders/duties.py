"""Small arrangements and events for the tests of the duties register; every name is invented."""

from __future__ import annotations

from datetime import date
from typing import Any

from sightline.foundation.calendar import WorkingCalendar
from sightline.registers.duties.rules.books import Books
from sightline.registers.duties.rules.editions import Edition
from sightline.registers.duties.rules.facts import DutyState, Happened
from sightline.registers.duties.rules.states import state_of
from sightline.registers.partnership.rules.arrangement import Arrangement, Duty

ENGLAND = WorkingCalendar(known_until=2027)


def edition(name: str, begun_on: str, first: str = "", last: str = "") -> Edition:
    """An edition of a document, begun on a day, about the days between two others."""
    months = (day(first), day(last)) if first and last else ()
    return Edition(name, day(begun_on), *months)


def day(text: str) -> date:
    return date.fromisoformat(text)


def happened(kind: str, on: str, **more: Any) -> Happened:
    """An event, entered on the day it happened unless said otherwise."""
    entered = more.pop("entered", on)
    return Happened(kind, day(on), day(entered), **more)  # type: ignore[arg-type]


def meetings(*days: str) -> list[Happened]:
    return [happened("meeting-held", on, body="executive") for on in days]


def arrangement(*duties: dict[str, Any], **more: Any) -> Arrangement:
    """An invented partnership in force from 1 July 2019."""
    return Arrangement.model_validate(
        {
            "id": "invented",
            "name": "Invented Safeguarding Children Partnership",
            "short": "ISCP",
            "document_title": "Arrangements",
            "published": "June 2019",
            "from": day("2019-07-01"),
            "bodies": [
                {
                    "id": "executive",
                    "heading": "Leadership",
                    "name": "Partnership Executive",
                    "kind": "executive",
                    "purpose": "Leads.",
                    "chair": {"kind": "not-stated"},
                },
                {
                    "id": "forum",
                    "heading": "Leadership",
                    "name": "Wider Forum",
                    "kind": "forum",
                    "purpose": "Listens.",
                    "chair": {"kind": "not-stated"},
                },
            ],
            "roles": [
                {"id": "scrutineer", "heading": "Scrutiny", "name": "Independent Scrutineer"}
            ],
            "duties": [a_duty(**duty) for duty in duties],
            **more,
        }
    )


def a_duty(**more: Any) -> dict[str, Any]:
    """A duty of the Executive that its meetings evidence, unless said otherwise."""
    return {
        "id": "promise",
        "heading": "Leadership",
        "promise": "The promise is kept.",
        "kind": "cadence",
        "owner_body": "executive",
        "evidenced_by": [{"kind": "meeting-held", "body": "executive"}],
        **more,
    }


def settle(
    plan: Arrangement,
    as_at: str,
    events: Any = (),
    *,
    held: Any = (),
    running: Any = (),
    dispensed: Any = (),
    decided: Any = None,
    editions: Any = (),
    **options: Any,
) -> DutyState:
    """The state of the first duty of an arrangement, as at a day. Places are the Executive's;
    clocks, dispensations and the decision are the duty's own."""
    duty = duty_of(plan)
    books = Books(
        arrangement=plan,
        calendar=ENGLAND,
        happenings=tuple(events),
        held={"executive": held},
        running={duty.id: running},
        dispensed={duty.id: dispensed},
        editions={"report": editions, "thresholds": editions} if editions else {},
        decided={duty.contradiction: decided} if duty.contradiction and decided else {},
    )
    return state_of(duty, books, day(as_at), **options)


def duty_of(plan: Arrangement) -> Duty:
    return plan.duties[0]


SIX_WEEKS = {"every": {"n": 6, "unit": "weeks"}, "printed": "six weekly"}
QUARTERLY = {"times": {"n": 1, "per": "quarter"}, "printed": "quarterly"}

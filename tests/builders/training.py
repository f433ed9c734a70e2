"""A programme of training for the world of the tests, made by the operations."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from builders import partnership as made
from sightline.registers.partnership.models import Partnership
from sightline.registers.records.models import ReferenceCount
from sightline.work.training import operations
from sightline.work.training.models import Certificate, Course, Event, SessionAttendance
from sightline.work.training.rules.published import WEST_SUSSEX

if TYPE_CHECKING:
    from builders.world import World

CODES = {
    "one ours": "AAAA-AAAA-AAA2", "other ours": "AAAA-AAAA-AAA3",
    "one theirs": "AAAA-AAAA-AAA4", "other theirs": "AAAA-AAAA-AAA5",
}  # fmt: skip


def course(partnership: Partnership, title: str = "Neglect", **said: Any) -> Course:
    """A course, as a draft."""
    words = {"kind": "core", "summary": "What neglect looks like.", "aims": "Name the signs"}
    return operations.make_course(
        partnership_id=partnership.pk,
        title=title,
        **{**words, **said},
        by=made.BY,
        now=timezone.now(),
    )


def published(partnership: Partnership, title: str = "Neglect", **said: Any) -> Course:
    """A course in the catalogue."""
    return operations.publish_course(
        course=course(partnership, title, **said), by=made.BY, now=timezone.now()
    )


def planned(
    of: Course, *, places: int = 10, starts_at: datetime | None = None, **said: Any
) -> Event:
    """An event of a course, as a draft: in 30 days for three hours, where nothing else is said."""
    begins = starts_at or timezone.now() + timedelta(days=30)
    if starts_at is None:  # never across midnight
        begins = timezone.localtime(begins).replace(hour=9, minute=30, second=0, microsecond=0)
    return operations.plan_event(
        course=of,
        starts_at=begins,
        ends_at=begins + timedelta(hours=3),
        places=places,
        **said,
        by=made.BY,
        now=timezone.now(),
    )


def on_offer(of: Course, **said: Any) -> Event:
    """An event open for booking."""
    return operations.open_event(event=planned(of, **said), by=made.BY, now=timezone.now())


def teach(world: World) -> None:
    """Courses and events of both partnerships, drafts among them, with words of their own."""
    from builders.world import canary

    for which, whose in (("ours", world.partnership), ("theirs", world.other)):
        if which == "theirs":  # an address of the tests names one thing, not one in each
            for prefix in ("CRS", "TRN"):
                for year in (timezone.localdate().year, timezone.localdate().year + 1):
                    ReferenceCount.objects.update_or_create(
                        partnership=whose, prefix=prefix, year=year, defaults={"last": 500}
                    )
        word = lambda text, which=which: canary(f"{text} {which}")  # noqa: E731
        draft = course(whose, word("course draft"), evaluation_plan=word("evaluation"))
        open_one = published(whose, word("course"), evaluation_plan=word("evaluation"))
        operations.add_audience_group(
            partnership_id=whose.pk,
            framework=word("framework"),
            names=[word("audience")],
            by=made.BY,
            now=timezone.now(),
        )
        joining = {"venue": word("address"), "link": word("online"), "notes": word("notes")}
        event = on_offer(open_one, area=word("area"), **joining)
        planned(open_one, area=word("area draft"), **joining)
        trainer = operations.add_trainer(
            partnership_id=whose.pk, name=word("trainer"), agency=whose.agency_set.first(),
            by=made.BY, now=timezone.now(),
        )  # fmt: skip
        operations.name_trainer(event=event, trainer=trainer, by=made.BY, now=timezone.now())
        operations.set_trainer_rate(
            partnership_id=whose.pk, pence_a_day=20000, by=made.BY, now=timezone.now()
        )
        operations.credit_teaching(event=event, by=made.BY, now=timezone.now())
        bookings = _people(world, which, whose, event)
        world.training |= bookings | {
            f"course {which}": open_one,
            f"draft {which}": draft,
            f"event {which}": event,
            f"draft event {which}": Event.objects.exclude(pk=event.pk).get(course=open_one),
            f"trainer {which}": trainer,
        }


def _people(world: World, which: str, whose: Partnership, event: Event) -> dict[str, Any]:
    """Somebody of each of two agencies who is booked, the practitioner among them, and all else
    that stands beside a booking."""
    from builders.world import canary

    now = timezone.now()
    one, other = whose.agency_set.order_by("-key")[:2]
    if which == "ours":
        one, other = whose.agency_set.get(key="swypft"), whose.agency_set.get(key="cafcass")
    made_rules = operations.set_charging_rules(
        partnership_id=whose.pk, name=f"Rules {which}", terms=WEST_SUSSEX, kinds=[], by=made.BY,
        now=now,
    )  # fmt: skip
    found: dict[str, Any] = {f"rules {which}": made_rules}
    for name, agency in (("one", one), ("other", other)):
        address = f"{name}.{which}@example.org"
        booked = operations.book_group(
            event=event,
            agency=agency,
            people=[operations.Named(canary(f"learner {name} {which}"), address, "Nurse")],
            by=made.BY,
            now=now,
        )[0]
        operations.enter_charge(booking=booked, pence=100, why="For the tests", by=made.BY, now=now)
        found[f"booking {name} {which}"] = booked
        SessionAttendance.objects.create(
            booking=booked, session=event.sessions.get(), partnership=whose, how="full",
            entered_at=now, entered_by="The tests",
        )  # fmt: skip
        Certificate.objects.create(
            booking=booked, partnership=whose, agency=agency, code=CODES[f"{name} {which}"],
            name=booked.name, course=canary(f"course {which}"), attended_on=now.date(),
            issued_at=now,
        )  # fmt: skip
    person = world.people["practitioner" if which == "ours" else "stranger"]
    actor = world.actor("practitioner" if which == "ours" else "stranger")
    held = operations.hold_place(event=event, agency=other, by=actor, now=now)
    Event.objects.filter(pk=event.pk).update(is_consent_needed=False)
    own = operations.answer_questions(
        booking=held, role="Youth worker", manager_name="", manager_email="", need="agreed",
        is_reserve=False, needs=canary(f"needs {which}"), by=actor, now=now,
    )  # fmt: skip
    Event.objects.filter(pk=event.pk).update(is_consent_needed=True)
    assert own.person_id == person.pk
    found[f"booking own {which}"] = own
    person_of = world.people["group_member" if which == "ours" else "stranger"]
    found[f"delegate {which}"] = operations.name_delegate(
        agency=one, email=person_of.email, by=made.BY, now=now
    )
    return found

"""The demonstration's training: an invented programme, made through the operations."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from sightline.foundation.calendar import LONDON, calendar_for
from sightline.foundation.permissions import Actor
from sightline.registers.partnership.models import Agency, Partnership
from sightline.web.demonstration_year.learning import ask_and_answer, ask_this
from sightline.web.demonstration_year.modules import teach
from sightline.web.demonstration_year.people import DOMAIN
from sightline.web.demonstration_year.world import FIRST, LAST, World
from sightline.work.training import operations
from sightline.work.training.models import Course, Event, Trainer
from sightline.work.training.rules.published import WEST_SUSSEX

FRAMEWORKS = {
    "Target groups": (
        "Occasional contact with children",
        "Regular contact with children",
        "Works mainly with children and families",
        "Particular responsibility for safeguarding",
        "Operational managers",
        "Senior leaders",
    ),
    "Intercollegiate levels": ("Level 1", "Level 2", "Level 3", "Level 4", "Level 5"),
    "Schools": ("All staff", "Designated safeguarding leads", "Governors"),
}
ALL_STAFF = ["target-groups-regular-contact-with-children", "intercollegiate-levels-level-2"]
WITH_FAMILIES = [
    "target-groups-works-mainly-with-children-and-families",
    "intercollegiate-levels-level-3",
    "schools-designated-safeguarding-leads",
]
CORE, SUBJECT, SEMINAR = Course.Kind.CORE, Course.Kind.SUBJECT, Course.Kind.SEMINAR
COURSES = (
    (CORE, "Working together to safeguard children", "One day", WITH_FAMILIES, 36,
     "The foundation for everybody who works with children and families.",
     "Recognise signs of harm\nSay who must be told, and when\nTake part in a strategy discussion"),
    (CORE, "Working together: refresher", "Half a day", WITH_FAMILIES, 36,
     "What has changed in law and local practice since you last attended.",
     "Say what has changed\nApply it to a case of your own"),
    (CORE, "Safeguarding for those in occasional contact", "Two hours", ALL_STAFF, 36,
     "A short introduction for staff and volunteers who meet children at times.",
     "Recognise signs of harm\nPass a concern on the same day"),
    (SUBJECT, "Neglect: seeing the child's day", "One day", WITH_FAMILIES, None,
     "Neglect builds up in small things. This day looks at what a child lives with.",
     "Describe a child's day\nUse the local neglect toolkit\nChallenge drift"),
    (SUBJECT, "Child exploitation and county lines", "One day", WITH_FAMILIES, None,
     "How children are drawn in, and what agencies can do together.",
     "Recognise grooming\nShare intelligence safely"),
    (SUBJECT, "Professional curiosity and challenge", "Half a day", ALL_STAFF, None,
     "Asking one more question, and what to do when agencies disagree.",
     "Ask open questions\nRaise a disagreement in stages"),
    (SEMINAR, "Learning from a local review", "Ninety minutes", ALL_STAFF, None,
     "What a recent review found, and what it asks of each agency.",
     "Name the learning\nTake one change back to your team"),
    (Course.Kind.CONFERENCE, "Yearly safeguarding conference", "One day", ALL_STAFF, None,
     "The partnership's conference: a theme of the year, with workshops.",
     "Hear what children say\nMeet colleagues of other agencies"),
    (Course.Kind.E_LEARNING, "E-learning: neglect (example)", "15 minutes", ALL_STAFF, 24,
     "An example of a module: the signs of neglect.", "Recognise signs of neglect"),
    (Course.Kind.E_LEARNING, "E-learning: sexual abuse (example)", "15 minutes", ALL_STAFF, 24,
     "An example of a module: the signs of sexual abuse.", "Recognise signs of sexual abuse"),
    (Course.Kind.E_LEARNING, "E-learning: physical abuse (example)", "15 minutes", ALL_STAFF, 24,
     "An example of a module: the signs of physical abuse.", "Recognise signs of physical abuse"),
    (Course.Kind.E_LEARNING, "E-learning: emotional abuse (example)", "15 minutes", ALL_STAFF,
     24, "An example of a module: the signs of emotional abuse.",
     "Recognise signs of emotional abuse"),
)  # fmt: skip
ROLES = ("Social worker", "Health visitor", "Teacher", "Police constable", "Youth worker",
         "Early help worker", "School nurse", "Housing officer")  # fmt: skip
CAME = (*("full",) * 4, "late", "full", "absent", "full", "full", "part")
AREAS = ("Wakefield city centre", "Pontefract", "Castleford", "")
DAYS = (9, 16, 23, 37, 51, 65, 86, 107)


def build(world: World) -> Iterator[str]:
    """Make the programme; yields a line for each part as it is done."""
    partnership, today, by = world.partnership, world.today, world.by
    begun = _at(today - timedelta(days=120), time(9))
    for framework, names in FRAMEWORKS.items():
        operations.add_audience_group(
            partnership_id=partnership.pk, framework=framework, names=names, by=by, now=begun
        )
    courses = [_course(partnership, by, begun, *said) for said in COURSES]
    yield f"{teach(courses, by, begun)} example modules of e-learning"
    trainers = _trainers(partnership, by, begun)
    events = list(_events(courses, trainers, today, by, begun))
    yield f"{len(courses)} courses in the catalogue, {len(events)} dates"
    operations.set_charging_rules(
        partnership_id=partnership.pk, name="As West Sussex (demonstration)", terms=WEST_SUSSEX,
        kinds=[], by=by, now=begun,
    )  # fmt: skip
    yield f"{_bookings(partnership, events, by, timezone.now())} people booked or waiting"
    yield f"{_held(partnership, courses, today, by)} events held, with their registers"


def _course(
    partnership: Partnership,
    by: Actor,
    now: datetime,
    kind: str,
    title: str,
    length: str,
    audience: list[str],
    refresher: int | None,
    summary: str,
    aims: str,
) -> Course:
    made = operations.make_course(
        partnership_id=partnership.pk,
        kind=kind,
        title=title,
        length=length,
        audience=audience,
        refresher_months=refresher,
        summary=f"{summary} (Invented for the demonstration.)",
        aims=aims,
        evaluation_plan="Before, straight after, and with the manager three months later.",
        by=by,
        now=now,
    )
    return operations.publish_course(course=made, by=by, now=now)


def _trainers(partnership: Partnership, by: Actor, now: datetime) -> list[Trainer]:
    agencies = list(Agency.objects.filter(partnership=partnership).order_by("pk")[:3])
    names = ("Marnie Holroyd", "Idris Calloway", "Bronagh Teale")
    return [
        operations.add_trainer(
            partnership_id=partnership.pk, name=name, agency=agency, by=by, now=now
        )
        for name, agency in zip(names, agencies, strict=False)
    ]


def _events(
    courses: list[Course], trainers: list[Trainer], today: date, by: Actor, now: datetime
) -> Iterator[Event]:
    calendar = calendar_for(today)
    dated = [one for one in courses if one.kind != Course.Kind.E_LEARNING]
    for number, days in enumerate(DAYS * 2):
        course = dated[number % len(dated)]
        day = calendar.add_working_days(today + timedelta(days=days + number // 8), 1)
        area = AREAS[number % len(AREAS)]
        event = operations.plan_event(
            course=course,
            starts_at=_at(day, time(9, 30)),
            ends_at=_at(day, time(12, 30) if "day" not in course.length.lower() else time(16)),
            places=(20, 16, 24, 12)[number % 4],
            area=area,
            is_online=not area,
            venue="Room 2, Invented House" if area else "",
            link="" if area else "https://meet.example/invented",
            notes="Doors open half an hour before. Say at the desk if you need anything.",
            agency_most=6 if number % 3 == 0 else None,
            is_consent_needed=number % 2 == 0,
            by=by,
            now=now,
        )
        if trainers:
            trainer = trainers[number % len(trainers)]
            operations.name_trainer(event=event, trainer=trainer, by=by, now=now)
        yield operations.open_event(event=event, by=by, now=now)


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, LONDON)


def _bookings(partnership: Partnership, events: list[Event], by: Actor, now: datetime) -> int:
    """Invented people of the agencies book: the first events are full, with people who wait."""
    agencies = list(Agency.objects.filter(partnership=partnership).order_by("pk"))
    made = 0
    for order, event in enumerate(events):
        wanted = event.counted.places + 4 if order < 2 else 3 + (order * 5) % 9
        for number in range(wanted):
            who = order * 40 + number
            agency = agencies[(who * 5 + order) % len(agencies)]
            name = f"{FIRST[who % len(FIRST)]} {LAST[(who * 11 + order) % len(LAST)]}"
            named = operations.Named(name, f"learner.{who}@{DOMAIN}", ROLES[who % len(ROLES)])
            operations.book_group(event=event, agency=agency, people=[named], by=by, now=now)
            made += 1
        operations.settle_event(event_id=event.pk, by=by, now=now)
    return made


def _held(partnership: Partnership, courses: list[Course], today: date, by: Actor) -> int:
    """Events of the last months: most came, some late, some not at all; nothing is told twice."""
    agencies = list(Agency.objects.filter(partnership=partnership).order_by("pk"))
    calendar = calendar_for(today)
    for order, days in enumerate((96, 61, 33, 12)):
        day = calendar.add_working_days(today - timedelta(days=days), 1)
        starts, before = _at(day, time(9, 30)), _at(day - timedelta(days=30), time(10))
        ask_this(courses[order], by, before)
        event = operations.plan_event(
            course=courses[order], starts_at=starts, ends_at=_at(day, time(12, 30)), places=16,
            area="Pontefract", venue="Room 1, Invented House", is_consent_needed=False,
            is_on_demand=order == 3, by=by, now=before,
        )  # fmt: skip
        event = operations.open_event(event=event, by=by, now=before)
        entries: dict[tuple[int, int], str] = {}
        session = event.sessions.get()
        for number in range(11 + order):
            who = 900 + order * 20 + number
            name = f"{FIRST[who % len(FIRST)]} {LAST[(who * 11) % len(LAST)]}"
            named = operations.Named(name, f"learner.{who}@{DOMAIN}", ROLES[who % len(ROLES)])
            booked = operations.book_group(
                event=event, agency=agencies[who % len(agencies)], people=[named], by=by,
                now=before,
            )[0]  # fmt: skip
            entries[booked.pk, session.pk] = CAME[number % len(CAME)]
        ask_and_answer("before", by, _at(day - timedelta(days=14), time(8)))
        after = _at(day, time(15))
        operations.enter_attendance(event=event, entries=entries, by=by, now=after)
        operations.close_register(event=event, by=by, now=after)
        ask_and_answer("after", by, _at(day, time(16)))
    ask_and_answer("later", by, _at(today, time(8)))
    return 4

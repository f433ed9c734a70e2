"""Training: the catalogue is public (R8.2); drafts and the programme are the office's."""

from __future__ import annotations

from builders.training import on_offer, published
from builders.world import World
from sightline.work.training.models import EventTrainer, Trainer
from web.roles import AT_THE_FRONT, EVERYBODY, OURS, UNIT
from web.room import Room, Row, everyone_reads

THEIRS = frozenset({"stranger"})
OFFICE = (  # address, what it is about, answers to a get and to an empty post
    ("change_course", "course", 200, 200),
    ("publish_course", "course", 302, 302),
    ("withdraw_course", "course", 200, 200),
    ("plan_event", "course", 200, 200),
    ("manage_event", "event", 200, 200),
    ("change_event", "event", 200, 200),
    ("open_event", "event", 302, 302),
    ("cancel_event", "event", 200, 200),
    ("add_session", "event", 200, 200),
    ("drop_session", "session", 302, 302),
    ("name_trainer", "event", 200, 200),
    ("drop_trainer", "trainer", 302, 302),
)


def about(world: World, which: str) -> list[object]:
    """What stands in an address about a course, an event, a session or a trainer."""
    what, _, whose = which.partition(" ")
    found = world.training[f"{what if what == 'course' else 'event'} {whose}"]
    if what == "session":
        return [found.reference, found.sessions.get().pk]
    if what == "trainer":
        return [found.reference, world.training[f"trainer {whose}"].pk]
    return [found.reference]


def one_more(world: World, number: int) -> None:
    """A course of the catalogue with a date."""
    on_offer(published(world.partnership, f"Course {number}"))


def words() -> dict[str, frozenset[str]]:
    """The catalogue in view is for everybody; what is not in it, the office's own."""
    known = {}
    for which, front, office in (
        ("ours", AT_THE_FRONT, UNIT - THEIRS),
        ("theirs", THEIRS, THEIRS),
    ):
        for what in ("course", "area", "audience", "framework"):
            known[f"{what} {which}"] = front
        for what in ("course draft", "evaluation", "area draft", "trainer"):
            known[f"{what} {which}"] = office
    return known


ROOM = Room(
    rows=[
        everyone_reads("training:catalogue"),
        Row("training:course", EVERYBODY, OURS, "training course ours", public=True),
        Row("training:event", EVERYBODY, OURS, "training event ours", public=True),
        Row("training:programme", UNIT),
        Row("training:copy_programme", UNIT),
        Row("training:courses", UNIT),
        Row("training:make_course", UNIT),
        Row("training:trainers", UNIT),
        Row("training:audiences", UNIT),
        *(
            Row(f"training:{name}", UNIT, sees, f"training {what} {whose}", get, post)
            for name, what, get, post in OFFICE
            for whose, sees in (("ours", OURS), ("theirs", THEIRS))
        ),
    ],
    about={"training": about},
    held={"training.manage_programme": UNIT},
    words=words(),
    of_staff=(Trainer, EventTrainer),
    otherwise=(  # public but for drafts: test_policies_of_training
        "training_audiencegroup",
        "training_course",
        "training_event",
        "training_eventplaces",
        "training_eventsession",
        "training_joining",
    ),
    lists={"/training": 8, "/programme": 8, "/programme/courses": 8},
    one_more=one_more,
    exports=("/programme", "/programme/courses"),
    writes={
        "training_audiencegroup": (UNIT, UNIT),
        "training_course": (UNIT, UNIT),
        "training_event": (UNIT, UNIT),
        "training_eventsession": (UNIT, UNIT),
        "training_eventtrainer": (UNIT, UNIT),
        "training_joining": (UNIT, UNIT),
        "training_trainer": (UNIT, UNIT),
        # whoever books locks the row of places (docs/decisions/013)
        "training_eventplaces": (UNIT, EVERYBODY | {"colleague", "notifier"}),
    },
)

"""One line of time of all agencies (R6.2): seen with the review, brought in by an author."""

from __future__ import annotations

from builders.world import World
from sightline.work.reviews.models import ChronologyEvent, ChronologyImport, SameEvent
from web.roles import MANAGE, NOBODY
from web.room import Room, Row
from web.rooms.reviews import SEE
from web.rooms.reviews_rapid import AUTHOR, REVIEW, RUNS

KEEP = frozenset({"notifier"}) | MANAGE
PEOPLE = frozenset({"notifier", "business_manager"})  # who sees the people of our case


def _events(world: World, which: str) -> list[object]:
    rows = ChronologyEvent.objects.filter(summary=world.works[f"request {which}"].pk)
    return [world.record("review ours").reference, *(one.pk for one in rows.order_by("pk")[:2])]


def _sheet(world: World, which: str) -> list[object]:
    request = world.works[f"request {which}"]
    return [request.record.reference, ChronologyImport.objects.get(summary=request.pk).pk]


DRAFT = AUTHOR["draft"]
ROOM = Room(
    rows=[
        Row("reviews:chronology_template", SEE, is_page=False),
        Row("reviews:receive_chronology", SEE, DRAFT, "agencyrequest draft"),
        Row("reviews:look_at_chronology", SEE, DRAFT, "agencysheet draft", post=302),
        Row("reviews:chronology_file", SEE, REVIEW, "review ours", is_page=False),
        Row("reviews:chronology_with_names", KEEP, PEOPLE, "review ours"),
        Row("reviews:same_events", SEE, REVIEW, "review ours"),
        Row("reviews:judge_same_event", MANAGE, REVIEW, "twoevents done"),
    ],
    about={"agencysheet": _sheet, "twoevents": _events},
    words={"same event": REVIEW},
    keyed=(SameEvent,),
    otherwise=("reviews_chronologyimport",),  # work/test_reviews_chronologies_are_merged
    writes={
        "reviews_chronologyimport": (DRAFT, DRAFT),
        "reviews_sameevent": (RUNS, NOBODY),
    },
)

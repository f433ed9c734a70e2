"""Documents of agencies' answers (R6.2): read as the answer is."""

from __future__ import annotations

from builders.world import World
from sightline.work.reviews.models import AgencyDocument
from web.roles import NOBODY
from web.room import Room, Row
from web.rooms.reviews import SEE
from web.rooms.reviews_rapid import AUTHOR, REVIEW, SIGHT


def _number(world: World, which: str) -> int:
    return AgencyDocument.objects.get(summary=world.works[f"request {which}"].pk).number


def _released(world: World, which: str) -> list[object]:
    found = AgencyDocument.objects.get(summary=world.works[f"request {which}"].pk)
    return [world.record("review ours").reference, found.pk]


DONE = SIGHT["request done"]
READS = {"draft": AUTHOR["draft"], "done": DONE}
ROOM = Room(
    rows=[
        *(
            row
            for which in ("draft", "done")
            for row in (
                Row("reviews:add_agency_document", SEE, AUTHOR[which], f"agencyrequest {which}"),
                Row("reviews:remove_agency_document", SEE, AUTHOR[which], f"agencyfile {which}",
                    get=302, post=302),
                Row("reviews:agency_document", SEE, READS[which], f"agencyfile {which}",
                    is_page=False),
            )
        ),
        Row("reviews:released_documents", SEE, REVIEW, "review ours"),
        Row("reviews:released_document", SEE, NOBODY, "releasedfile draft", is_page=False),
        Row("reviews:released_document", SEE, REVIEW, "releasedfile done", is_page=False),
    ],
    about={
        "agencyfile": lambda world, which: [
            world.record(f"request {which}").reference, _number(world, which),
        ],
        "releasedfile": _released,
    },
    words={
        "document draft": AUTHOR["draft"],  # until it is submitted
        "document done": DONE | REVIEW,  # released to the panel
        "file draft": NOBODY,  # how a file was called leaves with nobody
        "file done": NOBODY,
    },
    otherwise=("reviews_agencydocument",),  # work/test_reviews_agencies_add_documents
    writes={"reviews_agencydocument": (AUTHOR["draft"], AUTHOR["draft"])},
)  # fmt: skip

"""Publishing a review (R6.5, R6.6): the path is seen with the case, what a check found with the
people of the case, and what is public by everybody."""

from __future__ import annotations

from builders.world import World
from sightline.work.reviews.models import (
    AccuracyConfirmed,
    ChangeReleased,
    ChangeTold,
    CopySent,
    Deposit,
    FamilyTold,
    HitJustified,
    PublicationDecision,
    PublicationPosition,
    PublicationText,
    Release,
    ReportFile,
    SafetyCheck,
    SafetyHit,
    TakenDown,
)
from web.roles import ANYONE, AT_THE_FRONT, MANAGE, NOBODY
from web.room import Room, Row
from web.rooms.reviews import SEE, SIGHT, WHICH
from web.rooms.reviews_rapid import RUNS

CASE = frozenset({"notifier", "business_manager"})  # the panel of the other case sees none of it
STEPS = ("upload_report", "write_text", "record_family_told", "confirm_accuracy",
         "decide_publication", "record_copy", "release_review", "tell_change", "record_deposit",
         "take_down")  # fmt: skip


def rows_of(which: str) -> list[Row]:
    """Rows of the pages about the publication of one case."""
    sees, thing = SIGHT.get(f"case {which}", CASE), f"case {which}"
    return [
        Row("reviews:publication", SEE, sees, thing),
        Row("reviews:after_publication", SEE, sees, thing),
        *(Row(f"reviews:{name}", MANAGE, sees, thing) for name in STEPS),
    ]


def _slug(world: World) -> str:
    found = Release.objects.get(decision__incident=world.works["case published"])
    return found.slug


PUBLIC = ("publication title", "publication body", "publication asked", "publication done")
OF_CASE = ("why not", "accuracy", "position", "reasons", "dissent")
ROOM = Room(
    rows=[
        *(row for which in WHICH for row in rows_of(which)),
        *rows_of("published")[:2],
        Row("reviews:safety_check", MANAGE, CASE, "safetycheck published"),
        Row("reviews:release_change", MANAGE, CASE, "toldchange published", get=302, post=302),
        Row("reviews:published_reviews", public=True),
        Row("reviews:published_review", sees=AT_THE_FRONT, about="publishedreview published",
            public=True),
        Row("reviews:published_review_pdf", sees=AT_THE_FRONT, about="publishedreview published",
            public=True, is_page=False),
    ],
    about={
        "safetycheck": lambda world, which: [world.record(f"people {which}").reference, 1],
        "toldchange": lambda world, which: [world.record(f"case {which}").reference, 1],
        "publishedreview": lambda world, _: [_slug(world)],
    },
    held={"reviews.publish_reviews": MANAGE, "reviews.justify_hits": MANAGE},
    sight={"case published": CASE, "people published": CASE, "case taken down": CASE,
           "people taken down": CASE},
    words={
        **dict.fromkeys(PUBLIC, ANYONE),
        **{f"publication {one}": CASE for one in (*OF_CASE, "justified")},
    },
    keyed=(AccuracyConfirmed, ChangeReleased, ChangeTold, CopySent, Deposit, FamilyTold,
           HitJustified, PublicationDecision, PublicationPosition, PublicationText, Release,
           ReportFile, SafetyCheck, SafetyHit, TakenDown),
    otherwise=("reviews_publishedreview", "reviews_publishedchange"),
    lists={"/published-reviews": 6},
    writes={
        **{
            f"reviews_{name}": (RUNS, NOBODY)
            for name in ("accuracyconfirmed", "changereleased", "changetold", "copysent", "deposit",
                         "familytold", "publicationdecision", "publicationposition",
                         "publicationtext", "release", "reportfile", "takendown",
                         "publishedreview", "publishedchange")
        },
        "reviews_safetycheck": (NOBODY, NOBODY),  # one that has ended is the worker's word
        "reviews_hitjustified": (frozenset({"notifier"}), NOBODY),  # who justified it
    },
)  # fmt: skip

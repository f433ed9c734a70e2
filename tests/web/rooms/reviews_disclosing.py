"""Who asked for what of a case, for whoever answers for it; the log also for the data protection
officer, without a word of the case (work/test_reviews_disclosures_are_checked_by_another)."""

from __future__ import annotations

from builders.world import NOW, World
from sightline.work.reviews.models import (
    DisclosureAnswer,
    DisclosureAsked,
    DisclosureChecked,
    DisclosureRequest,
    DisclosureSent,
)
from web.roles import MANAGE, NOBODY
from web.room import Room, Row
from web.rooms.reviews import SIGHT, WHICH
from web.rooms.reviews_rapid import RUNS


def one_more(world: World, number: int) -> None:
    """One more request of our case."""
    from django.utils import timezone

    from sightline.work.reviews.operations import disclosing

    disclosing.record_disclosure_request(
        incident=world.works["case ours"], kind="coroner", who="The coroner", wanted="The report",
        received_on=timezone.localdate(NOW), by=world.actor("business_manager"), now=NOW,
    )  # fmt: skip


ROOM = Room(
    rows=[
        Row("reviews:disclosure_log", MANAGE),
        *(
            row
            for which in WHICH
            for row in (
                *(
                    Row(f"reviews:{name}", MANAGE, SIGHT[f"case {which}"], f"case {which}")
                    for name in ("disclosures", "record_disclosure_request")
                ),
                *(
                    Row(f"reviews:{name}", MANAGE, SIGHT[f"case {which}"], f"disclosure {which}")
                    for name in ("prepare_disclosure", "check_disclosure", "send_disclosure")
                ),
            )
        ),
    ],
    about={
        "disclosure": lambda world, which: [
            world.record(f"case {which}").reference,
            world.works[f"disclosure {which}"].pk,
        ]
    },
    held={
        "reviews.see_disclosures": MANAGE,
        "reviews.answer_disclosures": MANAGE,
        "reviews.check_disclosures": MANAGE,
    },
    words={
        **{
            f"{name} {which}": SIGHT[f"case {which}"]
            for which in WHICH
            for name in ("asks", "wanted", "given", "kept back", "exempt")
        },
        "second check": SIGHT["case ours"],
    },
    keyed=(DisclosureAnswer, DisclosureAsked, DisclosureChecked, DisclosureRequest, DisclosureSent),
    lists={"/cases/disclosures": 8},
    exports=("/cases/disclosures",),
    one_more=one_more,
    writes={
        # each in a case of their own
        **{
            f"reviews_{name}": (MANAGE, NOBODY)
            for name in ("disclosurerequest", "disclosureasked", "disclosureanswer")
        },
        "reviews_disclosuresent": (RUNS, NOBODY),  # next door nothing was sent
        "reviews_disclosurechecked": (frozenset({"notifier"}), NOBODY),
    },
)  # fmt: skip

"""The family, practitioners, drafts and findings of a local review (R6.4): seen with the review;
only the recommendations are read by others, in their register."""

from __future__ import annotations

from builders.world import World
from sightline.work.reviews.models import (
    AccuracyAnswer,
    AccuracyCheck,
    DraftCorrection,
    FamilyPlan,
    FamilyStep,
    Finding,
    FindingRecommendation,
    InterimLearning,
    PractitionerEvent,
    PractitionersCame,
    ReviewCompletion,
    ReviewDraft,
)
from web.roles import NOBODY
from web.room import Room, Row
from web.rooms.reviews import SEE
from web.rooms.reviews_local import LOCAL, enters, within
from web.rooms.reviews_rapid import RUNS


def _numbered(world: World, which: str) -> list[object]:
    return [world.record("local ours").reference, int(which)]


ROOM = Room(
    rows=[
        *(
            Row(f"reviews:local_review_{name}", SEE, LOCAL, "local ours")
            for name in ("family", "drafts", "findings")
        ),
        *(
            enters(name)
            for name in ("plan_family", "record_practitioner_event", "file_draft", "record_finding",
                         "record_interim_learning", "complete_local_review")
        ),
        enters("record_family_step", "localfamily ours"),
        enters("ask_about_draft", "localnumber 2"),
        enters("record_accuracy", "localaccuracy ours"),
        enters("settle_correction", "localaccuracy ours"),
        enters("recommend_from_finding", "localnumber 1"),
    ],
    about={
        "localfamily": within("family"),
        "localaccuracy": within("accuracy"),
        "localnumber": _numbered,
    },
    words=dict.fromkeys(
        ("local family", "local voice", "local practitioners", "local draft", "local accuracy",
         "local correction", "local correction refused", "local finding", "local learning"), LOCAL,
    ),
    keyed=(
        AccuracyAnswer,
        AccuracyCheck,
        DraftCorrection,
        FamilyPlan,
        FamilyStep,
        Finding,
        FindingRecommendation,
        InterimLearning,
        PractitionerEvent,
        PractitionersCame,
        ReviewCompletion,
        ReviewDraft,
    ),
    writes={
        f"reviews_{name}": (RUNS, NOBODY)
        for name in ("accuracyanswer", "accuracycheck", "draftcorrection", "familyplan",
                     "familystep", "finding", "findingrecommendation", "interimlearning",
                     "practitionerevent", "practitionerscame", "reviewcompletion", "reviewdraft")
    },
)  # fmt: skip

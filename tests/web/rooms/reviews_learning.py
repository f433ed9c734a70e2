"""Learning reviews (R6.7, R0.5): one about a child is seen by whoever runs it and by grant; another
by its group, the office and the lead partners; what is passed on by the group it is passed to."""

from __future__ import annotations

from builders.learning_reviewing import begins, passes
from builders.world import NOW, World
from sightline.work.reviews.models import (
    LearningFinding,
    LearningFindingRecommendation,
    LearningReview,
    LearningReviewEnd,
    LearningReviewNamed,
    LearningReviewStep,
    LearningTakenUp,
    PassedLearning,
)
from web.roles import MANAGE, NOBODY, OFFICE, UNIT
from web.room import Room, Row
from web.rooms.reviews import SEE
from web.rooms.reviews_local import LOCAL
from web.rooms.reviews_rapid import RUNS

ABOUT_A_CHILD = frozenset({"business_manager", "group_chair"})
OPEN = OFFICE | {"group_chair", "group_member", "lead_partner"}
FORMER = frozenset({"business_manager"})
PASSED = OFFICE | {"lead_partner", "other_group_member"}
SEES = {"lesson ours": ABOUT_A_CHILD, "lesson open": OPEN, "former ours": FORMER}
FORMS = ("name_to_learning_review", "record_learning_step", "record_learning_finding",
         "end_learning_review", "pass_learning")  # fmt: skip


def _thing(name: str) -> str:
    kind, which = name.split()
    return f"learningreview {kind}-{which}"


def _reference(world: World, which: str) -> list[object]:
    return [world.record(which.replace("-", " ")).reference]


def one_more(world: World, number: int) -> None:
    """A learning review of each kind, and something passed on."""
    passes(world, begins(world, NOW), NOW)
    begins(world, NOW, is_about_child=False)


ROOM = Room(
    rows=[
        Row("reviews:learning_reviews", SEE),
        Row("reviews:begin_learning_review", MANAGE),
        Row("reviews:begin_former_review", MANAGE),
        Row("reviews:review_figures", MANAGE),
        *(
            row
            for name, sees in SEES.items()
            for row in (
                Row("reviews:learning_review", SEE, sees, _thing(name)),
                Row("reviews:attest_learning_review", SEE, sees, _thing(name), get=302),
                *(Row(f"reviews:{form}", MANAGE, sees, _thing(name)) for form in FORMS),
            )
        ),
        Row("reviews:recommend_from_learning", MANAGE, ABOUT_A_CHILD, "learningfinding ours"),
        Row("reviews:pass_local_learning", MANAGE, LOCAL, "local ours"),
        Row("reviews:passed_learning", SEE, PASSED, "passed ours"),
        Row("reviews:take_up_learning", UNIT | {"group_chair"}, PASSED, "passed ours"),
    ],
    about={
        "learningreview": _reference,
        "learningfinding": lambda world, which: [world.record("lesson ours").reference, 1],
        "passed": lambda world, which: [world.record(f"passed {which}").reference],
    },
    held={
        "reviews.run_learning_reviews": MANAGE,
        "reviews.see_review_figures": MANAGE,
        "reviews.take_up_learning": UNIT | {"group_chair"},
    },
    sight={**SEES, "passed ours": PASSED},
    words={
        **dict.fromkeys(
            ("lesson ours", "grant lesson", "lesson step", "lesson finding",
             "lesson end"), ABOUT_A_CHILD,
        ),
        "lesson open": OPEN,
        "former ours": FORMER,
        "passed learning": PASSED,
        "taken up": PASSED,
    },
    keyed=(
        LearningFinding,
        LearningFindingRecommendation,
        LearningReview,
        LearningReviewEnd,
        LearningReviewNamed,
        LearningReviewStep,
        LearningTakenUp,
        PassedLearning,
    ),
    lists={"/learning-reviews": 8, "/review-figures": 12},
    exports=("/review-figures",),
    one_more=one_more,
    writes={
        **{
            f"reviews_{name}": (RUNS, NOBODY)
            for name in ("learningreview", "learningreviewnamed", "learningreviewstep",
                         "learningfinding", "learningfindingrecommendation", "learningreviewend",
                         "passedlearning")
        },
        "reviews_learningtakenup": (OFFICE, NOBODY),
    },
)  # fmt: skip

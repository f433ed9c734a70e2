"""The demonstration's answers to what training changed, its needs, and learning made known: all
of it invented, and made through the operations."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from sightline.foundation.calendar import LONDON
from sightline.foundation.outbox.models import Message
from sightline.foundation.permissions import Actor
from sightline.registers.actions.models import Recommendation
from sightline.registers.partnership.models import Agency
from sightline.web.demonstration_year.world import World
from sightline.work.training import operations
from sightline.work.training.models import Certificate, Course, Evaluation
from sightline.work.training.rules.evaluating import DEFAULT_LATER, EXAMPLE_ITEMS

RISES = {"before": (0, 0, 0), "after": (1, 2, 1), "later": (1, 1, 0)}
WROTE = {
    "before": ("How to put worries into words", "", ""),
    "after": ("I will ask what bedtime is like", "", "More time for cases, please"),
    "later": ("I ring the school before a visit now", "", ""),
}
THEMES = {"What a child's day is like": ("bedtime",), "More time for cases": ("cases",)}
SECTIONS = (
    "Several reviews found that nobody had described the child's own day.",
    "Agencies each held a part of the picture. (Invented for the demonstration.)",
    "Neglect was named late\nMissed appointments were read one by one\nFathers were not asked",
    "A school nurse wrote down what the child said, in the child's words.",
    "Ask what a day is like, from waking to bedtime\nWrite it down in the child's words\n"
    "Read missed appointments together",
    "What do we know of this child's evening?\nWho has seen the bedroom?",
    "The local neglect toolkit, and the course on neglect. Ask your safeguarding lead.",
)
ROLES = ("Social worker", "Health visitor", "Teacher", "Youth worker")


def ask_this(course: Course, by: Actor, now: datetime) -> None:
    """Have a course ask what the example asks."""
    operations.set_evaluation(
        course=course, items=EXAMPLE_ITEMS, later_after=DEFAULT_LATER, by=by, now=now
    )


def ask_and_answer(stage: str, by: Actor, now: datetime) -> None:
    """Ask what has come, and have most of those who hold a link answer it."""
    operations.ask_evaluations(by=by, now=now)
    asked = Evaluation.objects.filter(stage=stage, asked_at=now, person__isnull=True)
    for number, one in enumerate(asked.select_related("course").order_by("pk")):
        if number % 7 == 6:
            continue  # not everybody answers
        said = Message.objects.get(key=f"training_ask_{stage}:{one.pk}")
        items = one.course.evaluation_items.filter(dropped_at__isnull=True).order_by("position")
        operations.answer_evaluation_by_link(
            token=said.facts["link"].rsplit("/", 1)[1],
            scores={
                item.pk: _score(stage, one.booking_id, place) for place, item in enumerate(items)
            },
            words=WROTE[stage][number % 3],
            by=Actor(person_id=None, name=one.name),
            now=now + timedelta(hours=1),
        )


def _score(stage: str, who: int, place: int) -> int:
    rise = RISES[stage][(who // 2 + place) % 3]
    return min(5, 2 + (who + place) % 2 + rise)


def build(world: World) -> Iterator[str]:
    """Roles with what they need, how many people there are, themes, and a briefing."""
    by, now = world.by, datetime.combine(world.today, time(9), LONDON)
    courses = list(Course.objects.filter(partnership=world.partnership, kind="core").order_by("pk"))
    yield f"{_needs(world, courses, now)} numbers of staff"
    for course in courses[:1]:
        for name, words in THEMES.items():
            theme = operations.add_theme(course=course, name=name, by=by, now=now)
            for comment in theme.partnership.evaluationcomment_set.filter(
                evaluation__course=course, words__contains=words[0]
            ):
                operations.sort_comment(comment=comment, themes=[theme], by=by, now=now)
    known = Recommendation.objects.filter(partnership=world.partnership).order_by("pk")[:1]
    one = operations.make_briefing(
        partnership_id=world.partnership.pk,
        recommendations=known,
        title="Seven minutes: seeing the child's day",
        audience="Everybody who visits families",
        kind="briefing",
        words="",
        address="",
        sections=list(SECTIONS),
        by=by,
        now=now - timedelta(days=20),
    )
    one = operations.issue_briefing(briefing=one, by=by, now=now - timedelta(days=20))
    for channel, to_whom, reached, said in (
        ("training", "The course on neglect", 14, "It gave us words for what we saw"),
        ("website", "Readers of the news page", 210, ""),
    ):
        operations.record_reach(
            briefing=one, channel=channel, happened_on=world.today - timedelta(days=9),
            to_whom=to_whom, reached=reached, said=said, recommendations=list(known), by=by,
            now=now,
        )  # fmt: skip
    yield "A seven-minute briefing, made known by training and on the website"


def _needs(world: World, courses: list[Course], now: datetime) -> int:
    made = 0
    roles = [
        operations.set_role(
            partnership_id=world.partnership.pk, role=None, name=name, also_called=[],
            courses=courses[:2], by=world.by, now=now,
        )
        for name in ROLES
    ]  # fmt: skip
    trained = Certificate.objects.filter(partnership=world.partnership).values("agency")
    for number, agency in enumerate(Agency.objects.filter(pk__in=trained).order_by("pk")[:8]):
        staff = {role.pk: 2 + (number * 3 + place) % 6 for place, role in enumerate(roles)}
        operations.count_workforce(agency=agency, staff=staff, by=world.by, now=now)
        made += len(staff)
    return made

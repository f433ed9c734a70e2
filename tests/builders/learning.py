"""Modules of e-learning in the world of the tests, and somebody who took one."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from builders import partnership as made
from builders.training import published
from sightline.foundation.permissions import Actor
from sightline.work.training import operations
from sightline.work.training.models import Course, Module, ModuleTry
from sightline.work.training.rules.learning import read_options

if TYPE_CHECKING:
    from builders.world import World

PAGES = (("What neglect is", "Needs that are *not met*."), ("What to do", "- Say it\n- Write it"))
QUESTIONS = (
    ("one", "Who acts?", "Nobody\n* Everybody", "Everybody acts."),
    ("several", "What is kept?", "* What was seen\n* What was said\nWhat was guessed", "Facts."),
    ("truth", "Neglect can be seen in one visit.", "True\n* False", "It builds up."),
)
RIGHT = [[1], [0, 1], [1]]


def drafted(course: Course, pages: Any = PAGES, questions: Any = QUESTIONS, **how: Any) -> Module:
    """The draft of a module with these pages and questions."""
    when: dict[str, Any] = {"by": made.BY, "now": timezone.now()}
    held = operations.begin_module(course=course, **when)
    if how:
        terms = {"minutes": 20, "pass_mark": 80, "tries_a_day": 3, "is_example": False, **how}
        held = operations.set_module(module=held, version=held.version, **terms, **when)
    for title, words in pages:
        held = operations.write_part(
            module=held, version=held.version, part="pages", place=None,
            content={"title": title, "words": words}, **when,
        )  # fmt: skip
    for kind, words, options, feedback in questions:
        content = {"kind": kind, "words": words, "options": read_options(kind, options),
                   "feedback": feedback}  # fmt: skip
        held = operations.write_part(
            module=held, version=held.version, part="questions", place=None, content=content,
            **when,
        )  # fmt: skip
    return held


def taught(course: Course, *args: Any, **how: Any) -> Module:
    """A module that people may learn from."""
    held = drafted(course, *args, **how)
    return operations.publish_module(
        module=held, version=held.version, by=made.BY, now=timezone.now()
    )


def begun(course: Course, by: Actor, now: datetime | None = None) -> ModuleTry:
    """A try of somebody, under way."""
    agency = course.partnership.agency_set.order_by("key").first()
    return operations.begin_learning(course=course, agency=agency, by=by, now=now or timezone.now())


def took(
    course: Course, by: Actor, answers: list[list[int]] | None = None, now: datetime | None = None
) -> ModuleTry:
    """A try from the first page to the answers, which are right where no others are given."""
    when = now or timezone.now()
    held = begun(course, by, when)
    for place in range(held.pages_read + 1, len(held.module.pages) + 1):
        held = operations.read_page(attempt=held, place=place, by=by, now=when)
    return operations.answer_module(attempt=held, answers=answers or RIGHT, by=by, now=when)


def learn(world: World) -> None:
    """A module in each partnership, with a draft of the next, and somebody who passed it."""
    from builders.world import canary

    for which, whose, who in (
        ("ours", world.partnership, "practitioner"),
        ("theirs", world.other, "stranger"),
    ):
        course = published(whose, f"Learning online, {which}", kind="e-learning")
        taught(course, pages=[("Read this", canary(f"page {which}"))])
        world.training[f"module {which}"] = course
        world.training[f"try {which}"] = took(course, world.actor(who))
        begun(course, world.actor(who))  # and began again
        drafted(course, pages=[("And this", canary(f"page draft {which}"))], questions=())

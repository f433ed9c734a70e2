"""Completions of e-learning in the world of the tests, brought in by file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from builders import partnership as made
from sightline.work.training import operations
from sightline.work.training.models import CompletionFile, Course

if TYPE_CHECKING:
    from builders.world import World

HEADINGS = "email,name,agency,completed\n"


def sent(course: Course, text: str, name: str = "done.csv") -> CompletionFile:
    """A CSV file of completions, read and not taken in yet."""
    upload = SimpleUploadedFile(name, text.encode())
    return operations.receive_completions(
        course=course, upload=upload, by=made.BY, now=timezone.now()
    )


def complete(world: World) -> None:
    """One completion in each partnership, of somebody who is booked there."""
    from builders.world import canary

    for which in ("ours", "theirs"):
        booked = world.training[f"booking one {which}"]
        line = f"one.{which}@example.org,{canary(f'completer {which}')},{booked.agency.key},"
        file = sent(world.training[f"course {which}"], f"{HEADINGS}{line}2026-01-05\n")
        operations.take_completions(file=file, by=made.BY, now=timezone.now())
        world.training[f"completions {which}"] = file

"""Files of completions, and what stands in them."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import QuerySet

from sightline.foundation.lists import one_of
from sightline.registers.partnership.models import Agency
from sightline.work.training.models import Completion, CompletionFile, Course, Learner


def completion_file(partnership_id: int, number: int) -> CompletionFile:
    """One file; `NotSeen` where it is absent or hidden."""
    rows = CompletionFile.objects.filter(partnership=partnership_id, pk=number)
    return one_of(rows.select_related("course"))


def completion_files(partnership_id: int) -> list[CompletionFile]:
    """The newest files, whether taken in or not."""
    rows = CompletionFile.objects.filter(partnership=partnership_id).defer("entries")
    return list(rows.select_related("course").order_by("-pk")[:20])


def completions_of(course: Course) -> QuerySet[Completion]:
    """Everybody who completed a course, here or elsewhere, also what was taken back."""
    rows = Completion.objects.filter(course=course)
    return rows.select_related("learner", "agency", "course")


def completion(partnership_id: int, number: int) -> Completion:
    """One completion; `NotSeen` where it is absent or hidden."""
    rows = Completion.objects.filter(partnership=partnership_id, pk=number)
    return one_of(rows.select_related("learner", "course"))


def learnt_from() -> list[int]:
    """Courses that somebody completed as e-learning."""
    rows = Completion.objects.filter(taken_back_at__isnull=True)
    return sorted(set(rows.values_list("course_id", flat=True)))


class Previewed(NamedTuple):
    """A line of a file as it would be taken in."""

    line: int
    name: str
    email: str
    agency: str
    completed_on: str
    what: str


def previewed(file: CompletionFile) -> list[Previewed]:
    """What taking a file in would do, line by line."""
    entries = file.entries
    addresses = [one["email"] for one in entries]
    people = set(
        Learner.objects.filter(partnership=file.partnership_id, email__in=addresses).values_list(
            "email", flat=True
        )
    )
    done = {
        (email, day.isoformat())
        for email, day in Completion.objects.filter(
            course=file.course_id, learner__email__in=addresses, taken_back_at__isnull=True
        ).values_list("learner__email", "completed_on")
    }
    agencies = dict(
        Agency.objects.filter(pk__in={one["agency"] for one in entries}).values_list("pk", "name")
    )
    return [
        Previewed(
            one["line"], one["name"], one["email"], agencies.get(one["agency"], ""),
            one["completed_on"],
            "Known already" if (one["email"], one["completed_on"]) in done
            else "New completion" if one["email"] in people else "New completion, new person",
        )
        for one in entries
    ]  # fmt: skip

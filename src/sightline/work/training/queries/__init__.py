"""What is read of training."""

from sightline.work.training.queries.catalogue import (
    Dated,
    Wanted,
    audience_groups,
    course,
    course_dates,
    courses_offered,
    dates,
    event,
)
from sightline.work.training.queries.programme import (
    courses,
    free_trainers,
    given_by,
    joining_of,
    programme,
    sessions_of,
    trainers,
    years_of_programme,
)

__all__ = [
    "Dated",
    "Wanted",
    "audience_groups",
    "course",
    "course_dates",
    "courses",
    "courses_offered",
    "dates",
    "event",
    "free_trainers",
    "given_by",
    "joining_of",
    "programme",
    "sessions_of",
    "trainers",
    "years_of_programme",
]

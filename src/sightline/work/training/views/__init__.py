"""Pages of training."""

from sightline.work.training.views.catalogue import catalogue, course, event
from sightline.work.training.views.courses import (
    audiences,
    change_course,
    courses,
    make_course,
    publish_course,
    trainers,
    withdraw_course,
)
from sightline.work.training.views.programme import (
    add_session,
    cancel_event,
    change_event,
    copy_programme,
    drop_session,
    drop_trainer,
    manage_event,
    name_trainer,
    open_event,
    plan_event,
    programme,
)

__all__ = [
    "add_session",
    "audiences",
    "cancel_event",
    "catalogue",
    "change_course",
    "change_event",
    "copy_programme",
    "course",
    "courses",
    "drop_session",
    "drop_trainer",
    "event",
    "make_course",
    "manage_event",
    "name_trainer",
    "open_event",
    "plan_event",
    "programme",
    "publish_course",
    "trainers",
    "withdraw_course",
]

"""Who may have a calendar of their own."""

from sightline.foundation.permissions import EVERYBODY, Permission

keep_own_diary = Permission(
    "diary.keep_own_diary",
    "See one's own dates, and subscribe to them in a calendar program",
    frozenset({EVERYBODY}),
)
